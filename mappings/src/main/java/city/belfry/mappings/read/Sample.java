package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Options;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.ontology.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The first records of a file.
///
/// @param records records looked at
/// @param bytes bytes that the reader took for them; it reads ahead
/// @param seen slots that had a value in one of them
/// @param findings what the reader said of them
/// @param isWhole whether there were no more
public record Sample(long records, long bytes, Set<Integer> seen, List<Finding> findings, boolean isWhole) {
    /// Records that are looked at.
    public static final int RECORDS_MAX = 1_000;

    /// Ends the reading; not a fault, so it keeps no stack.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    /// Takes the first records of a file.
    public static Sample of(SourceFile file, Fields fields, RowReader reader, Options options) {
        List<Finding> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        Findings findings = new Findings(options.withStrict(false), found::add);
        long[] records = new long[1];
        List<CountedStream> opened = new ArrayList<>();
        // Nobody may read ahead of the records that are looked at.
        long packedBytes = Math.min(file.packedBytes(), RowsAhead.FILE_BYTES_MIN - 1);
        SourceFile counted = new SourceFile(file.name(), file.entry(), packedBytes, () -> {
            CountedStream in = new CountedStream(file.open());
            opened.add(in);
            return in;
        });
        boolean isWhole = true;
        try {
            reader.read(
                    counted,
                    fields,
                    row -> {
                        for (int slot = 0; slot < fields.count(); slot++) {
                            if (!seen.contains(slot) && row.count(slot) > 0) {
                                seen.add(slot);
                            }
                        }
                        if (++records[0] == RECORDS_MAX) {
                            throw new Enough();
                        }
                    },
                    findings);
        } catch (Enough enough) {
            isWhole = false;
        } catch (IOException broken) {
            throw file.unreadable(broken);
        }
        long bytes = opened.stream().mapToLong(CountedStream::count).sum();
        return new Sample(records[0], bytes, Set.copyOf(seen), List.copyOf(found), isWhole);
    }

    /// The names of members or elements that the first records of a file have, as references to them.
    public static List<String> names(SourceFile file, LogicalSource source, Limits limits) {
        return switch (source.format()) {
            case CSV, XLSX, ROWS -> List.of();
            case JSON -> RecordNames.ofJson(file, source, limits);
            case XML -> RecordNames.ofXml(file);
        };
    }
}

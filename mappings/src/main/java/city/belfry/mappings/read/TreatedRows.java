package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Treats personal data in the rows of another reader before anybody sees them: columns of a table by their name,
/// paths of XML by what they hold.
final class TreatedRows implements RowReader {
    private static final Pattern SIMPLE_PATH =
            Pattern.compile("(?:\\./)?(?:\\.|[@\\p{L}\\p{N}_.:*-]+(?:/[@\\p{L}\\p{N}_.:*-]+)*(?:/text\\(\\))?)");

    private static final Pattern PREFIX = Pattern.compile("[^/@:]+:");

    private final RowReader reader;
    private final List<Treatment> treatments;

    private TreatedRows(RowReader reader, List<Treatment> treatments) {
        this.reader = reader;
        this.treatments = treatments;
    }

    static RowReader of(RowReader reader, List<Treatment> treatments) {
        List<Treatment> changing =
                treatments.stream().filter(treatment -> !treatment.isKept()).toList();
        return changing.isEmpty() ? reader : new TreatedRows(reader, changing);
    }

    private record Treated(int slot, Treatment treatment) {}

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        return reader.read(file, fields, new Treating(fields, consumer), findings);
    }

    private final class Treating implements RowConsumer {
        private final Fields fields;
        private final RowConsumer next;
        private final List<Treated> treated = new ArrayList<>();
        /// Columns that only a pattern wants are known when the file was opened.
        private int knownFields = -1;

        Treating(Fields fields, RowConsumer next) {
            this.fields = fields;
            this.next = next;
            find();
        }

        private void find() {
            knownFields = fields.count();
            treated.clear();
            boolean isXml = fields.source().format() == LogicalSource.Format.XML;
            for (int slot = 0; slot < knownFields; slot++) {
                for (Treatment treatment : treatments) {
                    if (!fields.isDerived(slot)
                            && (isXml
                                    ? meet(treatment.field(), fields.name(slot))
                                    : treatment.field().equals(fields.name(slot)))) {
                        treated.add(new Treated(slot, treatment));
                    }
                }
            }
        }

        @Override
        public void row(Row row) {
            if (knownFields != fields.count()) {
                find();
            }
            for (Treated each : treated) {
                treat(row, each);
            }
            next.row(row);
        }

        private static void treat(Row row, Treated each) {
            int count = row.count(each.slot());
            if (count == 0) {
                return;
            }
            List<String> left = new ArrayList<>(count);
            for (int at = 0; at < count; at++) {
                each.treatment().of(row.text(each.slot(), at)).ifPresent(left::add);
            }
            row.clear(each.slot());
            left.forEach(text -> row.addText(each.slot(), text));
        }
    }

    /// Whether two paths of XML lead to one place, or one of them lies in the other: the text of an element has that of
    /// the elements below it.
    static boolean meet(String field, String reference) {
        if (!SIMPLE_PATH.matcher(reference).matches()
                || !SIMPLE_PATH.matcher(field).matches()) {
            throw new MappingException(
                    Code.FIELD_UNTREATABLE,
                    "The privacy rule for '%s' cannot be compared with the reference '%s'; both must be paths of names, such as person/@name."
                            .formatted(field, reference));
        }
        String left = plain(field);
        String right = plain(reference);
        return left.equals(".")
                || right.equals(".")
                || left.equals(right)
                || left.startsWith(right + "/")
                || right.startsWith(left + "/")
                || left.contains("*")
                || right.contains("*");
    }

    /// Without prefixes, which may differ between a document and a mapping.
    private static String plain(String path) {
        String plain =
                PREFIX.matcher(path.startsWith("./") ? path.substring(2) : path).replaceAll("");
        return plain.endsWith("/text()") ? plain.substring(0, plain.length() - "/text()".length()) : plain;
    }
}

package city.belfry.mappings.read;

import city.belfry.ontology.Finding.Place;
import java.io.IOException;
import java.util.BitSet;

/// Tells which references had no value in any record of a file: they are probably misspelt.
final class UsedReferences implements RowReader {
    private final RowReader reader;

    UsedReferences(RowReader reader) {
        this.reader = reader;
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        BitSet unused = new BitSet();
        for (int slot = 0; slot < fields.count(); slot++) {
            unused.set(slot, !fields.isDerived(slot) && !isOptional(fields, slot));
        }
        Count count = reader.read(
                file,
                fields,
                row -> {
                    for (int slot = unused.nextSetBit(0); slot >= 0; slot = unused.nextSetBit(slot + 1)) {
                        if (row.count(slot) > 0) {
                            unused.clear(slot);
                        }
                    }
                    consumer.row(row);
                },
                findings);
        if (count.records() > 0) {
            unused.stream()
                    .forEach(slot -> findings.warning(
                            "REFERENCE_WITHOUT_VALUE",
                            Place.of(file.name()),
                            fields.name(slot),
                            "no record has a value for '" + fields.name(slot) + "'",
                            "Correct the reference, or name it as belfry:optionalColumn."));
        }
        return count;
    }

    private static boolean isOptional(Fields fields, int slot) {
        return fields.source().optionalColumns().contains("*")
                || fields.source().optionalColumns().contains(fields.name(slot));
    }
}

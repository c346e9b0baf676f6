package city.belfry.mappings.read;

import java.util.List;

/// Takes the rows of a source, one after the other.
@FunctionalInterface
public interface RowConsumer {
    void row(Row row);

    /// Who wants to learn of rows before they come. A reader that has many rows at hand asks now and then.
    default LookAhead lookAhead() {
        return LookAhead.NONE;
    }

    /// Hands each row on to several.
    static RowConsumer of(List<RowConsumer> all) {
        if (all.size() == 1) {
            return all.getFirst();
        }
        RowConsumer[] each = all.toArray(RowConsumer[]::new);
        return new RowConsumer() {
            @Override
            public void row(Row row) {
                for (RowConsumer one : each) {
                    one.row(row);
                }
            }

            @Override
            public LookAhead lookAhead() {
                return LookAhead.of(all.stream().map(RowConsumer::lookAhead));
            }
        };
    }
}

package city.belfry.mappings.read;

/// Takes the rows of a source, one after the other.
@FunctionalInterface
public interface RowConsumer {
    void row(Row row);
}

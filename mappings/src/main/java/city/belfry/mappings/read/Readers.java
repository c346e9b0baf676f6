package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.rml.LogicalSource;

/// The reader of each format.
public final class Readers {
    private Readers() {}

    public static RowReader of(LogicalSource.Format format, Limits limits) {
        return switch (format) {
            case CSV -> new CsvReader(limits);
            case XLSX -> new WorkbookReader(limits);
            case JSON -> new JsonReader(limits);
            case XML -> new XmlReader(limits);
            case ROWS -> throw new IllegalStateException("rows come from a database or a query, not from a file");
        };
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.rml.LogicalSource;
import java.util.List;

/// The reader of each format.
public final class Readers {
    private Readers() {}

    public static RowReader of(LogicalSource.Format format, Limits limits) {
        return of(format, limits, List.of());
    }

    /// The same for a source with personal data: what a treatment names has become what it says before a row is handed
    /// on.
    static RowReader of(LogicalSource.Format format, Limits limits, List<Treatment> treatments) {
        return switch (format) {
            case CSV -> TreatedRows.of(new CsvReader(limits), treatments);
            case XLSX -> TreatedRows.of(new WorkbookReader(limits), treatments);
            case JSON -> new JsonReader(limits, treatments);
            case XML -> TreatedRows.of(new XmlReader(limits), treatments);
            case ROWS -> throw new IllegalStateException("rows come from a database or a query, not from a file");
        };
    }
}

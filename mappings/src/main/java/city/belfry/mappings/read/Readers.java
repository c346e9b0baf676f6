package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource;

/// The reader of each format.
public final class Readers {
    private Readers() {}

    public static RowReader of(LogicalSource.Format format, Limits limits) {
        return switch (format) {
            case CSV -> new CsvReader(limits);
            case JSON, XML -> throw new MappingException(Code.NOT_SUPPORTED, format + " is not read yet.");
        };
    }
}

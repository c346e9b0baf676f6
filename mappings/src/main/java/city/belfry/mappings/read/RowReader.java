package city.belfry.mappings.read;

import java.io.IOException;

/// Reads one format. A reader is given the references that are wanted and fills their slots for each record; it
/// reports what is wrong in a record and goes on.
///
/// A reader for another format needs this one method; the engine knows nothing of formats.
public interface RowReader {
    /// Reads a file from its start to its end.
    ///
    /// @return records read, and bytes
    Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException;

    /// What was read.
    record Count(long records, long bytes) {}
}

package city.belfry.mappings;

import java.time.Duration;

/// The limits of one run. What goes beyond a limit of a record is a finding; what goes beyond a limit of a source ends
/// the run with `LIMIT_REACHED`.
///
/// @param recordBytes bytes of one record (CSV record, JSON item, XML element)
/// @param columns columns of a table
/// @param nestingDepth depth of JSON or XML
/// @param archiveEntries entries of an archive
/// @param compressionRatio unpacked bytes for one packed byte, looked at beyond the first megabyte
/// @param unpackedBytes bytes unpacked from one source file or archive
/// @param documentBytes bytes of a document that must be held whole (JSONPath or XPath that cannot be streamed)
/// @param pages pages of one web source
/// @param answerTime from asking a database or a web address to the last byte of its answer
/// @param findings findings of one code that are handed on; later ones are only counted
/// @param memoryBytes memory for what grows with the data: joins, the search for duplicates, gathered records; what is
///     beyond it goes to temporary files
public record Limits(
        int recordBytes,
        int columns,
        int nestingDepth,
        int archiveEntries,
        int compressionRatio,
        long unpackedBytes,
        int documentBytes,
        int pages,
        Duration answerTime,
        int findings,
        long memoryBytes) {
    /// The limits for this machine: half of the heap is for what grows with the data.
    public static Limits standard() {
        return new Limits(
                64 << 20,
                16_384,
                256,
                100_000,
                1_000,
                64L << 30,
                256 << 20,
                1_000,
                Duration.ofMinutes(30),
                10_000,
                heapBytes() / 2);
    }

    /// The same with another memory; more than half of the heap is not given.
    public Limits withMemoryBytes(long wanted) {
        return new Limits(
                recordBytes,
                columns,
                nestingDepth,
                archiveEntries,
                compressionRatio,
                unpackedBytes,
                documentBytes,
                pages,
                answerTime,
                findings,
                Math.min(wanted, heapBytes() / 2));
    }

    /// The same with another number of findings of one code that are handed on.
    public Limits withFindings(int wanted) {
        return new Limits(
                recordBytes,
                columns,
                nestingDepth,
                archiveEntries,
                compressionRatio,
                unpackedBytes,
                documentBytes,
                pages,
                answerTime,
                wanted,
                memoryBytes);
    }

    private static long heapBytes() {
        return Runtime.getRuntime().maxMemory();
    }
}

package city.belfry.mappings;

import java.util.SortedMap;

/// What a run did.
///
/// @param records records read
/// @param quads quads written
/// @param bytesRead bytes read from the sources, unpacked
/// @param findings number of findings by code
public record MappingReport(long records, long quads, long bytesRead, SortedMap<String, Long> findings) {
    MappingReport withQuads(long count) {
        return new MappingReport(records, count, bytesRead, findings);
    }

    /// All findings together.
    public long findingCount() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }
}

package city.belfry.mappings;

import java.util.SortedMap;

/// What a run did.
///
/// @param records records read
/// @param quads quads written to the result
/// @param bytesRead bytes read from the sources, unpacked
/// @param findings number of findings by code
/// @param targets number of quads in each target of the mapping, by its path
public record MappingReport(
        long records, long quads, long bytesRead, SortedMap<String, Long> findings, SortedMap<String, Long> targets) {
    MappingReport withQuads(long count, SortedMap<String, Long> inTargets) {
        return new MappingReport(records, count, bytesRead, findings, inTargets);
    }

    /// All findings together.
    public long findingCount() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }
}

package city.belfry.hub.catalogue;

import java.time.Instant;

/// What the catalogue keeps of a return to an earlier version.
///
/// @param version the version that it made
/// @param restored the earlier version whose content it has
public record Restoration(long version, long restored, long triples, Instant started, Instant ended) {}

package city.belfry.hub.catalogue;

import java.time.Duration;
import java.time.Instant;

/// What the catalogue keeps of a run that published: what went in, what came out, and what it cost.
///
/// @param version the version that it published
/// @param inputChecksum SHA-256 of the source
/// @param recipeChecksum SHA-256 of everything else that decides what is published: mapping, shapes, entry of city.yaml
public record RunAccount(
        long version,
        Instant started,
        Instant ended,
        String inputChecksum,
        String recipeChecksum,
        long inputBytes,
        long records,
        long triples,
        long findings,
        long quarantined,
        Duration cpu) {}

package city.belfry.hub.ingest;

import city.belfry.ontology.BelfryException;
import java.util.Optional;

/// How the run of a dataset ended.
public sealed interface Outcome {
    /// Source, mapping, shapes and entry are those of the published version; nothing was written.
    record Unchanged(long version) implements Outcome {}

    /// A new version is published.
    record Published(long version, long triples, long added, long removed) implements Outcome {}

    /// A dry run: what a run would publish now.
    ///
    /// @param of what to name to publish exactly this
    /// @param obstacle why a run would wait for a steward
    record Previewed(
            long version, long triples, long added, long removed, Preview of, Optional<IngestException> obstacle)
            implements Outcome {}

    /// The run could not go on; what was published before is still there.
    record Failed(BelfryException failure) implements Outcome {}
}

package city.belfry.mappings;

import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.SourceFiles;
import city.belfry.mappings.run.Engine;
import city.belfry.ontology.Finding;
import java.util.function.Consumer;
import org.apache.jena.riot.system.StreamRDF;

/// Runs a mapping over sources. Safe to run several times, one after the other.
public final class Mapper {
    private final Mapping mapping;
    private final SourceRoot root;
    private final String baseIri;
    private final Options options;

    /// A mapping with all that it needs to run.
    ///
    /// @param baseIri put before every relative IRI that the mapping makes
    public Mapper(Mapping mapping, SourceRoot root, String baseIri, Options options) {
        this.mapping = mapping;
        this.root = root;
        this.baseIri = baseIri;
        this.options = options;
    }

    /// Sends the quads to a sink, in the caller's thread, between its `start` and `finish`.
    public MappingReport run(StreamRDF sink, Consumer<Finding> findings) {
        try (SourceFiles files = SourceFiles.open(root, options.limits())) {
            sink.start();
            MappingReport report =
                    new Engine(mapping.plan(), files, baseIri, options, sink, new Findings(options, findings)).run();
            sink.finish();
            return report;
        }
    }
}

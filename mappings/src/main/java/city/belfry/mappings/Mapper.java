package city.belfry.mappings;

import city.belfry.mappings.privacy.Suspect;
import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.Sources;
import city.belfry.mappings.run.Engine;
import city.belfry.mappings.run.Tracing;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.target.Targets;
import city.belfry.mappings.write.DistinctQuads;
import city.belfry.mappings.write.QuadLines;
import city.belfry.ontology.Finding;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.lang.StreamRDFCounting;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFLib;

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

    /// Sends the quads to a sink, in the caller's thread, between its `start` and `finish`; those that the mapping
    /// has a target for go there instead.
    public MappingReport run(StreamRDF sink, Consumer<Finding> findings) {
        sink.start();
        MappingReport report;
        try (Spill spill = spill();
                Targets targets = Targets.open(mapping.plan(), options, spill)) {
            if (options.distinct()) {
                DistinctQuads distinct = new DistinctQuads(sink, spill);
                report = map(distinct, targets, findings, spill);
                distinct.end();
                report = report.withQuads(distinct.count(), targets.finish());
            } else {
                StreamRDFCounting counted = StreamRDFLib.count(sink);
                report = map(counted, targets, findings, spill);
                report = report.withQuads(counted.count(), targets.finish());
            }
        }
        sink.finish();
        return report;
    }

    /// Writes the quads as N-Quads; without named graphs they are N-Triples. Those that the mapping has a target for go
    /// there instead.
    public MappingReport write(OutputStream out, Consumer<Finding> findings) {
        try (Spill spill = spill();
                QuadLines lines = new QuadLines(out, options.distinct(), spill);
                Targets targets = Targets.open(mapping.plan(), options, spill);
                Sources sources = Sources.open(root, options)) {
            MappingReport report = Engine.toLines(
                            mapping.plan(),
                            sources,
                            baseIri,
                            options,
                            lines,
                            targets,
                            new Findings(options, findings),
                            spill)
                    .run();
            lines.finish();
            return report.withQuads(lines.count(), targets.finish());
        }
    }

    /// What does not fit between the mapping and the headers or first records of its files, at its place in the
    /// mapping.
    public List<Finding> check() {
        return SourceCheck.of(mapping.plan(), root, options);
    }

    /// The fields of the files that it reads that look as if they held personal data, and that no treatment names.
    ///
    /// All fields are looked at, also those that the mapping does not read.
    public List<Suspect> undeclared() {
        return FeedSurvey.of(mapping.plan(), root, options);
    }

    /// Finds from which records and by which rules statements come, by mapping the sources once more.
    public Trace trace(Set<Triple> wanted, Trace.Caps caps) {
        return Tracing.of(mapping.plan(), root, baseIri, options.withStrict(false), wanted, caps);
    }

    /// The plan for people, with what it would cost.
    public String explain() {
        return Explanation.of(mapping.plan(), root, options);
    }

    private Spill spill() {
        return new Spill(options.limits().memoryBytes());
    }

    private MappingReport map(StreamRDF sink, Targets targets, Consumer<Finding> findings, Spill spill) {
        try (Sources sources = Sources.open(root, options)) {
            return new Engine(
                            mapping.plan(),
                            sources,
                            baseIri,
                            options,
                            sink,
                            targets,
                            new Findings(options, findings),
                            spill)
                    .run();
        }
    }
}

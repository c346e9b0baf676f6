package city.belfry.mappings.target;

import city.belfry.mappings.rml.LogicalTarget;
import city.belfry.mappings.rml.LogicalTarget.Serialization;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.write.DistinctQuads;
import city.belfry.mappings.write.QuadLines;
import java.io.IOException;
import java.util.Optional;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;

/// A target while the run goes on: each statement is written once (RML-IO, "Combining multiple Targets").
final class Target implements AutoCloseable {
    private final LogicalTarget logical;
    private final TargetFile file;
    private final Sink sink;

    /// How statements become text.
    private sealed interface Sink {
        record Lines(QuadLines lines) implements Sink {}

        record Streamed(StreamRDF writer, DistinctQuads distinct) implements Sink {}

        record Held(HeldStatements statements) implements Sink {}
    }

    Target(LogicalTarget logical, TargetFile file, Spill spill, int heldBytesMax) {
        this.logical = logical;
        this.file = file;
        sink = switch (logical.serialization().writing()) {
            case LINES -> new Sink.Lines(new QuadLines(file.out(), true, spill));
            case STREAM -> {
                StreamRDF writer = StreamRDFWriter.getWriterStream(file.out(), lang());
                writer.start();
                yield new Sink.Streamed(writer, new DistinctQuads(writer, spill));
            }
            case WHOLE -> new Sink.Held(new HeldStatements(logical, heldBytesMax));
        };
    }

    private Lang lang() {
        Serialization serialization = logical.serialization();
        return switch (serialization) {
            case N_TRIPLES -> Lang.NTRIPLES;
            case N_QUADS -> Lang.NQUADS;
            case TURTLE, N3 -> Lang.TURTLE;
            case TRIG -> Lang.TRIG;
            case JSON_LD -> Lang.JSONLD;
            case RDF_JSON -> Lang.RDFJSON;
            case RDF_XML -> Lang.RDFXML;
        };
    }

    StreamRDF sink() {
        return switch (sink) {
            case Sink.Lines(QuadLines lines) -> lines;
            case Sink.Streamed streamed -> streamed.distinct();
            case Sink.Held(HeldStatements statements) -> statements;
        };
    }

    /// Where statements can be written straight from bytes.
    Optional<QuadLines> lines() {
        return sink instanceof Sink.Lines(QuadLines lines) ? Optional.of(lines) : Optional.empty();
    }

    /// Writes what waited for the end, and ends the file.
    void finish() throws IOException {
        switch (sink) {
            case Sink.Lines(QuadLines lines) -> lines.finish();
            case Sink.Streamed(StreamRDF writer, DistinctQuads distinct) -> {
                distinct.end();
                writer.finish();
            }
            case Sink.Held(HeldStatements statements) -> {
                RDFWriter writer = (logical.serialization().hasGraphs()
                                ? RDFWriter.source(statements.dataset())
                                : RDFWriter.source(statements.dataset().getDefaultGraph()))
                        .lang(lang())
                        .build();
                writer.output(file.out());
            }
        }
        file.finish();
    }

    void publish() throws IOException {
        file.publish();
    }

    LogicalTarget logical() {
        return logical;
    }

    /// Statements written.
    long count() {
        return switch (sink) {
            case Sink.Lines(QuadLines lines) -> lines.count();
            case Sink.Streamed streamed -> streamed.distinct().count();
            case Sink.Held(HeldStatements statements) -> statements.count();
        };
    }

    @Override
    public void close() throws IOException {
        lines().ifPresent(QuadLines::close);
        file.close();
    }
}

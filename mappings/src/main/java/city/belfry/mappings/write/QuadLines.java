package city.belfry.mappings.write;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;

/// Writes quads as N-Quads, each once if so wanted. N-Quads without named graphs are N-Triples.
public final class QuadLines extends StreamRDFBase {
    private final OutputStream out;
    private final boolean distinct;
    private final QuadText text = new QuadText();
    private final Distinct seen = new Distinct();
    private long count;

    public QuadLines(OutputStream out, boolean distinct) {
        this.out = out;
        this.distinct = distinct;
    }

    @Override
    public void triple(Triple triple) {
        quad(Quad.create(Quad.defaultGraphNodeGenerated, triple));
    }

    @Override
    public void quad(Quad quad) {
        text.write(quad);
        if (distinct
                && !seen.add(Hash.high(text.bytes(), 0, text.length()), Hash.low(text.bytes(), 0, text.length()))) {
            return;
        }
        count++;
        try {
            out.write(text.bytes(), 0, text.length());
        } catch (IOException full) {
            throw unwritable(full);
        }
    }

    /// Quads written.
    public long count() {
        return count;
    }

    static MappingException unwritable(IOException cause) {
        return new MappingException(
                Code.TARGET_UNWRITABLE,
                "The result cannot be written: %s. Is the disk full, or was the reader of a pipe ended?"
                        .formatted(cause.getMessage()),
                cause);
    }
}

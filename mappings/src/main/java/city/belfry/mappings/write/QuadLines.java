package city.belfry.mappings.write;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;

/// Writes quads as N-Quads, each once if so wanted. N-Quads without named graphs are N-Triples.
///
/// Statements come in as nodes or, on the fast path, as bytes that are written to [#buffer] and then kept or taken
/// back. What was written already is known by predicate: two statements can only be equal when their predicates are.
public final class QuadLines extends StreamRDFBase {
    private static final int FLUSH_BYTES = 1 << 20;

    private final OutputStream out;
    private final boolean distinct;
    private final QuadText text = new QuadText();
    private final LineBuffer buffer = new LineBuffer(FLUSH_BYTES * 2);
    private final Map<String, Written> written = new HashMap<>();
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
        byte[] line = text.bytes();
        if (distinct
                && !written(quad.getPredicate().getURI())
                        .isNew(line, text.subjectEnd(), text.objectStart(), text.length())) {
            return;
        }
        buffer.add(line, 0, text.length());
        kept();
    }

    /// The statements with a predicate that were written.
    public Written written(String predicate) {
        return written.computeIfAbsent(predicate, unseen -> new Written());
    }

    public boolean isDistinct() {
        return distinct;
    }

    /// Where the fast path writes.
    public LineBuffer buffer() {
        return buffer;
    }

    /// A line stands in the buffer for good.
    public void kept() {
        count++;
        if (buffer.length() >= FLUSH_BYTES) {
            flush();
        }
    }

    /// Writes out what is in the buffer.
    public void flush() {
        try {
            out.write(buffer.bytes(), 0, buffer.length());
        } catch (IOException full) {
            throw new MappingException(
                    Code.TARGET_UNWRITABLE,
                    "The result cannot be written: %s. Is the disk full, or was the reader of a pipe ended?"
                            .formatted(full.getMessage()),
                    full);
        }
        buffer.length(0);
    }

    /// Quads written.
    public long count() {
        return count;
    }
}

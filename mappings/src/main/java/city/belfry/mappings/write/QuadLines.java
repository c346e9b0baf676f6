package city.belfry.mappings.write;

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
public final class QuadLines extends StreamRDFBase implements AutoCloseable {
    private static final int FLUSH_BYTES = 1 << 18;

    private final Outlet outlet;
    private final boolean distinct;
    private final QuadText text = new QuadText();
    private LineBuffer buffer;
    private final Map<String, Written> written = new HashMap<>();
    private long count;

    public QuadLines(OutputStream out, boolean distinct) {
        outlet = new Outlet(out, FLUSH_BYTES + FLUSH_BYTES / 4);
        buffer = outlet.first();
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
        int mark = buffer.length();
        buffer.add(line, 0, text.length());
        kept(mark);
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

    /// A line that begins at a mark stands in the buffer for good.
    public void kept(int mark) {
        count++;
        if (buffer.length() >= FLUSH_BYTES) {
            buffer = outlet.exchange(buffer);
        }
    }

    /// Writes out all that is left and waits for it.
    @Override
    public void finish() {
        outlet.finish(buffer);
    }

    /// Ends a run that failed.
    @Override
    public void close() {
        outlet.close();
    }

    /// Quads written.
    public long count() {
        return count;
    }
}

package city.belfry.mappings.write;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.spill.Spill;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
    private static final int FLUSH_BYTES = 1 << 20;

    private final Outlet outlet;
    private final boolean distinct;
    private final QuadText text = new QuadText();
    private LineBuffer buffer;
    private final Map<String, Written> written = new HashMap<>();
    private final Spill spill;
    private final LateLines late;
    private long count;

    public QuadLines(OutputStream out, boolean distinct, Spill spill) {
        outlet = new Outlet(out, FLUSH_BYTES + FLUSH_BYTES / 4);
        buffer = outlet.first();
        this.distinct = distinct;
        this.spill = spill;
        late = new LateLines(spill);
    }

    @Override
    public void triple(Triple triple) {
        quad(Quad.create(Quad.defaultGraphNodeGenerated, triple));
    }

    @Override
    public void quad(Quad quad) {
        text.write(quad);
        String predicate = quad.getPredicate().getURI();
        add(predicate, text.bytes(), text.subjectEnd(), text.objectStart(), text.length());
    }

    /// Writes a statement that is a line of N-Quads already.
    ///
    /// @param objectStart where its object stands
    public void line(LineBuffer line, int objectStart) {
        byte[] bytes = line.bytes();
        int subjectEnd = iriEnd(bytes);
        int predicateStart = subjectEnd + " <".length();
        String predicate = subjectEnd == 0
                ? ""
                : new String(
                        bytes, predicateStart, objectStart - "> ".length() - predicateStart, StandardCharsets.UTF_8);
        // Blank nodes, triple terms and escapes: one in many.
        if (subjectEnd == 0 || predicate.indexOf('\\') >= 0) {
            quad(QuadReader.quad(bytes, 0, line.length()));
        } else {
            add(predicate, bytes, subjectEnd, objectStart, line.length());
        }
    }

    /// The end of the IRI that a line begins with; 0 when it begins with something else.
    private static int iriEnd(byte[] line) {
        if (line[0] != '<' || line[1] == '<') {
            return 0;
        }
        int at = 1;
        while (line[at] != '>') {
            at++;
        }
        return at + 1;
    }

    private void add(String predicate, byte[] line, int subjectEnd, int objectStart, int lineEnd) {
        if (distinct && !written(predicate).isNew(line, subjectEnd, objectStart, lineEnd)) {
            return;
        }
        int mark = buffer.length();
        buffer.add(line, 0, lineEnd);
        kept(mark);
    }

    /// The statements with a predicate that were written.
    public Written written(String predicate) {
        return written.computeIfAbsent(predicate, unseen -> new Written(spill.statements()));
    }

    /// For what knows the statements that were written.
    public Memory memory() {
        return spill.statements();
    }

    public boolean isDistinct() {
        return distinct;
    }

    /// Where the fast path writes.
    public LineBuffer buffer() {
        return buffer;
    }

    /// A line that is not known stands in the buffer from the mark on.
    ///
    /// When the memory is full, new lines are no longer remembered; it may have come before, and waits
    /// for [#finish].
    public void kept(int mark) {
        if (distinct && spill.statements().isFull()) {
            late.add(buffer.bytes(), mark, buffer.length());
            buffer.length(mark);
            return;
        }
        count++;
        if (buffer.length() >= FLUSH_BYTES) {
            buffer = outlet.exchange(buffer);
        }
    }

    /// Writes out all that is left and waits for it. Nothing may come behind it.
    @Override
    public void finish() {
        written.clear();
        late.each((hash, bytes, from, to) -> {
            buffer.add(bytes, from, to);
            count++;
            if (buffer.length() >= FLUSH_BYTES) {
                buffer = outlet.exchange(buffer);
            }
        });
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

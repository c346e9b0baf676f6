package city.belfry.mappings.write;

import city.belfry.mappings.spill.Spill;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWrapper;
import org.apache.jena.sparql.core.Quad;

/// Passes each quad on once.
public final class DistinctQuads extends StreamRDFWrapper {
    private final QuadText text = new QuadText();
    private final Distinct seen;
    private final LateLines late;
    private long count;

    public DistinctQuads(StreamRDF next, Spill spill) {
        super(next);
        seen = new Distinct(spill.statements());
        late = new LateLines(spill);
    }

    @Override
    public void triple(Triple triple) {
        quad(Quad.create(Quad.defaultGraphNodeGenerated, triple));
    }

    @Override
    public void quad(Quad quad) {
        text.write(quad);
        if (!seen.add(Hash.high(text.bytes(), 0, text.length()), Hash.low(text.bytes(), 0, text.length()))) {
            return;
        }
        if (seen.isFrozen()) {
            late.add(text.bytes(), 0, text.length());
        } else {
            count++;
            super.quad(quad);
        }
    }

    /// Passes on what waited for the end of the run.
    public void end() {
        seen.close();
        late.each((hash, bytes, from, to) -> {
            count++;
            super.quad(QuadReader.quad(bytes, from, to));
        });
    }

    /// Quads passed on.
    public long count() {
        return count;
    }
}

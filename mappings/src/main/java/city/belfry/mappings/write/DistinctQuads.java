package city.belfry.mappings.write;

import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWrapper;
import org.apache.jena.sparql.core.Quad;

/// Passes each quad on once.
public final class DistinctQuads extends StreamRDFWrapper {
    private final QuadText text = new QuadText();
    private final Distinct seen = new Distinct();

    public DistinctQuads(StreamRDF next) {
        super(next);
    }

    @Override
    public void triple(Triple triple) {
        quad(Quad.create(Quad.defaultGraphNodeGenerated, triple));
    }

    @Override
    public void quad(Quad quad) {
        text.write(quad);
        if (seen.add(Hash.high(text.bytes(), 0, text.length()), Hash.low(text.bytes(), 0, text.length()))) {
            super.quad(quad);
        }
    }

    /// Quads passed on.
    public long count() {
        return seen.size();
    }
}

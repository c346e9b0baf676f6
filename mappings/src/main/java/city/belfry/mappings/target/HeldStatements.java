package city.belfry.mappings.target;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalTarget;
import city.belfry.mappings.write.QuadText;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;

/// The statements of a serialization that is written when all are known. They are held in memory up to a limit.
final class HeldStatements extends StreamRDFBase {
    private final LogicalTarget target;
    private final int bytesMax;
    private final QuadText text = new QuadText();
    private final DatasetGraph dataset = DatasetGraphFactory.create();
    private long bytes;

    /// @param bytesMax bytes of them as N-Quads
    HeldStatements(LogicalTarget target, int bytesMax) {
        this.target = target;
        this.bytesMax = bytesMax;
    }

    @Override
    public void triple(Triple triple) {
        quad(Quad.create(Quad.defaultGraphNodeGenerated, triple));
    }

    @Override
    public void quad(Quad quad) {
        text.write(quad);
        bytes += text.length();
        if (bytes > bytesMax) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "The target '%s' is written as %s, which needs all statements in memory, and they are more than %,d bytes; use formats:N-Quads, N-Triples, Turtle or TriG."
                            .formatted(target.path(), target.serialization().format(), bytesMax));
        }
        dataset.add(quad);
    }

    DatasetGraph dataset() {
        return dataset;
    }

    long count() {
        return dataset.stream().count();
    }
}

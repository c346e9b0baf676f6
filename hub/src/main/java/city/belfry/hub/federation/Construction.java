package city.belfry.hub.federation;

import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.modify.TemplateLib;

/// The graph of a CONSTRUCT from its solutions.
final class Construction {
    private Construction() {}

    static Graph of(Query query, List<Binding> rows) {
        Graph graph = GraphFactory.createDefaultGraph();
        TemplateLib.calcTriples(query.getConstructTemplate().getTriples(), rows.iterator())
                .forEachRemaining(graph::add);
        return graph;
    }
}

package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.Vocabulary;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;

/// The ontology and its code lists as a graph of the hub, so that labels and classes can be asked for like data.
final class OntologyGraph {
    private OntologyGraph() {}

    /// Publishes what this program brings along, unless it is there already.
    static void publish(CityStore store, CatalogueIris iris) {
        Graph ontology = Vocabulary.graph();
        GraphUtil.addInto(ontology, Vocabulary.alignments());
        Node graph = iris.graph("ontology");
        if (!isPublished(store.open(), graph, ontology)) {
            store.replace(Visibility.OPEN, graph, Content.of(ontology));
        }
    }

    /// Blank nodes are other ones at each reading, so they are only counted.
    private static boolean isPublished(DatasetGraph database, Node graph, Graph ontology) {
        return database.calculateRead(() -> {
            Graph published = database.getGraph(graph);
            return published.size() == ontology.size()
                    && ontology.stream().filter(OntologyGraph::isGround).allMatch(published::contains);
        });
    }

    private static boolean isGround(Triple triple) {
        return !triple.getSubject().isBlank() && !triple.getObject().isBlank();
    }
}

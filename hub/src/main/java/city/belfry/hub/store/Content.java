package city.belfry.hub.store;

import org.apache.jena.graph.Graph;
import org.apache.jena.riot.system.StreamRDF;

/// The statements of one graph, pushed into the store when it is ready for them.
///
/// The graph of a quad is ignored: a dataset is published as one named graph. Statements may repeat. Anything thrown
/// leaves the store as it was.
@FunctionalInterface
public interface Content {
    void sendTo(StreamRDF sink);

    static Content of(Graph graph) {
        return sink -> graph.find().forEachRemaining(sink::triple);
    }
}

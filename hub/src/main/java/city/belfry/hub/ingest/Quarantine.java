package city.belfry.hub.ingest;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;

/// Takes the records that break a rule out of a graph, each with all that belongs to it: its own statements, those of
/// its parts (IRIs below its own, such as `…/geometry`) and of its blank nodes. What other records say about it stays.
final class Quarantine {
    private static final Node HAS_GEOMETRY = NodeFactory.createURI("http://www.opengis.net/ont/geosparql#hasGeometry");

    private final Graph removed = GraphFactory.createDefaultGraph();
    private final Set<Node> records = new HashSet<>();

    /// Moves the records of these nodes out of the graph.
    void take(Graph graph, Collection<Node> violating) {
        for (Node node : violating) {
            Node owner = owner(graph, node);
            if (records.add(owner)) {
                move(graph, owner);
            }
        }
    }

    /// The record that a part belongs to: a geometry or a blank node is published with what points to it.
    private static Node owner(Graph graph, Node node) {
        Optional<Node> holder =
                graph.find(Node.ANY, HAS_GEOMETRY, node).nextOptional().map(Triple::getSubject);
        if (holder.isEmpty() && node.isBlank()) {
            holder = graph.find(Node.ANY, Node.ANY, node).nextOptional().map(Triple::getSubject);
        }
        return holder.orElse(node);
    }

    private void move(Graph graph, Node owner) {
        Deque<Node> parts = new ArrayDeque<>(List.of(owner));
        Set<Node> seen = new HashSet<>(parts);
        while (!parts.isEmpty()) {
            Node part = parts.pop();
            for (Triple triple : graph.find(part, Node.ANY, Node.ANY).toList()) {
                graph.delete(triple);
                removed.add(triple);
                Node object = triple.getObject();
                boolean belongs = object.isBlank()
                        || (object.isURI() && owner.isURI() && object.getURI().startsWith(owner.getURI() + "/"));
                if (belongs && seen.add(object)) {
                    parts.push(object);
                }
            }
        }
    }

    /// How many records were taken out.
    long count() {
        return records.size();
    }

    /// Their statements.
    Graph statements() {
        return removed;
    }
}

package city.belfry.mappings.differential;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// Quads as texts in which blank nodes go by the statements around them, a few steps far, and not by their names. Two
/// datasets that are the same up to the names of blank nodes have the same texts, and it takes no search: matching
/// hundreds of nodes that look alike one by one has no end.
final class Colours {
    private static final int STEPS = 4;
    private final Map<Node, String> colours = new HashMap<>();

    private Colours() {}

    /// The texts with how often each occurs: nodes that look alike have texts alike.
    static Map<String, Integer> texts(Collection<Quad> quads) {
        Colours colours = new Colours();
        for (int step = 0; step < STEPS; step++) {
            colours.refine(quads);
        }
        Map<String, Integer> texts = new TreeMap<>();
        quads.forEach(quad -> texts.merge(String.join(" ", colours.terms(quad)), 1, Integer::sum));
        return texts;
    }

    private void refine(Collection<Quad> quads) {
        Map<Node, SortedSet<String>> around = new HashMap<>();
        for (Quad quad : quads) {
            List<Node> nodes = nodes(quad);
            for (int at = 0; at < nodes.size(); at++) {
                if (nodes.get(at).isBlank()) {
                    around.computeIfAbsent(nodes.get(at), unseen -> new TreeSet<>())
                            .add(at + " " + String.join(" ", terms(quad)));
                }
            }
        }
        around.forEach((node, texts) -> colours.put(
                node, "_:" + UUID.nameUUIDFromBytes(String.join("\n", texts).getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> terms(Quad quad) {
        return nodes(quad).stream()
                .map(node -> node.isBlank() ? colours.getOrDefault(node, "_:") : node.toString())
                .toList();
    }

    private static List<Node> nodes(Quad quad) {
        Node graph = quad.isDefaultGraph() ? Quad.defaultGraphIRI : quad.getGraph();
        return List.of(graph, quad.getSubject(), quad.getPredicate(), quad.getObject());
    }
}

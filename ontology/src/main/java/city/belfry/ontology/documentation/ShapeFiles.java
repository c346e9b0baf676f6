package city.belfry.ontology.documentation;

import city.belfry.ontology.City;
import city.belfry.ontology.Severity;
import city.belfry.ontology.Vocabulary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.vocabulary.OWL;

/// Reads the constraints out of the shapes: whatever has a finding code is one.
final class ShapeFiles {
    static final String SHAPES = "https://w3id.org/belfry/shapes/";
    static final String PROFILES = "https://w3id.org/belfry/profiles/";

    private static final List<Node> TARGETS = List.of(SHACL.targetClass, SHACL.targetSubjectsOf, SHACL.targetObjectsOf);

    private final Map<String, Set<String>> profilesByShapes = new TreeMap<>();

    ShapeFiles() {
        Map<String, Graph> profiles = Vocabulary.files(PROFILES);
        profiles.keySet().forEach(profile -> follow(profile, profiles));
    }

    /// A profile may import another one.
    private void follow(String profile, Map<String, Graph> profiles) {
        Deque<String> open = new ArrayDeque<>(List.of(profile));
        Set<String> done = new HashSet<>();
        while (!open.isEmpty()) {
            String next = open.pop();
            Graph graph = profiles.get(next);
            if (!done.add(next) || graph == null) {
                continue;
            }
            graph.find(Node.ANY, OWL.imports.asNode(), Node.ANY).forEachRemaining(triple -> {
                String imported = triple.getObject().getURI();
                if (imported.startsWith(SHAPES)) {
                    profilesByShapes
                            .computeIfAbsent(imported.substring(SHAPES.length()), any -> new TreeSet<>())
                            .add(profile.substring(PROFILES.length()));
                }
                open.push(imported);
            });
        }
    }

    List<Constraint> constraints() {
        List<Constraint> all = new ArrayList<>();
        Vocabulary.files(SHAPES)
                .forEach((iri, graph) -> graph.find(Node.ANY, City.findingCode, Node.ANY)
                        .forEachRemaining(
                                triple -> all.add(constraint(iri.substring(SHAPES.length()), graph, triple))));
        all.sort(Comparator.comparing(Constraint::code));
        return List.copyOf(all);
    }

    private Constraint constraint(String shapes, Graph graph, Triple coded) {
        Node shape = coded.getSubject();
        Set<Node> holders = new LinkedHashSet<>(Set.of(shape));
        graph.find(Node.ANY, SHACL.property, shape).forEachRemaining(triple -> holders.add(triple.getSubject()));
        graph.find(Node.ANY, SHACL.sparql, shape).forEachRemaining(triple -> holders.add(triple.getSubject()));
        Set<Node> targets = new LinkedHashSet<>();
        for (Node holder : holders) {
            TARGETS.forEach(target -> graph.find(holder, target, Node.ANY)
                    .filterKeep(triple -> triple.getObject().isURI())
                    .forEachRemaining(triple -> targets.add(triple.getObject())));
        }
        return new Constraint(
                coded.getObject().getLiteralLexicalForm(),
                severity(graph, shape),
                Texts.of(graph, shape, SHACL.message),
                Texts.of(graph, shape, City.suggestion),
                shapes,
                List.copyOf(targets),
                paths(graph, shape),
                List.copyOf(profilesByShapes.getOrDefault(shapes, Set.of())));
    }

    private static Set<Node> paths(Graph graph, Node shape) {
        Set<Node> properties = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        graph.find(shape, SHACL.path, Node.ANY).forEachRemaining(triple -> open.push(triple.getObject()));
        Set<Node> done = new HashSet<>();
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next.isURI()) {
                properties.add(next);
            } else if (done.add(next)) {
                graph.find(next, Node.ANY, Node.ANY).forEachRemaining(triple -> open.push(triple.getObject()));
            }
        }
        return properties;
    }

    private static Severity severity(Graph graph, Node shape) {
        if (graph.contains(shape, SHACL.severity, SHACL.Info)) {
            return Severity.INFO;
        }
        return graph.contains(shape, SHACL.severity, SHACL.Warning) ? Severity.WARNING : Severity.VIOLATION;
    }
}

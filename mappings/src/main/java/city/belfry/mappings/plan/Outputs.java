package city.belfry.mappings.plan;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalTarget;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.rml.TriplesMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// Where the statements of a plan go: each set of targets has a number, and the empty set, 0, is the result of the run.
/// A statement goes to the targets of all term maps that it is made of (RML-IO, "Logical Target in RML").
final class Outputs {
    private static final Node DEFAULT_GRAPH = NodeFactory.createURI("http://w3id.org/rml/defaultGraph");

    private final String document;
    private final List<Set<LogicalTarget>> known = new ArrayList<>();

    Outputs(String document) {
        this.document = document;
        known.add(Set.of());
    }

    /// Terms that are told apart by where statements with them go.
    static final class Sorted<T> {
        private final Map<Set<LogicalTarget>, List<T>> terms = new LinkedHashMap<>();

        void add(Set<LogicalTarget> targets, T term) {
            terms.computeIfAbsent(targets, unseen -> new ArrayList<>()).add(term);
        }

        Set<Set<LogicalTarget>> targets() {
            return terms.keySet();
        }

        List<T> of(Set<LogicalTarget> targets) {
            return List.copyOf(terms.getOrDefault(targets, List.of()));
        }

        boolean isEmpty() {
            return terms.isEmpty();
        }
    }

    /// Whether a graph of a triples map has targets.
    boolean isByGraph(TriplesMap map) {
        return Stream.concat(
                        map.subjectGraphs().stream(),
                        map.predicateObjects().stream().flatMap(part -> part.graphs().stream()))
                .anyMatch(graph -> !graph.targets().isEmpty());
    }

    /// The number of all these targets together.
    ///
    /// @param graphs graphs of the statements, which not every target can tell apart
    /// @param parts targets of the terms that a statement is made of
    int number(TriplesMap map, List<TermMap> graphs, List<Set<LogicalTarget>> parts) {
        Set<LogicalTarget> targets = new LinkedHashSet<>();
        parts.forEach(targets::addAll);
        for (LogicalTarget target : targets) {
            if (!target.serialization().hasGraphs()) {
                graphs.stream().filter(graph -> !isDefault(graph)).findFirst().ifPresent(graph -> {
                    throw new MappingException(
                            Code.MAPPING_INVALID,
                            "%s %s: the triples map %s makes statements in a named graph, and its target '%s' is written as %s, which has none; use formats:N-Quads, TriG or JSON-LD."
                                    .formatted(
                                            document,
                                            graph.at(),
                                            map.name(),
                                            target.path(),
                                            target.serialization().format()));
                });
            }
        }
        int number = known.indexOf(targets);
        if (number < 0) {
            number = known.size();
            known.add(targets);
        }
        return number;
    }

    private static boolean isDefault(TermMap graph) {
        return graph.expression() instanceof TermMap.Expression.Constant(Node term) && term.equals(DEFAULT_GRAPH);
    }

    List<Set<LogicalTarget>> all() {
        return List.copyOf(known);
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// Which parts of a plan can make equal statements: subject and object by what is known of them before the run, under
/// one predicate, in graphs that are not surely different.
final class Emitters {
    /// A predicate that is not known before the run.
    private static final String ANY = "";

    private final Map<String, List<Emitter>> byPredicate = new HashMap<>();

    /// One source of statements; several for one predicate and object where several graphs are named.
    ///
    /// @param graph the graph as text; empty when it is not known before the run
    private record Emitter(Overlap subject, Overlap object, String graph) {
        boolean overlaps(Emitter other) {
            return (graph.isEmpty() || other.graph.isEmpty() || graph.equals(other.graph))
                    && subject.with(other.subject)
                    && object.with(other.object);
        }
    }

    Emitters(Plan plan) {
        for (Scan scan : plan.scans()) {
            for (Scan.Statements map : scan.maps()) {
                if (map.isComposite()) {
                    // Lists, containers and reified triples bring statements of their own.
                    byPredicate
                            .computeIfAbsent(ANY, unseen -> new ArrayList<>())
                            .add(new Emitter(Overlap.ANYTHING, Overlap.ANYTHING, ""));
                }
                Overlap subject = Overlap.of(map.subject());
                for (Scan.Rule rule : map.rules()) {
                    add(map, rule, subject);
                }
            }
        }
    }

    private void add(Scan.Statements map, Scan.Rule rule, Overlap subject) {
        Set<String> graphs = new LinkedHashSet<>();
        Stream.concat(map.graphs().stream(), rule.graphs().stream()).forEach(graph -> graphs.add(name(graph)));
        if (graphs.isEmpty()) {
            graphs.add(name(Engine.DEFAULT_GRAPH));
        }
        List<Overlap> objects = new ArrayList<>();
        rule.objects().forEach(object -> objects.add(Overlap.of(object)));
        rule.lookups().forEach(lookup -> objects.add(Overlap.of(lookup.index().subject())));
        for (Term predicate : rule.predicates()) {
            List<Emitter> known = byPredicate.computeIfAbsent(name(predicate), unseen -> new ArrayList<>());
            for (Overlap object : objects) {
                graphs.forEach(graph -> known.add(new Emitter(subject, object, graph)));
            }
        }
    }

    private static String name(Term term) {
        return term.source() instanceof Source.Constant(Node constant) ? name(constant) : ANY;
    }

    private static String name(Node constant) {
        return constant.toString();
    }

    /// Whether no other rule can make a statement that this one makes.
    boolean isAlone(Term subject, Node predicate, Term object, Node graph) {
        Emitter emitter = new Emitter(Overlap.of(subject), Overlap.of(object), name(graph));
        // The rule itself is one of them.
        return Stream.of(predicate.toString(), ANY)
                        .flatMap(name -> byPredicate.getOrDefault(name, List.of()).stream())
                        .filter(emitter::overlaps)
                        .limit(2)
                        .count()
                == 1;
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Piece;
import city.belfry.mappings.plan.Term.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// The part of a plan that can make some statements; when in doubt, a rule stays.
final class RestrictedPlan {
    /// Empty when all rules stay.
    private final Set<Triple> wanted;

    private final String baseIri;

    private RestrictedPlan(Set<Triple> wanted, String baseIri) {
        this.wanted = wanted;
        this.baseIri = baseIri;
    }

    static Plan of(Plan plan, Set<Triple> wanted, String baseIri) {
        boolean isComposite =
                plan.scans().stream().anyMatch(scan -> scan.maps().stream().anyMatch(Scan.Statements::isComposite));
        // Lists grow over records, and quoted triples take from other maps.
        return new RestrictedPlan(isComposite ? Set.of() : wanted, baseIri).restricted(plan);
    }

    private Plan restricted(Plan plan) {
        Set<Scan.Index> asked = new HashSet<>();
        List<Scan> scans = new ArrayList<>();
        for (Scan scan : plan.scans()) {
            List<Scan.Statements> maps = new ArrayList<>();
            for (Scan.Statements map : scan.maps()) {
                List<Scan.Rule> rules = map.rules().stream()
                        // What goes to a target is not published.
                        .filter(rule -> rule.output() == 0)
                        .filter(rule ->
                                wanted.isEmpty() || wanted.stream().anyMatch(triple -> canMake(map, rule, triple)))
                        .toList();
                if (!rules.isEmpty()) {
                    maps.add(new Scan.Statements(map.name(), map.at(), map.subject(), map.graphs(), rules));
                    rules.forEach(rule -> rule.lookups().forEach(lookup -> asked.add(lookup.index())));
                }
            }
            scans.add(new Scan(
                    scan.number(), scan.source(), scan.fields(), scan.steps(), List.copyOf(maps), scan.indexes()));
        }
        List<Scan> kept = new ArrayList<>();
        for (Scan scan : scans) {
            List<Scan.Index> indexes = wanted.isEmpty()
                    ? scan.indexes()
                    : scan.indexes().stream().filter(asked::contains).toList();
            if (!scan.maps().isEmpty() || !indexes.isEmpty()) {
                kept.add(new Scan(scan.number(), scan.source(), scan.fields(), scan.steps(), scan.maps(), indexes));
            }
        }
        return new Plan(
                plan.name(),
                List.copyOf(kept),
                wanted.isEmpty()
                        ? plan.early()
                        : plan.early().stream().filter(asked::contains).toList(),
                plan.outputs().subList(0, 1));
    }

    private boolean canMake(Scan.Statements map, Scan.Rule rule, Triple triple) {
        return canMake(map.subject(), triple.getSubject())
                && rule.predicates().stream().anyMatch(term -> canMake(term, triple.getPredicate()))
                && (rule.objects().stream().anyMatch(term -> canMake(term, triple.getObject()))
                        || rule.lookups().stream()
                                .anyMatch(lookup -> canMake(lookup.index().subject(), triple.getObject())));
    }

    private boolean canMake(Term term, Node node) {
        return switch (term.source()) {
            case Source.Constant(Node constant) -> constant.equals(node);
            case Source.Template(List<Piece> pieces) -> !term.type().isIri() || fits(term, pieces, node);
            case Source.Slot slot -> true;
            case Source.Call call -> true;
            case Source.Fresh fresh -> node.isBlank();
            case Source.Gathered gathered -> true;
            case Source.Joined joined -> true;
            case Source.Quoted quoted -> true;
        };
    }

    private boolean fits(Term term, List<Piece> pieces, Node node) {
        if (!node.isURI()) {
            return false;
        }
        String first = pieces.isEmpty() || !pieces.getFirst().isText()
                ? ""
                : pieces.getFirst().text();
        String last = pieces.isEmpty() || !pieces.getLast().isText()
                ? ""
                : pieces.getLast().text();
        String base = term.base().isEmpty() ? baseIri : term.base();
        String start = first.isEmpty() || Iris.isAbsolute(first) ? first : base + first;
        return node.getURI().startsWith(start) && node.getURI().endsWith(last);
    }
}

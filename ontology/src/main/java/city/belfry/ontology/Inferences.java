package city.belfry.ontology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;

/// What follows from a dataset and the ontology, worked out once when the dataset is published, so that no query
/// reasons: superclasses, superproperties, inverses, symmetric properties and the transitive `partOf`.
///
/// Domains and ranges are left out on purpose: they would turn a wrong link into a wrong type, and shapes report it
/// instead. Only superclasses and superproperties that the ontology itself names are given. Immutable and thread-safe.
public final class Inferences {
    /// A chain of parts longer than this is a loop in the data; it is cut there.
    static final int PART_CHAIN_MAX = 64;
    /// Ways in which one statement follows that are told.
    static final int DERIVATIONS_MAX = 5;
    /// Statements about a thing that are looked through for them.
    private static final int PREMISES_MAX = 10_000;

    private final Map<Node, Set<Node>> superclasses = new HashMap<>();
    private final Map<Node, Set<Node>> superproperties = new HashMap<>();
    private final Map<Node, Set<Node>> inverses = new HashMap<>();
    private final Set<Node> transitive = new LinkedHashSet<>();

    private Inferences(Graph ontology) {
        close(ontology, RDFS.subClassOf.asNode(), superclasses);
        close(ontology, RDFS.subPropertyOf.asNode(), superproperties);
        ontology.find(Node.ANY, OWL.inverseOf.asNode(), Node.ANY).forEachRemaining(triple -> {
            add(inverses, triple.getSubject(), triple.getObject());
            add(inverses, triple.getObject(), triple.getSubject());
        });
        ontology.find(Node.ANY, RDF.type.asNode(), OWL.SymmetricProperty.asNode())
                .forEachRemaining(triple -> add(inverses, triple.getSubject(), triple.getSubject()));
        ontology.find(Node.ANY, RDF.type.asNode(), OWL.TransitiveProperty.asNode())
                .forEachRemaining(triple -> transitive.add(triple.getSubject()));
    }

    /// The inferences of the city ontology.
    public static Inferences ofOntology() {
        return new Inferences(Vocabulary.graph());
    }

    /// All rules as text, always in the same order: two ontologies from which the same follows say the same here.
    public String rules() {
        Set<String> rules = new TreeSet<>();
        superclasses.forEach((term, wider) -> wider.forEach(each -> rules.add(term + " is a " + each)));
        superproperties.forEach((term, wider) -> wider.forEach(each -> rules.add(term + " implies " + each)));
        inverses.forEach((term, others) -> others.forEach(each -> rules.add(term + " reads back as " + each)));
        transitive.forEach(term -> rules.add(term + " goes on"));
        return String.join("\n", rules);
    }

    /// Whether everything of the first class is of the second too; a class is not above itself.
    public boolean isBelow(Node narrower, Node wider) {
        return superclasses.getOrDefault(narrower, Set.of()).contains(wider);
    }

    /// Gives each triple that follows from the data and is not in them. A triple that follows in two ways may come
    /// twice, so that nothing but a chain of parts is ever held in memory.
    public void forEach(Graph data, Consumer<Triple> sink) {
        forEach(data.find(), data, sink);
    }

    /// Gives what follows from some statements of the data, with all of the data at hand, and is not in them.
    public void forEach(Iterator<Triple> statements, Graph data, Consumer<Triple> sink) {
        Consumer<Triple> fresh = triple -> {
            if (!data.contains(triple)) {
                sink.accept(triple);
            }
        };
        statements.forEachRemaining(triple -> consequences(data, triple, fresh));
    }

    private void consequences(Graph data, Triple triple, Consumer<Triple> fresh) {
        if (triple.getPredicate().equals(RDF.type.asNode())) {
            superclasses
                    .getOrDefault(triple.getObject(), Set.of())
                    .forEach(type -> fresh.accept(Triple.create(triple.getSubject(), RDF.type.asNode(), type)));
        } else if (triple.getObject().isLiteral()) {
            superproperties
                    .getOrDefault(triple.getPredicate(), Set.of())
                    .forEach(
                            property -> fresh.accept(Triple.create(triple.getSubject(), property, triple.getObject())));
        } else {
            link(data, triple.getSubject(), triple.getPredicate(), triple.getObject(), fresh);
        }
    }

    /// By what a statement follows from another one.
    public enum Rule {
        /// What is of a class is of the wider ones.
        SUPERCLASS,
        /// What holds by a property holds by the wider ones.
        SUPERPROPERTY,
        /// A property read the other way round.
        INVERSE,
        /// A part of a part is a part.
        CHAIN
    }

    /// One way in which a statement follows.
    ///
    /// @param premise the statement of the data that it starts from
    public record Derivation(Rule rule, Triple premise) {}

    /// From which statements about its two ends a statement follows, at most [#DERIVATIONS_MAX].
    public List<Derivation> derivations(Graph data, Triple wanted) {
        Set<Triple> near = new LinkedHashSet<>();
        for (Node end : List.of(wanted.getSubject(), wanted.getObject())) {
            if (!end.isLiteral()) {
                var found = data.find(end, Node.ANY, Node.ANY);
                while (found.hasNext() && near.size() < PREMISES_MAX) {
                    near.add(found.next());
                }
                found.close();
            }
        }
        List<Derivation> derivations = new ArrayList<>();
        for (Triple premise : near) {
            boolean[] leads = {false};
            consequences(data, premise, triple -> leads[0] |= triple.equals(wanted));
            if (leads[0] && derivations.size() < DERIVATIONS_MAX) {
                derivations.add(new Derivation(rule(premise, wanted), premise));
            }
        }
        return List.copyOf(derivations);
    }

    private static Rule rule(Triple premise, Triple wanted) {
        if (wanted.getPredicate().equals(RDF.type.asNode())) {
            return Rule.SUPERCLASS;
        }
        if (!premise.getSubject().equals(wanted.getSubject())) {
            return Rule.INVERSE;
        }
        return premise.getObject().equals(wanted.getObject()) ? Rule.SUPERPROPERTY : Rule.CHAIN;
    }

    /// All that another conclusion may hang on when one statement goes: its two ends, and where a property is passed on
    /// from part to whole, the parts below and the wholes above.
    public Set<Node> ends(Graph data, Triple gone) {
        Set<Node> ends = new LinkedHashSet<>(List.of(gone.getSubject(), gone.getObject()));
        for (Node property : withSelf(superproperties, gone.getPredicate())) {
            if (transitive.contains(property)) {
                ends.addAll(wholes(data, property, gone.getObject()));
                ends.addAll(parts(data, property, gone.getSubject()));
            }
        }
        return ends;
    }

    private Set<Node> parts(Graph data, Node property, Node whole) {
        Set<Node> found = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>(Set.of(whole));
        while (!open.isEmpty()) {
            Node next = open.removeFirst();
            if (found.add(next)) {
                data.find(Node.ANY, Node.ANY, next)
                        .filterKeep(triple ->
                                withSelf(superproperties, triple.getPredicate()).contains(property))
                        .forEachRemaining(triple -> open.add(triple.getSubject()));
            }
        }
        return found;
    }

    private void link(Graph data, Node from, Node property, Node to, Consumer<Triple> fresh) {
        for (Node wider : withSelf(superproperties, property)) {
            Set<Node> ends = transitive.contains(wider) ? wholes(data, wider, to) : Set.of(to);
            for (Node end : ends) {
                if (end.equals(from)) {
                    continue;
                }
                fresh.accept(Triple.create(from, wider, end));
                inverses.getOrDefault(wider, Set.of())
                        .forEach(inverse -> fresh.accept(Triple.create(end, inverse, from)));
            }
        }
    }

    /// The node itself and all that it is, step by step, a part of; by the property or one below it.
    private Set<Node> wholes(Graph data, Node property, Node part) {
        Set<Node> found = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>(Set.of(part));
        while (!open.isEmpty() && found.size() < PART_CHAIN_MAX) {
            Node next = open.removeFirst();
            if (found.add(next)) {
                data.find(next, Node.ANY, Node.ANY)
                        .filterKeep(triple ->
                                withSelf(superproperties, triple.getPredicate()).contains(property))
                        .forEachRemaining(triple -> open.add(triple.getObject()));
            }
        }
        return found;
    }

    private static Set<Node> withSelf(Map<Node, Set<Node>> above, Node term) {
        Set<Node> wider = above.get(term);
        if (wider == null) {
            return Set.of(term);
        }
        Set<Node> all = new LinkedHashSet<>(wider);
        all.add(term);
        return all;
    }

    private static void close(Graph ontology, Node relation, Map<Node, Set<Node>> above) {
        ontology.find(Node.ANY, relation, Node.ANY).forEachRemaining(triple -> {
            Deque<Node> open = new ArrayDeque<>(Set.of(triple.getObject()));
            while (!open.isEmpty()) {
                Node next = open.removeFirst();
                if (add(above, triple.getSubject(), next)) {
                    ontology.find(next, relation, Node.ANY).forEachRemaining(higher -> open.add(higher.getObject()));
                }
            }
        });
    }

    private static boolean add(Map<Node, Set<Node>> map, Node key, Node value) {
        return map.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(value);
    }
}

package city.belfry.hub.store;

import city.belfry.ontology.Inferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem2.GraphMem2Fast;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;

/// What a scenario changes in a database: which statements of which graphs go, and which come. Immutable once made.
///
/// A removed statement goes from every graph in which a source said it. What followed from it goes too, unless it
/// follows from what is left of the same dataset; what was said and now only follows stays as an inference. Additions
/// stand in a graph of their own and have their own inferences, like a dataset.
public final class OverlayChanges {
    /// What a scenario adds and removes at most, statements in all; about 250 bytes each in memory.
    public static final int STATEMENTS_MAX = 200_000;

    private static final Node TYPE = RDF.type.asNode();

    private final Map<Node, Set<Triple>> removed = new HashMap<>();
    private final Map<Node, Graph> added = new LinkedHashMap<>();
    private final Set<Triple> removedAnywhere = new HashSet<>();
    private final Touched removing = new Touched();
    private final Touched adding = new Touched();

    private OverlayChanges() {}

    /// Which statements may be among some, by their predicate; types by their class.
    private static final class Touched {
        private final Set<Node> predicates = new HashSet<>();
        private final Set<Node> classes = new HashSet<>();

        void note(Triple triple) {
            predicates.add(triple.getPredicate());
            if (triple.getPredicate().equals(TYPE)) {
                classes.add(triple.getObject());
            }
        }

        boolean by(Node predicate, Node object) {
            if (!predicate.isConcrete()) {
                return !predicates.isEmpty();
            }
            return predicates.contains(predicate)
                    && (!predicate.equals(TYPE) || !object.isConcrete() || classes.contains(object));
        }
    }

    /// Works out what a scenario changes in the database as it is. Costs as much as the scenario is large.
    ///
    /// @param removals statements that go, from whatever graph
    /// @param additions graphs that come, with what follows from them
    static OverlayChanges in(DatasetGraph base, Graph removals, Map<Node, Graph> additions, Inferences inferences) {
        OverlayChanges changes = new OverlayChanges();
        additions.forEach((graph, statements) -> {
            if (!statements.isEmpty()) {
                changes.added.put(graph, statements);
                statements.find().forEachRemaining(changes.adding::note);
            }
        });
        Map<Node, List<Triple>> stated = new LinkedHashMap<>();
        Map<Node, Node> companions = Ledger.companions(base);
        Set<Node> inferred = new HashSet<>(companions.values());
        removals.find()
                .forEachRemaining(triple -> base.findNG(
                                Node.ANY, triple.getSubject(), triple.getPredicate(), triple.getObject())
                        .forEachRemaining(quad -> {
                            if (!inferred.contains(quad.getGraph())) {
                                changes.remove(quad.getGraph(), triple);
                                stated.computeIfAbsent(quad.getGraph(), unseen -> new ArrayList<>())
                                        .add(triple);
                            }
                        }));
        stated.forEach((graph, gone) -> {
            Node companion = companions.get(graph);
            if (companion != null) {
                changes.reason(base, graph, companion, gone, inferences);
            }
        });
        return changes;
    }

    private void remove(Node graph, Triple triple) {
        removed.computeIfAbsent(graph, unseen -> new HashSet<>()).add(triple);
        removedAnywhere.add(triple);
        removing.note(triple);
    }

    private void add(Node graph, Triple triple) {
        added.computeIfAbsent(graph, unseen -> new GraphMem2Fast()).add(triple);
        adding.note(triple);
    }

    /// What no longer follows from a dataset, and what follows now and was said before. Every way to a conclusion
    /// begins with a statement about one of its ends, so that those about the ends of what is gone decide.
    private void reason(DatasetGraph base, Node graph, Node companion, List<Triple> gone, Inferences inferences) {
        Graph before = base.getGraph(graph);
        Graph left = GraphView.createNamedGraph(new Overlay(base, this), graph);
        Set<Node> ends = new HashSet<>();
        gone.forEach(triple -> ends.addAll(inferences.ends(before, triple)));
        Set<Triple> follows = new HashSet<>();
        Graph concluded = base.getGraph(companion);
        List<Triple> lost = new ArrayList<>();
        for (Node end : ends) {
            inferences.forEach(left.find(end, Node.ANY, Node.ANY), left, follows::add);
        }
        for (Node end : ends) {
            concluded
                    .find(end, Node.ANY, Node.ANY)
                    .filterKeep(triple -> ends.contains(triple.getObject())
                            || triple.getObject().isLiteral()
                            || triple.getPredicate().equals(TYPE))
                    .filterDrop(follows::contains)
                    .forEachRemaining(lost::add);
        }
        List<Triple> found =
                follows.stream().filter(triple -> !concluded.contains(triple)).toList();
        lost.forEach(triple -> remove(companion, triple));
        found.forEach(triple -> add(companion, triple));
    }

    boolean touches(Triple triple) {
        return removedAnywhere.contains(triple);
    }

    boolean removes(Quad quad) {
        Set<Triple> ofGraph = removed.get(quad.getGraph());
        return ofGraph != null && ofGraph.contains(quad.asTriple());
    }

    boolean mayRemove(Node predicate, Node object) {
        return removing.by(predicate, object);
    }

    boolean mayAdd(Node predicate, Node object) {
        return adding.by(predicate, object);
    }

    boolean mayEmpty(Node graph) {
        return removed.containsKey(graph);
    }

    Set<Node> addedGraphs() {
        return added.keySet();
    }

    Iterator<Quad> added(Node graph, Node subject, Node predicate, Node object) {
        if (graph.isConcrete()) {
            Graph statements = added.get(graph);
            return statements == null
                    ? Iter.nullIterator()
                    : Iter.map(statements.find(subject, predicate, object), triple -> Quad.create(graph, triple));
        }
        return Iter.flatMap(
                added.entrySet().iterator(),
                each -> Iter.map(
                        each.getValue().find(subject, predicate, object),
                        triple -> Quad.create(each.getKey(), triple)));
    }

    /// Each statement once, in whichever graphs it came.
    Iterator<Triple> addedAnywhere(Node subject, Node predicate, Node object) {
        return Iter.distinct(Iter.map(added(Node.ANY, subject, predicate, object), Quad::asTriple));
    }
}

package city.belfry.hub.store;

import city.belfry.ontology.Inferences;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Takes out of one graph, and of the changes kept of it, all statements about somebody or leading to them, with the
/// blank nodes that hang from those; inside the caller's transaction.
///
/// The new version keeps an empty change: a change that said what went would keep what must not be kept. The changes
/// are written anew where they lie, so a process killed before the commit leaves files that the ledger does not know;
/// the next erasure finds them unreadable and drops them.
final class GraphErasure {
    /// Statements that are taken out of one graph at a time; they are held in memory.
    private static final int STATEMENTS_MAX = 1_000_000;

    private final DatasetGraph database;
    private final Visibility visibility;
    private final Node graph;
    private final Versions versions;
    private final Predicate<Node> person;
    private final Set<Node> blankNodes = new HashSet<>();

    GraphErasure(DatasetGraph database, Visibility visibility, Node graph, Versions versions, Predicate<Node> person) {
        this.database = database;
        this.visibility = visibility;
        this.graph = graph;
        this.versions = versions;
        this.person = person;
    }

    /// Looks and writes nothing.
    Erased find() {
        Set<Triple> going = statements();
        long former = 0;
        long unreadable = 0;
        for (Change change : changes()) {
            long found = found(change);
            former += Math.max(found, 0);
            unreadable += found < 0 ? 1 : 0;
        }
        return erased(going.size(), former, unreadable);
    }

    Erased erase(Inferences inferences, FreeSpace space) {
        Set<Triple> going = statements();
        going.forEach(triple -> database.delete(Quad.create(graph, triple)));
        List<Change> changes = changes();
        List<Change> kept = new ArrayList<>();
        long former = 0;
        for (Change change : changes) {
            long found = found(change);
            if (found < 0) {
                break; // what lies behind it cannot be reached any more
            }
            former += found;
            kept.add(found == 0 ? change : versions.rewrite(graph, change, this::tells));
        }
        long version = Ledger.version(database, graph);
        if (former > 0 || kept.size() < changes.size()) {
            Ledger.replaceChanges(database, graph, kept);
        }
        if (!going.isEmpty() && version > 0) {
            version++;
            if (!kept.isEmpty() || Ledger.companion(database, graph).isPresent()) {
                versions.keepNothing(database, graph, version);
            }
            Ledger.recordPublication(database, graph, version, Ledger.triples(database, graph) - going.size());
            InferredGraph.renew(database, graph, inferences, space);
        }
        return erased(going.size(), former, changes.size() - kept.size());
    }

    /// Forgets the changes that were made before a time, and with them what they say of former versions.
    long forget(Instant before) {
        List<Change> changes = changes();
        List<Change> kept =
                changes.stream().filter(change -> !change.at().isBefore(before)).toList();
        if (kept.size() < changes.size()) {
            Ledger.replaceChanges(database, graph, kept);
        }
        return (long) changes.size() - kept.size();
    }

    private Erased erased(long statements, long former, long forgotten) {
        return new Erased(
                visibility,
                graph,
                statements,
                former,
                forgotten,
                Ledger.version(database, graph),
                Ledger.triples(database, graph));
    }

    private List<Change> changes() {
        return Ledger.changes(database, graph, Ledger.version(database, graph));
    }

    private boolean names(Node node) {
        return (node.isBlank() && blankNodes.contains(node)) || person.test(node);
    }

    private boolean tells(Node subject, Node object) {
        return names(subject) || names(object);
    }

    private Set<Triple> statements() {
        Set<Triple> going = new LinkedHashSet<>();
        Deque<Node> hanging = new ArrayDeque<>();
        database.find(graph, Node.ANY, Node.ANY, Node.ANY)
                .forEachRemaining(quad -> take(quad.asTriple(), going, hanging));
        while (!hanging.isEmpty()) {
            Node node = hanging.pop();
            database.find(graph, node, Node.ANY, Node.ANY)
                    .forEachRemaining(quad -> take(quad.asTriple(), going, hanging));
        }
        return going;
    }

    private void take(Triple triple, Set<Triple> going, Deque<Node> hanging) {
        boolean isAbout = names(triple.getSubject());
        if (!isAbout && !names(triple.getObject())) {
            return;
        }
        going.add(triple);
        if (going.size() > STATEMENTS_MAX) {
            throw new StoreException(
                    StoreException.Code.DIFFERENCE_TOO_LARGE,
                    "More than %,d statements of %s name what is to be erased; that is no single person. Nothing was erased."
                            .formatted(STATEMENTS_MAX, graph));
        }
        if (isAbout && triple.getObject().isBlank() && blankNodes.add(triple.getObject())) {
            hanging.push(triple.getObject());
        }
    }

    /// How many statements of a change tell of the person; -1 when it cannot be read. Blank nodes that only a former
    /// version had hang from the person too, so it is read until no more of them are met.
    private long found(Change change) {
        long[] count = new long[1];
        int known;
        do {
            known = blankNodes.size();
            count[0] = 0;
            try {
                versions.read(graph, change, new RDFChangesBase() {
                    @Override
                    public void add(Node ignored, Node subject, Node predicate, Node object) {
                        note(subject, object);
                    }

                    @Override
                    public void delete(Node ignored, Node subject, Node predicate, Node object) {
                        note(subject, object);
                    }

                    private void note(Node subject, Node object) {
                        if (names(subject) && object.isBlank()) {
                            blankNodes.add(object);
                        }
                        count[0] += tells(subject, object) ? 1 : 0;
                    }
                });
            } catch (StoreException unreadable) {
                return -1;
            }
        } while (blankNodes.size() > known);
        return count[0];
    }
}

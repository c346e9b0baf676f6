package city.belfry.hub.store;

import city.belfry.ontology.Inferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphWrapper;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.core.Quad;

/// A database as SPARQL Update and the Graph Store Protocol write it: only in named graphs, and counted like a
/// publication, so that every cached answer that depends on it is out of date at once. What follows from a graph is
/// worked out anew when it was written to; that costs as much as the graph is large.
///
/// The graphs touched belong to the one write transaction that a database has at a time.
final class WrittenByHand extends DatasetGraphWrapper {
    private static final int DELETED_AT_A_TIME = 10_000;
    private static final long TRIPLES_BETWEEN_SPACE_CHECKS = 50_000;
    /// Statements of a transaction whose change is kept; one that writes more begins the versions of its graphs anew.
    private static final int CHANGED_STATEMENTS_MAX = 1_000_000;

    private final FreeSpace space;
    private final Inferences inferences;
    private final Versions versions;
    /// What the transaction did to each graph.
    private final Map<Node, Written> written = new HashMap<>();
    private long changedStatements;

    WrittenByHand(DatasetGraph database, FreeSpace space, Inferences inferences, Versions versions) {
        super(database);
        this.versions = versions;
        this.inferences = inferences;
        this.space = space;
    }

    @Override
    public void add(Quad quad) {
        add(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject());
    }

    @Override
    public void delete(Quad quad) {
        delete(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject());
    }

    @Override
    public void add(Node graph, Node subject, Node predicate, Node object) {
        requireNamed(graph);
        if (!super.contains(graph, subject, predicate, object)) {
            super.add(graph, subject, predicate, object);
            note(graph, Triple.create(subject, predicate, object), true);
        }
    }

    @Override
    public void delete(Node graph, Node subject, Node predicate, Node object) {
        requireNamed(graph);
        if (super.contains(graph, subject, predicate, object)) {
            super.delete(graph, subject, predicate, object);
            note(graph, Triple.create(subject, predicate, object), false);
        }
    }

    @Override
    public void deleteAny(Node graph, Node subject, Node predicate, Node object) {
        List<Quad> batch = new ArrayList<>(DELETED_AT_A_TIME);
        do {
            batch.clear();
            var found = findNG(graph, subject, predicate, object);
            while (found.hasNext() && batch.size() < DELETED_AT_A_TIME) {
                batch.add(found.next());
            }
            batch.forEach(this::delete);
        } while (!batch.isEmpty());
    }

    @Override
    public void addGraph(Node name, Graph graph) {
        removeGraph(name);
        graph.find().forEachRemaining(triple -> add(Quad.create(name, triple)));
    }

    @Override
    public void removeGraph(Node name) {
        requireNamed(name);
        deleteAny(name, Node.ANY, Node.ANY, Node.ANY);
    }

    /// Removes the named graphs one by one: the ledger in the default graph stays.
    @Override
    public void clear() {
        Set<Node> graphs = new HashSet<>();
        listGraphNodes().forEachRemaining(graphs::add);
        graphs.forEach(this::removeGraph);
    }

    @Override
    public Graph getGraph(Node name) {
        return GraphView.createNamedGraph(this, name);
    }

    @Override
    public Graph getDefaultGraph() {
        return GraphView.createDefaultGraph(this);
    }

    private static void requireNamed(Node graph) {
        if (Quad.isDefaultGraph(graph)) {
            throw new StoreException(
                    StoreException.Code.GRAPH_NOT_NAMED,
                    "A statement of a hub stands in a named graph. Write it with GRAPH <…> or with ?graph=….");
        }
    }

    private void note(Node graph, Triple triple, boolean added) {
        Written changes = written.computeIfAbsent(graph, unseen -> new Written());
        changes.growth += added ? 1 : -1;
        if (++changedStatements % TRIPLES_BETWEEN_SPACE_CHECKS == 0) {
            space.require();
        }
        if (changedStatements < CHANGED_STATEMENTS_MAX) {
            changes.difference.note(triple, added);
        } else {
            written.values().forEach(each -> each.difference = new Difference());
        }
    }

    @Override
    public void commit() {
        if (transactionMode() == ReadWrite.WRITE && !written.isEmpty()) {
            DatasetGraph database = getWrapped();
            written.forEach((graph, changes) -> {
                record(database, graph, changes);
                InferredGraph.renew(database, graph, inferences, space);
            });
            Ledger.countWrite(database);
        }
        forget();
        super.commit();
    }

    private void record(DatasetGraph database, Node graph, Written changes) {
        long before = Ledger.version(database, graph);
        if (before > 0 && changedStatements < CHANGED_STATEMENTS_MAX) {
            versions.keep(database, graph, before + 1, log -> changes.difference.sendTo(graph, log));
        }
        Ledger.recordPublication(database, graph, before + 1, Ledger.triples(database, graph) + changes.growth);
    }

    @Override
    public void abort() {
        forget();
        super.abort();
    }

    private void forget() {
        written.clear();
        changedStatements = 0;
    }

    private static final class Written {
        private Difference difference = new Difference();
        private long growth;
    }
}

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
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphWrapper;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.tdb2.sys.TDBInternal;

/// A database as SPARQL Update and the Graph Store Protocol write it: only in named graphs, and counted like a
/// publication, so that every cached answer that depends on it is out of date at once. What follows from a graph is
/// worked out anew when it was written to; that costs as much as the graph is large.
///
/// The graphs touched belong to the one write transaction that a database has at a time.
final class WrittenByHand extends DatasetGraphWrapper {
    private static final int DELETED_AT_A_TIME = 10_000;
    private static final long TRIPLES_BETWEEN_SPACE_CHECKS = 50_000;

    private final FreeSpace space;
    private final Inferences inferences;
    /// By how many triples each graph grew.
    private final Map<Node, Long> growth = new HashMap<>();

    WrittenByHand(DatasetGraph database, FreeSpace space, Inferences inferences) {
        super(database);
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
            grow(graph, 1);
        }
    }

    @Override
    public void delete(Node graph, Node subject, Node predicate, Node object) {
        requireNamed(graph);
        if (super.contains(graph, subject, predicate, object)) {
            super.delete(graph, subject, predicate, object);
            grow(graph, -1);
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

    private void grow(Node graph, long triples) {
        if (growth.merge(graph, triples, Long::sum) % TRIPLES_BETWEEN_SPACE_CHECKS == 0) {
            space.require();
        }
    }

    @Override
    public void commit() {
        if (transactionMode() == ReadWrite.WRITE && !growth.isEmpty()) {
            DatasetGraph database = getWrapped();
            growth.forEach((graph, triples) -> Ledger.recordPublication(
                    database, graph, Ledger.version(database, graph) + 1, Ledger.triples(database, graph) + triples));
            growth.keySet().forEach(graph -> infer(database, graph));
            Ledger.countWrite(database);
        }
        growth.clear();
        super.commit();
    }

    private void infer(DatasetGraph database, Node graph) {
        Ledger.companion(database, graph).ifPresent(companion -> {
            var replacement = GraphReplacement.atTheEnd(TDBInternal.getDatasetGraphTDB(database), companion, space);
            inferences.forEach(database.getGraph(graph), replacement::triple);
            GraphReplacement.Changes changes = replacement.complete();
            long triples = Ledger.triples(database, companion) + changes.added() - changes.removed();
            Ledger.recordPublication(database, companion, Ledger.version(database, companion) + 1, triples);
        });
    }

    @Override
    public void abort() {
        growth.clear();
        super.abort();
    }
}

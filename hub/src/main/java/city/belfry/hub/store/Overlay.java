package city.belfry.hub.store;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.TxnType;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphBaseFind;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.tdb2.TDB2;
import org.jspecify.annotations.Nullable;

/// A database as it would be with the changes of a scenario: its statements without those that are gone, and those that
/// came. Nothing is copied and nothing can be written.
///
/// The default graph is the union of the named graphs, each statement once. A query engine that meets this view works
/// with [OverlayQueries], which leaves all that the scenario does not touch to the database's own engine. It is read
/// in a transaction of the database, which this class passes on. As thread-safe as the database.
public final class Overlay extends DatasetGraphBaseFind {
    private final DatasetGraph base;
    private final OverlayChanges changes;
    private final Context context;

    public Overlay(DatasetGraph base, OverlayChanges changes) {
        this.base = base;
        this.changes = changes;
        this.context = base.getContext().copy();
        context.remove(TDB2.symUnionDefaultGraph);
        QC.setFactory(context, OverlayQueries::new);
    }

    DatasetGraph base() {
        return base;
    }

    OverlayChanges changes() {
        return changes;
    }

    /// Jena means every node by null as well as by [Node#ANY].
    private static Node any(@Nullable Node node) {
        return node == null ? Node.ANY : node;
    }

    @Override
    public Iterator<Quad> find(
            @Nullable Node graph, @Nullable Node subject, @Nullable Node predicate, @Nullable Node object) {
        return super.find(any(graph), any(subject), any(predicate), any(object));
    }

    @Override
    public Iterator<Quad> findNG(
            @Nullable Node graph, @Nullable Node subject, @Nullable Node predicate, @Nullable Node object) {
        return super.findNG(any(graph), any(subject), any(predicate), any(object));
    }

    @Override
    protected Iterator<Quad> findInDftGraph(Node subject, Node predicate, Node object) {
        return Iter.map(
                findInUnionGraph(subject, predicate, object), triple -> Quad.create(Quad.defaultGraphIRI, triple));
    }

    @Override
    public Iterator<Triple> findInUnionGraph(Node subject, Node predicate, Node object) {
        Iterator<Triple> stated = Iter.map(base.find(Quad.unionGraph, subject, predicate, object), Quad::asTriple);
        Iterator<Triple> left = changes.mayRemove(predicate, object) ? Iter.filter(stated, this::isLeft) : stated;
        if (!changes.mayAdd(predicate, object)) {
            return left;
        }
        Iterator<Triple> come = changes.addedAnywhere(subject, predicate, object);
        return Iter.concat(left, Iter.filter(come, triple -> !stands(triple)));
    }

    /// Whether a statement of the database is left in one of its graphs at least.
    private boolean isLeft(Triple triple) {
        return !changes.touches(triple)
                || Iter.anyMatch(
                        base.findNG(Node.ANY, triple.getSubject(), triple.getPredicate(), triple.getObject()),
                        quad -> !changes.removes(quad));
    }

    private boolean stands(Triple triple) {
        return base.contains(Quad.unionGraph, triple.getSubject(), triple.getPredicate(), triple.getObject())
                && isLeft(triple);
    }

    @Override
    public Iterator<Quad> findQuadsInUnionGraph(Node subject, Node predicate, Node object) {
        return Iter.map(findInUnionGraph(subject, predicate, object), triple -> Quad.create(Quad.unionGraph, triple));
    }

    @Override
    protected Iterator<Quad> findInSpecificNamedGraph(Node graph, Node subject, Node predicate, Node object) {
        return namedGraphs(graph, subject, predicate, object);
    }

    @Override
    protected Iterator<Quad> findInAnyNamedGraphs(Node subject, Node predicate, Node object) {
        return namedGraphs(Node.ANY, subject, predicate, object);
    }

    private Iterator<Quad> namedGraphs(Node graph, Node subject, Node predicate, Node object) {
        Iterator<Quad> stated = base.findNG(graph, subject, predicate, object);
        Iterator<Quad> left =
                changes.mayRemove(predicate, object) ? Iter.filter(stated, quad -> !changes.removes(quad)) : stated;
        return changes.mayAdd(predicate, object)
                ? Iter.concat(left, changes.added(graph, subject, predicate, object))
                : left;
    }

    /// A graph of which everything is gone is no graph any more.
    @Override
    public Iterator<Node> listGraphNodes() {
        Set<Node> graphs = new HashSet<>();
        base.listGraphNodes().forEachRemaining(graphs::add);
        graphs.addAll(changes.addedGraphs());
        graphs.removeIf(graph -> changes.mayEmpty(graph) && !containsGraph(graph));
        return graphs.iterator();
    }

    @Override
    public boolean containsGraph(Node graph) {
        return Quad.isDefaultGraph(graph)
                || Quad.isUnionGraph(graph)
                || namedGraphs(graph, Node.ANY, Node.ANY, Node.ANY).hasNext();
    }

    @Override
    public Graph getDefaultGraph() {
        return GraphView.createDefaultGraph(this);
    }

    @Override
    public Graph getGraph(Node graph) {
        return GraphView.createNamedGraph(this, graph);
    }

    @Override
    public PrefixMap prefixes() {
        return base.prefixes();
    }

    @Override
    public Context getContext() {
        return context;
    }

    @Override
    public void addGraph(Node name, Graph graph) {
        throw readOnly();
    }

    @Override
    public void removeGraph(Node name) {
        throw readOnly();
    }

    @Override
    public void add(Quad quad) {
        throw readOnly();
    }

    @Override
    public void delete(Quad quad) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a scenario is asked, not written to");
    }

    @Override
    public boolean supportsTransactions() {
        return true;
    }

    @Override
    public void begin(TxnType type) {
        if (type != TxnType.READ) {
            throw readOnly();
        }
        base.begin(type);
    }

    @Override
    public boolean promote(Promote mode) {
        return false;
    }

    @Override
    public void commit() {
        base.commit();
    }

    @Override
    public void abort() {
        base.abort();
    }

    @Override
    public void end() {
        base.end();
    }

    @Override
    public boolean isInTransaction() {
        return base.isInTransaction();
    }

    @Override
    public ReadWrite transactionMode() {
        return base.transactionMode();
    }

    @Override
    public TxnType transactionType() {
        return base.transactionType();
    }

    /// The database stays open: it belongs to the store.
    @Override
    public void close() {
        // nothing of its own to close
    }
}

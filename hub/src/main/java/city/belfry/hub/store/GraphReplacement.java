package city.belfry.hub.store;

import java.util.Iterator;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.tdb2.store.DatasetGraphTDB;

/// Takes the whole new content of a graph and writes what differs from the old one, inside the caller's transaction.
///
/// An empty graph is filled batch by batch. A graph that has content is compared with the new content in one sorted
/// pass, so that a publication costs what changed; content too large to be held for that is written anew.
final class GraphReplacement implements StreamRDF {
    /// Triples sorted and written at a time when the graph was empty; 28 bytes of heap each.
    private static final int BATCH_TRIPLES = 2_000_000;
    /// Share of the heap that a comparison may take, and what one triple takes there with its sort order.
    private static final int COMPARISON_HEAP_SHARE = 8;

    private static final int COMPARISON_BYTES_PER_TRIPLE = 36;

    private final QuadIndexes indexes;
    private final FreeSpace space;
    private final RDFChanges log;
    private final Node name;
    private final long graph;
    private final long heldTriplesMax;
    private final int batchTriples;
    private final TripleColumns held = new TripleColumns();
    private final boolean startedEmpty;
    private boolean graphIsEmpty;
    private long addedSoFar;
    private long removedSoFar;

    /// A replacement that tells what it changes.
    ///
    /// @param log told of each statement removed and added; of nothing when the graph was empty
    GraphReplacement(DatasetGraphTDB database, Node graph, FreeSpace space, RDFChanges log) {
        this(database, graph, space, BATCH_TRIPLES, log);
    }

    /// Writes nothing before [#complete], so that the new content may be read from the same database meanwhile.
    static GraphReplacement atTheEnd(DatasetGraphTDB database, Node graph, FreeSpace space) {
        return new GraphReplacement(database, graph, space, Integer.MAX_VALUE, new RDFChangesBase());
    }

    private GraphReplacement(DatasetGraphTDB database, Node graph, FreeSpace space, int batchTriples, RDFChanges log) {
        this.batchTriples = batchTriples;
        this.log = log;
        this.name = graph;
        this.indexes = new QuadIndexes(database);
        this.space = space;
        this.graph = indexes.id(graph);
        this.startedEmpty = !indexes.triples(this.graph).hasNext();
        this.graphIsEmpty = startedEmpty;
        this.heldTriplesMax = Runtime.getRuntime().maxMemory() / COMPARISON_HEAP_SHARE / COMPARISON_BYTES_PER_TRIPLE;
    }

    @Override
    public void triple(Triple triple) {
        held.add(indexes.id(triple.getSubject()), indexes.id(triple.getPredicate()), indexes.id(triple.getObject()));
        if (held.size() >= batchTriples) {
            spill();
        }
    }

    @Override
    public void quad(Quad quad) {
        triple(quad.asTriple());
    }

    private void spill() {
        space.require();
        if (!graphIsEmpty) {
            if (held.size() < heldTriplesMax) {
                return;
            }
            empty();
        }
        insert(held);
        held.clear();
    }

    private void empty() {
        TripleColumns batch = new TripleColumns();
        while (true) {
            Iterator<long[]> old = indexes.triples(graph);
            while (old.hasNext() && batch.size() < BATCH_TRIPLES) {
                long[] triple = old.next();
                batch.add(triple[0], triple[1], triple[2]);
            }
            if (batch.size() == 0) {
                graphIsEmpty = true;
                return;
            }
            delete(batch);
            batch.clear();
        }
    }

    /// Writes the rest.
    ///
    /// @return triples added and removed
    Changes complete() {
        space.require();
        if (graphIsEmpty) {
            insert(held);
        } else {
            writeDifference();
        }
        held.clear();
        return new Changes(addedSoFar, removedSoFar);
    }

    private void writeDifference() {
        TripleColumns additions = new TripleColumns();
        TripleColumns removals = new TripleColumns();
        int[] wanted = held.sorted(TripleColumns.SUBJECT, TripleColumns.PREDICATE, TripleColumns.OBJECT);
        int next = 0;
        Iterator<long[]> old = indexes.triples(graph);
        while (old.hasNext()) {
            long[] triple = old.next();
            int comparison = next < wanted.length ? compare(wanted[next], triple) : 1;
            while (comparison < 0) {
                add(additions, wanted[next++]);
                comparison = next < wanted.length ? compare(wanted[next], triple) : 1;
            }
            if (comparison == 0) {
                next++;
            } else {
                removals.add(triple[0], triple[1], triple[2]);
            }
        }
        while (next < wanted.length) {
            add(additions, wanted[next++]);
        }
        delete(removals);
        insert(additions);
    }

    private void insert(TripleColumns triples) {
        addedSoFar += indexes.insert(graph, triples);
        if (!startedEmpty) {
            for (int row = 0; row < triples.size(); row++) {
                log.add(name, node(triples, 0, row), node(triples, 1, row), node(triples, 2, row));
            }
        }
    }

    private void delete(TripleColumns triples) {
        for (int row = 0; row < triples.size(); row++) {
            log.delete(name, node(triples, 0, row), node(triples, 1, row), node(triples, 2, row));
        }
        indexes.delete(graph, triples);
        removedSoFar += triples.size();
    }

    private Node node(TripleColumns triples, int column, int row) {
        return indexes.node(triples.at(column, row));
    }

    private void add(TripleColumns additions, int row) {
        additions.add(
                held.at(TripleColumns.SUBJECT, row),
                held.at(TripleColumns.PREDICATE, row),
                held.at(TripleColumns.OBJECT, row));
    }

    private int compare(int row, long[] triple) {
        for (int column = 0; column < triple.length; column++) {
            int comparison = Long.compareUnsigned(held.at(column, row), triple[column]);
            if (comparison != 0) {
                return comparison;
            }
        }
        return 0;
    }

    @Override
    public void start() {}

    @Override
    public void base(String base) {}

    @Override
    public void prefix(String prefix, String iri) {}

    @Override
    public void finish() {}

    record Changes(long added, long removed) {}
}

package city.belfry.hub.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.jena.dboe.base.record.Record;
import org.apache.jena.dboe.base.record.RecordFactory;
import org.apache.jena.dboe.index.RangeIndex;
import org.apache.jena.graph.Node;
import org.apache.jena.tdb2.store.DatasetGraphTDB;
import org.apache.jena.tdb2.store.NodeId;
import org.apache.jena.tdb2.store.NodeIdFactory;
import org.apache.jena.tdb2.store.nodetable.NodeTable;
import org.apache.jena.tdb2.store.tupletable.TupleIndex;
import org.apache.jena.tdb2.store.tupletable.TupleIndexRecord;

/// The B+trees of a TDB2 database and its dictionary of nodes, inside the write transaction of the calling thread.
///
/// TDB2 writes quad by quad into all six indexes; here each index gets its keys sorted, many at a time.
final class QuadIndexes {
    /// Direct-mapped, so that a full cache needs no bookkeeping; about 10 MB when full of short IRIs.
    private static final int CACHE_SLOTS = 1 << 18;

    private static final int ID_BYTES = NodeId.SIZE;

    private final NodeTable nodes;
    private final List<Index> indexes = new ArrayList<>();
    private final Node[] cachedNodes = new Node[CACHE_SLOTS];
    private final long[] cachedIds = new long[CACHE_SLOTS];
    private final byte[] idBytes = new byte[ID_BYTES];
    private final ByteBuffer idBuffer = ByteBuffer.wrap(idBytes);

    QuadIndexes(DatasetGraphTDB database) {
        var quads = database.getQuadTable().getNodeTupleTable();
        nodes = quads.getNodeTable();
        for (TupleIndex index : quads.getTupleTable().getIndexes()) {
            if (!(index.baseTupleIndex() instanceof TupleIndexRecord records)) {
                throw new IllegalStateException("TDB2 index " + index.getName() + " is no B+tree");
            }
            indexes.add(new Index(index.getName(), records.getRangeIndex()));
        }
    }

    /// The id of a node; a node that is new to the dictionary is written to it.
    long id(Node node) {
        int hash = node.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (CACHE_SLOTS - 1);
        Node cached = cachedNodes[slot];
        if (cached != null && cached.equals(node)) {
            return cachedIds[slot];
        }
        NodeIdFactory.set(nodes.getAllocateNodeId(node), idBytes);
        long id = idBuffer.getLong(0);
        cachedNodes[slot] = node;
        cachedIds[slot] = id;
        return id;
    }

    /// The node of an id.
    Node node(long id) {
        idBuffer.putLong(0, id);
        return nodes.getNodeForNodeId(NodeIdFactory.get(idBytes));
    }

    /// Adds triples to a graph and says how many were not there yet.
    long insert(long graph, TripleColumns triples) {
        long added = 0;
        for (TripleOrder order : TripleOrder.values()) {
            int[] rows = triples.sorted(order.first, order.second, order.third);
            for (Index index : indexes) {
                if (index.order == order) {
                    long inserted = index.insert(graph, triples, rows);
                    added = index.leadsWithGraph() && order == TripleOrder.SPO ? inserted : added;
                }
            }
        }
        return added;
    }

    /// Removes triples from a graph; those that are not there do no harm.
    void delete(long graph, TripleColumns triples) {
        for (TripleOrder order : TripleOrder.values()) {
            int[] rows = triples.sorted(order.first, order.second, order.third);
            for (Index index : indexes) {
                if (index.order == order) {
                    index.delete(graph, triples, rows);
                }
            }
        }
    }

    /// The triples of a graph, sorted by subject, predicate and object as unsigned ids.
    Iterator<long[]> triples(long graph) {
        for (Index index : indexes) {
            if (index.order == TripleOrder.SPO && index.leadsWithGraph()) {
                return index.triples(graph);
            }
        }
        throw new IllegalStateException("TDB2 has no index GSPO");
    }

    /// The three rotations in which TDB2 keeps triples, with or without the graph in front.
    private enum TripleOrder {
        SPO(TripleColumns.SUBJECT, TripleColumns.PREDICATE, TripleColumns.OBJECT),
        POS(TripleColumns.PREDICATE, TripleColumns.OBJECT, TripleColumns.SUBJECT),
        OSP(TripleColumns.OBJECT, TripleColumns.SUBJECT, TripleColumns.PREDICATE);

        private final int first;
        private final int second;
        private final int third;

        TripleOrder(int first, int second, int third) {
            this.first = first;
            this.second = second;
            this.third = third;
        }
    }

    /// One B+tree, named by the columns of its key: `GSPO`, `POSG` and so on.
    private static final class Index {
        private final TripleOrder order;
        private final int graphPosition;
        private final RangeIndex tree;
        private final RecordFactory keys;

        Index(String name, RangeIndex tree) {
            this.order = TripleOrder.valueOf(name.replace("G", ""));
            this.graphPosition = name.indexOf('G');
            this.tree = tree;
            this.keys = tree.getRecordFactory();
        }

        boolean leadsWithGraph() {
            return graphPosition == 0;
        }

        long insert(long graph, TripleColumns triples, int[] rows) {
            long inserted = 0;
            for (int row : rows) {
                if (tree.insert(key(graph, triples, row))) {
                    inserted++;
                }
            }
            return inserted;
        }

        void delete(long graph, TripleColumns triples, int[] rows) {
            for (int row : rows) {
                tree.delete(key(graph, triples, row));
            }
        }

        Iterator<long[]> triples(long graph) {
            byte[] from = new byte[4 * ID_BYTES];
            byte[] to = new byte[4 * ID_BYTES];
            ByteBuffer.wrap(from).putLong(graph);
            ByteBuffer.wrap(to).putLong(graph + 1);
            Iterator<Record> records = tree.iterator(keys.create(from), keys.create(to));
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return records.hasNext();
                }

                @Override
                public long[] next() {
                    ByteBuffer key = ByteBuffer.wrap(records.next().getKey());
                    return new long[] {key.getLong(ID_BYTES), key.getLong(2 * ID_BYTES), key.getLong(3 * ID_BYTES)};
                }
            };
        }

        private Record key(long graph, TripleColumns triples, int row) {
            byte[] bytes = new byte[4 * ID_BYTES];
            ByteBuffer key = ByteBuffer.wrap(bytes);
            if (graphPosition == 0) {
                key.putLong(graph);
            }
            key.putLong(triples.at(order.first, row));
            key.putLong(triples.at(order.second, row));
            key.putLong(triples.at(order.third, row));
            if (graphPosition != 0) {
                key.putLong(graph);
            }
            return keys.create(bytes);
        }
    }
}

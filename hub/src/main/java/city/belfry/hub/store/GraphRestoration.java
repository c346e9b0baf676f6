package city.belfry.hub.store;

import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.tdb2.store.DatasetGraphTDB;

/// Undoes changes of a graph inside the caller's transaction. It costs what changed, not what is there; a statement
/// that changed takes 28 bytes of heap.
final class GraphRestoration {
    private final QuadIndexes indexes;
    private final Node name;
    private final long graph;
    private final TripleColumns going = new TripleColumns();
    private final TripleColumns coming = new TripleColumns();

    GraphRestoration(DatasetGraphTDB database, Node graph) {
        this.indexes = new QuadIndexes(database);
        this.name = graph;
        this.graph = indexes.id(graph);
    }

    /// Takes a change that is to be undone.
    void undo(Versions versions, Change change) {
        versions.read(name, change, new RDFChangesBase() {
            @Override
            public void add(Node ignored, Node subject, Node predicate, Node object) {
                going.add(indexes.id(subject), indexes.id(predicate), indexes.id(object));
            }

            @Override
            public void delete(Node ignored, Node subject, Node predicate, Node object) {
                coming.add(indexes.id(subject), indexes.id(predicate), indexes.id(object));
            }
        });
    }

    /// Writes what comes of all changes together. A statement comes back when it went once more often than it came:
    /// what one version removed and a later one added again stays as it is.
    ///
    /// @param log told of each statement that comes back or goes
    GraphReplacement.Changes complete(RDFChanges log) {
        TripleColumns additions = surplus(coming, going);
        TripleColumns removals = surplus(going, coming);
        tell(removals, log::delete);
        tell(additions, log::add);
        indexes.delete(graph, removals);
        return new GraphReplacement.Changes(indexes.insert(graph, additions), removals.size());
    }

    /// The triples that stand in `many` more often than in `few`, once each.
    private static TripleColumns surplus(TripleColumns many, TripleColumns few) {
        TripleColumns surplus = new TripleColumns();
        int[] manyRows = many.sortedWithRepeats();
        int[] fewRows = few.sortedWithRepeats();
        int other = 0;
        for (int at = 0; at < manyRows.length; ) {
            int row = manyRows[at];
            int count = 0;
            while (at < manyRows.length && many.compare(row, many, manyRows[at]) == 0) {
                count++;
                at++;
            }
            while (other < fewRows.length && few.compare(fewRows[other], many, row) < 0) {
                other++;
            }
            while (other < fewRows.length && few.compare(fewRows[other], many, row) == 0) {
                count--;
                other++;
            }
            if (count > 0) {
                surplus.add(many.at(0, row), many.at(1, row), many.at(2, row));
            }
        }
        return surplus;
    }

    /// One of the two kinds of change.
    private interface Telling {
        void tell(Node graph, Node subject, Node predicate, Node object);
    }

    private void tell(TripleColumns triples, Telling log) {
        for (int row = 0; row < triples.size(); row++) {
            log.tell(name, node(triples, 0, row), node(triples, 1, row), node(triples, 2, row));
        }
    }

    private Node node(TripleColumns triples, int column, int row) {
        return indexes.node(triples.at(column, row));
    }
}

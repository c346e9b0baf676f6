package city.belfry.hub.store;

import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.tdb2.store.DatasetGraphTDB;

/// Undoes changes of a graph, the newest first, inside the caller's transaction.
///
/// A change neither adds what was there nor removes what was not, so undoing it is exact. It costs what changed, not
/// what is there; the statements of one change are held, 24 bytes each.
final class GraphRestoration {
    private final QuadIndexes indexes;
    private final Node name;
    private final long graph;
    private final RDFChanges log;
    private long added;
    private long removed;

    /// @param log told of each statement that comes back or goes
    GraphRestoration(DatasetGraphTDB database, Node graph, RDFChanges log) {
        this.indexes = new QuadIndexes(database);
        this.name = graph;
        this.graph = indexes.id(graph);
        this.log = log;
    }

    void undo(Versions versions, Change change) {
        TripleColumns going = new TripleColumns();
        TripleColumns coming = new TripleColumns();
        versions.read(name, change, new RDFChangesBase() {
            @Override
            public void add(Node ignored, Node subject, Node predicate, Node object) {
                going.add(indexes.id(subject), indexes.id(predicate), indexes.id(object));
                log.delete(name, subject, predicate, object);
            }

            @Override
            public void delete(Node ignored, Node subject, Node predicate, Node object) {
                coming.add(indexes.id(subject), indexes.id(predicate), indexes.id(object));
                log.add(name, subject, predicate, object);
            }
        });
        // What a large change removed and added again is in both: it was there before.
        indexes.delete(graph, going);
        removed += going.size();
        added += indexes.insert(graph, coming);
    }

    GraphReplacement.Changes changes() {
        return new GraphReplacement.Changes(added, removed);
    }
}

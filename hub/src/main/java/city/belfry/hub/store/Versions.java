package city.belfry.hub.store;

import java.time.Clock;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.sparql.core.DatasetGraph;

/// Keeps what each write to a graph changed, as a file and a line in the ledger, inside the write's transaction.
final class Versions {
    /// Changes kept of one graph; the oldest is forgotten when one more is made.
    private static final int KEPT_MAX = 1_000;

    private final ChangeFiles files;
    private final Clock clock;

    Versions(ChangeFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /// Does a write that leads to a version and keeps what it tells.
    ///
    /// @param writing gets the sink that it must tell of each statement removed and added
    <T> T keep(DatasetGraph database, Node graph, long version, Function<RDFChanges, T> writing) {
        try (ChangeWriter file = files.write(graph, version)) {
            List<Change> former = Ledger.changes(database, graph, version - 1);
            T result = writing.apply(file);
            Ledger.recordChanges(database, graph, file.finish(clock.instant()), former, KEPT_MAX);
            return result;
        }
    }

    /// Counts a version whose change is told to nobody.
    void keepNothing(DatasetGraph database, Node graph, long version) {
        keep(database, graph, version, log -> log);
    }

    /// Writes a change anew without some of its statements; the ledger is the caller's.
    ///
    /// @param goes told subject and object of each statement
    Change rewrite(Node graph, Change change, BiPredicate<Node, Node> goes) {
        try (ChangeWriter file = files.write(graph, change.version())) {
            files.read(graph, change, new RDFChangesBase() {
                @Override
                public void add(Node ignored, Node subject, Node predicate, Node object) {
                    if (!goes.test(subject, object)) {
                        file.add(graph, subject, predicate, object);
                    }
                }

                @Override
                public void delete(Node ignored, Node subject, Node predicate, Node object) {
                    if (!goes.test(subject, object)) {
                        file.delete(graph, subject, predicate, object);
                    }
                }
            });
            return file.finish(change.at());
        }
    }

    /// What led from a version to the present one, the newest first.
    List<Change> after(DatasetGraph database, Node graph, long version) {
        long present = Ledger.version(database, graph);
        List<Change> kept = Ledger.changes(database, graph, present);
        long oldest = present - kept.size();
        if (present == 0 || version < oldest || version > present || version < 1) {
            String there = oldest == present ? "only version " + present : "versions " + oldest + " to " + present;
            throw new StoreException(
                    StoreException.Code.VERSION_NOT_KEPT,
                    "Version %d of %s is not kept: there is %s. Choose another."
                            .formatted(version, graph, present == 0 ? "none" : there));
        }
        return kept.stream().filter(change -> change.version() > version).toList();
    }

    void read(Node graph, Change change, RDFChanges sink) {
        files.read(graph, change, sink);
    }

    void sweep(Node graph, List<Change> kept) {
        files.sweep(graph, kept);
    }
}

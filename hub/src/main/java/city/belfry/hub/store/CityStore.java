package city.belfry.hub.store;

import city.belfry.ontology.Inferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.TxnType;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.sys.TDBInternal;

/// The home folder of a hub with its two databases. One process at a time; thread-safe inside it.
///
/// Every write is one transaction of one database: a reader sees the content before it or after it, and a process
/// killed at any moment leaves the one or the other.
public final class CityStore implements AutoCloseable {
    private final Path home;
    private final HomeLock lock;
    private final FreeSpace space;
    private final Map<Visibility, DatasetGraph> databases = new EnumMap<>(Visibility.class);

    private CityStore(Path home, HomeLock lock, FreeSpace space) {
        this.home = home;
        this.lock = lock;
        this.space = space;
    }

    /// Opens the home folder, and makes it when it is not there.
    public static CityStore open(Path home) {
        return open(home, FreeSpace.FLOOR_BYTES);
    }

    static CityStore open(Path home, long floorBytes) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.HOME_UNUSABLE,
                    "The home folder " + home + " cannot be made (" + e.getMessage() + "). Choose another with --home.",
                    e);
        }
        CityStore store = new CityStore(home, HomeLock.take(home), FreeSpace.of(home, floorBytes));
        try {
            for (Visibility visibility : Visibility.values()) {
                store.databases.put(visibility, connect(home.resolve(visibility.folder())));
            }
            store.settleVisibility();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static DatasetGraph connect(Path folder) {
        try {
            Files.createDirectories(folder);
            DatasetGraph database = DatabaseMgr.connectDatasetGraph(Location.create(folder));
            database.getContext().setTrue(TDB2.symUnionDefaultGraph);
            // Whoever runs a query on the store: it calls no other server, unless federation says how.
            database.getContext().setFalse(ARQ.httpServiceAllowed);
            database.executeRead(() -> Ledger.writes(database));
            return database;
        } catch (IOException | RuntimeException e) {
            throw new StoreException(
                    StoreException.Code.STORE_DAMAGED,
                    "The database " + folder + " cannot be opened (" + e.getMessage()
                            + "). Restore it from a backup, or move the folder away and run 'belfry ingest' again.",
                    e);
        }
    }

    /// A dataset moves between the databases by two transactions. After a crash between them it is in both, and the
    /// restricted place wins.
    private void settleVisibility() {
        DatasetGraph open = open();
        DatasetGraph restricted = restricted();
        List<Node> inBoth = open.calculateRead(() -> {
            List<Node> graphs = new ArrayList<>();
            Ledger.published(open).forEachRemaining(graphs::add);
            return graphs;
        });
        for (Node graph : inBoth) {
            if (restricted.calculateRead(() -> Ledger.version(restricted, graph)) > 0) {
                write(Visibility.OPEN, database -> remove(database, graph));
            }
        }
    }

    public Path home() {
        return home;
    }

    /// What everybody may see. The default graph of a query is the union of the named graphs.
    public DatasetGraph open() {
        return database(Visibility.OPEN);
    }

    public DatasetGraph restricted() {
        return database(Visibility.RESTRICTED);
    }

    /// A database for SPARQL Update and the Graph Store Protocol: its writes are counted as publications are.
    public DatasetGraph writable(Visibility visibility, Inferences inferences) {
        return new WrittenByHand(database(visibility), space, inferences);
    }

    public DatasetGraph database(Visibility visibility) {
        DatasetGraph database = databases.get(visibility);
        if (database == null) {
            throw new IllegalStateException("The store is closed");
        }
        return database;
    }

    /// Replaces the dataset's graph and its catalogue entry. When this returns, the new version is on the disk.
    ///
    /// Anything that the content throws comes out of here with nothing written.
    public Published publish(Publication publication) {
        Visibility visibility = publication.visibility();
        long versionElsewhere = read(visibility.other(), database -> Ledger.version(database, publication.graph()));
        Published published = write(visibility, database -> {
            describe(database, publication.catalogue());
            Published content = replaceContent(database, publication.graph(), publication.content(), versionElsewhere);
            replaceCompanion(database, publication.graph(), publication.inferred());
            return content;
        });
        if (versionElsewhere > 0) {
            withdraw(visibility.other(), publication.graph(), publication.catalogue());
        }
        return published;
    }

    /// Replaces a graph that is no dataset of its own: ontology, quarantine.
    public Published replace(Visibility visibility, Node graph, Content content) {
        return write(visibility, database -> replaceContent(database, graph, content, 0));
    }

    /// The same for a graph from which something follows: links.
    public Published replace(Visibility visibility, Node graph, Content content, Companion inferred) {
        return write(visibility, database -> {
            Published published = replaceContent(database, graph, content, 0);
            replaceCompanion(database, graph, inferred);
            return published;
        });
    }

    /// Removes a graph with its companion; in the catalogue it is as `entry` says, so that what is gone can still be
    /// explained.
    public void withdraw(Visibility visibility, Node graph, CatalogueEntry entry) {
        write(visibility, database -> {
            describe(database, entry);
            return remove(database, graph);
        });
    }

    private static Node remove(DatasetGraph database, Node graph) {
        Ledger.companion(database, graph).ifPresent(companion -> {
            database.removeGraph(companion);
            Ledger.forget(database, companion);
        });
        database.removeGraph(graph);
        return Ledger.forget(database, graph);
    }

    /// Counts the publications of a graph; 0 when it is not in the store.
    public long version(Node graph) {
        long open = read(Visibility.OPEN, database -> Ledger.version(database, graph));
        long restricted = read(Visibility.RESTRICTED, database -> Ledger.version(database, graph));
        return Math.max(open, restricted);
    }

    /// Grows with every write to a database, of whatever kind.
    public long writes(Visibility visibility) {
        return read(visibility, Ledger::writes);
    }

    private <T> T read(Visibility visibility, Function<DatasetGraph, T> reading) {
        DatasetGraph database = database(visibility);
        return database.isInTransaction()
                ? reading.apply(database)
                : database.calculateRead(() -> reading.apply(database));
    }

    private <T> T write(Visibility visibility, Function<DatasetGraph, T> writing) {
        DatasetGraph database = database(visibility);
        space.require();
        return inTransaction(database, () -> {
            T result = writing.apply(database);
            Ledger.countWrite(database);
            return result;
        });
    }

    private <T> T inTransaction(DatasetGraph database, Supplier<T> work) {
        database.begin(TxnType.WRITE);
        try {
            T result = work.get();
            database.commit();
            return result;
        } catch (RuntimeException | Error e) {
            if (database.isInTransaction()) {
                database.abort();
            }
            if (!(e instanceof StoreException) && space.isShort()) {
                throw space.full(e);
            }
            throw e;
        } finally {
            database.end();
        }
    }

    private Published replaceContent(DatasetGraph database, Node graph, Content content, long versionElsewhere) {
        GraphReplacement replacement = new GraphReplacement(TDBInternal.getDatasetGraphTDB(database), graph, space);
        content.sendTo(replacement);
        GraphReplacement.Changes changes = replacement.complete();
        long version = Math.max(Ledger.version(database, graph), versionElsewhere) + 1;
        long triples = Ledger.triples(database, graph) + changes.added() - changes.removed();
        Ledger.recordPublication(database, graph, version, triples);
        return new Published(version, triples, changes.added(), changes.removed());
    }

    private void replaceCompanion(DatasetGraph database, Node graph, Companion companion) {
        replaceContent(database, companion.graph(), companion.content(), 0);
        Ledger.recordCompanion(database, graph, companion.graph());
    }

    private static void describe(DatasetGraph database, CatalogueEntry entry) {
        for (Node subject : entry.subjects()) {
            removeDescription(database, entry.graph(), subject);
        }
        entry.statements().find().forEachRemaining(triple -> database.add(Quad.create(entry.graph(), triple)));
    }

    private static void removeDescription(DatasetGraph database, Node graph, Node subject) {
        Deque<Node> described = new ArrayDeque<>(List.of(subject));
        while (!described.isEmpty()) {
            Node node = described.pop();
            List<Triple> statements = new ArrayList<>();
            database.find(graph, node, Node.ANY, Node.ANY).forEachRemaining(quad -> statements.add(quad.asTriple()));
            for (Triple statement : statements) {
                database.delete(Quad.create(graph, statement));
                if (statement.getObject().isBlank()) {
                    described.push(statement.getObject());
                }
            }
        }
    }

    @Override
    public void close() {
        for (DatasetGraph database : databases.values()) {
            database.close();
            TDBInternal.expel(database);
        }
        databases.clear();
        lock.close();
    }
}

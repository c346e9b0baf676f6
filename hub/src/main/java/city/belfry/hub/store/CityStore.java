package city.belfry.hub.store;

import city.belfry.ontology.Inferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.TxnType;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
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
    private static final RDFChanges NOBODY = new RDFChangesBase();

    private final Path home;
    private final HomeLock lock;
    private final FreeSpace space;
    private final Versions versions;
    private final Map<Visibility, DatasetGraph> databases = new EnumMap<>(Visibility.class);

    private CityStore(Path home, HomeLock lock, FreeSpace space) {
        this.home = home;
        this.lock = lock;
        this.space = space;
        this.versions = new Versions(new ChangeFiles(home.resolve("versions")), Clock.systemUTC());
    }

    /// Opens the home folder, and makes it when it is not there.
    public static CityStore open(Path home) {
        return open(home, FreeSpace.FLOOR_BYTES);
    }

    static CityStore open(Path home, long floorBytes) {
        try {
            Files.createDirectories(home);
            OwnerOnly.folder(home.resolve(Visibility.RESTRICTED.folder()));
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
            settings(database);
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

    private static void settings(DatasetGraph database) {
        database.getContext().setTrue(TDB2.symUnionDefaultGraph);
        // Whoever runs a query on the store: it calls no other server, unless federation says how.
        database.getContext().setFalse(ARQ.httpServiceAllowed);
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
        return new WrittenByHand(database(visibility), space, inferences, versions);
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
            Published content = replaceAndKeep(database, publication, versionElsewhere);
            replaceCompanion(database, publication.graph(), publication.inferred());
            return content;
        });
        if (versionElsewhere > 0) {
            withdraw(visibility.other(), publication.graph(), publication.catalogue());
        }
        versions.sweep(publication.graph(), changes(publication.graph()));
        return published;
    }

    private Published replaceAndKeep(DatasetGraph database, Publication publication, long versionElsewhere) {
        Node graph = publication.graph();
        long version = Ledger.version(database, graph);
        if (version == 0) {
            // All that it adds is all that there is: going back from the present tells it.
            return replaceContent(database, graph, publication.content(), versionElsewhere, NOBODY);
        }
        return versions.keep(
                database,
                graph,
                Math.max(version, versionElsewhere) + 1,
                log -> replaceContent(database, graph, publication.content(), versionElsewhere, log));
    }

    /// What a publication would do. Nothing of it stays; other writers wait meanwhile, readers do not.
    ///
    /// @param log told of each statement that would go or come, except when the dataset is new
    public Published preview(Visibility visibility, Node graph, Content content, RDFChanges log) {
        long versionElsewhere = version(visibility.other(), graph);
        DatasetGraph database = database(visibility);
        space.require();
        database.begin(TxnType.WRITE);
        try {
            return replaceContent(database, graph, content, versionElsewhere, log);
        } finally {
            database.abort();
            database.end();
        }
    }

    /// Makes an earlier version of a dataset the present one again. That is a new version, one more.
    ///
    /// @param catalogue what the catalogue then says of it
    public Published restore(
            Node graph, long version, Inferences inferences, Function<Published, CatalogueEntry> catalogue) {
        Published restored = write(visibilityOf(graph), database -> {
            List<Change> undone = versions.after(database, graph, version);
            long next = Ledger.version(database, graph) + 1;
            Published published = versions.keep(database, graph, next, log -> {
                GraphRestoration restoration = new GraphRestoration(TDBInternal.getDatasetGraphTDB(database), graph);
                undone.forEach(change -> restoration.undo(versions, change));
                return record(database, graph, next, restoration.complete(log));
            });
            InferredGraph.renew(database, graph, inferences, space);
            describe(database, catalogue.apply(published));
            return published;
        });
        versions.sweep(graph, changes(graph));
        return restored;
    }

    /// The changes of a graph that are kept, the newest first: as far back as it can be taken.
    public List<Change> changes(Node graph) {
        return read(visibilityOf(graph), database -> Ledger.changes(database, graph, Ledger.version(database, graph)));
    }

    /// Sends what led from one version of a graph to a later one to a sink, change by change.
    public void changes(Node graph, long from, long to, RDFChanges sink) {
        List<Change> wanted = read(visibilityOf(graph), database -> versions.after(database, graph, from));
        for (Change change : wanted.reversed()) {
            if (change.version() <= to) {
                versions.read(graph, change, sink);
            }
        }
    }

    private Visibility visibilityOf(Node graph) {
        return version(Visibility.OPEN, graph) > 0 ? Visibility.OPEN : Visibility.RESTRICTED;
    }

    /// Replaces a graph that is no dataset of its own: ontology, quarantine.
    public Published replace(Visibility visibility, Node graph, Content content) {
        return write(visibility, database -> replaceContent(database, graph, content, 0, NOBODY));
    }

    /// The same for a graph from which something follows: links.
    public Published replace(Visibility visibility, Node graph, Content content, Companion inferred) {
        return write(visibility, database -> {
            Published published = replaceContent(database, graph, content, 0, NOBODY);
            replaceCompanion(database, graph, inferred);
            return published;
        });
    }

    /// Replaces several graphs that belong together, and what the catalogue says of them, at once.
    public void replace(Visibility visibility, Map<Node, Content> graphs, CatalogueEntry entry) {
        write(visibility, database -> {
            graphs.forEach((graph, content) -> replaceContent(database, graph, content, 0, NOBODY));
            describe(database, entry);
            return entry;
        });
    }

    /// Writes what the catalogue says of something.
    public void describe(Visibility visibility, CatalogueEntry entry) {
        write(visibility, database -> {
            describe(database, entry);
            return entry;
        });
    }

    /// Removes graphs that belong together; in the catalogue they are as `entry` says.
    public void withdraw(Visibility visibility, Set<Node> graphs, CatalogueEntry entry) {
        write(visibility, database -> {
            graphs.forEach(graph -> remove(database, graph));
            describe(database, entry);
            return entry;
        });
    }

    /// Where a database speaks of somebody; nothing is written.
    ///
    /// @param person whether a term names them
    public List<Erased> findPerson(Visibility visibility, Predicate<Node> person) {
        return read(
                visibility,
                database -> graphs(database).stream()
                        .map(graph -> new GraphErasure(database, visibility, graph, versions, person).find())
                        .filter(erased -> !erased.isNothing())
                        .toList());
    }

    /// Takes all that is said of somebody out of a database, of the changes that are kept of its graphs, and of its
    /// files. It is compacted, which costs as much as the database is large.
    ///
    /// @param catalogue what the catalogue then says of a graph whose content has changed; empty = what it says now
    public List<Erased> erasePerson(
            Visibility visibility,
            Predicate<Node> person,
            Inferences inferences,
            Function<Erased, Optional<CatalogueEntry>> catalogue) {
        List<Erased> found = write(visibility, database -> {
            List<Erased> erased = new ArrayList<>();
            for (Node graph : graphs(database)) {
                Erased one = new GraphErasure(database, visibility, graph, versions, person).erase(inferences, space);
                if (!one.isNothing()) {
                    erased.add(one);
                }
            }
            for (Erased one : erased) {
                if (one.statements() > 0) {
                    catalogue.apply(one).ifPresent(entry -> describe(database, entry));
                }
            }
            return erased;
        });
        found.forEach(one -> versions.sweep(one.graph(), changes(one.graph())));
        compact(visibility);
        return found;
    }

    /// Takes things out of one graph and of the changes that are kept of it, and forgets the changes made
    /// before a time. The files are not compacted: what went cannot be asked for any more, but its bytes
    /// stay in the files of the database until [#erasePerson].
    public Erased expire(Node graph, Predicate<Node> thing, Instant before, Inferences inferences) {
        Visibility visibility = visibilityOf(graph);
        Erased expired = write(visibility, database -> {
            GraphErasure erasure = new GraphErasure(database, visibility, graph, versions, thing);
            Erased erased = erasure.erase(inferences, space);
            return erased.withForgotten(erasure.forget(before));
        });
        versions.sweep(graph, changes(graph));
        return expired;
    }

    private static List<Node> graphs(DatasetGraph database) {
        Set<Node> graphs = new LinkedHashSet<>();
        database.listGraphNodes().forEachRemaining(graphs::add);
        Ledger.published(database).forEachRemaining(graphs::add);
        return List.copyOf(graphs);
    }

    /// Rewrites the files of a database without what was deleted from it.
    private void compact(Visibility visibility) {
        space.require();
        DatasetGraph database = database(visibility);
        DatabaseMgr.compact(database, true);
        OldGenerations.delete(home.resolve(visibility.folder()));
        settings(database);
    }

    /// What a scenario changes in the open database as it is now; in a transaction of that, if the caller has one.
    public OverlayChanges changes(Graph removals, Map<Node, Graph> additions, Inferences inferences) {
        return read(Visibility.OPEN, database -> OverlayChanges.in(database, removals, additions, inferences));
    }

    /// Removes a graph with its companion; in the catalogue it is as `entry` says, so that what is gone can still be
    /// explained.
    public void withdraw(Visibility visibility, Node graph, CatalogueEntry entry) {
        write(visibility, database -> {
            describe(database, entry);
            return remove(database, graph);
        });
        versions.sweep(graph, changes(graph));
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
        return Math.max(version(Visibility.OPEN, graph), version(Visibility.RESTRICTED, graph));
    }

    /// The same for one database.
    public long version(Visibility visibility, Node graph) {
        return read(visibility, database -> Ledger.version(database, graph));
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

    private Published replaceContent(
            DatasetGraph database, Node graph, Content content, long versionElsewhere, RDFChanges log) {
        GraphReplacement replacement =
                new GraphReplacement(TDBInternal.getDatasetGraphTDB(database), graph, space, log);
        content.sendTo(replacement);
        long version = Math.max(Ledger.version(database, graph), versionElsewhere) + 1;
        return record(database, graph, version, replacement.complete());
    }

    private static Published record(DatasetGraph database, Node graph, long version, GraphReplacement.Changes changes) {
        long triples = Ledger.triples(database, graph) + changes.added() - changes.removed();
        Ledger.recordPublication(database, graph, version, triples);
        return new Published(version, triples, changes.added(), changes.removed());
    }

    private void replaceCompanion(DatasetGraph database, Node graph, Companion companion) {
        replaceContent(database, companion.graph(), companion.content(), 0, NOBODY);
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

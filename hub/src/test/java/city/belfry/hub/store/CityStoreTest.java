package city.belfry.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.City;
import city.belfry.ontology.Inferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.sse.SSE;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A publication replaces a dataset as a whole or not at all, and the store says clearly why it cannot work.
class CityStoreTest {
    private static final Node CATALOGUE = NodeFactory.createURI("https://lille.example/graph/catalogue");
    private static final Node STOPS = NodeFactory.createURI("https://lille.example/graph/stops");
    private static final Companion NOTHING =
            new Companion(NodeFactory.createURI("https://lille.example/graph/inferred/stops"), sink -> {});
    private static final Node DATASET = NodeFactory.createURI("https://lille.example/id/dataset/stops");

    @TempDir
    private Path home;

    @Test
    void replacesTheGraphAndItsCatalogueEntry() {
        try (CityStore store = CityStore.open(home)) {
            Published first = publish(store, Visibility.OPEN, "(graph (:a :p 1) (:a :p 2))", "one");
            Published second = publish(store, Visibility.OPEN, "(graph (:a :p 2) (:a :p 3) (:b :p 'é'))", "two");

            assertEquals(new Published(1, 2, 2, 0), first);
            assertEquals(new Published(2, 3, 2, 1), second);
            assertContent(store.open(), STOPS, "(graph (:a :p 2) (:a :p 3) (:b :p 'é'))");
            assertEquals(1, count(store.open(), CATALOGUE));
            assertEquals(2, store.version(STOPS));
            assertEquals(2, store.writes(Visibility.OPEN));
        }
    }

    @Test
    void keepsItsContentOverARestart() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one");
        }
        try (CityStore store = CityStore.open(home)) {
            assertContent(store.open(), STOPS, "(graph (:a :p 1))");
            assertEquals(1, store.version(STOPS));
        }
    }

    @Test
    void leavesTheOldVersionWhenTheContentFails() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one");
            Content failing = sink -> {
                sink.triple(SSE.parseTriple("(:a :p 2)"));
                throw new IllegalStateException("the source broke off");
            };

            assertThrows(
                    IllegalStateException.class,
                    () -> store.publish(
                            new Publication("stops", STOPS, Visibility.OPEN, failing, NOTHING, entry("two"))));

            assertContent(store.open(), STOPS, "(graph (:a :p 1))");
            assertEquals(1, store.version(STOPS));
        }
    }

    @Test
    void aRestrictedDatasetLeavesTheOpenDatabase() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one");
            Published moved = publish(store, Visibility.RESTRICTED, "(graph (:a :p 1))", "one");

            assertEquals(2, moved.version());
            assertEquals(0, count(store.open(), STOPS));
            assertContent(store.restricted(), STOPS, "(graph (:a :p 1))");
        }
    }

    @Test
    void whatFollowsFromADatasetComesMovesAndGoesWithIt() {
        Companion inferred = new Companion(NOTHING.graph(), content("(graph (:a :q 1))"));
        try (CityStore store = CityStore.open(home)) {
            Content content = content("(graph (:a :p 1))");
            store.publish(new Publication("stops", STOPS, Visibility.OPEN, content, inferred, entry("one")));
            assertContent(store.open(), inferred.graph(), "(graph (:a :q 1))");

            store.publish(new Publication("stops", STOPS, Visibility.RESTRICTED, content, inferred, entry("one")));
            assertEquals(0, count(store.open(), inferred.graph()));
            assertContent(store.restricted(), inferred.graph(), "(graph (:a :q 1))");

            store.withdraw(Visibility.RESTRICTED, STOPS, entry("gone"));
            assertEquals(0, count(store.restricted(), inferred.graph()));
        }
    }

    @Test
    void whatFollowsIsLeftAsItWasWhenItCannotBeWorkedOut() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one");
            Companion failing = new Companion(NOTHING.graph(), sink -> {
                throw new IllegalStateException("no inference");
            });
            assertThrows(
                    IllegalStateException.class,
                    () -> store.publish(new Publication(
                            "stops", STOPS, Visibility.OPEN, content("(graph (:a :p 2))"), failing, entry("two"))));
            assertContent(store.open(), STOPS, "(graph (:a :p 1))");
        }
    }

    @Test
    void whatIsWrittenByHandIsInferredFromInTheSameTransaction() {
        Node quay = NodeFactory.createURI("https://lille.example/id/stop/1");
        Quad typed = Quad.create(STOPS, quay, RDF.type.asNode(), City.Quay);
        try (CityStore store = CityStore.open(home)) {
            publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one");
            DatasetGraph writable = store.writable(Visibility.OPEN, Inferences.ofOntology());
            writable.executeWrite(() -> writable.add(typed));
            Quad inferred = Quad.create(NOTHING.graph(), quay, RDF.type.asNode(), City.CityObject);
            assertTrue(store.open().calculateRead(() -> store.open().contains(inferred)));

            writable.executeWrite(() -> writable.removeGraph(STOPS));
            assertEquals(0, count(store.open(), NOTHING.graph()));
        }
    }

    @Test
    void aDatasetFoundInBothDatabasesAfterACrashIsRestricted() {
        try (CityStore store = CityStore.open(home)) {
            store.replace(Visibility.OPEN, STOPS, content("(graph (:a :p 1))"));
            store.replace(Visibility.RESTRICTED, STOPS, content("(graph (:a :p 2))"));
        }
        try (CityStore store = CityStore.open(home)) {
            assertEquals(0, count(store.open(), STOPS));
            assertContent(store.restricted(), STOPS, "(graph (:a :p 2))");
        }
    }

    @Test
    void aReaderKeepsTheVersionItBeganWith() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one");
            store.open().executeRead(() -> {
                Thread writer = Thread.ofPlatform()
                        .start(() -> publish(store, Visibility.OPEN, "(graph (:a :p 2) (:a :p 3))", "two"));
                join(writer);
                assertEquals(1, countInTransaction(store.open(), STOPS));
            });
            assertEquals(2, count(store.open(), STOPS));
        }
    }

    /// The sorted write of differences against the plain set operation, over random versions with repeats.
    @Test
    void anyVersionFollowsAnyOther() {
        Random random = new Random(20261122);
        try (CityStore store = CityStore.open(home)) {
            for (int version = 1; version <= 40; version++) {
                Graph graph = GraphFactory.createDefaultGraph();
                int size = random.nextInt(200);
                for (int i = 0; i < size; i++) {
                    graph.add(randomTriple(random));
                }
                Content twice = sink -> {
                    Content.of(graph).sendTo(sink);
                    Content.of(graph).sendTo(sink);
                };

                Published published = store.replace(Visibility.OPEN, STOPS, twice);

                assertEquals(graph.size(), published.triples());
                assertEquals(lines(graph), store.open().calculateRead(() -> lines(store.open(), STOPS)));
                assertEquals(graph.size(), countByObject(store.open(), graph));
            }
        }
    }

    @Test
    void aHomeInUseIsRefused() {
        try (CityStore store = CityStore.open(home)) {
            StoreException refused = assertThrows(StoreException.class, () -> CityStore.open(home));
            assertEquals(StoreException.Code.HOME_IN_USE, refused.code());
            assertEquals(0, store.version(STOPS));
        }
        CityStore.open(home).close();
    }

    @Test
    void closingTwiceIsClosingOnce() {
        CityStore store = CityStore.open(home);
        store.close();
        store.close();
        CityStore.open(home).close();
    }

    @Test
    void aFullDiskIsRefusedBeforeAnythingIsWritten() {
        try (CityStore store = CityStore.open(home, Long.MAX_VALUE)) {
            StoreException refused = assertThrows(
                    StoreException.class, () -> publish(store, Visibility.OPEN, "(graph (:a :p 1))", "one"));
            assertEquals(StoreException.Code.DISK_FULL, refused.code());
            assertFalse(store.open().isInTransaction());
            assertEquals(0, count(store.open(), STOPS));
        }
    }

    @Test
    void damagedFilesAreNamedWithWhatToDo() throws IOException {
        CityStore.open(home).close();
        try (var files = Files.walk(home.resolve("open"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".bpt") || file.toString().endsWith(".jrnl")) {
                    Files.write(file, new byte[] {1, 2, 3});
                }
            }
        }
        StoreException refused = assertThrows(StoreException.class, () -> CityStore.open(home));
        assertEquals(StoreException.Code.STORE_DAMAGED, refused.code());
        assertTrue(refused.toString().contains("backup"), refused.toString());
    }

    private static Published publish(CityStore store, Visibility visibility, String graph, String title) {
        return store.publish(new Publication("stops", STOPS, visibility, content(graph), NOTHING, entry(title)));
    }

    private static Content content(String graph) {
        return Content.of(SSE.parseGraph(graph));
    }

    private static CatalogueEntry entry(String title) {
        Graph statements = GraphFactory.createDefaultGraph();
        statements.add(
                DATASET,
                NodeFactory.createURI("http://purl.org/dc/terms/title"),
                NodeFactory.createLiteralString(title));
        return new CatalogueEntry(CATALOGUE, Set.of(DATASET), statements);
    }

    private static Triple randomTriple(Random random) {
        Node subject = NodeFactory.createURI("https://lille.example/id/" + random.nextInt(20));
        Node predicate = NodeFactory.createURI("https://lille.example/p" + random.nextInt(3));
        Node object = random.nextBoolean()
                ? NodeFactory.createLiteralString("value " + random.nextInt(20))
                : SSE.parseNode(Integer.toString(random.nextInt(20)));
        return Triple.create(subject, predicate, object);
    }

    /// Reads through the index that leads with the object, so that all indexes are compared and not just the first.
    private static int countByObject(DatasetGraph database, Graph expected) {
        return database.calculateRead(() -> {
            int found = 0;
            Set<Node> objects = new HashSet<>();
            expected.find().forEachRemaining(triple -> objects.add(triple.getObject()));
            for (Node object : objects) {
                for (var quads = database.findNG(Node.ANY, Node.ANY, Node.ANY, object); quads.hasNext(); found++) {
                    quads.next();
                }
            }
            return found;
        });
    }

    private static Set<String> lines(Graph graph) {
        Set<String> lines = new TreeSet<>();
        graph.find().forEachRemaining(triple -> lines.add(triple.toString()));
        return lines;
    }

    private static Set<String> lines(DatasetGraph database, Node graph) {
        Set<String> lines = new TreeSet<>();
        database.find(graph, Node.ANY, Node.ANY, Node.ANY)
                .forEachRemaining(quad -> lines.add(quad.asTriple().toString()));
        return lines;
    }

    private static void assertContent(DatasetGraph database, Node graph, String expected) {
        assertEquals(lines(SSE.parseGraph(expected)), database.calculateRead(() -> lines(database, graph)));
    }

    private static long count(DatasetGraph database, Node graph) {
        return database.calculateRead(() -> countInTransaction(database, graph));
    }

    private static long countInTransaction(DatasetGraph database, Node graph) {
        long count = 0;
        for (var quads = database.find(graph, Node.ANY, Node.ANY, Node.ANY); quads.hasNext(); count++) {
            assertTrue(Quad.isDefaultGraph(graph) || quads.next().getGraph().equals(graph));
        }
        return count;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

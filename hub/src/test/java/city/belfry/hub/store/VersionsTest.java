package city.belfry.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.Inferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdfpatch.RDFPatchOps;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.rdfpatch.changes.RDFChangesCollector;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.sse.SSE;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each version of a dataset keeps its difference to the one before, and any version that is kept can come back.
class VersionsTest {
    private static final Node CATALOGUE = NodeFactory.createURI("https://lille.example/graph/catalogue");
    private static final Node TREES = NodeFactory.createURI("https://lille.example/graph/trees");

    private static final Node INFERRED = NodeFactory.createURI("https://lille.example/graph/inferred/trees");
    private static final Inferences INFERENCES = Inferences.ofOntology();

    @TempDir
    private Path home;

    private final List<Set<String>> contents = new ArrayList<>();

    @BeforeEach
    void versionZeroIsNothing() {
        contents.add(Set.of());
    }

    @Test
    void anyVersionComesBackAsANewOne() {
        Random random = new Random(20261122);
        try (CityStore store = CityStore.open(home)) {
            for (int version = 1; version <= 12; version++) {
                publish(store, random(random));
            }
            for (int round = 0; round < 12; round++) {
                int present = contents.size() - 1;
                int wanted = 1 + random.nextInt(present);
                Published restored = store.restore(TREES, wanted, INFERENCES, now -> entry());
                contents.add(lines(store));
                assertEquals(contents.get(wanted), lines(store), "version " + wanted + " of " + present);
                assertEquals(present + 1L, restored.version());
                assertEquals(contents.get(wanted).size(), restored.triples());
            }
        }
        try (CityStore store = CityStore.open(home)) {
            store.restore(TREES, 1, INFERENCES, now -> entry());
            assertEquals(contents.get(1), lines(store), "after a restart too");
        }
    }

    /// What a replica does: it holds an early version and applies the changes that came since.
    @Test
    void theChangesLeadFromAnyVersionToAnyLaterOne() {
        Random random = new Random(7);
        try (CityStore store = CityStore.open(home)) {
            List<Graph> graphs = new ArrayList<>(List.of(GraphFactory.createDefaultGraph()));
            for (int version = 1; version <= 8; version++) {
                Graph graph = random(random);
                graphs.add(graph);
                publish(store, graph);
            }
            for (int from = 1; from < graphs.size(); from++) {
                for (int to = from; to < graphs.size(); to++) {
                    RDFChangesCollector patch = new RDFChangesCollector();
                    store.changes(TREES, from, to, patch);
                    DatasetGraph replica = org.apache.jena.sparql.core.DatasetGraphFactory.create();
                    replica.addGraph(TREES, graphs.get(from));
                    RDFPatchOps.applyChange(replica, patch.getRDFPatch());
                    assertEquals(contents.get(to), lines(replica.getGraph(TREES)), from + " to " + to);
                }
            }
        }
    }

    @Test
    void aChangeSaysWhatItAddedAndRemoved() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, SSE.parseGraph("(graph (:a :p 1) (:a :p 2))"));
            assertEquals(List.of(), store.changes(TREES), "the first version has no difference");
            publish(store, SSE.parseGraph("(graph (:a :p 2) (:b :p 'é \\n \"'@fr) (_:x :p _:x))"));
            Change change = store.changes(TREES).getFirst();
            assertEquals(2, change.version());
            assertEquals(2, change.added());
            assertEquals(1, change.removed());
            store.restore(TREES, 1, INFERENCES, now -> entry());
            store.restore(TREES, 2, INFERENCES, now -> entry());
            assertEquals(contents.get(2), lines(store), "blank nodes and texts come back as they were");
        }
    }

    @Test
    void whatAStewardWritesByHandIsAChangeToo() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, SSE.parseGraph("(graph (:a :p 1) (:a :p 2))"));
            DatasetGraph byHand = store.writable(Visibility.OPEN, INFERENCES);
            byHand.executeWrite(() -> {
                byHand.delete(TREES, SSE.parseNode(":a"), SSE.parseNode(":p"), SSE.parseNode("1"));
                byHand.add(TREES, SSE.parseNode(":a"), SSE.parseNode(":p"), SSE.parseNode("3"));
                byHand.add(TREES, SSE.parseNode(":a"), SSE.parseNode(":p"), SSE.parseNode("4"));
                byHand.delete(TREES, SSE.parseNode(":a"), SSE.parseNode(":p"), SSE.parseNode("4"));
            });
            Change change = store.changes(TREES).getFirst();
            assertEquals(List.of(2L, 1L, 1L), List.of(change.version(), change.added(), change.removed()));
            store.restore(TREES, 1, INFERENCES, now -> entry());
            assertEquals(contents.get(1), lines(store));
        }
    }

    @Test
    void aPreviewTellsTheDifferenceAndLeavesNothing() {
        try (CityStore store = CityStore.open(home)) {
            publish(store, SSE.parseGraph("(graph (:a :p 1) (:a :p 2))"));
            List<String> told = new ArrayList<>();
            Published preview = store.preview(
                    Visibility.OPEN,
                    TREES,
                    Content.of(SSE.parseGraph("(graph (:a :p 2) (:new :p 3))")),
                    new RDFChangesBase() {
                        @Override
                        public void add(Node graph, Node subject, Node predicate, Node object) {
                            told.add("+ " + object.getLiteralLexicalForm());
                        }

                        @Override
                        public void delete(Node graph, Node subject, Node predicate, Node object) {
                            told.add("- " + object.getLiteralLexicalForm());
                        }
                    });
            assertEquals(new Published(2, 2, 1, 1), preview);
            assertEquals(List.of("- 1", "+ 3"), told);
            assertEquals(contents.get(1), lines(store));
            assertEquals(1, store.version(TREES));
            assertEquals(1, store.writes(Visibility.OPEN));
        }
    }

    @Test
    void aVersionThatIsNotKeptIsRefused() {
        try (CityStore store = CityStore.open(home)) {
            assertRefused(StoreException.Code.VERSION_NOT_KEPT, store, 1);
            publish(store, SSE.parseGraph("(graph (:a :p 1))"));
            publish(store, SSE.parseGraph("(graph (:a :p 2))"));
            assertRefused(StoreException.Code.VERSION_NOT_KEPT, store, 0);
            assertRefused(StoreException.Code.VERSION_NOT_KEPT, store, 3);
            assertEquals(contents.get(2), lines(store));
        }
    }

    @Test
    void aDamagedFileIsFoundAndTouchesNothing() throws IOException {
        try (CityStore store = CityStore.open(home)) {
            publish(store, SSE.parseGraph("(graph (:a :p 1))"));
            publish(store, SSE.parseGraph("(graph (:a :p 2))"));
            publish(store, SSE.parseGraph("(graph (:a :p 3))"));
            Path file = files().getLast();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            assertRefused(StoreException.Code.VERSION_DAMAGED, store, 1);
            assertEquals(contents.get(3), lines(store));
            assertEquals(3, store.version(TREES));
        }
    }

    /// A file written for a transaction that was never committed, as a killed process leaves it.
    @Test
    void aFileThatNoVersionKnowsIsWrittenOver() throws IOException {
        try (CityStore store = CityStore.open(home)) {
            publish(store, SSE.parseGraph("(graph (:a :p 1))"));
            publish(store, SSE.parseGraph("(graph (:a :p 2))"));
            Path known = files().getFirst();
            Files.copy(known, known.resolveSibling("00000003.rdfp.zst"));
            Files.copy(known, known.resolveSibling("00000004.rdfp.zst.part"));
            publish(store, SSE.parseGraph("(graph (:a :p 3))"));
            assertEquals(2, files().size(), "the other is swept away");
            store.restore(TREES, 2, INFERENCES, now -> entry());
            assertEquals(contents.get(2), lines(store));
        }
    }

    @Test
    void whatIsWithdrawnLeavesNoChanges() throws IOException {
        try (CityStore store = CityStore.open(home)) {
            publish(store, SSE.parseGraph("(graph (:a :p 1))"));
            publish(store, SSE.parseGraph("(graph (:a :p 2))"));
            store.withdraw(Visibility.OPEN, TREES, entry());
            assertEquals(List.of(), store.changes(TREES));
            assertEquals(List.of(), files());
        }
    }

    private void assertRefused(StoreException.Code code, CityStore store, long version) {
        assertEquals(
                code,
                assertThrows(StoreException.class, () -> store.restore(TREES, version, INFERENCES, now -> entry()))
                        .code());
        assertFalse(store.open().isInTransaction());
    }

    private void publish(CityStore store, Graph graph) {
        Published published = store.publish(publication(graph));
        contents.add(lines(store));
        assertEquals(contents.size() - 1, published.version());
        assertEquals(graph.size(), published.triples());
        assertTrue(store.changes(TREES).size() < contents.size());
    }

    private static Publication publication(Graph graph) {
        Companion inferred = new Companion(INFERRED, sink -> INFERENCES.forEach(graph, sink::triple));
        return new Publication("trees", TREES, Visibility.OPEN, Content.of(graph), inferred, entry());
    }

    private static CatalogueEntry entry() {
        return new CatalogueEntry(CATALOGUE, Set.of(), GraphFactory.createDefaultGraph());
    }

    private static Graph random(Random random) {
        Graph graph = GraphFactory.createDefaultGraph();
        int size = 1 + random.nextInt(60);
        for (int i = 0; i < size; i++) {
            graph.add(Triple.create(
                    NodeFactory.createURI("https://lille.example/id/tree/" + random.nextInt(10)),
                    NodeFactory.createURI("https://lille.example/p" + random.nextInt(2)),
                    random.nextBoolean()
                            ? NodeFactory.createLiteralLang("érable " + random.nextInt(10), "fr")
                            : SSE.parseNode(Integer.toString(random.nextInt(10)))));
        }
        return graph;
    }

    private List<Path> files() throws IOException {
        Path folder = home.resolve("versions");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Set<String> lines(CityStore store) {
        return store.open().calculateRead(() -> lines(store.open().getGraph(TREES)));
    }

    private static Set<String> lines(Graph graph) {
        Set<String> lines = new TreeSet<>();
        graph.find().forEachRemaining(triple -> lines.add(triple.toString()));
        return lines;
    }
}

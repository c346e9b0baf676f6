package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.store.CityStore;
import city.belfry.ontology.City;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process killed at any moment of an ingest leaves the old version or the new one, and the next run goes through.
///
/// Each run starts a real child process of the command line and kills it as the system does (`SIGKILL`), at seeded
/// moments spread over the time that an undisturbed run takes.
class KilledIngestTest {
    private static final int RUNS = 10;
    private static final int STATIONS = 4_000;
    private static final int TRIPLES_PER_STATION = 7;
    private static final Duration CHILD_MAX = Duration.ofMinutes(2);
    private static final String DATASET = "bikes";

    private final Random random = new Random(20_26);

    @TempDir
    Path folder;

    @Test
    void leavesTheOldVersionOrTheNewOne() throws IOException, InterruptedException {
        SmallCity city = SmallCity.in(folder);
        stationsWithCapacity(city, 1);
        Process undisturbed = start(city);
        long before = System.nanoTime();
        assertTrue(undisturbed.waitFor(CHILD_MAX.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, undisturbed.exitValue());
        long durationNanos = System.nanoTime() - before;
        assertWhole(city, Set.of(1));

        int killed = 0;
        for (int run = 0; run < RUNS; run++) {
            int oldCapacity = run + 1;
            int newCapacity = run + 2;
            stationsWithCapacity(city, newCapacity);
            Process child = start(city);
            double moment = (run + random.nextDouble()) / RUNS;
            if (!child.waitFor((long) (durationNanos * moment), TimeUnit.NANOSECONDS)) {
                killed++;
            }
            child.destroyForcibly();
            assertTrue(child.waitFor(CHILD_MAX.toSeconds(), TimeUnit.SECONDS));
            assertWhole(city, Set.of(oldCapacity, newCapacity));
            assertEquals(0, city.ingest().exitCode(), "the next run goes through");
            assertWhole(city, Set.of(newCapacity));
        }
        assertTrue(killed >= RUNS / 2, killed + " of " + RUNS + " runs were still going when they were killed");
    }

    private static void stationsWithCapacity(SmallCity city, int capacity) throws IOException {
        city.stations(IntStream.range(0, STATIONS)
                .mapToObj(id -> id + ",Station " + id + " of " + capacity + ",0.5,0.5," + capacity)
                .toArray(String[]::new));
    }

    private static Process start(SmallCity city) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "city.belfry.hub.Belfry",
                "ingest",
                "--city",
                city.file().toString(),
                "--home",
                city.home().toString(),
                "--quiet");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// One capacity for all stations, all their statements, and a catalogue that tells of that version and no later.
    private static void assertWhole(SmallCity city, Set<Integer> capacities) {
        try (CityStore store = CityStore.open(city.home())) {
            DatasetGraph open = store.open();
            Node dataset = NodeFactory.createURI(SmallCity.BASE + "/graph/" + DATASET);
            long version = store.version(dataset);
            open.executeRead(() -> {
                Graph bikes = open.getGraph(dataset);
                assertEquals(
                        (long) TRIPLES_PER_STATION * STATIONS, bikes.stream().count());
                Set<Object> found = bikes.stream(Node.ANY, City.capacity, Node.ANY)
                        .map(triple -> triple.getObject().getLiteralValue())
                        .collect(Collectors.toSet());
                assertEquals(1, found.size(), "statements of one version only");
                assertTrue(capacities.containsAll(found), found + " is neither the old nor the new version");
                Graph catalogue = open.getGraph(NodeFactory.createURI(SmallCity.BASE + "/graph/catalogue"));
                assertTrue(isRecorded(catalogue, version), "the catalogue tells of the run of this version");
                assertFalse(isRecorded(catalogue, version + 1), "and of no later one");
            });
        }
    }

    private static boolean isRecorded(Graph catalogue, long version) {
        return catalogue.contains(
                NodeFactory.createURI(SmallCity.BASE + "/id/run/" + DATASET + "-" + version),
                City.inputChecksum,
                Node.ANY);
    }
}

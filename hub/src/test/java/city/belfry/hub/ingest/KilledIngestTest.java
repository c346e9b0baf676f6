package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.Belfry;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process killed at any moment of an ingest leaves the old version or the new one, with the catalogue that belongs
/// to it, and the next ingest goes on from there.
class KilledIngestTest {
    private static final int KILLS = 10;
    private static final int STATIONS = 4_000;
    /// Statements of one station and its geometry.
    private static final int STATEMENTS = 7;

    @TempDir
    Path folder;

    @Test
    void theOldVersionOrTheNewOneAndNothingBetween() throws IOException, InterruptedException {
        SmallCity city = SmallCity.in(folder);
        publish(city, 0);
        city.ingest();
        long whole = milliseconds(city);
        Random random = new Random(20261122);
        int oldOnes = 0;
        int newOnes = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long before = capacity(city);
            publish(city, kill);
            // Seeded moments over the whole of the run, a tenth of it after another, so that every step is met.
            long moment = whole * (kill - 1) / KILLS + random.nextLong(Math.max(1, whole / KILLS));
            Process process = start(city);
            process.waitFor(moment, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            long after = capacity(city);
            assertTrue(after == before || after == kill, "kill " + kill + " at " + moment + " ms left " + after);
            if (after == kill) {
                newOnes++;
            } else {
                oldOnes++;
            }
        }
        System.out.println("killed " + KILLS + " ingests of " + whole + " ms: " + oldOnes + " kept the old version, "
                + newOnes + " had published the new one");
        publish(city, KILLS + 1);
        assertInstanceOf(
                Outcome.Published.class,
                city.ingest("bikes").datasets().getFirst().outcome());
        assertEquals(KILLS + 1, capacity(city));
    }

    /// The number that stands in every station tells the version.
    private static void publish(SmallCity city, int version) throws IOException {
        city.stations(IntStream.range(0, STATIONS)
                .mapToObj(id -> id + ",Station " + id + ",0.5,0.5," + version)
                .toArray(String[]::new));
    }

    private static long milliseconds(SmallCity city) throws IOException, InterruptedException {
        publish(city, 0);
        city.edit("city.yaml", "title: Bikes", "title: Bicycles");
        long start = System.nanoTime();
        Process process = start(city);
        assertEquals(0, process.waitFor(), () -> "see " + city.home());
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static Process start(SmallCity city) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Belfry.class.getName(),
                        "ingest",
                        "--quiet",
                        "--city",
                        city.file().toString())
                .redirectErrorStream(true)
                .redirectOutput(city.file().resolveSibling("output.txt").toFile())
                .start();
    }

    /// The version that all stations are of; fails when they are of several, or are not all there, or when the
    /// catalogue says something else than the graph.
    private static long capacity(SmallCity city) {
        CatalogueIris iris = CatalogueIris.of(CityFile.read(city.file()).city());
        Node property = NodeFactory.createURI("https://w3id.org/belfry/ont#capacity");
        try (CityStore store = CityStore.open(city.home())) {
            DatasetGraph open = store.open();
            long triples = PublishedRun.of(store, iris, "bikes").orElseThrow().triples();
            return open.calculateRead(() -> {
                var bikes = open.getGraph(iris.graph("bikes"));
                assertEquals(STATIONS * STATEMENTS, bikes.size());
                assertEquals(triples, bikes.size(), "the catalogue tells of the graph that is there");
                var capacities = bikes.stream(Node.ANY, property, Node.ANY)
                        .map(triple -> triple.getObject().getLiteralLexicalForm())
                        .distinct()
                        .toList();
                assertEquals(1, capacities.size(), capacities::toString);
                return Long.parseLong(capacities.getFirst());
            });
        }
    }

    @Test
    void whatWasLeftHalfInTheCacheIsClearedAway() throws IOException {
        SmallCity city = SmallCity.in(folder);
        city.ingest();
        Path half = Files.createDirectories(city.home().resolve("cache/incoming/files1"));
        Files.writeString(half.resolve("bikes.csv"), "half");
        city.ingest();
        assertTrue(Files.notExists(half));
    }
}

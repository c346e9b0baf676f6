package city.belfry.hub.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.Outcome;
import city.belfry.hub.ingest.Progress;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.BelfryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Hostile datasets of one city: each is read by itself, so that one that is refused hides no other, and those that can
/// be read are taken in together, since a run costs more than a dataset of it.
final class TriedDatasets {
    private static final String CITY =
            "city: { id: c, label: C, base: https://c.example, languages: [en] }\ndatasets:\n";

    private final Path folder;
    private final List<String> entries = new ArrayList<>();
    private int tried;
    private int refused;

    TriedDatasets(Path folder) {
        this.folder = folder;
    }

    /// What of `city.yaml` stands behind id and title.
    void add(String entry) throws IOException {
        tried++;
        String whole = "  - { id: d" + tried + ", title: D, " + entry + " }\n";
        try {
            city(List.of(whole));
            entries.add(whole);
        } catch (BelfryException | InvalidPathException atReading) {
            refused++;
        }
    }

    int tried() {
        return tried;
    }

    /// How many are not published. A harmless one beside them is: without it, a run that does nothing would pass.
    long refused(CityStore store) throws IOException {
        Files.writeString(folder.resolve("fair.ttl"), "<urn:fair> <urn:p> 1 .");
        entries.add("  - { id: fair, title: D, source: fair.ttl, format: turtle }\n");
        CityFile city = city(entries);
        long failed = new Ingest(city, store, Clock.systemUTC(), Progress.NONE)
                .run(city.datasets()).datasets().stream()
                        .filter(report -> report.outcome() instanceof Outcome.Failed)
                        .count();
        assertTrue(holds(store, "urn:fair"), "the run was a run");
        return refused + failed;
    }

    private CityFile city(List<String> datasets) throws IOException {
        Path file = folder.resolve("city.yaml");
        Files.writeString(file, CITY + String.join("", datasets));
        return CityFile.read(file);
    }

    /// Whether a text stands anywhere in the public part of a store.
    static boolean holds(CityStore store, String mark) {
        return store.open().calculateRead(() -> {
            for (var quads = store.open().find(); quads.hasNext(); ) {
                if (quads.next().toString().contains(mark)) {
                    return true;
                }
            }
            return false;
        });
    }
}

package city.belfry.hub.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A city is read as it is written, and what is wrong in it is said with its line and what to do.
class CityFileTest {
    private static final String HEAD = """
            city:
              id: lille
              label: { fr: Lille, nl: Rijsel }
              base: https://lille.example/
              languages: [fr, en]
              timeZone: Europe/Paris
            """;

    @TempDir
    Path folder;

    @Test
    void readsEveryKeyAndItsDefault() throws IOException {
        CityFile city = read(HEAD + """
                datasets:
                  - id: stops
                    title: Stops
                    source: stops.csv
                    pack: gtfs
                    parameters: { network: metro, zones: 3 }
                    visibility: restricted
                limits:
                  downloadTime: 30s
                """);
        assertEquals("https://lille.example/graph/stops", city.city().graph("stops"));
        assertEquals("Rijsel", city.city().label().in("nl"));
        assertEquals("Lille", city.city().label().in("de"));
        assertEquals(ZoneId.of("Europe/Paris"), city.city().timeZone());
        DatasetEntry stops = city.dataset("stops");
        assertEquals("3", stops.parameters().get("zones"));
        assertEquals(Visibility.RESTRICTED, stops.visibility());
        assertEquals(List.of(), stops.keywords());
        assertEquals(Duration.ofSeconds(30), city.limits().downloadTime());
        assertEquals(4L << 30, city.limits().sourceSize().bytes());
        assertEquals(AccessRules.NONE, city.access());
    }

    @Test
    void unknownKeyIsRefusedWithLineColumnAndTheWordThatWasMeant() {
        String message = failure(HEAD + """
                datasets:
                  - id: stops
                    title: Stops
                    source: stops.csv
                    pak: gtfs
                """);
        assertTrue(message.contains("city.yaml line 11, column 5: unknown key 'pak' in 'datasets[0]'"), message);
        assertTrue(message.contains("Did you mean 'pack'?"), message);
    }

    @Test
    void missingKeyIsNamedWithItsMeaning() {
        String message = failure("city: { id: x, label: X, languages: [en] }\n");
        assertTrue(message.contains("line 1, column 7: the key 'city.base' is missing."), message);
    }

    @Test
    void wrongValueIsShownWithWhatWasExpected() {
        assertTrue(
                failure(HEAD.replace("Europe/Paris", "Europe/Lille")).contains("line 6, column 13, 'city.timeZone'"));
        assertTrue(failure(HEAD + "limits: { sourceSize: 3 gigabytes }\n").contains("'512 MB' or '2 GB'"));
        assertTrue(failure(HEAD.replace("id: lille", "id: Lille ville")).contains("does not match"));
        String visibility =
                failure(HEAD + "datasets: [{id: a, title: A, source: a.csv, pack: gtfs, visibility: publik}]\n");
        assertTrue(
                visibility.contains("expected one of public, restricted, private. Did you mean 'public'?"), visibility);
    }

    @Test
    void theSameKeyOrDatasetTwiceIsRefused() {
        assertTrue(failure(HEAD + "links: []\nlinks: []\n").contains("'links' stands here twice"));
        String dataset = "{id: a, title: A, source: a.csv, pack: gtfs}";
        assertTrue(failure(HEAD + "datasets: [" + dataset + ", " + dataset + "]\n")
                .contains("'a' stands in this list twice"));
    }

    @Test
    void exactlyOneWayToRdfIsNeeded() {
        assertTrue(
                failure(HEAD + "datasets: [{id: a, title: A, source: a.csv}]\n").contains("has none of pack, mapping"));
        assertTrue(failure(HEAD + "datasets: [{id: a, title: A, source: a.csv, pack: gtfs, format: turtle}]\n")
                .contains("has 2 of pack, mapping"));
    }

    @Test
    void whatIsNoYamlIsSaidWithItsPlace() {
        assertTrue(failure(HEAD + "datasets: [\n").contains("this is no YAML"));
        assertTrue(failure("").contains("is empty"));
    }

    @Test
    void wrongEncodingIsSaid() throws IOException {
        Path file = folder.resolve("city.yaml");
        Files.write(file, HEAD.replace("Rijsel", "Rĳsel é").getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(CityException.class, () -> CityFile.read(file))
                .getMessage()
                .contains("not in UTF-8"));
    }

    @Test
    void unknownDatasetIsAnsweredWithTheNearestOne() throws IOException {
        CityFile city = read(HEAD + "datasets: [{id: stations, title: A, source: a.csv, pack: gtfs}]\n");
        assertTrue(assertThrows(CityException.class, () -> city.dataset("station"))
                .getMessage()
                .contains("Did you mean 'stations'?"));
    }

    private CityFile read(String text) throws IOException {
        Path file = folder.resolve("city.yaml");
        Files.writeString(file, text);
        return CityFile.read(file);
    }

    private String failure(String text) {
        return assertThrows(CityException.class, () -> read(text)).getMessage();
    }
}

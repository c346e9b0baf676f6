package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `catalogue`, `catalogue import` and `quality` as a steward types them, rightly and wrongly.
class CatalogueCliTest {
    private static final String LINE =
            "<line/1> a <https://w3id.org/belfry/ont#TransitLine> ; <https://w3id.org/belfry/ont#shortName> \"1\" .";
    private static final String CKAN = """
            {"success": true, "result": {"count": 1, "results": [
              {"id": "1", "name": "benches", "title": "Benches", "notes": "All benches.", "license_id": "cc-by",
               "organization": {"title": "Parks office"},
               "resources": [{"url": "https://example.org/benches.csv", "format": "csv", "name": "benches.csv"}]}]}}""";

    @TempDir
    Path folder;

    @BeforeEach
    void makeCity() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: lines, title: Lines, source: lines.ttl, format: turtle, publisher: X, theme: [TRAN] }
                  - { id: stops, title: Stops, source: stops.ttl, format: turtle }
                """);
        Files.writeString(folder.resolve("lines.ttl"), LINE);
        assertEquals(0, run("ingest", "lines").exitCode());
    }

    private Spoken run(String verb, String... arguments) {
        return Spoken.by(Stream.concat(
                        Stream.of(verb, "--city", folder.resolve("city.yaml").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void assertRefused(int exitCode, String part, Spoken spoken) {
        assertEquals(exitCode, spoken.exitCode(), spoken::toString);
        assertEquals(1, spoken.err().lines().count(), spoken::toString);
        assertTrue(spoken.err().contains(part), spoken.err());
        assertFalse(spoken.err().contains("Exception"), spoken.err());
        assertEquals("", spoken.out());
    }

    @Test
    void theScoreOfADescriptionSaysWhatWouldRaiseIt() {
        Spoken one = run("quality", "lines");
        assertEquals(0, one.exitCode(), one::toString);
        assertTrue(one.out().matches("(?s)lines  \\d+ of 405  \\w+\n.*Would raise it:\n.*  \\+\\d+  .*"), one.out());
        assertTrue(one.out().contains("  findability  "), one.out());
        Spoken json = run("quality", "--json", "lines");
        assertTrue(
                json.out().matches("\\{\"dataset\":\"lines\",\"points\":\\d+,\"max\":405,\"missing\":\\[.*]}\n"),
                json.out());
    }

    @Test
    void withoutANameEveryDatasetHasALineAndOneThatWasNeverPublishedSaysSo() {
        Spoken all = run("quality");
        assertEquals(0, all.exitCode(), all::toString);
        assertEquals(
                List.of("lines", "stops"),
                all.out().lines().map(line -> line.split(" ", 2)[0]).toList());
        assertTrue(all.out().lines().toList().getLast().contains("not published yet"), all.out());
    }

    @Test
    void aDatasetThatIsNotThereIsAUsageErrorWithTheNearestName() {
        assertRefused(2, "Did you mean 'lines'?", run("quality", "line"));
    }

    @Test
    void anImportListsTheDatasetsOnceHoweverOftenItIsMade() throws IOException {
        String file = file("Their Data.json", CKAN);
        Spoken first = run("catalogue", "import", file);
        assertEquals(0, first.exitCode(), first::toString);
        assertTrue(first.out().matches("their-data  1 dataset  \\+\\d+ -0\n"), first.out());
        assertEquals(
                "their-data  1 dataset  +0 -0\n",
                run("catalogue", "import", file).out());
        Spoken json = run("catalogue", "import", file, "--name", "region", "--json");
        assertTrue(json.out().startsWith("{\"catalogue\":\"region\",\"datasets\":1,"), json.out());
        assertTrue(run("catalogue").out().contains("MappingRun"));
        assertFalse(run("catalogue").out().contains("Benches"), "theirs is a catalogue of its own");
    }

    @Test
    void whatIsNoCatalogueIsRefusedInOneLine() throws IOException {
        assertRefused(2, "FILE or URL", run("catalogue", "import"));
        assertRefused(
                2,
                "nowhere.json",
                run("catalogue", "import", folder.resolve("nowhere.json").toString()));
        assertRefused(2, folder.getFileName().toString(), run("catalogue", "import", folder.toString()));
        assertRefused(2, "no address", run("catalogue", "import", "https://[broken"));
        assertRefused(2, "names no host", run("catalogue", "import", "https:///catalogue.json"));
        for (String text : List.of("", "{\"a\": ", "<html><p>Not found", "{\"success\": false}", "\0\1\2")) {
            Spoken spoken = run("catalogue", "import", file("wrong.json", text));
            assertTrue(Set.of(2, 3).contains(spoken.exitCode()), () -> text + spoken);
            assertEquals(1, spoken.err().lines().count(), spoken::toString);
            assertFalse(spoken.err().contains("inside Belfry"), spoken.err());
        }
        assertFalse(run("catalogue").out().isEmpty(), "what was published is still there");
    }

    @Test
    void aNameThatIsNoNameIsRefused() throws IOException {
        String file = file("theirs.json", CKAN);
        assertEquals(2, run("catalogue", "import", file, "--name", "A b/c").exitCode());
        assertEquals(2, run("catalogue", "export").exitCode(), "there is no such action");
    }

    @Test
    void anImportFromAnAddressThatNobodyServesIsSaidToBeUnreachable() {
        Spoken spoken = run("catalogue", "import", "http://127.0.0.1:9/catalogue.json");
        assertTrue(spoken.exitCode() == 5 || spoken.exitCode() == 6, spoken::toString);
        assertEquals(1, spoken.err().lines().count(), spoken::toString);
    }
}

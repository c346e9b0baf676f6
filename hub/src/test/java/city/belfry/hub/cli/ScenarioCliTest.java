package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What-ifs drawn, changed, listed, shown and dropped by typing.
class ScenarioCliTest {
    private static final String ONT = "https://w3id.org/belfry/ont#";

    @TempDir
    Path folder;

    @BeforeEach
    void makeCity() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: lines, title: Lines, source: lines.ttl, format: turtle }
                """);
        file("lines.ttl", "<line/1> a <" + ONT + "TransitLine> ; <" + ONT + "shortName> \"1\" .");
        assertEquals(0, run("ingest").exitCode());
    }

    private Spoken run(String verb, String... arguments) {
        return Spoken.by(Stream.concat(
                        Stream.of(verb, "--city", folder.resolve("city.yaml").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Spoken scenario(String... arguments) {
        return run("scenario", arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void assertRefused(String part, Spoken spoken) {
        assertEquals(2, spoken.exitCode(), spoken::toString);
        assertEquals(1, spoken.err().lines().count(), spoken::toString);
        assertTrue(spoken.err().contains(part), spoken.err());
        assertFalse(spoken.err().contains("Exception"), spoken.err());
    }

    @Test
    void aScenarioIsDrawnChangedShownAndDropped() throws IOException {
        Spoken made = scenario("create", "tram-n", "--title-en", "Tram N", "--author", "Mobility", "--horizon", "2035");
        assertEquals(0, made.exitCode(), made::toString);
        assertTrue(made.out().matches("tram-n  draft  \\+0 -0  \\S+  Tram N\n"), made.out());
        String line = file(
                "n.ttl", "<https://x.example/id/line/n> a <" + ONT + "TransitLine> ; <" + ONT + "shortName> \"N\" .");
        Spoken added = scenario("add", "tram-n", line);
        assertTrue(added.out().startsWith("tram-n  draft  +2 -0  "), added::toString);
        Spoken removed = scenario("remove", "tram-n", "--thing", "https://x.example/id/line/1");
        assertTrue(removed.out().startsWith("tram-n  draft  +2 -"), removed::toString);
        assertFalse(removed.out().contains("-0"), "what is said of it and what follows goes");
        String patch = file("back.rdfp", """
                TX .
                D <https://x.example/id/line/n> <%sshortName> "N" .
                A <https://x.example/id/line/n> <%sshortName> "Tram N" .
                TC .
                """.formatted(ONT, ONT));
        assertTrue(scenario("add", "tram-n", patch).out().startsWith("tram-n  draft  +2 -"), "a patch says both");
        assertTrue(scenario("list").out().startsWith("tram-n  draft  "));
        Spoken shown = scenario("show", "tram-n");
        assertTrue(shown.out().contains("author    Mobility\n"), shown.out());
        assertTrue(shown.out().contains("horizon   2035\n"), shown.out());
        assertTrue(shown.out().contains("baseline  lines version 1\n"), shown.out());
        assertTrue(
                scenario("show", "tram-n", "--json").out().matches("\\{\"id\":\"tram-n\",\"status\":\"draft\",.*}\n"));
        assertTrue(run("export", "lines").out().contains("line/1"), "the city itself is as it was");
        assertEquals(0, scenario("drop", "tram-n").exitCode());
        assertEquals("", scenario("list").out());
    }

    @Test
    void aFolderHoldsAWholeScenario() throws IOException {
        Path drawn = Files.createDirectories(folder.resolve("scenarios/tram-p"));
        Files.writeString(drawn.resolve("about.ttl"), """
                <https://x.example/id/scenario/tram-p> a <%sScenario> ;
                  <http://purl.org/dc/terms/title> "Tram P"@en .
                """.formatted(ONT));
        Files.writeString(
                drawn.resolve("additions.ttl"), "<https://x.example/id/line/p> <" + ONT + "shortName> \"P\" .");
        Files.writeString(drawn.resolve("removals.ttl"), "");
        Spoken made = scenario("create", "--from", drawn.toString());
        assertEquals(0, made.exitCode(), made::toString);
        assertTrue(made.out().contains("+1 -0"), made.out());
    }

    @Test
    void whatIsWrittenWronglyIsSaidInOneLine() throws IOException {
        assertRefused("--title-fr", scenario("create", "tram-n"));
        assertRefused("scenario list", scenario("show"));
        assertRefused("tram-x", scenario("show", "tram-x"));
        assertRefused("tram-x", scenario("drop", "tram-x"));
        assertRefused("tram-x", scenario("add", "tram-x", file("a.ttl", "")));
        assertEquals(2, scenario("draw", "tram-n").exitCode(), "there is no such action");
        assertEquals(2, scenario("create", "Tram N", "--title-en", "N").exitCode(), "an id is no sentence");
        assertEquals(0, scenario("create", "tram-n", "--title-en", "N").exitCode());
        assertRefused(
                "missing.ttl",
                scenario("add", "tram-n", folder.resolve("missing.ttl").toString()));
        Spoken broken = scenario("add", "tram-n", file("broken.ttl", "<a> <b> "));
        assertTrue(broken.exitCode() == 2 || broken.exitCode() == 3, broken::toString);
        assertEquals(1, broken.err().lines().count(), broken::toString);
        assertTrue(broken.err().contains("broken.ttl"), broken.err());
        assertRefused("table.csv", scenario("add", "tram-n", file("table.csv", "a,b\n")));
        assertRefused(
                "nowhere",
                scenario("create", "--from", folder.resolve("nowhere").toString()));
        assertTrue(scenario("list").out().contains("+0 -0"), "a refused change changes nothing");
    }
}

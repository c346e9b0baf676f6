package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every verb keeps the habits of the command line: results on out, notes on err, one line a failure, its exit code.
class CommandLineTest {
    @TempDir
    Path folder;

    @Test
    void anUnknownVerbIsAUsageErrorWithTheNearestVerb() {
        Spoken spoken = Spoken.by("chekc");
        assertEquals(2, spoken.exitCode());
        assertEquals("", spoken.out());
        assertTrue(spoken.err().contains("check"), spoken.err());
    }

    @Test
    void helpListsTheVerbsOnStandardOutput() {
        Spoken spoken = Spoken.by("--help");
        assertEquals(0, spoken.exitCode());
        assertTrue(spoken.out().contains("Checks city.yaml"), spoken.out());
        assertEquals("", spoken.err());
    }

    @Test
    void helpTellsHowTheParametersOfAMappingAreWritten() {
        Spoken spoken = Spoken.by("map", "--help");
        assertTrue(spoken.out().contains("Value for ${NAME} in the mapping"), spoken.out());
    }

    @Test
    void initWritesACityThatCheckAccepts() {
        assertEquals(0, Spoken.by("init", folder.toString()).exitCode());
        Spoken check = Spoken.by("check", "--city", folder.resolve("city.yaml").toString());
        assertEquals("", check.err());
        assertEquals(0, check.exitCode());
        assertTrue(Files.exists(folder.resolve("city.schema.json")));
    }

    @Test
    void theExamplesInWhatInitWritesAreCorrect() throws IOException {
        assertEquals(0, Spoken.by("init", folder.toString()).exitCode());
        Path city = folder.resolve("city.yaml");
        String examples = Files.readString(city)
                .replace("datasets: []", "datasets:")
                .replace("links: []", "links:")
                .replaceAll("(?m)^# {2}", "  ");
        Files.writeString(city, examples);
        Spoken check = Spoken.by("check", "--city", city.toString());
        assertEquals("", check.err());
        assertEquals("city.yaml: 2 datasets, correct\n", check.out());
    }

    @Test
    void initLeavesAFileAloneThatIsThere() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), "mine");
        Spoken spoken = Spoken.by("init", folder.toString());
        assertEquals(2, spoken.exitCode());
        assertEquals("mine", Files.readString(folder.resolve("city.yaml")));
        assertEquals(1, spoken.err().lines().count(), spoken.err());
    }

    @Test
    void aFailureIsOneLineAndAsJsonWhenAsked() {
        String city = folder.resolve("nowhere.yaml").toString();
        Spoken spoken = Spoken.by("check", "--city", city);
        assertEquals(2, spoken.exitCode());
        assertEquals(1, spoken.err().lines().count(), spoken.err());
        assertTrue(spoken.err().contains("there is no such file"), spoken.err());
        assertTrue(Spoken.by("check", "--json", "--city", city).err().startsWith("{\"code\":\"CITY_FILE_MISSING\""));
    }

    @Test
    void aHomeIsAskedExportedAndDescribedWithoutAServer() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: lines, title: Lines, source: lines.ttl, format: turtle }
                """);
        Files.writeString(
                folder.resolve("lines.ttl"),
                "<line/1> a <https://w3id.org/belfry/ont#TransitLine> ; <https://w3id.org/belfry/ont#shortName> \"Métro 1\" .");
        Files.writeString(
                folder.resolve("q.rq"), "SELECT ?name { ?line <https://w3id.org/belfry/ont#shortName> ?name }");
        String city = folder.resolve("city.yaml").toString();
        assertEquals(0, Spoken.by("ingest", "--city", city).exitCode());
        String file = folder.resolve("q.rq").toString();
        assertEquals(
                "name\r\nMétro 1\r\n",
                Spoken.by("query", file, "--format", "csv", "--city", city).out());
        assertTrue(Spoken.by("query", file, "--city", city).out().contains("| \"Métro 1\" |"));
        assertEquals(2, Spoken.by("query", "no-such-query", "--city", city).exitCode());
        assertEquals(
                2, Spoken.by("export", "--city", city, "lines").out().lines().count());
        assertTrue(Spoken.by("catalogue", "--city", city).out().contains("MappingRun"));
    }

    /// As `/sparql` answers them, although the default graph is the union of all.
    @Test
    void aQueryAsksTheGraphsThatItNames() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: lines, title: Lines, source: lines.ttl, format: turtle }
                  - { id: trams, title: Trams, source: trams.ttl, format: turtle }
                """);
        Files.writeString(folder.resolve("lines.ttl"), "<line/1> <http://a.example/name> \"bus\" .");
        Files.writeString(folder.resolve("trams.ttl"), "<tram/1> <http://a.example/name> \"tram\" .");
        assertEquals(
                0,
                Spoken.by("ingest", "--city", folder.resolve("city.yaml").toString())
                        .exitCode());
        String own = "{ ?s <http://a.example/name> ?n } ORDER BY ?n";
        String inGraphs = "{ GRAPH ?g { ?s <http://a.example/name> ?n } } ORDER BY ?n";
        assertEquals("bus tram", names("SELECT ?n " + own));
        assertEquals("tram", names("SELECT ?n FROM <https://x.example/graph/trams> " + own));
        assertEquals(
                "bus tram",
                names("SELECT ?n FROM <https://x.example/graph/trams> FROM <https://x.example/graph/lines> " + own));
        assertEquals("", names("SELECT ?n FROM <https://x.example/graph/none> " + own));
        assertEquals("bus", names("SELECT ?n FROM NAMED <https://x.example/graph/lines> " + inGraphs));
        assertEquals("", names("SELECT ?n FROM NAMED <https://x.example/graph/lines> " + own));
        assertEquals(
                "true",
                answer(
                        "ASK FROM <https://x.example/graph/lines> { ?s ?p \"bus\" FILTER NOT EXISTS { ?t ?q \"tram\" } }"));
        assertEquals(
                "",
                answer(
                        "CONSTRUCT { ?s ?p ?o } FROM <https://x.example/graph/lines> { ?s ?p ?o FILTER(?o = \"tram\") }"));
    }

    private String names(String query) throws IOException {
        return answer(query).lines().skip(1).collect(java.util.stream.Collectors.joining(" "));
    }

    private String answer(String query) throws IOException {
        Files.writeString(folder.resolve("from.rq"), query);
        Spoken spoken = Spoken.by(
                "query",
                folder.resolve("from.rq").toString(),
                "--format",
                "csv",
                "--city",
                folder.resolve("city.yaml").toString());
        assertEquals(0, spoken.exitCode(), spoken::toString);
        return spoken.out().strip();
    }

    @Test
    void whatChangedIsToldAndCanBeTakenBack() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: lines, title: Lines, source: lines.ttl, format: turtle }
                """);
        String city = folder.resolve("city.yaml").toString();
        name("Ligne 1");
        Spoken.by("ingest", "--city", city);
        name("Métro 1");
        Spoken dryRun = Spoken.by("ingest", "--city", city, "--dry-run");
        assertTrue(dryRun.out().startsWith("lines: would publish version 2: 2 statements (+1 -1)"), dryRun::toString);
        assertTrue(dryRun.out().contains("  + belfry:shortName \"Métro 1\""), dryRun::toString);
        Spoken.by("ingest", "--city", city);
        assertEquals("""
                lines, version 1 to 2: 1 statement came, 1 went

                line/1
                  - belfry:shortName "Ligne 1"
                  + belfry:shortName "Métro 1"
                """, Spoken.by("diff", "lines", "--city", city).out());
        assertTrue(Spoken.by("diff", "lines", "--city", city, "--list").out().contains("+1 -1"));
        assertTrue(Spoken.by("diff", "lines", "--city", city, "--json").out().contains("\"added\":1,\"removed\":1"));
        String patch = Spoken.by("diff", "lines", "--city", city, "--patch").out();
        assertTrue(patch.contains("D <https://x.example/id/line/1>"), patch);
        Spoken back = Spoken.by("rollback", "lines", "--to", "1", "--city", city);
        assertEquals("lines: version 3 is as version 1 was: 2 statements (+1 -1)\n", back.out());
        assertTrue(Spoken.by("export", "--city", city, "lines").out().contains("Ligne 1"));
        Spoken refused = Spoken.by("rollback", "lines", "--to", "9", "--city", city);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("versions 1 to 3"), refused::toString);
    }

    private void name(String name) throws IOException {
        Files.writeString(
                folder.resolve("lines.ttl"),
                "<line/1> a <https://w3id.org/belfry/ont#TransitLine> ; <https://w3id.org/belfry/ont#shortName> \""
                        + name + "\" .");
    }

    @Test
    void aQueryOfTheCommandLineCallsNobody() throws IOException {
        Spoken.by("init", folder.toString());
        Files.writeString(folder.resolve("q.rq"), "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }");
        Spoken spoken = Spoken.by(
                "query",
                folder.resolve("q.rq").toString(),
                "--city",
                folder.resolve("city.yaml").toString());
        assertEquals(6, spoken.exitCode(), spoken::toString);
        assertTrue(spoken.err().contains("SERVICE"), spoken.err());
    }

    @Test
    void tokensAreIssuedListedAndRevoked() {
        Spoken.by("init", folder.toString());
        String city = folder.resolve("city.yaml").toString();
        Spoken issued = Spoken.by("token", "issue", "ada", "--city", city);
        assertTrue(issued.out().startsWith("belfry_"), issued::toString);
        assertTrue(Spoken.by("token", "list", "--city", city).out().startsWith("ada\t"));
        assertEquals(0, Spoken.by("token", "revoke", "ada", "--city", city).exitCode());
        assertEquals("", Spoken.by("token", "list", "--city", city).out());
    }

    @Test
    void aMappingsOwnTargetsAreWrittenBelowTheFolderThatIsNamed() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "id\n1\n2\n");
        String mapping = Files.writeString(folder.resolve("m.ttl"), """
                        @prefix rml: <http://w3id.org/rml/> .
                        @prefix formats: <http://www.w3.org/ns/formats/> .
                        <#m> rml:logicalSource [ rml:source [ rml:path "t.csv" ] ; rml:referenceFormulation rml:CSV ] ;
                          rml:subjectMap [ rml:template "http://example.org/{id}" ; rml:class <http://example.org/A> ;
                            rml:logicalTarget [ rml:target [ rml:path "a/b.ttl" ] ; rml:serialization formats:Turtle ] ] .
                        """).toString();
        Spoken refused = Spoken.by("map", "-m", mapping);
        assertTrue(refused.err().contains("--target-dir"), refused.err());
        String out = folder.resolve("out").toString();
        Spoken explained = Spoken.by("map", "-m", mapping, "--target-dir", out, "--explain");
        assertTrue(explained.out().contains("target a/b.ttl as Turtle"), explained.out());
        Spoken spoken = Spoken.by("map", "-m", mapping, "--target-dir", out);
        assertEquals(0, spoken.exitCode(), spoken::toString);
        assertEquals("", spoken.out());
        assertTrue(spoken.err().contains("a/b.ttl: 2 quads written"), spoken.err());
        assertTrue(Files.readString(folder.resolve("out/a/b.ttl")).contains("<http://example.org/1>"));
        Spoken json = Spoken.by("map", "-m", mapping, "--target-dir", out, "--json");
        assertTrue(json.err().contains("\"targets\":{\"a/b.ttl\":2}"), json.err());
    }
}

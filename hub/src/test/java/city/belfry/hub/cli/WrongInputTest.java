package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.store.CityStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each thing that a person may get wrong ends with one clear line, the exit code of its kind, and nothing lost.
class WrongInputTest {
    private static final String CITY = """
            city: { id: x, label: X, base: https://x.example, languages: [en] }
            datasets:
              - { id: stops, title: Stops, source: feed, pack: gtfs }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void makeCity() throws IOException {
        city(CITY);
    }

    @Test
    void aMissingFile() throws IOException {
        assertOneLine(2, "'feed' is not there", ingest());
    }

    @Test
    void aMissingFileOfAFeed() throws IOException {
        Files.createDirectories(folder.resolve("feed"));
        Files.writeString(folder.resolve("feed/agency.txt"), "agency_id,agency_name\n1,A\n");
        assertOneLine(2, ".txt", ingest());
    }

    @Test
    void aTruncatedZip() throws IOException {
        city(CITY.replace("source: feed", "source: feed.zip"));
        Path whole = folder.resolve("whole.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(whole))) {
            zip.putNextEntry(new ZipEntry("stops.txt"));
            zip.write("stop_id\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("feed.zip"), Arrays.copyOf(bytes, bytes.length - 30));
        assertOneLine(3, "no whole zip file", ingest());
    }

    @Test
    void aWrongEncoding() throws IOException {
        mapping("rml:reference");
        Files.write(folder.resolve("a.csv"), "id,name\n1,Gambetta\n2,Hôtel\n".getBytes(StandardCharsets.ISO_8859_1));
        Spoken spoken = ingest();
        assertEquals(4, spoken.exitCode(), spoken::toString);
        assertTrue((spoken.out() + spoken.err()).contains("ENCODING"), spoken::toString);
    }

    @Test
    void xmlThatIsNone() throws IOException {
        city(CITY.replace("source: feed, pack: gtfs", "source: a.xml, mapping: a.ttl"));
        Files.writeString(folder.resolve("a.ttl"), """
                @prefix rml: <http://w3id.org/rml/> .
                <#a> rml:logicalSource [ rml:referenceFormulation rml:XPath ; rml:iterator "/all/one" ;
                    rml:source [ a rml:FilePath ; rml:path "a.xml" ] ] ;
                  rml:subjectMap [ rml:template "a/{id}" ; rml:class <http://a.example/A> ] .
                """);
        // Ill-formed, and an entity whose name has bytes that no character has.
        for (String text : new String[] {"<b>", "&x\u00F0\u0087\u0087\u0087;"}) {
            String document = "<all>\n<one>\n<id>1</id>" + text + "</one></all>";
            Files.write(folder.resolve("a.xml"), document.getBytes(StandardCharsets.ISO_8859_1));
            assertOneLine(3, "a.xml line 3: this is no well-formed XML", ingest());
        }
    }

    @Test
    void aMappingWithATypingError() throws IOException {
        mapping("rml:refrence");
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,a\n");
        Spoken spoken = ingest();
        assertOneLine(2, "reference", spoken);
        assertTrue(spoken.err().contains("line"), spoken.err());
    }

    /// The rows of the table are there; the mapping asks for columns that are not.
    @Test
    void aMappingThatMakesNothing() throws IOException {
        mapping("rml:reference");
        Files.writeString(folder.resolve("a.csv"), "code,label\n1,a\n");
        Spoken refused = ingest();
        assertEquals(3, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains("thresholds: {mayBeEmpty: true}"), refused::toString);
        assertTrue(refused.err().contains("NO_STATEMENTS"), refused::toString);
        assertTrue(
                Files.readString(folder.resolve("home/findings/stops.stopped.csv"))
                        .contains("NO_STATEMENTS,VIOLATION"),
                "the steward finds it with the other findings");
        try (CityStore store = CityStore.open(folder.resolve("home"))) {
            assertEquals(
                    0,
                    store.version(org.apache.jena.graph.NodeFactory.createURI("https://x.example/graph/stops")),
                    "nothing was published");
        }
        Spoken dryRun = Spoken.by("ingest", "--dry-run", "--city", file().toString());
        assertTrue(dryRun.out().contains("NOTHING_MADE") || dryRun.err().contains("NO_STATEMENTS"), dryRun::toString);
    }

    @Test
    void aCitySaysThatADatasetMayBeEmpty() throws IOException {
        mapping("rml:reference");
        Files.writeString(
                file(),
                Files.readString(file()).replace("mapping: a.ttl", "mapping: a.ttl, thresholds: {mayBeEmpty: true}"));
        Files.writeString(folder.resolve("a.csv"), "id,name\n");
        Spoken spoken = ingest();
        assertTrue(spoken.out().startsWith("stops: published version 1: 0 statements"), spoken::toString);
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,a\n");
        assertTrue(ingest().out().contains("version 2: 1 statement "));
        Files.writeString(folder.resolve("a.csv"), "id,name\n");
        assertTrue(ingest().out().contains("version 3: 0 statements"), "it may become empty again");
    }

    @Test
    void anUnknownKey() throws IOException {
        city(CITY.replace("pack:", "pak:"));
        assertOneLine(2, "Did you mean 'pack'?", ingest());
    }

    @Test
    void anUnknownPack() throws IOException {
        city(CITY.replace("gtfs", "gtsf"));
        Files.createDirectories(folder.resolve("feed"));
        assertOneLine(2, "gtsf", ingest());
    }

    @Test
    void anUnknownDataset() {
        assertOneLine(2, "Did you mean 'stops'?", Spoken.by("ingest", "--city", file().toString(), "stop"));
    }

    @Test
    void aHomeInUse() throws IOException {
        try (CityStore store = CityStore.open(folder.resolve("home"))) {
            assertOneLine(1, "home", ingest());
            assertEquals(folder.resolve("home"), store.home());
        }
    }

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertOneLine(1, "--port", Spoken.by("serve", "--city", file().toString(), "--port", port));
        }
        try (CityStore store = CityStore.open(folder.resolve("home"))) {
            assertEquals(0, store.open().calculateRead(() -> store.open().size()), "the home was let go");
        }
    }

    @Test
    void aFullDisk() throws IOException, InterruptedException {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
        Assumptions.assumeTrue(mounted, "needs the right to mount a small disk");
        try {
            mapping("rml:reference");
            Files.writeString(folder.resolve("a.csv"), "id,name\n1,a\n");
            Spoken spoken = Spoken.by(
                    "ingest",
                    "--city",
                    file().toString(),
                    "--home",
                    disk.resolve("home").toString());
            assertEquals(1, spoken.exitCode(), spoken::toString);
            assertTrue(spoken.err().contains("MiB") || spoken.err().contains("space"), spoken::toString);
            assertFalse(spoken.err().contains("Exception"), spoken.err());
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program here
        }
    }

    private void mapping(String reference) throws IOException {
        city(CITY.replace("source: feed, pack: gtfs", "source: a.csv, mapping: a.ttl"));
        Files.writeString(folder.resolve("a.ttl"), """
                @prefix rml: <http://w3id.org/rml/> .
                <#a> a rml:TriplesMap ;
                  rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                    rml:source [ a rml:RelativePathSource ; rml:root rml:CurrentWorkingDirectory ; rml:path "*" ] ] ;
                  rml:subjectMap [ rml:template "a/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate <http://a.example/name> ; rml:objectMap [ REFERENCE "name" ] ] .
                """.replace("REFERENCE", reference));
    }

    private void city(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("city.yaml");
    }

    private Spoken ingest() {
        return Spoken.by("ingest", "--city", file().toString());
    }

    private static void assertOneLine(int exitCode, String part, Spoken spoken) {
        assertEquals(exitCode, spoken.exitCode(), spoken::toString);
        assertEquals(1, spoken.err().lines().count(), spoken::toString);
        assertTrue(spoken.err().startsWith("belfry: "), spoken.err());
        assertTrue(spoken.err().contains(part), spoken.err());
        assertFalse(spoken.err().contains("Exception"), spoken.err());
    }
}

package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is older than a dataset's retention goes at the next run, also when the source did not change, and leaves
/// nothing in former versions and old copies.
class RetentionTest {
    private static final Node GRAPH = NodeFactory.createURI("https://x.example/graph/reports");
    /// Everything that the source says is younger than two years then.
    private static final Instant EARLY = Instant.parse("2026-03-01T12:00:00Z");
    /// The first report is older than two years then.
    private static final Instant LATER = Instant.parse("2027-09-01T12:00:00Z");

    @TempDir
    private Path folder;

    @BeforeEach
    void makeCity() throws IOException {
        city("retention: P2Y");
        source("lamp");
    }

    private void city(String settings) throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: reports, title: Reports, source: reports.ttl, format: turtle, %s }
                """.formatted(settings));
    }

    private void source(String what) throws IOException {
        Files.writeString(folder.resolve("reports.ttl"), """
                PREFIX dcterms: <http://purl.org/dc/terms/>
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                PREFIX p: <http://a.example/>
                <report/1> dcterms:created "2025-06-01"^^xsd:date ; p:text "oldest %s" ; p:by <person/a> ; p:at [ p:x "corner" ] .
                <report/2> dcterms:created "2025-06-01"^^xsd:date ; p:by <person/b> ;
                  dcterms:modified "2026-02-01T00:00:00Z"^^xsd:dateTime ; p:text "touched again" .
                <report/3> dcterms:created "2026-01-01"^^xsd:date ; p:by <person/b> ; p:text "young" ; p:after <report/1> .
                <person/a> p:name "one report" .
                <person/b> p:name "two reports" .
                <office> p:name "no age" .
                """.formatted(what));
    }

    private DatasetReport ingest(Instant now) {
        CityFile city = CityFile.read(folder.resolve("city.yaml"));
        try (CityStore store = CityStore.open(home())) {
            return new Ingest(city, store, Clock.fixed(now, ZoneOffset.UTC), Progress.NONE)
                    .run(city.datasets())
                    .datasets()
                    .getFirst();
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Set<String> texts() {
        try (CityStore store = CityStore.open(home())) {
            return store.open()
                    .calculateRead(() -> store.open().getGraph(GRAPH).stream()
                            .filter(triple -> triple.getPredicate().getURI().startsWith("http://a.example/"))
                            .filter(triple -> triple.getObject().isLiteral())
                            .map(triple -> triple.getObject().getLiteralLexicalForm())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private boolean versionsSay(String text) throws IOException {
        try (Stream<Path> files = Files.walk(home().resolve("versions"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                    if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(text)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private long copies() throws IOException {
        try (Stream<Path> copies = Files.list(home().resolve("cache/sha256"))) {
            return copies.count();
        }
    }

    @Test
    void whatHasBecomeTooOldGoesAlthoughTheSourceIsAsItWas() throws IOException {
        ingest(EARLY);
        source("lantern");
        ingest(EARLY);
        assertTrue(versionsSay("oldest lamp") && versionsSay("oldest lantern"), "there before");
        assertEquals(2, copies());
        assertInstanceOf(
                Outcome.Unchanged.class, ingest(EARLY.plusSeconds(86_400)).outcome(), "nothing is too old yet");

        DatasetReport report = ingest(LATER);
        assertInstanceOf(Outcome.Published.class, report.outcome());
        assertEquals(1L, report.findings().get("RETENTION_PASSED"));
        assertTrue(
                Files.readString(home().resolve("findings/reports.csv")).contains("3 things older than P2Y"),
                "the report, its corner, and the person who wrote nothing else");
        assertEquals(Set.of("touched again", "young", "two reports", "no age"), texts());
        assertTrue(!versionsSay("oldest") && !versionsSay("one report") && !versionsSay("corner"));
        assertInstanceOf(Outcome.Unchanged.class, ingest(LATER.plusSeconds(60)).outcome(), "once is enough");
        assertEquals(2, copies(), "both were read less than two years ago");
        ingest(EARLY.plusSeconds(900L * 86_400));
        assertEquals(1, copies(), "the copy of the former source has lain for too long");
    }

    @Test
    void aDryRunSaysWhatWouldGoAndLeavesItThere() throws IOException {
        ingest(EARLY);
        CityFile city = CityFile.read(folder.resolve("city.yaml"));
        try (CityStore store = CityStore.open(home())) {
            DatasetReport report = new Ingest(city, store, Clock.fixed(LATER, ZoneOffset.UTC), Progress.NONE)
                    .preview(city.dataset("reports"), new RDFChangesBase());
            assertTrue(((Outcome.Previewed) report.outcome()).removed() > 0);
        }
        assertTrue(texts().contains("oldest lamp"));
    }

    @Test
    void theShortestRetentionOfTheRulesHoldsWithoutOneOfItsOwn() throws IOException {
        city("privacy: [{field: \"http://a.example/name\", treatment: redact, retention: P2Y},"
                + " {field: \"http://a.example/text\", treatment: redact, retention: P30M}]");
        ingest(EARLY);
        assertTrue(texts().contains("oldest lamp"));
        ingest(LATER);
        assertEquals(Set.of("touched again", "young", "two reports", "no age"), texts());
    }

    @Test
    void aSourceThatIsGoneKeepsNothingForLonger() throws IOException {
        ingest(EARLY);
        Files.delete(folder.resolve("reports.ttl"));
        assertInstanceOf(Outcome.Failed.class, ingest(LATER).outcome());
        assertTrue(!texts().contains("oldest lamp"));
    }

    @Test
    void aDatasetWithoutATimeSaysThatItsAgeCannotBeTold() throws IOException {
        Files.writeString(folder.resolve("reports.ttl"), "<report/1> <http://a.example/text> \"some\" .");
        assertEquals(1L, ingest(EARLY).findings().get("RETENTION_UNTOLD"));
        assertEquals(Set.of("some"), texts());
    }
}

package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.access.AuditLog;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Visibility;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A made-up person asks to be forgotten: afterwards no byte of the home tells of them, and no later run brings them
/// back.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EraseTest {
    /// Nobody has this name: it is there to be looked for.
    private static final String NAME = "Xanthippa Quillfeather";

    private static final String MAILBOX = "xq@nowhere.example";

    @TempDir
    private static Path folder;

    private static String pseudonym = "";

    @BeforeAll
    static void publishTwice() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - id: ideas
                    title: Ideas
                    source: ideas.csv
                    mapping: ideas.ttl
                    privacy:
                      - { field: author, treatment: pseudonym, purpose: participation, basis: eu-gdpr:A6-1-e }
                      - { field: mail, treatment: keep, reason: "The test looks for it." }
                  - id: contacts
                    title: Contacts
                    source: contacts.ttl
                    format: turtle
                    visibility: restricted
                    privacy:
                      - { field: "http://xmlns.com/foaf/0.1/mbox", treatment: keep, reason: "The test looks for it." }
                      - { field: "http://xmlns.com/foaf/0.1/name", treatment: keep, reason: "The test looks for it." }
                """);
        Files.writeString(folder.resolve("ideas.ttl"), """
                @prefix rml: <http://w3id.org/rml/> .
                <#a> a rml:TriplesMap ;
                  rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                    rml:source [ a rml:RelativePathSource ; rml:root rml:CurrentWorkingDirectory ; rml:path "*" ] ] ;
                  rml:subjectMap [ rml:template "idea/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate <http://a.example/title> ; rml:objectMap [ rml:reference "title" ] ] ;
                  rml:predicateObjectMap [ rml:predicate <http://a.example/mail> ; rml:objectMap [ rml:reference "mail" ] ] ;
                  rml:predicateObjectMap [ rml:predicate <http://a.example/by> ;
                    rml:objectMap [ rml:template "person/{author}" ; rml:termType rml:IRI ] ] .
                <#b> a rml:TriplesMap ;
                  rml:logicalSource [ a rml:LogicalSource ; rml:referenceFormulation rml:CSV ;
                    rml:source [ a rml:RelativePathSource ; rml:root rml:CurrentWorkingDirectory ; rml:path "*" ] ] ;
                  rml:subjectMap [ rml:template "person/{author}" ] ;
                  rml:predicateObjectMap [ rml:predicate <http://a.example/wrote> ; rml:objectMap [ rml:reference "title" ] ] .
                """);
        ideas("A bench");
        Files.writeString(folder.resolve("contacts.ttl"), """
                PREFIX foaf: <http://xmlns.com/foaf/0.1/>
                <office/1> foaf:member <person/q> ; <http://a.example/open> "9 to 5" .
                <person/q> foaf:name "%s" ; foaf:mbox <mailto:%s> ; foaf:account [ foaf:accountName "hangs" ] .
                """.formatted(NAME, MAILBOX));
        assertEquals(0, run("ingest").exitCode());
        ideas("A fountain");
        assertEquals(0, run("ingest").exitCode());
        try (CityStore store = CityStore.open(home())) {
            Content draft = sink -> RDFParser.fromString(
                            "<https://x.example/id/idea/9> <http://a.example/note> \"Ask %s about it.\" ."
                                    .formatted(NAME),
                            Lang.TURTLE)
                    .parse(sink);
            store.replace(
                    Visibility.RESTRICTED,
                    NodeFactory.createURI("https://x.example/graph/scenario/draft/additions"),
                    draft);
        }
        Path copy = Files.createDirectories(home().resolve("cache/sha256/old"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(copy.resolve("old.zip")))) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write(("id,mail\n1," + MAILBOX.toUpperCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Path packed = Files.createDirectories(home().resolve("cache/sha256/packed"));
        try (OutputStream xz = new XZCompressorOutputStream(Files.newOutputStream(packed.resolve("people.csv")))) {
            xz.write(("id,mail\n1," + MAILBOX + "\n").getBytes(StandardCharsets.UTF_8));
        }
        pseudonym = pseudonym();
        Files.createDirectories(home().resolve("queries"));
        Files.writeString(home().resolve("queries/notes.txt"), "asked by " + MAILBOX);
    }

    private static void ideas(String title) throws IOException {
        Files.writeString(
                folder.resolve("ideas.csv"),
                "id,title,author,mail\n1,%s,%s,%s\n2,A tree,Somebody Else,se@nowhere.example\n"
                        .formatted(title, NAME, MAILBOX));
    }

    private static Path home() {
        return folder.resolve("home");
    }

    private static Spoken run(String verb, String... arguments) {
        return Spoken.by(Stream.concat(
                        Stream.of(verb, "--city", folder.resolve("city.yaml").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static long statements(String dataset) {
        return run("export", dataset)
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .count();
    }

    /// Files of the home in which a text stands, packed ones unpacked.
    private static List<Path> filesWith(String text, String... folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String each : folders) {
            try (Stream<Path> files = Files.walk(home().resolve(each))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (file.toString().endsWith(".zst")) {
                        try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                            bytes = in.readAllBytes();
                        }
                    }
                    if (new String(bytes, StandardCharsets.ISO_8859_1).contains(text)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    /// What the hub calls the person, by the one statement that links to them.
    private static String pseudonym() {
        String export = run("export", "ideas").out();
        return export.lines()
                .filter(line -> line.contains("idea/1>") && line.contains("example/by>"))
                .map(line -> line.replaceAll(".*person/([0-9a-f]{32})>.*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void withoutYesItTellsWhereThePersonIsAndChangesNothing() throws IOException {
        long before = statements("ideas");
        Spoken spoken = run("erase", NAME);
        assertEquals(0, spoken.exitCode(), spoken::toString);
        assertTrue(spoken.out().contains("statements of graph  open /graph/ideas  2\n"), spoken.out());
        assertTrue(spoken.out().contains("statements of former versions of  open /graph/ideas  2\n"), spoken.out());
        assertTrue(spoken.out().contains("restricted /graph/contacts  1\n"), spoken.out());
        assertTrue(spoken.out().contains("restricted /graph/scenario/draft/additions  1\n"), spoken.out());
        assertTrue(spoken.out().contains("copies of sources in  cache  3\n"), spoken.out());
        assertTrue(spoken.out().contains("with --yes"), spoken.out());
        assertFalse(spoken.out().contains(NAME), "the account of it names nobody");
        assertEquals(before, statements("ideas"));
        assertFalse(Files.exists(home().resolve("erased/suppressed")));
    }

    @Test
    @Order(1)
    void aNameThatCouldBeAnybodysIsRefusedAndNobodyIsFoundNowhere() {
        Spoken refused = run("erase", "al", "--yes");
        assertEquals(2, refused.exitCode(), refused::toString);
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(run("erase", "Nobody Atall").out().startsWith("found nowhere"));
    }

    @Test
    @Order(2)
    void afterwardsNoByteOfTheHomeTellsOfThem() throws IOException {
        String[] places = {"open", "restricted", "versions", "cache", "findings", "runs", "audit", "erased"};
        assertFalse(filesWith(pseudonym, "open", "versions").isEmpty(), "the marker is there before");
        assertFalse(filesWith(NAME, "restricted", "cache").isEmpty());
        Spoken byName = run("erase", NAME, "--yes");
        assertEquals(0, byName.exitCode(), byName::toString);
        assertFalse(byName.out().contains("still has the name"), byName.out());
        Spoken byMailbox = run("erase", MAILBOX, "--yes", "--json");
        assertTrue(byMailbox.out().startsWith("{\"erased\":true,\"audit\":\""), byMailbox.out());
        assertTrue(byMailbox.out().contains("queries/notes.txt"), "what people wrote beside it is said");
        assertTrue(byMailbox.out().contains("ideas.csv"), "the source is its publisher's");
        assertTrue(byMailbox.out().contains("backups"), byMailbox.out());
        run("erase", "https://x.example/id/person/q", "--yes");
        for (String marker : List.of(NAME, MAILBOX, pseudonym, "person/q", "hangs")) {
            assertEquals(List.of(), filesWith(marker, places), marker);
        }
        assertFalse(Files.exists(home().resolve("cache/sha256/old")), "an archive is looked through too");
        assertFalse(Files.exists(home().resolve("cache/sha256/packed")), "and a packed file, whatever its name");
        String export = run("export", "ideas").out();
        assertTrue(export.contains("A fountain"), "the idea itself stays");
        assertTrue(export.contains("se@nowhere.example"), "others stay");
        assertTrue(run("export", "contacts").out().contains("9 to 5"));
        try (Stream<Path> generations = Files.list(home().resolve("open"))) {
            assertEquals(
                    1,
                    generations
                            .filter(path -> path.getFileName().toString().startsWith("Data-"))
                            .count(),
                    "older generations of the database hold what was deleted");
        }
        assertFalse(AuditLog.open(home()).firstBreak().isPresent());
        assertEquals(
                6,
                AuditLog.open(home()).entries().stream()
                        .filter(entry -> entry.did().equals("ERASE"))
                        .count(),
                "begun and done, three times");
    }

    @Test
    @Order(3)
    void aReturnToAFormerVersionDoesNotBringThemBack() {
        assertTrue(
                run("diff", "ideas", "--from", "2", "--to", "3").out().contains("0 statements came, 0 went"),
                "the change that erased tells nothing");
        Spoken back = run("rollback", "ideas", "--to", "1");
        assertEquals(0, back.exitCode(), back::toString);
        String export = run("export", "ideas").out();
        assertTrue(export.contains("A bench"), "the version of then");
        assertFalse(export.contains(pseudonym) || export.contains(MAILBOX), export);
    }

    @Test
    @Order(4)
    void noLaterRunBringsThemBackAndOthersComeAsBefore() throws IOException {
        Spoken again = run("ingest");
        assertTrue(again.err().contains("ERASED_LEFT_OUT 1"), again::toString);
        ideas("A bridge by " + NAME.toUpperCase(Locale.ROOT) + " of course");
        Spoken changed = run("ingest");
        assertEquals(0, changed.exitCode(), changed::toString);
        String export = run("export", "ideas").out();
        assertFalse(export.contains(pseudonym) || export.contains(MAILBOX), export);
        assertFalse(export.toLowerCase(Locale.ROOT).contains("quillfeather"), "not in a text either");
        assertTrue(export.contains("se@nowhere.example"));
        run("ingest", "ideas");
        assertEquals(
                List.of(),
                filesWith(MAILBOX, "open", "restricted", "versions", "cache", "findings"),
                "the copy of an unchanged source is not kept either");
    }
}

package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.city.CityException;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.BelfryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A feed with personal data is published only as the privacy rules of its dataset say; one that nobody declared is
/// refused without a word of what is in it.
class PrivacyRulesTest {
    private static final Node LABEL = NodeFactory.createURI("http://www.w3.org/2000/01/rdf-schema#label");

    @TempDir
    Path folder;

    private SmallCity city;

    @BeforeEach
    void makeCity() throws IOException {
        city = SmallCity.in(folder);
        city.write("bikes.csv", """
                id,name,lon,lat,capacity,user,mail
                1,Secretwoman,0.5,0.5,20,Adalovelace,ada@hidden.example
                2,Hall,1.5,0.5,30,Adalovelace,
                """);
    }

    private void rules(String rules) throws IOException {
        city.edit("city.yaml", "shapes: [shapes.ttl] }", "shapes: [shapes.ttl], privacy: [" + rules + "] }");
    }

    private BelfryException refusal() {
        return assertInstanceOf(
                        Outcome.Failed.class,
                        city.ingest("bikes").datasets().getFirst().outcome())
                .failure();
    }

    private Set<String> labels() {
        try (CityStore store = CityStore.open(city.home())) {
            return store.open()
                    .calculateRead(
                            () -> store.open().getGraph(NodeFactory.createURI(SmallCity.BASE + "/graph/bikes")).stream(
                                            Node.ANY, LABEL, Node.ANY)
                                    .map(triple -> triple.getObject().getLiteralLexicalForm())
                                    .collect(Collectors.toSet()));
        }
    }

    @Test
    void aFeedThatNobodyDeclaredIsRefusedWithoutQuotingIt() throws IOException {
        BelfryException refusal = refusal();
        assertEquals(IngestException.Code.PERSONAL_DATA_UNDECLARED, refusal.code());
        assertEquals(3, refusal.code().kind().exitCode());
        String findings = Files.readString(city.home().resolve("findings/bikes.stopped.csv"));
        for (String told : new String[] {refusal.getMessage(), findings}) {
            assertTrue(told.contains("'user'") && told.contains("'mail'"), told);
            assertTrue(told.contains("xxx@xxxxxx.xxxxxxx"), told);
            assertFalse(told.contains("Adalovelace") || told.contains("ada@hidden"), told);
        }
        assertTrue(refusal.getMessage().contains("- { field: \"mail\", treatment: drop }"), refusal::getMessage);
        assertTrue(labels().isEmpty());
    }

    @Test
    void aDryRunIsRefusedTheSameWay() throws IOException {
        try (CityStore store = CityStore.open(city.home())) {
            CityFile file = CityFile.read(city.file());
            IngestException refused = assertThrows(
                    IngestException.class,
                    () -> new Ingest(file, store, java.time.Clock.systemUTC(), Progress.NONE)
                            .preview(file.dataset("bikes"), new org.apache.jena.rdfpatch.changes.RDFChangesBase()));
            assertEquals(IngestException.Code.PERSONAL_DATA_UNDECLARED, refused.code());
        }
        assertTrue(Files.exists(city.home().resolve("findings/bikes.dry-run.csv")));
    }

    @Test
    void aPseudonymIsMadeWithAKeyThatOnlyTheHubCanRead() throws IOException {
        rules("{field: user, treatment: drop}, {field: mail, treatment: drop},"
                + "{field: name, treatment: pseudonym, purpose: statistics, basis: 'eu-gdpr:A6-1-e'}");
        city.ingest();
        Set<String> first = labels();
        assertTrue(first.stream().allMatch(label -> label.matches("[0-9a-f]{32}")), first::toString);
        Path key = city.home().resolve("keys/pseudonyms.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertInstanceOf(
                Outcome.Unchanged.class,
                city.ingest("bikes").datasets().getFirst().outcome());
        city.edit("city.yaml", "purpose: statistics", "purpose: reports");
        city.ingest();
        assertNotEquals(first, labels(), "another purpose has other pseudonyms");
        city.edit("city.yaml", "purpose: reports", "purpose: statistics");
        city.ingest();
        assertEquals(first, labels(), "the same key gives the same names");
        Files.writeString(key, "another secret that is long enough\n");
        assertInstanceOf(
                Outcome.Published.class,
                city.ingest("bikes").datasets().getFirst().outcome());
        assertNotEquals(first, labels());
    }

    @Test
    void theKeyCanBeAFileOfTheOperator() throws IOException {
        rules("{field: user, treatment: drop}, {field: mail, treatment: drop},"
                + "{field: name, treatment: pseudonym, purpose: statistics, basis: 'eu-gdpr:A6-1-e'}");
        city.edit("city.yaml", "datasets:", "privacy: { key: 'file:secret.txt' }\ndatasets:");
        city.write("secret.txt", "short");
        assertEquals(IngestException.Code.KEY_UNUSABLE, refusal().code());
        city.write("secret.txt", "a secret that is long enough");
        city.ingest();
        assertEquals(2, labels().size());
        assertFalse(Files.exists(city.home().resolve("keys")), "no other key is made");
    }

    @Test
    void whatAFindingQuotesIsTreatedToo() throws IOException {
        rules("{field: user, treatment: drop}, {field: mail, treatment: drop}, {field: name, treatment: drop},"
                + "{field: capacity, treatment: pseudonym, purpose: test, basis: 'dpv:Consent'}");
        city.write("bikes.csv", "id,name,lon,lat,capacity,user,mail\n1,Gare,0.5,0.5,20secretplaces,,\n");
        city.ingest();
        String findings = Files.readString(city.home().resolve("findings/bikes.csv"));
        assertTrue(findings.contains("LITERAL_INVALID"), findings);
        assertFalse(findings.contains("secretplaces"), findings);
    }

    @Test
    void sourcesAreKeptWhereOnlyTheHubCanReadThem() throws IOException {
        city.ingest("areas");
        for (String name : new String[] {"cache", "findings", "restricted"}) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(city.home().resolve(name))),
                    name);
        }
        try (var files = Files.walk(city.home().resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file::toString);
            }
        }
    }

    @Test
    void ofRdfTheFieldsAreProperties() throws IOException {
        city.edit(
                "areas.ttl",
                "<area/west> a belfry:Municipality ;",
                "<area/west> <http://xmlns.com/foaf/0.1/mbox> <mailto:ada@hidden.example> ;"
                        + " <http://xmlns.com/foaf/0.1/givenName> \"Adalovelace\" ; a belfry:Municipality ;");
        BelfryException refusal = assertInstanceOf(
                        Outcome.Failed.class,
                        city.ingest("areas").datasets().getFirst().outcome())
                .failure();
        assertEquals(IngestException.Code.PERSONAL_DATA_UNDECLARED, refusal.code());
        assertTrue(refusal.getMessage().contains("http://xmlns.com/foaf/0.1/givenName"), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("Adalovelace"), refusal::getMessage);
        city.edit(
                "city.yaml",
                "format: turtle }",
                "format: turtle, privacy: [{field: 'http://xmlns.com/foaf/0.1/mbox', treatment: drop},"
                        + "{field: 'http://xmlns.com/foaf/0.1/givenName', treatment: truncate, characters: 1}] }");
        city.ingest();
        try (CityStore store = CityStore.open(city.home())) {
            String said = store.open()
                    .calculateRead(
                            () -> store.open().getGraph(NodeFactory.createURI(SmallCity.BASE + "/graph/areas")).stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining("\n")));
            assertTrue(said.contains("givenName \"A\""), said);
            assertFalse(said.contains("mailto") || said.contains("lovelace"), said);
        }
    }

    @Test
    void aRuleThatSaysTooLittleStopsTheStart() throws IOException {
        for (String rule : new String[] {
            "{field: user, treatment: keep}",
            "{field: user, treatment: pseudonym, purpose: statistics}",
            "{field: user, treatment: truncate}",
            "{field: user, treatment: generalise}",
            "{field: user, treatment: drop, decimals: 2}",
            "{field: user, treatment: drop}, {field: user, treatment: redact}",
            "{field: user, treatment: drop, retention: soon}"
        }) {
            makeCity();
            rules(rule);
            assertThrows(CityException.class, () -> CityFile.read(city.file()), rule);
        }
    }
}

package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Difference;
import city.belfry.hub.store.Published;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.City;
import city.belfry.ontology.Finding;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A source becomes a published dataset, once; what is wrong in it is told and left out; what fails changes nothing.
class IngestTest {
    @TempDir
    Path folder;

    private SmallCity city;

    @BeforeEach
    void makeCity() throws IOException {
        city = SmallCity.in(folder);
    }

    @Test
    void publishesDatasetsCatalogueLinksAndOntology() {
        IngestReport report = city.ingest();
        assertEquals(0, report.exitCode(), report::toString);
        assertEquals(3 * 7, published(report, 1).triples());
        assertEquals(3, report.datasets().get(1).records(), "both triples maps read the rows in one scan");
        Graph links = graph("links");
        assertTrue(links.contains(iri("/id/station/bikes-1"), City.inMunicipality, iri("/id/area/west")));
        assertTrue(links.contains(iri("/id/station/bikes-2"), City.inMunicipality, iri("/id/area/east")));
        assertEquals(2, links.size());
        assertEquals(1L, report.links().outside().get("bikes-in-areas"));
        Graph catalogue = graph("catalogue");
        assertTrue(catalogue.contains(iri("/id/dataset/bikes"), RDF.type.asNode(), DCAT.Dataset.asNode()));
        assertTrue(catalogue.contains(iri("/id/run/bikes-1"), City.inputChecksum, Node.ANY));
        assertTrue(graph("ontology").contains(City.SharedMobilityStation, RDF.type.asNode(), Node.ANY));
    }

    @Test
    void theSecondTimeNothingIsPublished() {
        city.ingest();
        IngestReport second = city.ingest();
        assertInstanceOf(Outcome.Unchanged.class, second.datasets().get(0).outcome());
        assertInstanceOf(Outcome.Unchanged.class, second.datasets().get(1).outcome());
        assertFalse(second.links().changed());
        try (CityStore store = CityStore.open(city.home())) {
            long writes = store.writes(Visibility.OPEN);
            city.ingest(store);
            assertEquals(writes, store.writes(Visibility.OPEN), "no write at all");
        }
    }

    @Test
    void whatFollowsFromADatasetIsPublishedAndChangedWithIt() throws IOException {
        city.ingest();
        Graph bikes = graph("inferred/bikes");
        assertTrue(bikes.contains(iri("/id/station/bikes-1"), RDF.type.asNode(), City.CityObject));
        assertTrue(bikes.contains(iri("/id/station/bikes-3"), RDF.type.asNode(), City.CityObject));
        Graph links = graph("inferred/links");
        assertTrue(links.contains(iri("/id/station/bikes-1"), City.within, iri("/id/area/west")));
        assertTrue(links.contains(iri("/id/area/west"), City.contains, iri("/id/station/bikes-1")));

        city.stations("1,Gare,0.5,0.5,20");
        assertEquals(2, published(city.ingest(), 1).version());
        assertFalse(graph("inferred/bikes").contains(iri("/id/station/bikes-3"), Node.ANY, Node.ANY));
        assertFalse(graph("inferred/links").contains(iri("/id/area/east"), Node.ANY, Node.ANY));

        city.edit("city.yaml", "source: bikes.csv,", "source: bikes.csv, visibility: restricted,");
        city.ingest();
        assertTrue(graph("inferred/bikes").isEmpty(), "the public does not see what follows from what it may not see");
        assertFalse(restricted("inferred/bikes").isEmpty());
    }

    @Test
    void aChangeOfSourceMappingShapesOrEntryPublishesAgain() throws IOException {
        city.ingest();
        city.stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,31");
        Outcome.Published source = published(city.ingest(), 1);
        assertEquals(2, source.version());
        assertEquals(1, source.added());
        assertEquals(7 + 1, source.removed());
        city.edit("bikes.rml.ttl", "rml:reference \"name\"", "rml:template \"{name} station\"");
        assertEquals(3, published(city.ingest(), 1).version());
        city.edit("shapes.ttl", "100", "25");
        assertEquals(4, published(city.ingest(), 1).version());
        city.edit("city.yaml", "title: Bikes", "title: Bicycles");
        assertEquals(5, published(city.ingest(), 1).version());
    }

    @Test
    void aRecordThatBreaksARuleIsQuarantinedWithItsPartsAndTheRestIsPublished() throws IOException {
        city.stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,900");
        IngestReport report = city.ingest();
        assertEquals(4, report.exitCode());
        assertEquals(1, report.datasets().get(1).quarantined());
        Graph bikes = graph("bikes");
        assertFalse(bikes.contains(iri("/id/station/bikes-2"), Node.ANY, Node.ANY));
        assertFalse(bikes.contains(iri("/id/station/bikes-2/geometry"), Node.ANY, Node.ANY));
        assertTrue(bikes.contains(iri("/id/station/bikes-1/geometry"), Node.ANY, Node.ANY));
        Graph quarantine = restricted("quarantine/bikes");
        assertTrue(quarantine.contains(iri("/id/station/bikes-2/geometry"), Node.ANY, Node.ANY));
        assertTrue(quarantine.contains(Node.ANY, RDF.type.asNode(), City.Finding));
        assertTrue(graph("quarantine/bikes").isEmpty(), "the open store holds nothing of it");
    }

    @Test
    void aCellThatIsNotOfItsDatatypeIsAFindingAtItsRowAndAllElseIsPublished() throws IOException {
        city.stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,many", "3,Far,9.0,9.0,10");
        IngestReport report = city.ingest();
        assertEquals(4, report.exitCode());
        assertEquals(1L, report.datasets().get(1).findings().get("LITERAL_INVALID"));
        assertEquals(3 * 7 - 1, published(report, 1).triples());
        Graph bikes = graph("bikes");
        assertFalse(bikes.contains(iri("/id/station/bikes-2"), City.capacity, Node.ANY));
        assertTrue(bikes.contains(iri("/id/station/bikes-2"), RDF.type.asNode(), City.SharedMobilityStation));
        Finding finding = FindingsFile.read(city.home(), "bikes", FindingsFile.Kind.PUBLISHED)
                .getFirst();
        assertEquals("LITERAL_INVALID", finding.code());
        assertEquals("capacity", finding.field());
        assertTrue(finding.message().startsWith("'many' is no xsd:integer"), finding::message);
        String checksum = graph("catalogue")
                .find(iri("/id/run/bikes-1"), City.inputChecksum, Node.ANY)
                .next()
                .getObject()
                .getLiteralLexicalForm();
        assertEquals(
                "2,Hall,1.5,0.5,many",
                RawRecord.of(city.home(), checksum, finding.place())
                        .orElseThrow()
                        .text());
    }

    @Test
    void findingsAreWrittenForASpreadsheetWithoutFormulas() throws IOException {
        city.stations("1,Gare,0.5,0.5,20", "=1+2,Hall,1.5,0.5,900");
        city.ingest();
        String csv = Files.readString(city.home().resolve("findings/bikes.csv"));
        assertTrue(csv.startsWith("code,severity,source,line,path,field,message,suggestion\r\n"), csv);
        assertTrue(csv.contains("too many docks"), csv);
        assertFalse(csv.lines().anyMatch(line -> line.startsWith("=")), csv);
    }

    @Test
    void aDatasetThatFailsLeavesTheOthersAndItsFormerVersion() throws IOException {
        city.ingest();
        Files.delete(folder.resolve("areas.ttl"));
        city.stations("1,Gare,0.5,0.5,21");
        IngestReport report = city.ingest();
        assertEquals(4, report.exitCode());
        assertEquals("SOURCE_MISSING", failed(report, 0).code().name());
        assertEquals(2, published(report, 1).version());
        assertFalse(graph("areas").isEmpty());
    }

    @Test
    void aDatasetThatWouldBecomeEmptyIsNotPublished() throws IOException {
        city.ingest();
        city.stations();
        IngestReport report = city.ingest("bikes");
        assertEquals(IngestException.Code.NOTHING_LEFT, failed(report, 0).code());
        assertEquals(3, report.exitCode());
        assertEquals(21, graph("bikes").size());
    }

    @Test
    void aTruncatedArchiveIsSaidAndChangesNothing() throws IOException {
        city.edit("city.yaml", "source: bikes.csv", "source: bikes.zip");
        Path whole = folder.resolve("whole.zip");
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(whole))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("bikes.csv"));
            zip.write(Files.readAllBytes(folder.resolve("bikes.csv")));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("bikes.zip"), bytes);
        city.ingest();
        Files.write(folder.resolve("bikes.zip"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        IngestReport report = city.ingest("bikes");
        assertEquals(IngestException.Code.ARCHIVE_DAMAGED, failed(report, 0).code());
        assertEquals(3, report.exitCode());
        assertEquals(21, graph("bikes").size());
    }

    @Test
    void aMappingWithATypingErrorIsSaidBeforeTheSourceIsRead() throws IOException {
        city.edit(
                "bikes.rml.ttl",
                "rml:subjectMap [ rml:template \"station/${dataset}-{id}\" ;",
                "rml:subjectMap [ rml:tempalte \"station/${dataset}-{id}\" ;");
        IngestReport report = city.ingest("bikes");
        assertEquals(2, report.exitCode());
        assertTrue(failed(report, 0).getMessage().contains("template"), failed(report, 0)::getMessage);
    }

    @Test
    void anUnchangedDownloadIsNotSentAgain() throws IOException {
        AtomicInteger sent = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = Files.readAllBytes(folder.resolve("bikes.csv"));
        server.createContext("/bikes.csv", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"a\"");
            if ("\"a\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                sent.incrementAndGet();
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try {
            city.edit(
                    "city.yaml",
                    "source: bikes.csv",
                    "source: 'http://127.0.0.1:" + server.getAddress().getPort() + "/bikes.csv'");
            assertEquals(
                    "ADDRESS_PRIVATE", failed(city.ingest("bikes"), 0).code().name());
            city.edit("city.yaml", "links:", "access: { privateHosts: [127.0.0.1] }\nlinks:");
            assertEquals(21, published(city.ingest("bikes"), 0).triples());
            assertInstanceOf(
                    Outcome.Unchanged.class,
                    city.ingest("bikes").datasets().getFirst().outcome());
            assertEquals(1, sent.get());
        } finally {
            server.stop(0);
        }
        IngestReport offline = city.ingest("bikes");
        assertEquals(5, offline.exitCode());
        assertEquals(21, graph("bikes").size());
    }

    @Test
    void rdfInEveryFormatIsASource() throws IOException {
        String turtle = Files.readString(folder.resolve("areas.ttl"));
        Graph expected = GraphFactory.createDefaultGraph();
        org.apache.jena.riot.RDFParser.fromString(turtle, org.apache.jena.riot.Lang.TURTLE)
                .base(SmallCity.BASE + "/id/")
                .parse(expected);
        for (var format : java.util.Map.of(
                        "n-triples", org.apache.jena.riot.Lang.NTRIPLES,
                        "n-quads", org.apache.jena.riot.Lang.NQUADS,
                        "trig", org.apache.jena.riot.Lang.TRIG,
                        "json-ld", org.apache.jena.riot.Lang.JSONLD11,
                        "rdf-xml", org.apache.jena.riot.Lang.RDFXML)
                .entrySet()) {
            try (var out = Files.newOutputStream(folder.resolve("areas.x"))) {
                org.apache.jena.riot.RDFDataMgr.write(out, expected, format.getValue());
            }
            city = SmallCity.in(folder);
            city.edit("city.yaml", "source: areas.ttl, format: turtle", "source: areas.x, format: " + format.getKey());
            IngestReport report = city.ingest("areas");
            assertInstanceOf(
                    Outcome.Published.class, report.datasets().getFirst().outcome(), report::toString);
            assertTrue(graph("areas").isIsomorphicWith(expected), format.getKey());
        }
    }

    @Test
    void rdfThatIsBrokenOrReachesOutIsRefused() throws IOException {
        city.write("areas.ttl", "<a> <b> \"never closed .\n");
        BelfryException broken = failed(city.ingest("areas"), 0);
        assertTrue(broken.getMessage().contains("line 2, column 1"), broken::getMessage);
        city.edit("city.yaml", "source: areas.ttl, format: turtle", "source: areas.x, format: json-ld");
        city.write(
                "areas.x", "{\"@context\": \"http://127.0.0.1:9/context.jsonld\", \"@id\": \"x:y\", \"name\": \"n\"}");
        BelfryException remote = failed(city.ingest("areas"), 0);
        assertTrue(remote.getMessage().contains("is not fetched"), remote::getMessage);
        city.edit("city.yaml", "format: json-ld", "format: rdf-xml");
        city.write(
                "areas.x",
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n"
                        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:x=\"x:\">"
                        + "<rdf:Description rdf:about=\"x:a\"><x:p>&e;</x:p></rdf:Description></rdf:RDF>");
        BelfryException refused = failed(city.ingest("areas"), 0);
        assertEquals(IngestException.Code.RDF_UNREADABLE, refused.code());
        assertFalse(refused.getMessage().contains("root:"), refused.getMessage());
    }

    @Test
    void aRollbackBringsContentLinksAndInferencesBackAndHoldsUntilTheSourceChanges() throws IOException {
        city.ingest();
        Graph links = graph("links");
        Graph inferred = graph("inferred/bikes");
        city.stations("1,Gare,1.5,0.5,20");
        assertEquals(2, published(city.ingest(), 1).version());
        CityFile file = CityFile.read(city.file());
        try (CityStore store = CityStore.open(city.home())) {
            Published back = new Rollback(file, store, Clock.systemUTC()).to(file.dataset("bikes"), 1);
            assertEquals(3, back.version());
            assertEquals(21, back.triples());
            assertInstanceOf(
                    Outcome.Unchanged.class,
                    city.ingest(store).datasets().get(1).outcome(),
                    "the steward's choice holds");
        }
        assertEquals(21, graph("bikes").size());
        assertTrue(graph("links").isIsomorphicWith(links));
        assertTrue(graph("inferred/bikes").isIsomorphicWith(inferred));
        Graph catalogue = graph("catalogue");
        assertTrue(catalogue.contains(
                iri("/id/version/bikes-3"),
                NodeFactory.createURI("http://www.w3.org/ns/prov#wasDerivedFrom"),
                iri("/id/version/bikes-1")));
        city.stations("1,Gare,1.5,0.5,21");
        assertEquals(4, published(city.ingest(), 1).version(), "a new source is published again");
    }

    @Test
    void aDryRunTellsTheDifferenceAndPublishesNothing() throws IOException {
        city.ingest();
        city.stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,31", "3,Far,9.0,9.0,101");
        CityFile file = CityFile.read(city.file());
        Difference difference = new Difference();
        try (CityStore store = CityStore.open(city.home())) {
            DatasetReport report = new Ingest(file, store, Clock.systemUTC(), Progress.NONE)
                    .preview(file.dataset("bikes"), difference);
            Outcome.Previewed previewed = (Outcome.Previewed) report.outcome();
            assertEquals(
                    List.of(2L, 14L, 1L, 8L),
                    List.of(previewed.version(), previewed.triples(), previewed.added(), previewed.removed()));
            assertEquals(1, report.quarantined());
            assertEquals(1, store.version(iri("/graph/bikes")));
        }
        assertEquals(1, difference.added());
        assertEquals(8, difference.removed());
        assertEquals(21, graph("bikes").size());
        assertTrue(Files.exists(city.home().resolve("findings").resolve("bikes.dry-run.csv")));
        assertEquals(2, published(city.ingest(), 1).version(), "the run itself is still to be made");
    }

    private static Outcome.Published published(IngestReport report, int dataset) {
        return assertInstanceOf(
                Outcome.Published.class, report.datasets().get(dataset).outcome(), report::toString);
    }

    private static BelfryException failed(IngestReport report, int dataset) {
        return assertInstanceOf(
                        Outcome.Failed.class, report.datasets().get(dataset).outcome(), report::toString)
                .failure();
    }

    private static Node iri(String path) {
        return NodeFactory.createURI(SmallCity.BASE + path);
    }

    private Graph graph(String name) {
        return copy(name, true);
    }

    private Graph restricted(String name) {
        return copy(name, false);
    }

    private Graph copy(String name, boolean open) {
        try (CityStore store = CityStore.open(city.home())) {
            var database = open ? store.open() : store.restricted();
            database.begin(ReadWrite.READ);
            try {
                Graph copy = GraphFactory.createDefaultGraph();
                database.getGraph(iri("/graph/" + name)).find().forEachRemaining(copy::add);
                return copy;
            } finally {
                database.end();
            }
        }
    }
}

package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.ontology.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.util.FmtUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A published dataset leaves in another model's terms, and what leaves as NGSI-LD comes back through the pack the
/// same.
class ExportModelTest {
    private static final Path ROOT =
            Path.of(System.getProperty("belfry.root", "..")).toAbsolutePath().normalize();
    private static final Path NGSI = ROOT.resolve("ontology/bridges/ngsi-ld");
    private static final String BASE = "https://city.example/id/";

    @TempDir
    private static Path folder;

    @Test
    void whatLeavesAsNgsiLdComesBackThroughThePack() throws IOException {
        String city = ingested("there", Files.readString(NGSI.resolve("city.ttl")), NGSI.resolve("lost.ttl"));
        assertEquals(carried(), mappedBack(city, "ngsi", "at=.value", "link=.object"));
    }

    /// Bare values say neither when a count was made nor in which unit; so no counts come back.
    @Test
    void whatLeavesAsKeysAndValuesComesBackWithoutCounts() throws IOException {
        String city = ingested("bare", Files.readString(NGSI.resolve("city.ttl")), NGSI.resolve("lost.ttl"));
        Set<String> expected = carried().stream()
                .filter(line -> !line.contains("/free-docks") && !line.contains("/available-bikes"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = mappedBack(city, "keyvalues", "at=", "link=").stream()
                .filter(line -> !line.contains("/free-docks") && !line.contains("/available-bikes"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, found);
    }

    /// The entities mean under the published contexts what the bridge's statements say, geometries and times apart.
    @Test
    void theEntitiesNameTheirAttributesAsTheModelsContextDoes() throws IOException {
        Path contexts = ROOT.resolve("../shared/vocab/ngsild").normalize();
        assumeTrue(Files.isDirectory(contexts), "no copies of contexts in " + contexts + ": names not checked");
        JsonMapper json = new JsonMapper();
        JsonNode names = json.readTree(Files.readString(contexts.resolve("smart-data-models-context.jsonld")))
                .get("@context");
        JsonNode core = json.readTree(Files.readString(contexts.resolve("ngsi-ld-core-context-v1.9.jsonld")))
                .get("@context");
        String city = ingested("named", Files.readString(NGSI.resolve("city.ttl")), NGSI.resolve("lost.ttl"));
        Set<String> unknown = new TreeSet<>();
        for (JsonNode entity : json.readTree(export(city, "ngsi-ld", "ngsi"))) {
            unknown.add(entity.get("type").stringValue());
            unknown.addAll(entity.propertyNames());
        }
        unknown.removeIf(name -> names.has(name) || core.has(name) || name.equals("@context"));
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theSampleCityLeavesInEveryModel() throws IOException {
        String sample = ROOT.resolve("hub/sample/city.yaml").toString();
        String home = folder.resolve("sample-home").toString();
        for (String dataset : new String[] {"velos", "transport"}) {
            Spoken ingested = Spoken.by("ingest", "--city", sample, "--home", home, dataset);
            assertTrue(Set.of(0, 4).contains(ingested.exitCode()), ingested::toString);
        }
        for (String model : Bridge.models()) {
            String dataset = model.equals("citygml") || model.equals("saref4city") ? "velos" : "transport";
            Spoken spoken = Spoken.by("export", dataset, "-m", model, "-f", "ttl", "--city", sample, "--home", home);
            assertEquals(0, spoken.exitCode(), spoken::toString);
        }
        Graph places = graph(Spoken.by("export", "velos", "-m", "schema-org", "--city", sample, "--home", home)
                .out());
        assertEquals(
                61,
                places.find(null, null, uri("https://schema.org/CivicStructure"))
                        .toList()
                        .size());
        JsonNode entities = new JsonMapper()
                .readTree(Spoken.by("export", "velos", "-m", "ngsi-ld", "--city", sample, "--home", home)
                        .out());
        assertEquals(61, entities.size());
        JsonNode first = entities.get(0);
        assertEquals("BikeHireDockingStation", first.get("type").stringValue());
        assertEquals("Point", first.at("/location/value/type").stringValue());
        assertTrue(first.at("/availableBikeNumber/observedAt").stringValue().startsWith("2026-07-08T22:"));
        assertTrue(Spoken.by("export", "transport", "-m", "linked-gtfs", "--city", sample, "--home", home)
                .out()
                .contains("\"PT"));
        assertFalse(
                Spoken.by("export", "transport", "-m", "schema-org", "-f", "jsonld", "--city", sample, "--home", home)
                        .out()
                        .isEmpty());
    }

    @Test
    void refusesAnUnknownModelAndAFormatThatItDoesNotHave() throws IOException {
        String city = ingested("refused", Files.readString(NGSI.resolve("city.ttl")), NGSI.resolve("lost.ttl"));
        Spoken model = Spoken.by("export", "things", "-m", "schema.com", "--city", city);
        assertEquals(2, model.exitCode(), model::toString);
        assertTrue(model.err().contains("schema-org"), model.err());
        assertEquals(
                2,
                Spoken.by("export", "things", "-m", "schema-org", "-f", "keyvalues", "--city", city)
                        .exitCode());
        assertEquals(
                2, Spoken.by("export", "things", "-f", "jsonld", "--city", city).exitCode());
    }

    /// A city of one dataset; its file. The telephone of the statements is a made-up office's.
    private static String ingested(String name, String turtle, Path more) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        Files.writeString(own.resolve("things.ttl"), turtle + Files.readString(more));
        Files.writeString(own.resolve("city.yaml"), """
                city: { id: x, label: X, base: https://city.example, languages: [fr] }
                datasets:
                  - id: things
                    title: Things
                    source: things.ttl
                    format: turtle
                    privacy:
                      - field: "https://w3id.org/belfry/ont#telephone"
                        treatment: keep
                        reason: an office's number
                        purpose: contact
                        basis: eu-gdpr:A6-1-e
                """);
        String city = own.resolve("city.yaml").toString();
        Spoken ingested = Spoken.by("ingest", "--city", city);
        assertEquals(0, ingested.exitCode(), ingested::toString);
        return city;
    }

    private static String export(String city, String model, String format) {
        Spoken spoken = Spoken.by("export", "things", "-m", model, "-f", format, "--city", city);
        assertEquals(0, spoken.exitCode(), spoken::toString);
        return spoken.out();
    }

    private static Set<String> mappedBack(String city, String format, String... parameters) throws IOException {
        Path in = Files.createDirectories(folder.resolve("in-" + format));
        Files.writeString(in.resolve("entities.json"), export(city, "ngsi-ld", format));
        Path out = folder.resolve(format + ".nt");
        Spoken mapped = Spoken.by(
                "map",
                "-m",
                "pack:ngsi-ld",
                "-p",
                "dataset=broker",
                "-p",
                "language=fr",
                "-p",
                parameters[0],
                "-p",
                parameters[1],
                "--base",
                BASE,
                "--source-dir",
                in.toString(),
                "-o",
                out.toString(),
                "--format",
                "nt");
        assertEquals(0, mapped.exitCode(), mapped::toString);
        return lines(graph(Files.readString(out)));
    }

    private static Set<String> carried() {
        Graph city = GraphFactory.createDefaultGraph();
        RDFDataMgr.read(city, NGSI.resolve("city.ttl").toString());
        return lines(city);
    }

    private static Graph graph(String ntriples) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(ntriples, Lang.NTRIPLES).parse(graph);
        return graph;
    }

    private static Node uri(String iri) {
        return NodeFactory.createURI(iri);
    }

    /// One line for each statement; a number counts, not how it was written.
    private static Set<String> lines(Graph graph) {
        return graph
                .find()
                .mapWith(triple -> FmtUtils.stringForNode(triple.getSubject()) + " "
                        + FmtUtils.stringForNode(triple.getPredicate()) + " "
                        + (triple.getObject().isLiteral()
                                        && triple.getObject().getLiteralValue() instanceof Number number
                                ? number.doubleValue() + "^^"
                                        + triple.getObject().getLiteralDatatypeURI()
                                : FmtUtils.stringForNode(triple.getObject())))
                .toList()
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

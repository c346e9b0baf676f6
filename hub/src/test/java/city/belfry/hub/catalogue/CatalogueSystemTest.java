package city.belfry.hub.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import city.belfry.ontology.City;
import city.belfry.ontology.Shapes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.VCARD4;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalogue of the sample city: other portals harvest all of it, it keeps DCAT-AP and its profile for high-value
/// datasets, and each dataset can be had in each form that it names.
class CatalogueSystemTest {
    private static final Path ROOT =
            Path.of(System.getProperty("belfry.root", "..")).toAbsolutePath().normalize();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    /// What is described with the datasets that it belongs to; anything else has its class alone.
    private static final Set<Node> DESCRIBED = Set.of(
            DCAT.Dataset.asNode(),
            DCAT.Distribution.asNode(),
            DCAT.DataService.asNode(),
            DCAT.Catalog.asNode(),
            FOAF.Agent.asNode(),
            VCARD4.Kind.asNode());

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.ofSampleCity(home);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Graph parsed(String text, Lang lang) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(text, lang).base(RunningHub.BASE + "/").parse(graph);
        return graph;
    }

    /// Follows the pages as a harvester does.
    private static List<Graph> harvested(int limit) throws Exception {
        List<Graph> pages = new ArrayList<>();
        Optional<String> next = Optional.of("/catalogue?limit=" + limit);
        while (next.isPresent()) {
            HttpResponse<String> answer = hub.get(next.get(), "Accept", "text/turtle");
            assertEquals(200, answer.statusCode());
            pages.add(parsed(answer.body(), Lang.TURTLE));
            next = answer.headers().allValues("Link").stream()
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        }
        return pages;
    }

    private static Graph all() throws Exception {
        Graph all = GraphFactory.createDefaultGraph();
        harvested(1000).forEach(page -> GraphUtil.addInto(all, page));
        return all;
    }

    private static Set<String> datasets(Graph graph) {
        Set<String> datasets = new TreeSet<>();
        graph.find(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode())
                .forEachRemaining(triple -> datasets.add(triple.getSubject().getURI()));
        return datasets;
    }

    @Test
    void aHarvesterFollowsThePagesAndMeetsEachDatasetOnce() throws Exception {
        List<Graph> pages = harvested(4);
        Set<String> met = new TreeSet<>();
        int count = 0;
        for (Graph page : pages) {
            count += datasets(page).size();
            met.addAll(datasets(page));
        }
        assertEquals(met.size(), count, "none comes twice");
        assertEquals(datasets(all()), met);
        assertEquals((met.size() + 3) / 4, pages.size());
        Node total = NodeFactory.createURI("http://www.w3.org/ns/hydra/core#totalItems");
        assertTrue(pages.getFirst().stream(Node.ANY, total, Node.ANY)
                .allMatch(triple -> triple.getObject().getLiteralLexicalForm().equals("" + met.size())));
    }

    @Test
    void allFormsSayTheSame() throws Exception {
        Graph turtle = all();
        for (Map.Entry<String, Lang> form : Map.of(
                        "application/ld+json",
                        Lang.JSONLD11,
                        "application/rdf+xml",
                        Lang.RDFXML,
                        "application/n-triples",
                        Lang.NTRIPLES)
                .entrySet()) {
            HttpResponse<String> answer = hub.get("/catalogue?limit=1000", "Accept", form.getKey());
            assertTrue(parsed(answer.body(), form.getValue()).isIsomorphicWith(turtle), form.getKey());
        }
    }

    @Test
    void itKeepsDcatApAndTheProfileOfHighValueDatasets() throws Exception {
        Graph all = all();
        assertEquals(List.of(), Shapes.forProfile("dcat-ap").check(all));
        Graph highValue = highValue(all);
        assertEquals(1, datasets(highValue).size(), "the sample has one");
        assertEquals(List.of(), Shapes.forProfile("hvd").check(highValue));
    }

    /// The shapes that the authors of the profiles publish find nothing either.
    @Test
    void thePublishedShapesFindNothing() throws Exception {
        Path shared = ROOT.resolve("../shared/vocab/semic");
        assumeTrue(Files.isDirectory(shared), "no published shapes in " + shared + ": not compared");
        Graph all = all();
        assertEquals(
                List.of(), violations(all, shared, "dcat-ap-3.0.1-parts/shapes.ttl", "dcat-ap-3.0.1-parts/range.ttl"));
        assertEquals(List.of(), violations(highValue(all), shared, "dcat-ap-hvd-3.0.0-SHACL.ttl"));
    }

    private static List<String> violations(Graph data, Path folder, String... files) {
        Graph shapes = GraphFactory.createDefaultGraph();
        for (String file : files) {
            RDFDataMgr.read(shapes, folder.resolve(file).toString());
        }
        return ShaclValidator.get().validate(shapes, data).getEntries().stream()
                .filter(entry -> entry.severity().level().equals(SHACL.Violation))
                .map(entry ->
                        entry.focusNode() + " " + entry.resultPath() + " " + entry.value() + " " + entry.message())
                .toList();
    }

    private static Graph highValue(Graph all) {
        List<Node> datasets = all.find(Node.ANY, Dcat3.HVD_CATEGORY.asNode(), Node.ANY)
                .mapWith(Triple::getSubject)
                .filterKeep(each -> all.contains(each, RDF.type.asNode(), DCAT.Dataset.asNode()))
                .toList();
        Graph some = GraphFactory.createDefaultGraph();
        datasets.forEach(each -> GraphUtil.addInto(some, CatalogueDocument.closure(all, each)));
        all.find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .filterDrop(triple -> DESCRIBED.contains(triple.getObject()))
                .forEachRemaining(some::add);
        return some;
    }

    @Test
    void anUnchangedCatalogueIsNotSentAgain() throws Exception {
        for (String accept : List.of("text/turtle", "text/html")) {
            HttpResponse<String> first = hub.get("/catalogue", "Accept", accept);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            assertEquals(
                    304,
                    hub.get("/catalogue", "Accept", accept, "If-None-Match", tag)
                            .statusCode());
        }
    }

    @Test
    void aPageThatIsNoNumberIsRefusedAndAPageBeyondTheEndIsEmpty() throws Exception {
        assertEquals(
                400, hub.get("/catalogue?page=two", "Accept", "text/turtle").statusCode());
        assertEquals(
                Set.of(),
                datasets(parsed(
                        hub.get("/catalogue?page=999999", "Accept", "text/turtle")
                                .body(),
                        Lang.TURTLE)));
        assertEquals(400, hub.get("/catalogue?format=png").statusCode());
    }

    @Test
    void facetsAndWordsNarrowTheList() throws Exception {
        String transport = "http%3A%2F%2Fpublications.europa.eu%2Fresource%2Fauthority%2Fdata-theme%2FTRAN";
        String page = html("/catalogue?lang=en&theme=" + transport);
        assertTrue(page.contains("href=\"/dataset/transport\""), page);
        assertFalse(page.contains("href=\"/dataset/arbres\""));
        String none = html("/catalogue?lang=en&licence=none");
        assertTrue(none.contains("href=\"/dataset/arbres\""));
        assertFalse(none.contains("href=\"/dataset/transport\""));
        assertTrue(html("/catalogue?lang=fr&q=canicule").contains("href=\"/dataset/temperatures\""));
        assertTrue(html("/catalogue?lang=en&q=%3Cscript%3E").contains("No dataset matches"));
    }

    @Test
    void theWrittenFormsOfADatasetHoldWhatItHolds() throws Exception {
        Graph all = all();
        Node trees = NodeFactory.createURI(RunningHub.BASE + "/id/dataset/arbres");
        long triples = Long.parseLong(
                all.find(trees, City.tripleCount, Node.ANY).next().getObject().getLiteralLexicalForm());
        for (Map.Entry<String, Lang> form :
                Map.of("ttl", Lang.TURTLE, "nt", Lang.NTRIPLES).entrySet()) {
            assertEquals(
                    triples,
                    parsed(hub.get("/graph/arbres?format=" + form.getKey()).body(), form.getValue())
                            .size());
        }
        long things = hub.get("/graph/arbres?format=csv").body().lines().count() - 1;
        assertTrue(things > 10, "rows of the table: " + things);
        assertTrue(hub.get("/graph/arbres?format=geojson").body().contains("\"FeatureCollection\""));
        assertEquals(404, hub.get("/graph/nothing?format=nt").statusCode());
        assertEquals(404, hub.get("/graph/population-2?format=geojson").statusCode());
    }

    @Test
    void eachAddressOfADistributionAnswers() throws Exception {
        Graph all = all();
        Set<String> addresses = new TreeSet<>();
        for (var property : List.of(DCAT.downloadURL, DCAT.accessURL)) {
            all.find(Node.ANY, property.asNode(), Node.ANY)
                    .forEachRemaining(triple -> addresses.add(triple.getObject().getURI()));
        }
        assertTrue(addresses.size() > 50, "" + addresses.size());
        for (String address : addresses) {
            assertTrue(address.startsWith(RunningHub.BASE + "/"), address);
            String path = address.substring(RunningHub.BASE.length());
            String query = path.startsWith("/sparql") ? path + "&query=ASK%7B%7D" : path;
            assertEquals(200, hub.get(query).statusCode(), address);
        }
    }

    @Test
    void whereAndWhenComesFromTheData() throws Exception {
        Graph all = all();
        Node heat = NodeFactory.createURI(RunningHub.BASE + "/id/dataset/temperatures/temporal");
        assertEquals("2026-07-0", day(all, heat, DCAT.startDate.asNode()).substring(0, 9));
        Node box = all.find(
                        NodeFactory.createURI(RunningHub.BASE + "/id/dataset/communes/coverage"),
                        DCAT.bbox.asNode(),
                        Node.ANY)
                .next()
                .getObject();
        assertTrue(box.getLiteralLexicalForm().matches("POLYGON\\(\\((2|3)\\.\\d+ 50\\.\\d+, .*"), box.toString());
    }

    private static String day(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY).next().getObject().getLiteralLexicalForm();
    }

    @Test
    void thePageOfADatasetShowsAllOfItAndSpeaksToSearchEngines() throws Exception {
        String page = html("/dataset/temperatures?lang=en");
        for (String section : List.of("resume", "apercu", "distributions", "qualite", "provenance")) {
            assertTrue(page.contains("id=\"" + section + "\""), section);
        }
        assertTrue(page.contains("sha256:"), "the checksum of the source");
        Matcher block = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(block.find());
        assertTrue(block.group(1).contains("\"@type\":\"Dataset\""), block.group(1));
        assertEquals(404, hub.get("/dataset/nothing", "Accept", "text/html").statusCode());
    }

    @Test
    void theLicenceOfADatasetIsThatOfItsDistributions() throws Exception {
        Graph all = all();
        Node dataset = NodeFactory.createURI(RunningHub.BASE + "/id/dataset/communes");
        Node licence =
                all.find(dataset, DCTerms.license.asNode(), Node.ANY).next().getObject();
        all.find(dataset, DCAT.distribution.asNode(), Node.ANY)
                .forEachRemaining(
                        triple -> assertTrue(all.contains(triple.getObject(), DCTerms.license.asNode(), licence)));
    }

    private static String html(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path, "Accept", "text/html");
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }
}

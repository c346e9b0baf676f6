package city.belfry.hub.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import city.belfry.ontology.City;
import city.belfry.ontology.Shapes;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// The catalogue of the sample city: other portals harvest all of it, it keeps DCAT-AP and its profile for high-value
/// datasets, and each dataset can be had in each form that it names.
class CatalogueSystemTest {
    private static final Path ROOT =
            Path.of(System.getProperty("belfry.root", "..")).toAbsolutePath().normalize();
    private static final String ATOM = "http://www.w3.org/2005/Atom";

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

    private static List<Graph> harvested(int limit) throws Exception {
        return HarvestedCatalogue.of(hub.port(), "text/turtle", limit).pages();
    }

    private static Graph all() throws Exception {
        return HarvestedCatalogue.of(hub.port(), "text/turtle", 1000).all();
    }

    @Test
    void aHarvesterFollowsThePagesAndMeetsEachDatasetOnce() throws Exception {
        List<Graph> pages = harvested(4);
        Set<String> met = new TreeSet<>();
        int count = 0;
        for (Graph page : pages) {
            count += HarvestedCatalogue.datasets(page).size();
            met.addAll(HarvestedCatalogue.datasets(page));
        }
        assertEquals(met.size(), count, "none comes twice");
        assertEquals(HarvestedCatalogue.datasets(all()), met);
        assertEquals((met.size() + 3) / 4, pages.size());
        Node total = NodeFactory.createURI("http://www.w3.org/ns/hydra/core#totalItems");
        assertTrue(pages.getFirst().stream(Node.ANY, total, Node.ANY)
                .allMatch(triple -> triple.getObject().getLiteralLexicalForm().equals("" + met.size())));
    }

    /// Nothing in it breaks DCAT-AP 3 or its profile for high-value datasets, whoever wrote the shapes, in any form.
    @Test
    void everyPageInEveryFormKeepsTheProfiles() throws Exception {
        assertEquals(
                List.of(),
                Shapes.forProfile("dcat-ap").check(all()),
                "a city that describes its datasets has not even a warning");
        assertEquals(
                1,
                HarvestedCatalogue.datasets(HarvestedCatalogue.highValue(all())).size(),
                "the sample has one");
        assumeTrue(
                HarvestedCatalogue.requireSound(hub.port(), 4, ROOT.resolve("../shared/vocab")),
                "The shapes of the profiles' authors are not beside the project: only our own were asked.");
    }

    /// RFC 4287 §4.1.1 and §4.1.2: what a feed and an entry must have; RFC 5005 §3: how pages lead on.
    @Test
    void theFeedTellsEachPublicationOnceNewestFirst() throws Exception {
        List<String> versions = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        String next = "/catalogue/feed?limit=7";
        while (!next.isEmpty()) {
            HttpResponse<String> answer = hub.get(next);
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "application/atom+xml;charset=UTF-8",
                    answer.headers().firstValue("Content-Type").orElseThrow());
            Element feed = xml(answer.body());
            assertEquals("feed", feed.getLocalName());
            assertEquals(RunningHub.BASE + "/catalogue/feed", child(feed, "id"));
            assertFalse(child(feed, "title").isEmpty());
            Instant updated = Instant.parse(child(feed, "updated"));
            assertEquals(1, feed.getElementsByTagNameNS(ATOM, "author").getLength());
            NodeList entries = feed.getElementsByTagNameNS(ATOM, "entry");
            assertTrue(entries.getLength() <= 7);
            for (int i = 0; i < entries.getLength(); i++) {
                Element entry = (Element) entries.item(i);
                versions.add(child(entry, "id"));
                times.add(Instant.parse(child(entry, "updated")));
                assertFalse(times.getLast().isAfter(updated));
                assertTrue(child(entry, "title").contains(", version 1"), child(entry, "title"));
                assertTrue(link(entry, "alternate").startsWith(RunningHub.BASE + "/dataset/"));
            }
            next = link(feed, "next").replace(RunningHub.BASE, "");
        }
        assertEquals(HarvestedCatalogue.datasets(all()).size(), versions.size());
        assertEquals(versions.size(), Set.copyOf(versions).size(), "none comes twice");
        assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
        HttpResponse<String> first = hub.get("/catalogue/feed");
        assertEquals(
                304,
                hub.get(
                                "/catalogue/feed",
                                "If-None-Match",
                                first.headers().firstValue("ETag").orElseThrow())
                        .statusCode());
        assertTrue(html("/catalogue").contains("type=\"application/atom+xml\" href=\"/catalogue/feed\""));
        assertEquals(400, hub.get("/catalogue/feed?limit=many").statusCode());
    }

    private static Element xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagNameNS(ATOM, name).item(0).getTextContent();
    }

    /// The address of a link of this element itself; empty when there is none.
    private static String link(Element parent, String relation) {
        NodeList links = parent.getElementsByTagNameNS(ATOM, "link");
        for (int i = 0; i < links.getLength(); i++) {
            Element link = (Element) links.item(i);
            if (link.getParentNode().isSameNode(parent)
                    && link.getAttribute("rel").equals(relation)) {
                return link.getAttribute("href");
            }
        }
        return "";
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
                HarvestedCatalogue.datasets(parsed(
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

package city.belfry.hub.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.RunningHub;
import city.belfry.ontology.City;
import city.belfry.ontology.JsonLdContext;
import city.belfry.ontology.Vocabulary;
import city.belfry.ontology.documentation.Documentation;
import city.belfry.ontology.documentation.Term;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.vocabulary.RDFS;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each IRI of the ontology leads to its document, for people in both languages and for programs in each form, and what
/// a program gets is what the file says.
class OntologySystemTest {
    private static final Map<String, Lang> FORMS = Map.of(
            "text/turtle", Lang.TURTLE,
            "application/ld+json", Lang.JSONLD11,
            "application/rdf+xml", Lang.RDFXML,
            "application/n-triples", Lang.NTRIPLES);

    private static final Documentation DOCUMENTATION = Documentation.ofOntology();

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        hub.put("stops", """
                <https://lille.example/id/stop/1> a belfry:Quay ; rdfs:label "Gare <i>"@fr ;
                  belfry:capacity 12 ; belfry:longitude 3.07 ; belfry:exactTimes true ;
                  geo:hasGeometry <https://lille.example/id/stop/1/geometry> .
                <https://lille.example/id/stop/1/geometry> a geo:Geometry ;
                  geo:asWKT "POINT(3.07 50.636)"^^geo:wktLiteral .
                <https://lille.example/id/line/1> belfry:servesStop <https://lille.example/id/stop/1> .
                """);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFileIsServedInEveryForm() {
        Map<String, Graph> files = Vocabulary.files("https://w3id.org/belfry/");
        return files.keySet().stream()
                .filter(iri -> !iri.contains("/bridges/"))
                .map(iri -> dynamicTest(iri, () -> {
                    String path = iri.substring("https://w3id.org/belfry".length());
                    for (var form : FORMS.entrySet()) {
                        HttpResponse<String> answer = hub.get(path, "Accept", form.getKey());
                        assertEquals(200, answer.statusCode(), path + " " + form.getKey());
                        Graph served = RDFParser.fromString(answer.body(), form.getValue())
                                .base(iri)
                                .toGraph();
                        assertTrue(served.isIsomorphicWith(files.get(iri)), path + " as " + form.getKey());
                    }
                }));
    }

    @Test
    void theNamespaceHoldsEveryTerm() throws Exception {
        Graph all = RDFParser.fromString(
                        hub.get("/ont", "Accept", "text/turtle").body(), Lang.TURTLE)
                .toGraph();
        String page = page("/ont?lang=en");
        for (Term term : DOCUMENTATION.terms().values()) {
            assertTrue(all.contains(term.iri(), RDFS.label.asNode(), Node.ANY), term.name());
            assertTrue(page.contains("id=\"" + term.name() + "\""), term.name() + " has no anchor");
        }
    }

    @Test
    void everyTermHasAPageInBothLanguagesAndADocument() throws Exception {
        for (Term term : DOCUMENTATION.terms().values()) {
            for (String language : List.of("fr", "en")) {
                String html = page("/vocab/" + term.name() + "?lang=" + language);
                assertTrue(html.contains(escaped(term.definitions().in(language))), term.name() + " " + language);
                assertTrue(html.contains("<svg"), term.name());
            }
            Graph served = RDFParser.fromString(
                            hub.get("/vocab/" + term.name() + "?format=nt").body(), Lang.NTRIPLES)
                    .toGraph();
            assertTrue(served.contains(term.iri(), RDFS.isDefinedBy.asNode(), Node.ANY), term.name());
        }
    }

    @Test
    void aTermPageShowsRulesUsersMatchesAndExamplesFromTheData() throws Exception {
        String quay = page("/vocab/Quay?lang=en");
        assertTrue(quay.contains("STOP_WITHOUT_POSITION"), quay);
        assertTrue(quay.contains("<code>gtfs</code>"), "the pack that makes quays");
        assertTrue(quay.contains("1 times."), quay);
        assertTrue(quay.contains("href=\"/doc/stop/1\">Gare &lt;i&gt;"), quay);
        String serves = page("/vocab/servesStop?lang=en");
        assertTrue(serves.contains("href=\"/queries/line-stops-step-free\""), serves);
        assertTrue(serves.contains("Which stops of line 1 are step-free"), serves);
        assertTrue(serves.contains("href=\"/vocab/servedBy\""), serves);
        assertTrue(page("/vocab/City?lang=en").contains("https://saref.etsi.org/saref4city/City"));
        assertTrue(page("/vocab/transportMode?lang=en").contains("href=\"/code/transport-mode\""));
    }

    @Test
    void versionsChangesAndCodesLeadSomewhere() throws Exception {
        for (var module : DOCUMENTATION.modules()) {
            String path = module.versionIri().substring("https://w3id.org/belfry".length());
            assertEquals(200, hub.get(path, "Accept", "text/turtle").statusCode(), path);
        }
        assertEquals(404, hub.get("/ont/core/99.0.0").statusCode());
        assertEquals(404, hub.get("/ont/nothing").statusCode());
        assertTrue(page("/ont/changes?lang=en").contains("First edition"));
        HttpResponse<String> code = hub.get("/code/transport-mode/tram", "Accept", "text/turtle");
        assertEquals(303, code.statusCode());
        assertEquals(
                "/code/transport-mode#tram",
                code.headers().firstValue("Location").orElse(""));
        assertTrue(page("/code/transport-mode").contains("id=\"tram\""));
        assertEquals(404, hub.get("/code/transport-mode/broom").statusCode());
    }

    @Test
    void searchFindsTermsAndCodesInEveryLanguage() throws Exception {
        assertTrue(page("/ont?q=arret").contains("href=\"/vocab/StopPlace\""));
        assertTrue(page("/ont?q=laituri").contains("href=\"/vocab/Quay\""), "Finnish");
        assertTrue(page("/ont?q=funiculaire").contains("href=\"/code/transport-mode\""));
        assertTrue(page("/ont?q=%3Cscript%3E").contains("&lt;script&gt;"));
    }

    @Test
    void jsonOfAThingNamesTheContextThatTheHubServes() throws Exception {
        HttpResponse<String> context = hub.get("/ont/context.jsonld");
        assertEquals(JsonLdContext.document(), context.body());
        assertTrue(context.headers().firstValue("Content-Type").orElse("").startsWith("application/ld+json"));

        String json = hub.get("/doc/stop/1?format=jsonld").body();
        assertTrue(json.contains("\"@context\":\"https://lille.example/ont/context.jsonld\""), json);
        assertTrue(json.contains("\"capacity\":12") && json.contains("\"type\":\"Quay\""), json);
        Graph said = RDFParser.fromString(hub.get("/doc/stop/1?format=nt").body(), Lang.NTRIPLES)
                .toGraph();
        // The running hub has taught this process its own contexts and forbidden it all others.
        assertTrue(RDFParser.fromString(json, Lang.JSONLD11).toGraph().isIsomorphicWith(said), json);
    }

    @Test
    void theHubTakesInTheJsonThatItGivesOut() throws Exception {
        String json = hub.get("/doc/stop/1?format=jsonld").body();
        String graph = "/graphs?graph=" + RunningHub.encode("https://lille.example/graph/copy");
        HttpResponse<String> put = hub.send(hub.request(graph)
                .header("Authorization", "Bearer " + hub.token())
                .header("Content-Type", "application/ld+json")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(json)));
        assertEquals(2, put.statusCode() / 100, put.body());
        Node name = NodeFactory.createURI("https://lille.example/graph/copy");
        List<Node> kinds = new ArrayList<>();
        hub.store()
                .open()
                .executeRead(() -> hub.store()
                        .open()
                        .getGraph(name)
                        .find(Node.ANY, Node.ANY, City.Quay)
                        .forEachRemaining(triple -> kinds.add(triple.getSubject())));
        assertEquals(1, kinds.size());
        hub.send(hub.request(graph)
                .header("Authorization", "Bearer " + hub.token())
                .DELETE());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String page(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path, "Accept", "text/html");
        assertEquals(200, answer.statusCode(), path + " " + answer.body());
        return answer.body();
    }
}

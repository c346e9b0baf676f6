package city.belfry.hub.rest;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.queries.QueryLibrary;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST facade as programs use it: named queries with typed parameters, datasets, entities, the OpenAPI
/// description, and failures with stable codes.
class RestSystemTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        StringBuilder catalogue = new StringBuilder();
        for (int i = 10; i < 35; i++) {
            catalogue
                    .append("<")
                    .append(RunningHub.BASE)
                    .append("/id/dataset/d")
                    .append(i)
                    .append("> a dcat:Dataset ; ")
                    .append("dcterms:title \"Jeu ")
                    .append(i)
                    .append("\"@fr ; belfry:tripleCount ")
                    .append(i)
                    .append(" .\n");
        }
        hub.put("catalogue", catalogue.toString());
        hub.put("stops", """
                <https://lille.example/id/stop/stops-1> a belfry:Quay ; rdfs:label "Gare <b>Lille</b> Flandres"@fr ;
                  belfry:capacity 12 ;
                  geo:hasGeometry <https://lille.example/id/stop/stops-1/geometry> .
                <https://lille.example/id/stop/stops-1/geometry> a geo:Geometry ;
                  geo:asWKT "POINT(3.07 50.636)"^^geo:wktLiteral .
                <https://lille.example/id/line/stops-M1> belfry:servesStop <https://lille.example/id/stop/stops-1> .
                """);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /// What is described is served, and what only programs ask for is described.
    @Test
    void theDescriptionNamesThePathsThatAreServedAndNoOthers() throws Exception {
        Set<String> described = new TreeSet<>();
        JsonNode paths = json(hub.get("/openapi.json")).get("paths");
        paths.propertyNames()
                .forEach(path -> described.add(path.replaceAll("^/api/v1/queries/[^{/]+/results$", RESULTS)));
        // Fuseki answers these, before Spring.
        described.removeAll(Set.of("/update", "/graphs"));
        Set<String> describedNotServed = new TreeSet<>(described);
        describedNotServed.removeAll(plain(hub.servedPatterns()));
        assertEquals(Set.of(), describedNotServed);
        Set<String> servedNotDescribed = new TreeSet<>(plain(hub.servedPatternsForPrograms()));
        servedNotDescribed.removeAll(described);
        // Spring's own, for what goes wrong.
        servedNotDescribed.remove("/error");
        assertEquals(Set.of(), servedNotDescribed);
    }

    private static List<String> plain(List<String> patterns) {
        return patterns.stream().map(pattern -> pattern.replace("{*", "{")).toList();
    }

    private static final String RESULTS = "/api/v1/queries/{name}/results";

    @Test
    void everyQueryIsListedWithItsParametersAndLinks() throws Exception {
        JsonNode list = json(hub.get("/api/v1/queries"));

        assertEquals(QueryLibrary.load().all().size(), list.get("queries").size());
        for (JsonNode query : list.get("queries")) {
            HttpResponse<String> described =
                    hub.get(query.get("links").get("self").asString());
            assertEquals(200, described.statusCode());
            assertTrue(json(described).get("sparql").asString().contains("title@fr"));
        }
    }

    @Test
    void aResultComesInPagesThatLinkToTheNext() throws Exception {
        String next = "/api/v1/queries/datasets/results?language=fr&limit=10";
        int rows = 0;
        int pages = 0;
        while (!next.isEmpty()) {
            HttpResponse<String> answer = hub.get(next);
            JsonNode page = json(answer);
            rows += page.get("rows").size();
            pages++;
            next = page.has("next") ? page.get("next").asString() : "";
            assertEquals(next.isEmpty(), page.get("complete").asBoolean());
            assertEquals(next.isEmpty(), answer.headers().firstValue("Link").isEmpty());
        }
        assertEquals(25, rows);
        assertEquals(3, pages);
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv",
        "tsv, text/tab-separated-values",
        "srj, application/sparql-results+json",
        "srx, application/sparql-results+xml",
        "json, application/json"
    })
    void aResultComesInEveryForm(String format, String type) throws Exception {
        HttpResponse<String> named = hub.get("/api/v1/queries/datasets/results?format=" + format);
        HttpResponse<String> accepted = hub.get("/api/v1/queries/datasets/results", "Accept", type);

        assertEquals(200, named.statusCode(), named.body());
        assertTrue(named.headers().firstValue("Content-Type").orElse("").startsWith(type));
        assertEquals(named.body().length(), accepted.body().length());
        assertTrue(named.body().contains("Jeu 34"), named.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/queries/no-such | 404 | QUERY_UNKNOWN",
                "/api/v1/queries/no-such/results | 404 | QUERY_UNKNOWN",
                "/api/v1/queries/datasets/results?language=!! | 400 | PARAMETER_INVALID",
                "/api/v1/queries/datasets/results?colour=x | 400 | PARAMETER_UNKNOWN",
                "/api/v1/queries/datasets/results?language=fr&language=en | 400 | PARAMETER_REPEATED",
                "/api/v1/queries/datasets/results?limit=0 | 400 | PAGE_INVALID",
                "/api/v1/queries/datasets/results?limit=999999 | 400 | PAGE_INVALID",
                "/api/v1/queries/datasets/results?cursor=%25%25 | 400 | PAGE_INVALID",
                "/api/v1/queries/datasets/results?format=pdf | 400 | FORMAT_UNKNOWN",
                "/api/v1/queries/datasets/results?format=geojson | 400 | GEOMETRY_MISSING",
                "/api/v1/datasets/none | 404 | DATASET_UNKNOWN",
                "/doc/stop/none | 404 | ENTITY_UNKNOWN",
                "/api/v1/elsewhere | 404 | NOT_FOUND",
                "/elsewhere | 404 | NOT_FOUND"
            })
    void aFailureHasAStableCode(String path, int status, String code) throws Exception {
        HttpResponse<String> answer = hub.get(path);

        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(code, json(answer).get("code").asString());
        assertTrue(answer.headers().firstValue("ETag").isEmpty());
    }

    @Test
    void datasetsAreListedAndDescribed() throws Exception {
        assertEquals(25, json(hub.get("/api/v1/datasets")).get("datasets").size());
        JsonNode dataset = json(hub.get("/api/v1/datasets/d12"));
        assertEquals("Jeu 12", dataset.get("title").get("fr").asString());
        assertEquals(12, dataset.get("triples").asInt());
    }

    @Test
    void aThingLeadsToItsDocument() throws Exception {
        HttpResponse<String> thing = hub.get("/id/stop/stops-1", "Accept", "text/turtle");
        assertEquals(303, thing.statusCode());
        assertEquals("/doc/stop/stops-1", thing.headers().firstValue("Location").orElse(""));
        HttpResponse<String> odd = hub.get("/id/stop/" + encode("é\"<x>").replace("+", "%20"));
        assertEquals(303, odd.statusCode());
        assertTrue(
                odd.headers().firstValue("Location").orElse("").startsWith("/doc/stop/%C3%A9%22"),
                odd.headers().toString());
        HttpResponse<String> elsewhere = hub.get("/id//evil.example/x");
        assertFalse(elsewhere.headers().firstValue("Location").orElse("/").startsWith("//"));
    }

    @ParameterizedTest
    @CsvSource({"text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"})
    void aDocumentIsReadBackFromEveryForm(String type) throws Exception {
        HttpResponse<String> document = hub.get("/doc/stop/stops-1", "Accept", type);

        assertTrue(document.headers().firstValue("Content-Type").orElse("").startsWith(type));
        Lang lang = RDFLanguages.contentTypeToLang(type);
        assertNotNull(lang);
        assertEquals(6, RDFParser.fromString(document.body(), lang).toGraph().size());
    }

    @Test
    void aDocumentIsAFeatureToo() throws Exception {
        JsonNode feature = json(hub.get("/doc/stop/stops-1?format=geojson"));
        assertEquals("Feature", feature.get("type").asString());
        assertEquals("Point", feature.get("geometry").get("type").asString());
        assertEquals(3.07, feature.get("geometry").get("coordinates").get(0).asDouble());
        assertEquals(12, feature.get("properties").get("capacity").asInt());
    }

    @Test
    void anUnchangedResourceIsA304() throws Exception {
        for (String path :
                List.of("/api/v1/datasets", "/api/v1/queries/datasets/results", "/doc/stop/stops-1", "/openapi.json")) {
            String tag = hub.get(path).headers().firstValue("ETag").orElseThrow();
            assertEquals(304, hub.get(path, "If-None-Match", tag).statusCode(), path);
        }
    }

    @Test
    void theDescriptionIsValidOpenApiAndComplete() throws Exception {
        String description = hub.get("/openapi.json").body();
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        var parsed = new OpenAPIV3Parser().readContents(description, null, options);

        assertEquals(List.of(), parsed.getMessages());
        assertTrue(description.contains("\"openapi\":\"3.1.0\""));
        for (var query : QueryLibrary.load().all()) {
            var path = parsed.getOpenAPI().getPaths().get("/api/v1/queries/" + query.name() + "/results");
            assertNotNull(path, query.name());
            assertEquals(
                    query.parameters().size() + 3, path.getGet().getParameters().size());
        }
        for (String path : List.of("/sparql", "/update", "/graphs", "/api/v1/datasets", "/health", "/ready")) {
            assertNotNull(parsed.getOpenAPI().getPaths().get(path), path);
        }
    }

    @Test
    void theHubSaysThatItLives() throws Exception {
        assertEquals("up", json(hub.get("/health")).get("status").asString());
        assertEquals("ready", json(hub.get("/ready")).get("status").asString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}

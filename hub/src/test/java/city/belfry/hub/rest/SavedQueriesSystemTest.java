package city.belfry.hub.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A question that a steward saves is everybody's at once, and what must not be asked is not saved.
class SavedQueriesSystemTest {
    private static final String HEAD = "# title@en: Names\n# title@fr: Noms\n";
    private static final String NAMES = HEAD + """
            # param start string A : Beginning | Début
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            SELECT ?name { GRAPH ?graph { ?thing rdfs:label ?name } FILTER ( STRSTARTS(?name, ?start) ) } ORDER BY ?name
            """;

    @TempDir
    private Path home;

    private RunningHub hub;
    private String token = "";

    @BeforeEach
    void start() {
        hub = RunningHub.start(home);
        token = hub.token();
        hub.put("names", "id:a rdfs:label \"Alder\" . id:b rdfs:label \"Birch\" .");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aSavedQuestionIsAPageAResourceAndAnOperation() throws Exception {
        HttpResponse<String> saved = put("names", NAMES);
        assertEquals(201, saved.statusCode(), saved.body());
        assertEquals(
                "/api/v1/queries/names", saved.headers().firstValue("Location").orElse(""));
        assertTrue(hub.get("/api/v1/queries").body().contains("\"names\""));
        assertEquals(
                "name\r\nBirch\r\n",
                hub.get("/api/v1/queries/names/results?start=B&format=csv").body());
        String page = hub.get("/queries/names?lang=fr", "Accept", "text/html").body();
        assertTrue(page.contains("Noms"), page);
        assertTrue(hub.get("/openapi.json").body().contains("/api/v1/queries/names/results"));
    }

    /// An address answers for what is saved now, not for what a cache remembers.
    @Test
    void aReplacedQuestionIsNotTakenForTheOldOne() throws Exception {
        put("names", NAMES);
        String address = "/api/v1/queries/names/results?format=csv";
        String tag = hub.get(address).headers().firstValue("ETag").orElseThrow();
        assertEquals(304, hub.get(address, "If-None-Match", tag).statusCode());
        assertEquals(200, put("names", NAMES.replace("string A", "string B")).statusCode());
        HttpResponse<String> now = hub.get(address, "If-None-Match", tag);
        assertEquals(200, now.statusCode());
        assertNotEquals(tag, now.headers().firstValue("ETag").orElseThrow());
        assertTrue(now.body().contains("Birch"));
    }

    @Test
    void itIsThereAfterARestartAndGoneWhenRemoved() throws Exception {
        put("names", NAMES);
        Files.writeString(
                Files.createDirectories(home.resolve("queries/broken")).resolve("query.rq"), HEAD + "SELECT");
        hub.close();
        hub = RunningHub.start(home);
        assertEquals(200, hub.get("/api/v1/queries/names/results").statusCode());
        assertEquals(404, hub.get("/api/v1/queries/broken").statusCode());
        assertEquals(
                204,
                hub.send(hub.request("/api/v1/queries/names")
                                .header("Authorization", "Bearer " + token)
                                .DELETE())
                        .statusCode());
        assertEquals(404, hub.get("/api/v1/queries/names").statusCode());
    }

    @Test
    void whatMayNotBeAskedIsNotSaved() throws Exception {
        assertProblem(
                403, "SERVICE_REFUSED", put("far", HEAD + "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"));
        assertProblem(
                403,
                "SERVICE_REFUSED",
                put("far", HEAD + "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }"));
        assertProblem(400, "QUERY_UNREADABLE", put("update", HEAD + "DELETE WHERE { ?s ?p ?o }"));
        assertProblem(400, "QUERY_UNREADABLE", put("long", HEAD + "# " + "x".repeat(70_000) + "\nASK {}"));
        assertProblem(400, "NAME_TAKEN", put("lines", NAMES));
        assertProblem(400, "NAME_INVALID", put("Names", NAMES));
        assertEquals(404, hub.get("/api/v1/queries/far").statusCode());
    }

    /// The form adds the head; nothing that is typed into it can add a line of its own.
    @Test
    void theFormOfThePageSavesForAStewardWhoHasSignedIn() throws Exception {
        SignedIn steward = SignedIn.with(hub, token);
        Map<String, String> fields = Map.of(
                "name", "by-form",
                "titleFr", "Noms\n# param extra string x : x",
                "titleEn", "Names",
                "descriptionFr", "",
                "descriptionEn", "All of them",
                "parameters", "param start string B : Beginning | Début",
                "sparql", NAMES.substring(NAMES.indexOf("PREFIX")));
        assertEquals(
                401,
                hub.post("/steward/queries", "application/x-www-form-urlencoded", RunningHub.form(fields))
                        .statusCode());
        HttpResponse<String> answer = steward.send("/steward/queries", fields);
        assertEquals(302, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Location").orElse("").endsWith("/queries/by-form"));
        String described = hub.get("/api/v1/queries/by-form").body();
        assertTrue(described.contains("Noms # param extra string x : x"), described);
        assertEquals(
                "name\r\nBirch\r\n",
                hub.get("/api/v1/queries/by-form/results?format=csv").body());
        assertTrue(steward.page("/queries/by-form").body().contains("/steward/queries/by-form/remove"));
        assertEquals(
                302, steward.send("/steward/queries/by-form/remove", Map.of()).statusCode());
        assertEquals(404, hub.get("/queries/by-form").statusCode());
    }

    private HttpResponse<String> put(String name, String text) throws Exception {
        return hub.send(hub.request("/api/v1/queries/" + name)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/sparql-query")
                .PUT(BodyPublishers.ofString(text)));
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + code + "\""), answer.body());
    }
}

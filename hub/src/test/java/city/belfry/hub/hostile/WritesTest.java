package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static city.belfry.hub.RunningHub.form;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.TokenStore;
import city.belfry.hub.store.Visibility;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S5: nobody writes through a door for reading, and each role writes what it may and no more.
class WritesTest {
    private static final List<String> UPDATES = List.of(
            "INSERT DATA { GRAPH <urn:w> { <urn:a> <urn:b> 1 } }",
            "INSERT { GRAPH <urn:w> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
            "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
            "DELETE DATA { GRAPH <https://lille.example/graph/kept> { <https://lille.example/id/a> <https://lille.example/p/name> \"a\" } }",
            "DROP GRAPH <https://lille.example/graph/kept>",
            "COPY GRAPH <https://lille.example/graph/kept> TO GRAPH <urn:w>",
            "MOVE GRAPH <https://lille.example/graph/kept> TO GRAPH <urn:w>",
            "CREATE GRAPH <urn:w>",
            "SELECT * {} ; DROP ALL",
            "ASK {} \n# \n;\nCLEAR ALL",
            "DROP ALL",
            "DROP NAMED",
            "CLEAR ALL",
            "CLEAR NAMED");
    private static final List<String> LOADS = List.of(
            "LOAD <file:///etc/hostname> INTO GRAPH <urn:w>",
            "LOAD SILENT <http://127.0.0.1:1/x> INTO GRAPH <urn:w>",
            "LOAD <jar:file:/a.jar!/b.ttl>",
            "INSERT DATA { GRAPH <urn:w> { <urn:a> <urn:b> 1 } } ; LOAD SILENT <file:///etc/hostname>");
    private static final List<String> WHOLE = List.of("DROP ALL", "DROP NAMED", "CLEAR ALL", "CLEAR SILENT NAMED");

    @TempDir
    private static Path home;

    private static RunningHub hub;
    private static final Map<String, String> BEARERS = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        TokenStore tokens = TokenStore.open(home);
        BEARERS.put("public", "");
        BEARERS.put("peer", tokens.issue("neighbour", Role.PEER));
        BEARERS.put("steward", hub.token());
        BEARERS.put("administrator", tokens.issue("operator", Role.ADMINISTRATOR));
        hub.put("kept", "id:a :name \"a\" .");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void nobodyWritesThroughADoorForReading() throws Exception {
        long before = hub.store().writes(Visibility.OPEN);
        int tried = 0;
        int refused = 0;
        for (String token : BEARERS.values()) {
            for (String update : UPDATES) {
                for (String door : List.of("/sparql", "/federation/sparql", "/api/v1/queries", "/")) {
                    for (HttpRequest.Builder request : spellings(door, update)) {
                        tried++;
                        refused += send(request, token).statusCode() >= 400 ? 1 : 0;
                    }
                }
            }
        }
        long written = hub.store().writes(Visibility.OPEN) - before;
        Figures.print(
                "S5", "%d updates through doors for reading, %d refused, %d writes".formatted(tried, refused, written));
        assertEquals(0, written);
        assertTrue(isKept());
    }

    private static List<HttpRequest.Builder> spellings(String door, String update) {
        String both = door + "?query=" + encode("ASK {}") + "&update=" + encode(update);
        return List.of(
                hub.request(door + "?query=" + encode(update)).GET(),
                hub.request(door + "?update=" + encode(update)).GET(),
                hub.request(both).GET(),
                post(both, "application/sparql-update", update),
                post(door, "application/sparql-update", update),
                post(door, "application/sparql-query", update),
                post(door, "application/x-www-form-urlencoded", form(Map.of("update", update))),
                post(door, "application/x-www-form-urlencoded", form(Map.of("query", update))),
                post(door, "application/x-www-form-urlencoded", form(Map.of("query", "ASK {}", "update", update))),
                post(door, "text/plain", update),
                hub.request(door)
                        .header("Content-Type", "application/sparql-update")
                        .PUT(HttpRequest.BodyPublishers.ofString(update)),
                hub.request(door)
                        .header("X-HTTP-Method-Override", "PUT")
                        .header("Content-Type", "application/sparql-update")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(update)));
    }

    @Test
    void nobodyMakesTheHubLoad() throws Exception {
        long before = hub.store().writes(Visibility.OPEN);
        int refused = 0;
        for (Map.Entry<String, String> bearer : BEARERS.entrySet()) {
            for (String load : LOADS) {
                HttpResponse<String> answer = update(load, bearer.getValue());
                boolean mayWrite =
                        bearer.getKey().equals("steward") || bearer.getKey().equals("administrator");
                assertEquals(mayWrite, answer.body().contains("LOAD_REFUSED"), bearer.getKey() + answer.body());
                refused += answer.statusCode() == 401 || answer.statusCode() == 403 ? 1 : 0;
            }
        }
        Figures.print("S5", "%d LOAD by 4 roles, %d refused".formatted(LOADS.size() * BEARERS.size(), refused));
        assertEquals(LOADS.size() * BEARERS.size(), refused);
        assertEquals(before, hub.store().writes(Visibility.OPEN), "not even the part before it");
    }

    @Test
    void onlyAnAdministratorEmptiesTheWholeStore() throws Exception {
        Path other = home.resolve("emptied");
        try (RunningHub emptied = RunningHub.start(other)) {
            String administrator = TokenStore.open(other).issue("operator", Role.ADMINISTRATOR);
            for (String whole : WHOLE) {
                emptied.put("kept", "id:a :name \"a\" .");
                for (String token :
                        List.of("", TokenStore.open(other).issue("p" + whole.hashCode(), Role.PEER), emptied.token())) {
                    assertTrue(update(emptied, whole, token).statusCode() / 100 == 4, whole);
                }
                assertTrue(isNamed(emptied), whole);
                HttpResponse<String> answer = update(emptied, whole, administrator);
                // The ledger of the store stands in the default graph, and nobody takes that away.
                boolean withLedger = whole.endsWith("ALL");
                assertEquals(withLedger ? 400 : 204, answer.statusCode(), whole + answer.body());
                assertEquals(withLedger, isNamed(emptied), whole);
            }
        }
        Figures.print(
                "S5",
                "%d ways to empty the store, refused to public, peer and steward, those of the ledger to everybody"
                        .formatted(WHOLE.size()));
    }

    private static boolean isNamed(RunningHub emptied) throws Exception {
        return emptied.get("/sparql?query=" + encode("ASK { ?s <https://lille.example/p/name> ?o }"))
                .body()
                .contains("true");
    }

    private static boolean isKept() throws Exception {
        return hub.get("/sparql?query=" + encode("ASK { GRAPH <https://lille.example/graph/kept> { ?s ?p \"a\" } }"))
                .body()
                .contains("true");
    }

    private static HttpRequest.Builder post(String path, String type, String body) {
        return hub.request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> update(String text, String token) throws Exception {
        return update(hub, text, token);
    }

    private static HttpResponse<String> update(RunningHub hub, String text, String token) throws Exception {
        HttpRequest.Builder request = hub.request("/update")
                .header("Content-Type", "application/sparql-update")
                .POST(HttpRequest.BodyPublishers.ofString(text));
        return hub.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        Optional.of(token)
                .filter(given -> !given.isEmpty())
                .ifPresent(given -> request.header("Authorization", "Bearer " + given));
        return hub.send(request);
    }
}

package city.belfry.hub.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every statement of the sample city can be taken back to its record, its rule and its licence; what was inferred,
/// linked or written by hand says so.
class WhySystemTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BELFRY = "https://w3id.org/belfry/ont#";
    private static final String TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

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

    private static HttpResponse<String> ask(String subject, String predicate, String object) throws Exception {
        return hub.get(
                "/api/v1/why?" + RunningHub.form(Map.of("subject", subject, "predicate", predicate, "object", object)));
    }

    private static JsonNode why(String subject, String predicate, String object) throws Exception {
        HttpResponse<String> answer = ask(subject, predicate, object);
        assertEquals(200, answer.statusCode(), answer::body);
        return JSON.readTree(answer.body());
    }

    private static JsonNode reason(JsonNode answer, String kind) {
        for (JsonNode statement : answer.path("statements")) {
            for (JsonNode reason : statement.path("reasons")) {
                if (reason.path("kind").asString("").equals(kind)) {
                    return reason;
                }
            }
        }
        throw new AssertionError("no reason of the kind " + kind + ": " + answer);
    }

    private static String[] one(String where) throws IOException, InterruptedException {
        String csv = hub.get(
                        "/sparql?query="
                                + RunningHub.encode("PREFIX belfry: <" + BELFRY + "> SELECT ?s ?o { " + where
                                        + " } ORDER BY ?s ?o LIMIT 1"),
                        "Accept",
                        "text/csv")
                .body();
        return csv.lines().skip(1).findFirst().orElseThrow().split(",");
    }

    @Test
    void aStatementHasItsDatasetVersionRunRuleRecordAndLicence() throws Exception {
        JsonNode reason =
                reason(why("https://lille.example/id/municipality/communes-59350", "rdfs:label", "Lille"), "source");
        assertEquals("communes", reason.path("dataset").path("id").asString());
        assertEquals("Belfry", reason.path("dataset").path("publisher").path("").asString());
        assertTrue(reason.path("dataset").path("licence").asString().endsWith("/CC0"));
        assertEquals(1, reason.path("version").path("number").asLong());
        assertTrue(reason.path("version").path("exact").asBoolean());
        assertTrue(reason.path("version")
                .path("run")
                .path("inputChecksum")
                .asString()
                .startsWith("sha256:"));
        JsonNode origin = reason.path("evidence").path("origins").path(0);
        assertEquals("pack boundaries mapping.ttl", origin.path("mapping").asString());
        assertTrue(
                origin.path("ruleLine").asInt() > origin.path("triplesMapLine").asInt(), origin::toString);
        assertTrue(origin.path("record").path("file").asString().endsWith("communes.geojson"), origin::toString);
        assertTrue(origin.path("record").path("path").asString().startsWith("$.features["), origin::toString);
        assertEquals(
                "Lille",
                origin.path("record")
                        .path("fields")
                        .path("properties.nom")
                        .path(0)
                        .asString());
    }

    @Test
    void aJoinedStatementNamesBothRecords() throws Exception {
        String[] found = one("?s belfry:servesStop ?o");
        JsonNode origin = reason(why(found[0], "belfry:servesStop", found[1]), "source")
                .path("evidence")
                .path("origins")
                .path(0);
        JsonNode trip = origin.path("record");
        JsonNode call = origin.path("joinedRecord");
        assertTrue(trip.path("file").asString().endsWith("trips.txt"), origin::toString);
        assertTrue(call.path("file").asString().endsWith("stop_times.txt"), origin::toString);
        assertTrue(call.path("line").asLong() > 1, origin::toString);
        assertEquals(trip.path("fields").path("trip_id"), call.path("fields").path("trip_id"));
        assertTrue(found[1].endsWith(call.path("fields").path("stop_id").path(0).asString()), origin::toString);
    }

    @Test
    void whatFollowsSaysFromWhat() throws Exception {
        JsonNode reason = reason(
                why("https://lille.example/id/municipality/communes-59350", TYPE, BELFRY + "CityObject"), "inferred");
        assertEquals(
                "superclass", reason.path("derivations").path(0).path("rule").asString());
        assertTrue(reason.path("derivations")
                .path(0)
                .path("from")
                .path(2)
                .asString()
                .contains("Municipality"));
    }

    @Test
    void aLinkSaysItsRule() throws Exception {
        String[] found =
                one("GRAPH <https://lille.example/graph/links> { ?s belfry:inMunicipality ?o } ?s a belfry:Quay");
        JsonNode reason = reason(why(found[0], "belfry:inMunicipality", found[1]), "link");
        assertEquals("arrets-communes", reason.path("rules").path(0).path("id").asString(), reason::toString);
    }

    @Test
    void whatTheRulesDropIsInNoRecordThatIsShown() throws Exception {
        String[] found = one("?s a belfry:Proposal . ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o");
        JsonNode fields = reason(why(found[0], "rdfs:label", ""), "source")
                .path("evidence")
                .path("origins")
                .path(0)
                .path("record")
                .path("fields");
        assertTrue(fields.has("title.fr") || fields.has("title.en"), fields::toString);
        assertFalse(fields.has("author"), fields::toString);
        HttpResponse<String> steward = hub.get(
                "/api/v1/why?" + RunningHub.form(Map.of("subject", found[0])),
                "Authorization",
                "Bearer " + hub.token());
        assertEquals(200, steward.statusCode());
        assertFalse(steward.body().contains("participant-"), "nor for a steward");
    }

    @Test
    void whatSomebodyWroteByHandSaysSo() throws Exception {
        String thing = "https://lille.example/id/tree/by-hand";
        HttpResponse<String> written = hub.post(
                "/update",
                "application/sparql-update",
                "INSERT DATA { GRAPH <https://lille.example/graph/arbres> { <" + thing + "> <" + BELFRY
                        + "remark> \"leans\" } }",
                "Authorization",
                "Bearer " + hub.token());
        assertEquals(204, written.statusCode(), written::body);
        JsonNode reason = reason(why(thing, BELFRY + "remark", "leans"), "by-hand");
        assertEquals("arbres", reason.path("dataset").path("id").asString());
        assertEquals(2, reason.path("version").path("number").asLong());
    }

    @Test
    void whatIsNotThereAndWhatIsNoTermIsSaid() throws Exception {
        assertEquals(404, ask("https://lille.example/id/tree/none", "", "").statusCode());
        HttpResponse<String> wrong = ask("not an iri", "", "");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("STATEMENT_INVALID"), wrong::body);
        assertEquals(400, hub.get("/api/v1/why").statusCode());
    }

    @Test
    void aPageOfAThingLeadsToThePageThatTellsWhy() throws Exception {
        String thing = hub.get("/doc/municipality/communes-59350", "Accept", "text/html")
                .body();
        int at = thing.indexOf("/why?subject=");
        assertTrue(at > 0, "no link");
        String href = thing.substring(at, thing.indexOf('"', at)).replace("&amp;", "&");
        HttpResponse<String> page = hub.get(href, "Accept", "text/html", "Accept-Language", "en");
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains("pack boundaries mapping.ttl"), page::body);
        assertTrue(page.body().contains("CC0"), page::body);
    }
}

package city.belfry.hub.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A what-if over the sample city through every door: a tram line that nobody plans, and what it would change.
///
/// The expected numbers were worked out beside Belfry: residents on a raster of 12 metres over the sample's outlines,
/// communes by a point in each outline, headways by counting in the sample's GTFS files.
class ScenarioSystemTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TRAM = "/api/v1/scenarios/tram-n";
    private static final String COMPARE = TRAM + "/compare?format=json&query=";

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

    @Test
    void theTramBringsResidentsNearAStop() throws Exception {
        JsonNode compared = json(COMPARE + "residents-near-stops&mode=tram");
        Map<String, long[]> residents = new HashMap<>();
        compared.get("rows")
                .forEach(row -> residents.put(
                        row.get(row.has("after") ? "after" : "before")
                                .get("areaName")
                                .asString(),
                        new long[] {near(row, "before"), near(row, "after")}));
        Map<String, long[]> expected = new HashMap<>();
        expected.put("Lille", new long[] {8043, 26466});
        expected.put("La Madeleine", new long[] {5859, 7126});
        expected.put("Faches-Thumesnil", new long[] {0, 2399});
        expected.put("Marquette-lez-Lille", new long[] {0, 2251});
        expected.put("Ronchin", new long[] {0, 584});
        expected.put("Saint-André-lez-Lille", new long[] {0, 2497});
        expected.put("Wambrechies", new long[] {0, 830});
        expected.put("Roubaix", new long[] {20907, 20907});
        expected.put("Croix", new long[] {5552, 5552});
        expected.forEach((commune, numbers) -> {
            long[] found = residents.getOrDefault(commune, new long[2]);
            assertEquals((double) numbers[0], (double) found[0], numbers[0] * 0.01 + 5, commune + " before");
            assertEquals((double) numbers[1], (double) found[1], numbers[1] * 0.01 + 5, commune + " after");
        });
        assertEquals(14, residents.size(), residents.keySet().toString());
        JsonNode sum = compared.get("sums").get("residentsNear");
        assertEquals(79_319, sum.get("before").asDouble(), 800);
        assertEquals(107_570, sum.get("after").asDouble(), 1_100);
        assertEquals(5, compared.get("counts").get("added").asLong());
        assertEquals(2, compared.get("counts").get("changed").asLong());
    }

    private static long near(JsonNode row, String side) {
        return row.has(side) ? row.get(side).get("residentsNear").asLong() : 0;
    }

    @Test
    void theTramCrossesSixCommunes() throws Exception {
        JsonNode compared = json(COMPARE + "line-communes-residents&line=N");
        assertEquals(0, compared.get("counts").get("before").asLong());
        Set<String> communes = new TreeSet<>();
        compared.get("rows")
                .forEach(row -> communes.add(row.get("after").get("commune").asString() + " "
                        + row.get("after").get("stops").asLong()));
        assertEquals(
                Set.of(
                        "Faches-Thumesnil 1",
                        "Lille 5",
                        "Marquette-lez-Lille 1",
                        "Saint-André-lez-Lille 1",
                        "Wambrechies 1"),
                communes);
    }

    @Test
    void theBusRunsLessOftenAndTheTramEverySixMinutes() throws Exception {
        JsonNode bus = json(COMPARE + "line-headway-by-hour&line=18&date=2026-07-08");
        assertEquals(8, bus.get("counts").get("changed").asLong(), "four hours in two directions");
        assertEquals(0, bus.get("counts").get("removed").asLong());
        assertEquals(38, bus.get("sums").get("departures").get("before").asLong());
        assertEquals(26, bus.get("sums").get("departures").get("after").asLong());
        JsonNode seven = only(
                bus,
                row -> row.get("after").get("hour").asLong() == 7
                        && row.get("after").get("direction").asLong() == 0);
        assertEquals(20, seven.get("before").get("minutesBetween").asDouble());
        assertEquals(60, seven.get("after").get("minutesBetween").asDouble());

        JsonNode tram = json(COMPARE + "line-headway-by-hour&line=N&date=2026-07-08");
        assertEquals(36, tram.get("counts").get("added").asLong(), "eighteen hours in two directions");
        JsonNode eight = only(
                tram,
                row -> row.get("after").get("hour").asLong() == 8
                        && row.get("after").get("direction").asLong() == 0);
        assertEquals(6, eight.get("after").get("minutesBetween").asDouble());
        assertEquals(
                2 * (14 * 10 + 4 * 4),
                tram.get("sums").get("departures").get("after").asLong());
    }

    @Test
    void aComparisonComesAsCsvAndGeoJsonToo() throws Exception {
        String csv = hub.get(TRAM + "/compare?format=csv&query=lines").body();
        assertTrue(csv.startsWith("change,line,name,mode,stops,stepFree,"), csv);
        assertTrue(csv.contains("added,https://lille.example/id/line/scenario-tram-n,"), csv);
        JsonNode features = json(TRAM + "/compare?format=geojson&query=residents-near-stops&mode=tram");
        assertEquals(14, features.get("features").size());
        assertEquals(400, hub.get(TRAM + "/compare?format=json").statusCode(), "a question has to be named");
    }

    @Test
    void everyDoorSeesTheScenarioAndOnlyWhenAsked() throws Exception {
        String ask = "/sparql?format=json&query="
                + RunningHub.encode("ASK { <https://lille.example/id/line/scenario-tram-n> a ?kind }");
        assertTrue(hub.get(ask + "&scenario=tram-n").body().contains("true"));
        assertTrue(hub.get(ask).body().contains("false"));
        assertTrue(hub.get(ask + "&scenario=").body().contains("false"), "an empty choice is none");

        assertEquals(
                400,
                hub.get("/federation/sparql?scenario=tram-n&query=ASK%7B%7D").statusCode(),
                "no answer about today is taken for one about the scenario");

        String doc = "/doc/stop/scenario-tram-n-lebas";
        assertEquals(404, hub.get(doc).statusCode());
        HttpResponse<String> page = hub.get(doc + "?scenario=tram-n", "Accept", "text/html");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("Parc Jean-Baptiste-Lebas"));

        String results = "/api/v1/queries/lines/results?format=csv";
        assertFalse(hub.get(results).body().contains("scenario-tram-n"));
        assertTrue(hub.get(results + "&scenario=tram-n").body().contains("scenario-tram-n"));
        assertTrue(hub.get("/queries/lines?scenario=tram-n", "Accept", "text/html")
                .body()
                .contains("Tramway N"));

        assertFalse(hub.get("/api/v1/features?class=TransitLine").body().contains("scenario-tram-n"));
        assertTrue(hub.get("/api/v1/features?class=TransitLine&scenario=tram-n")
                .body()
                .contains("scenario-tram-n"));
    }

    /// What is added has its superclasses and its commune; what is removed is gone from all graphs.
    @Test
    void whatFollowsFromTheScenarioIsThereToo() throws Exception {
        assertTrue(ask(
                "ASK { <https://lille.example/id/stop/scenario-tram-n-lebas> belfry:inMunicipality/rdfs:label ?n }"));
        assertTrue(ask("ASK { <https://lille.example/id/stop/scenario-tram-n-lebas> a belfry:Quay , ?wider ."
                + " belfry:Quay rdfs:subClassOf ?wider }"));
        assertFalse(ask("ASK { ?call belfry:ofJourney <https://lille.example/id/journey/transport-B1-0-SEM-0720> }"));
        assertTrue(ask("ASK { GRAPH <https://lille.example/graph/scenario/tram-n/additions> { ?s ?p ?o } }"));
    }

    private static boolean ask(String query) throws Exception {
        String prefixes = "PREFIX belfry: <https://w3id.org/belfry/ont#>"
                + " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> ";
        return hub.get("/sparql?format=json&scenario=tram-n&query=" + RunningHub.encode(prefixes + query))
                .body()
                .contains("true");
    }

    @Test
    void aStewardDrawsAScenarioAndADraftIsTheirsAlone() throws Exception {
        String id = "/api/v1/scenarios/draft-1";
        String body = """
                {"title": {"fr": "Essai", "en": "Try"}, "author": "Desk", "horizonYear": 2030,
                 "additions": "<https://lille.example/id/tree/x> a <https://w3id.org/belfry/ont#Tree> ."}
                """;
        assertEquals(
                401,
                hub.send(hub.request(id).PUT(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode());
        HttpResponse<String> made = steward("PUT", id, body);
        assertEquals(200, made.statusCode(), made.body());
        assertEquals("draft", JSON.readTree(made.body()).get("status").asString());
        String query = "/sparql?format=json&scenario=draft-1&query="
                + RunningHub.encode("ASK { <https://lille.example/id/tree/x> ?p ?o }");
        assertEquals(404, hub.get(id).statusCode());
        assertEquals(404, hub.get(query).statusCode());
        assertEquals(404, hub.get("/scenarios/draft-1").statusCode());
        assertFalse(hub.get("/api/v1/scenarios").body().contains("draft-1"));
        assertFalse(hub.get("/sparql?format=json&query="
                        + RunningHub.encode("SELECT * { ?s a <https://w3id.org/belfry/ont#Scenario> }"))
                .body()
                .contains("draft-1"));
        assertTrue(steward("GET", query, "").body().contains("true"));

        steward("PUT", id, body.replace("\"author\"", "\"status\": \"public\", \"author\""));
        assertTrue(hub.get(query).body().contains("true"), "public at once");
        String tag = hub.get(query).headers().firstValue("ETag").orElseThrow();
        assertEquals(304, hub.get(query, "If-None-Match", tag).statusCode());
        steward(
                "PUT",
                id,
                body.replace("tree/x", "tree/y").replace("\"author\"", "\"status\": \"public\", \"author\""));
        HttpResponse<String> changed = hub.get(query, "If-None-Match", tag);
        assertEquals(200, changed.statusCode(), "the scenario is part of the tag");
        assertNotEquals(tag, changed.headers().firstValue("ETag").orElseThrow());
        assertTrue(changed.body().contains("false"));

        assertEquals(204, steward("DELETE", id, "").statusCode());
        assertEquals(404, hub.get(id).statusCode());
        assertEquals(404, hub.get(query).statusCode());
    }

    @Test
    void whatCannotBeReadChangesNothing() throws Exception {
        String id = "/api/v1/scenarios/broken";
        assertEquals(
                400,
                steward("PUT", id, "{\"title\": {\"fr\": \"x\"}, \"additions\": \"<a> <b>\"}")
                        .statusCode());
        assertEquals(400, steward("PUT", id, "{}").statusCode());
        assertEquals(400, steward("PUT", id, "no json").statusCode());
        assertEquals(
                400,
                steward("PUT", "/api/v1/scenarios/Bad_Id", "{\"title\": {\"fr\": \"x\"}}")
                        .statusCode());
        assertEquals(404, steward("GET", id, "").statusCode());
    }

    @Test
    void aWindowAndALimitBoundTheMap() throws Exception {
        JsonNode few = json("/api/v1/features?class=Quay&limit=3");
        assertEquals(3, few.get("features").size());
        assertFalse(few.get("complete").asBoolean());
        JsonNode seclin = json("/api/v1/features?class=Quay&bbox=3.0,50.54,3.05,50.56");
        assertTrue(seclin.get("complete").asBoolean());
        assertEquals(2, seclin.get("features").size(), seclin.toString());
        assertEquals(400, hub.get("/api/v1/features?class=Quay&bbox=1,2,3").statusCode());
        assertEquals(400, hub.get("/api/v1/features").statusCode());
    }

    private static JsonNode only(JsonNode compared, Predicate<JsonNode> which) {
        return StreamSupport.stream(compared.get("rows").spliterator(), false)
                .filter(row -> row.has("after") && which.test(row))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> steward(String method, String path, String body) throws Exception {
        return hub.send(hub.request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + hub.token()));
    }
}

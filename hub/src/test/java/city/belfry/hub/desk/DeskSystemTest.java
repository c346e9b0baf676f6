package city.belfry.hub.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import city.belfry.hub.access.AuditLog;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.TokenStore;
import city.belfry.hub.ingest.SmallCity;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The desk over HTTP: from a button to what is stored.
class DeskSystemTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private SmallCity city;
    private RunningHub hub;

    @BeforeEach
    void start() throws Exception {
        city = SmallCity.in(folder);
        hub = RunningHub.ofCity(city.file(), city.home());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aDryRunShowsTheDifferenceAndPublishingItPublishesExactlyThat() throws Exception {
        String token = hub.token();
        SignedIn steward = SignedIn.with(hub, token);
        run(steward, "bikes", "INGEST");
        city.stations("1,Gare,0.5,0.5,20", "2,Hall renamed,1.5,0.5,30", "4,New,0.2,0.2,12");

        String dry = run(steward, "bikes", "DRY_RUN");
        String page = steward.page(dry + "?lang=en").body();
        assertTrue(page.contains("Hall renamed") && page.contains("station/bikes-4"), page);
        assertTrue(page.contains("Publish version 2"), page);
        assertEquals(1, version("bikes"), "a dry run writes nothing");

        // The source changes between the look and the button: what was seen is what goes online.
        city.stations("1,Gare,0.5,0.5,20");
        run(steward, "bikes", "PUBLISH_PREVIEW");
        assertEquals(2, version("bikes"));
        assertTrue(ask("bikes").contains("Hall renamed"));

        String source = steward.page("/steward/sources/bikes?lang=en").body();
        assertTrue(source.contains("/steward/sources/bikes/difference?from=1&amp;to=2"), source);
        String difference = steward.page("/steward/sources/bikes/difference?from=1&to=2&lang=en")
                .body();
        assertTrue(difference.contains("Hall renamed") && difference.contains("class=\"went\""), difference);

        String confirm =
                steward.page("/steward/sources/bikes/rollback?to=1&lang=en").body();
        assertTrue(confirm.contains("Go back to version 1"), confirm);
        finish(steward, steward.send("/steward/sources/bikes/rollback", Map.of("to", "1")));
        assertEquals(3, version("bikes"));
        assertFalse(ask("bikes").contains("Hall renamed"));
    }

    @Test
    void runsSurviveARestart() throws Exception {
        String token = hub.token();
        SignedIn steward = SignedIn.with(hub, token);
        String path = run(steward, "bikes", "INGEST");
        hub.close();
        hub = RunningHub.ofCity(city.file(), city.home());
        SignedIn again = SignedIn.with(hub, token);
        assertEquals(200, again.page(path).statusCode());
        assertTrue(again.page("/steward/sources/bikes").body().contains(path));
        SignedIn former = new SignedIn(hub, steward.cookie(), steward.formToken());
        assertEquals(303, former.page("/steward").statusCode(), "sessions do not");
    }

    @Test
    void aProgramAsksForARunAndWatchesIt() throws Exception {
        String[] headers = {"Authorization", "Bearer " + hub.token(), "Idempotency-Key", "morning"};
        String wanted = "{\"dataset\":\"bikes\",\"task\":\"ingest\"}";
        HttpResponse<String> asked = hub.post("/api/v1/runs", "application/json", wanted, headers);
        assertEquals(202, asked.statusCode(), asked.body());
        String location = asked.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> events = hub.get(location + "/events", headers);
        assertTrue(events.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
        assertTrue(events.body().contains("event:end"), events.body());
        assertTrue(events.body().contains("\"state\":\"DONE\""), events.body());
        assertEquals(
                location,
                hub.post("/api/v1/runs", "application/json", wanted, headers)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow(),
                "the same key gives the same run");
        assertEquals(
                "KEY_REUSED",
                JSON.readTree(hub.post("/api/v1/runs", "application/json", "{\"dataset\":\"areas\"}", headers)
                                .body())
                        .get("code")
                        .asString());
        assertEquals(
                "RUN_REQUEST_INVALID",
                JSON.readTree(hub.post(
                                        "/api/v1/runs",
                                        "application/json",
                                        "{\"dataset\":\"areas\",\"task\":\"fly\"}",
                                        headers[0],
                                        headers[1])
                                .body())
                        .get("code")
                        .asString());
        assertEquals(
                "DATASET_UNKNOWN",
                JSON.readTree(hub.post(
                                        "/api/v1/runs",
                                        "application/json",
                                        "{\"dataset\":\"none\"}",
                                        headers[0],
                                        headers[1])
                                .body())
                        .get("code")
                        .asString());
    }

    @Test
    void aThresholdStopsAPublicationUntilAStewardHasDecided() throws Exception {
        hub.close();
        city.edit(
                "city.yaml",
                "shapes: [shapes.ttl]",
                "shapes: [shapes.ttl], thresholds: { quarantined: 30 %, shrink: 40 % }");
        String token = TokenStore.open(city.home()).issue("ada", Role.STEWARD);
        hub = RunningHub.ofCity(city.file(), city.home());
        SignedIn steward = SignedIn.with(hub, token);
        run(steward, "bikes", "INGEST");

        city.stations("1,Gare,0.5,0.5,999", "2,Hall,1.5,0.5,30", "3,Far,9.0,9.0,998");
        String stopped = run(steward, "bikes", "INGEST");
        String page = steward.page(stopped + "?lang=en").body();
        assertTrue(page.contains("TOO_MANY_QUARANTINED") && page.contains("Publish anyway"), page);
        assertEquals(1, version("bikes"));
        assertTrue(steward.page("/steward?lang=en").body().contains("Stopped by a threshold"));

        run(steward, "bikes", "INGEST_ANYWAY");
        assertEquals(2, version("bikes"));
        assertFalse(steward.page("/steward?lang=en").body().contains("Stopped by a threshold"));

        city.stations("2,Hall,1.5,0.5,30");
        run(steward, "bikes", "INGEST_ANYWAY");
        city.stations("2,Hall,1.5,0.5,30", "5,A,0.1,0.1,1", "6,B,0.1,0.1,1", "7,C,0.1,0.1,1");
        run(steward, "bikes", "INGEST");
        city.stations("2,Hall,1.5,0.5,30");
        assertTrue(steward.page(run(steward, "bikes", "INGEST")).body().contains("TOO_MUCH_GONE"));
    }

    @Test
    void whatFailsStandsInTheWorkQueueAndTheFormerVersionStays() throws Exception {
        SignedIn steward = SignedIn.with(hub, hub.token());
        run(steward, "bikes", "INGEST");
        Files.delete(folder.resolve("bikes.csv"));
        String page = steward.page(run(steward, "bikes", "INGEST") + "?lang=en").body();
        assertTrue(page.contains("SOURCE_MISSING"), page);
        String desk = steward.page("/steward?lang=en").body();
        assertTrue(desk.contains("The last run has failed"), desk);
        assertTrue(desk.contains("No licence"), desk);
        assertEquals(1, version("bikes"));
    }

    @Test
    void everyActLeavesATraceAndAChangedTraceIsNoticed() throws Exception {
        SignedIn steward = SignedIn.with(hub, hub.token());
        run(steward, "bikes", "INGEST");
        hub.post("/update", "application/sparql-update", "INSERT DATA {}", "Authorization", "Bearer " + hub.token());
        steward.send("/sign-out", Map.of());
        SignedIn administrator =
                SignedIn.with(hub, TokenStore.open(city.home()).issue("root-of-all", Role.ADMINISTRATOR));
        String page = administrator.page("/admin/audit?lang=en").body();
        for (String trace :
                new String[] {"SIGN_IN", "SIGN_OUT", "bikes version 1", "/steward/sources/bikes/runs", "/update"}) {
            assertTrue(page.contains(trace), trace + "\n" + page);
        }
        assertTrue(page.contains("The chain is whole"));
        assertFalse(page.contains(hub.token()));

        try (var files = Files.list(city.home().resolve("audit"))) {
            Path file = files.findFirst().orElseThrow();
            assertFalse(Files.readString(file).contains(hub.token().substring(TokenStore.PREFIX.length())));
            Files.writeString(file, Files.readString(file).replaceFirst("bikes version 1", "bikes version 7"));
        }
        assertTrue(AuditLog.open(city.home()).firstBreak().isPresent());
        assertTrue(administrator.page("/admin/audit?lang=en").body().contains("The chain is broken"));
    }

    @Test
    void aRunThatWaitsCanBeTakenBack() throws Exception {
        String[] bearer = {"Authorization", "Bearer " + hub.token()};
        // Enough to wait behind.
        for (String dataset : new String[] {"areas", "bikes"}) {
            hub.post("/api/v1/runs", "application/json", "{\"dataset\":\"" + dataset + "\"}", bearer);
        }
        JsonNode last = JSON.readTree(
                hub.post("/api/v1/runs", "application/json", "{\"dataset\":\"bikes\",\"task\":\"dry-run\"}", bearer)
                        .body());
        HttpResponse<String> answer =
                hub.send(hub.request("/api/v1/runs/" + last.get("id").asString())
                        .headers(bearer)
                        .DELETE());
        assertEquals(202, answer.statusCode());
        String end = ended(bearer, "/api/v1/runs/" + last.get("id").asString());
        assertTrue(end.contains("\"CANCELLED\"") || end.contains("\"DONE\""), end);
    }

    private String run(SignedIn steward, String dataset, String task) throws Exception {
        return finish(steward, steward.send("/steward/sources/" + dataset + "/runs", Map.of("task", task)));
    }

    /// Waits for the run that a form has led to.
    private String finish(SignedIn steward, HttpResponse<String> answer) throws Exception {
        assertEquals(303, answer.statusCode(), answer.body());
        String path = answer.headers().firstValue("Location").orElseThrow();
        ended(new String[] {"Cookie", steward.cookie()}, path.replace("/steward/", "/api/v1/"));
        return path;
    }

    private String ended(String[] headers, String path) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            String body = hub.get(path, headers).body();
            if (!body.contains("\"QUEUED\"") && !body.contains("\"RUNNING\"")) {
                return body;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(path + " does not end");
    }

    private long version(String dataset) throws Exception {
        return JSON.readTree(hub.get("/api/v1/datasets/" + dataset).body())
                .get("version")
                .asLong();
    }

    private String ask(String dataset) throws Exception {
        return hub.get("/sparql?query="
                        + RunningHub.encode(
                                "SELECT ?o { GRAPH <" + SmallCity.BASE + "/graph/" + dataset + "> { ?s ?p ?o } }"))
                .body();
    }
}

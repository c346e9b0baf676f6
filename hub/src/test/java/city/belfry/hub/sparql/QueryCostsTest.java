package city.belfry.hub.sparql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.store.CityStore;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What answers cost can be asked, survives a restart and stays small.
class QueryCostsTest {
    @TempDir
    private Path home;

    /// Answers and bytes are exact; processor time is more than none.
    @Test
    void eachQuestionIsCountedWithItsBytes() throws Exception {
        long bytes = 0;
        try (RunningHub hub = RunningHub.start(home)) {
            for (String line : List.of("1", "2")) {
                bytes += length(hub.get("/api/v1/queries/line-stops-step-free/results?format=csv&line=" + line));
            }
            hub.get("/api/v1/queries/no-such/results");
            hub.get("/sparql?query=ASK%7B%7D");
            hub.writeCosts();
            Map<String, String[]> rows = footprint(hub);
            assertEquals("2", of(rows, "line-stops-step-free")[2]);
            assertEquals(Long.toString(bytes), of(rows, "line-stops-step-free")[4]);
            assertTrue(Double.parseDouble(of(rows, "line-stops-step-free")[3]) > 0);
            assertEquals("1", of(rows, "sparql")[2]);
            assertEquals(2, rows.size(), () -> rows.keySet().toString());
            hub.get("/sparql?query=ASK%7B%7D");
        }
        try (RunningHub hub = RunningHub.start(home)) {
            assertEquals("2", of(footprint(hub), "sparql")[2], "what was not yet written came in at the end");
            hub.get("/sparql?query=ASK%7B%7D");
            hub.writeCosts();
            assertEquals("3", of(footprint(hub), "sparql")[2]);
        }
    }

    /// Nothing to tell is nothing written: what caches hold stays fresh.
    @Test
    void nothingIsWrittenWhenNothingWasAsked() throws Exception {
        try (RunningHub hub = RunningHub.start(home)) {
            hub.writeCosts();
            String tag =
                    hub.get("/api/v1/datasets").headers().firstValue("ETag").orElseThrow();
            hub.writeCosts();
            assertEquals(304, hub.get("/api/v1/datasets", "If-None-Match", tag).statusCode());
        }
    }

    @Test
    void daysAndQueriesAreBounded() {
        CityIdentity city = new CityIdentity(
                "x",
                new LocalText(Map.of("en", "X")),
                URI.create("https://x.example"),
                List.of("en"),
                ZoneId.of("Europe/Paris"));
        try (CityStore store = CityStore.open(home)) {
            for (int day = 1; day <= QueryCosts.DAYS_KEPT + 5; day++) {
                Instant noon = Instant.parse("2026-01-01T12:00:00Z").plusSeconds(86_400L * day);
                try (QueryCosts costs = new QueryCosts(store, city, Clock.fixed(noon, ZoneOffset.UTC))) {
                    costs.add("lines", 1_000_000, 10);
                    if (day == QueryCosts.DAYS_KEPT + 5) {
                        for (int query = 0; query < 2 * QueryCosts.QUERIES_A_DAY; query++) {
                            costs.add("q" + query, 1_000_000, 10);
                        }
                    }
                }
            }
            assertEquals(QueryCosts.DAYS_KEPT + 1, measurements(store, "/queries/lines"));
            assertEquals(1, measurements(store, "/queries/" + QueryCosts.OTHERS));
            assertEquals(1, measurements(store, "/queries/q0"));
            assertEquals(0, measurements(store, "/queries/q" + QueryCosts.QUERIES_A_DAY));
        }
    }

    private static long measurements(CityStore store, String query) {
        return store.open()
                        .calculateRead(() ->
                                store
                                        .open()
                                        .getGraph(NodeFactory.createURI("https://x.example/graph/query-costs"))
                                        .stream(
                                                org.apache.jena.graph.Node.ANY,
                                                NodeFactory.createURI("http://www.w3.org/ns/dqv#computedOn"),
                                                NodeFactory.createURI("https://x.example" + query))
                                        .count())
                / 3;
    }

    private static long length(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode());
        return Long.parseLong(answer.headers().firstValue("Content-Length").orElseThrow());
    }

    private static String[] of(Map<String, String[]> rows, String question) {
        return Objects.requireNonNull(rows.get(question), () -> question + " is not among " + rows.keySet());
    }

    private static Map<String, String[]> footprint(RunningHub hub) throws Exception {
        Map<String, String[]> rows = new HashMap<>();
        hub.get("/api/v1/queries/footprint/results?format=csv")
                .body()
                .lines()
                .filter(line -> line.startsWith("question,"))
                .map(line -> line.split(",", -1))
                .filter(row -> !row[1].equals("footprint"))
                .forEach(row -> rows.put(row[1], row));
        return rows;
    }
}

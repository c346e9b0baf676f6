package city.belfry.hub.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.sparql.QueryLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S6: queries that are meant to take the hub's time or its memory end, and others are answered meanwhile.
class QueryBombsTest {
    private static final String QUERY = "application/sparql-query";
    /// The figure to reach is the deadline and one second; this one only tells a hang from a busy machine.
    private static final Duration HANGS = QueryLimits.PUBLIC.deadline().plusSeconds(15);

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            data.append("id:n%d :number %d ; :kind id:k%d ; :next id:n%d .\n"
                    .formatted(i, i, i % 7, (i * 7919 + 1) % 30_000));
        }
        hub.put(
                "numbers",
                data.append("id:text :text \"")
                        .append("a".repeat(40_000))
                        .append("\" .")
                        .toString());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Map<String, String> bombs() {
        Map<String, String> bombs = new LinkedHashMap<>();
        String pairs = "?a ?b ?c . ?d ?e ?f";
        String doubled = "\"aaaaaaaa\"";
        for (int i = 0; i < 40; i++) {
            doubled = "REPLACE(" + doubled + ", \"a\", \"aaaaaaaa\")";
        }
        bombs.put("REPLACE of a constant", "SELECT (" + doubled + " AS ?x) {}");
        bombs.put(
                "REPLACE in each row",
                "SELECT (" + doubled.replace("\"aaaaaaaa\"", "STR(?b)") + " AS ?x) { ?a ?b ?c }");
        bombs.put(
                "REPLACE with groups",
                "SELECT (REPLACE(?t, \"^(.*)$\", \"" + "$1".repeat(20_000)
                        + "\") AS ?x) { ?s <https://lille.example/p/text> ?t }");
        String twice = "?t";
        for (int i = 0; i < 12; i++) {
            twice = "CONCAT(" + twice + "," + twice + ")";
        }
        bombs.put("CONCAT of itself", "SELECT (" + twice + " AS ?x) { ?s <https://lille.example/p/text> ?t }");
        StringBuilder binds = new StringBuilder("BIND(\"aaaaaaaa\" AS ?v0) ");
        for (int i = 0; i < 60; i++) {
            binds.append("BIND(CONCAT(?v%d,?v%d) AS ?v%d) ".formatted(i, i, i + 1));
        }
        bombs.put("CONCAT through BIND", "SELECT (STRLEN(?v60) AS ?n) { " + binds + "}");
        bombs.put(
                "long texts in a sort",
                "SELECT (CONCAT(?t, STR(?c)) AS ?x) { ?s <https://lille.example/p/text> ?t . ?a ?b ?c } ORDER BY ?x");
        bombs.put(
                "ENCODE_FOR_URI",
                "SELECT (ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(CONCAT(REPLACE(?t,\"a\",\"%%%%\"),?t)))) AS ?x) { ?s <https://lille.example/p/text> ?t }");
        bombs.put(
                "REGEX that goes back and forth",
                "ASK { ?s <https://lille.example/p/text> ?t FILTER REGEX(?t, \"(.*a.*)(.*a.*)(.*a.*)(.*a.*)b\\\\1\\\\2\\\\3$\") }");
        bombs.put(
                "REPLACE that goes back and forth",
                "SELECT (REPLACE(?t, \"(a*)(a*)(a*)(a*)b\\\\1\", \"x\") AS ?x) { ?s <https://lille.example/p/text> ?t }");
        bombs.put(
                "GROUP_CONCAT",
                "SELECT (STRLEN(GROUP_CONCAT(?t; separator=\"" + "-".repeat(1000)
                        + "\")) AS ?n) { ?s <https://lille.example/p/text> ?t . ?a ?b ?c }");
        bombs.put("GROUP_CONCAT of short texts", "SELECT (GROUP_CONCAT(STR(?a)) AS ?n) { " + pairs + " }");
        bombs.put("IN list", "ASK { ?a ?b ?c . ?d ?e ?f FILTER((?c + ?f) IN (" + "-1,".repeat(20_000) + "-1)) }");
        bombs.put("cross product counted", "SELECT (COUNT(*) AS ?n) { " + pairs + " . ?g ?h ?i }");
        bombs.put("cross product sorted", "SELECT * { " + pairs + " . ?g ?h ?i } ORDER BY ?i ?f ?c");
        bombs.put("cross product distinct", "SELECT DISTINCT ?a ?d ?g { " + pairs + " . ?g ?h ?i }");
        bombs.put("cross product grouped", "SELECT ?a ?d (COUNT(*) AS ?n) { " + pairs + " } GROUP BY ?a ?d");
        String each = " GROUP BY ?a ?c ?d ?f";
        bombs.put("cross product in its groups", "SELECT ?a ?d (COUNT(*) AS ?n) { " + pairs + " }" + each);
        bombs.put("cross product grouped for nothing", "SELECT ?a ?d { " + pairs + " }" + each);
        bombs.put(
                "cross product joined",
                "SELECT (COUNT(*) AS ?n) { { SELECT ?a ?d (1 AS ?x) { " + pairs
                        + " } } { SELECT ?g (1 AS ?x) { ?g ?h ?i } } }");
        bombs.put(
                "cross product of subqueries",
                "SELECT (COUNT(*) AS ?n) { { SELECT * { " + pairs + " } } { SELECT * { ?g ?h ?i . ?j ?k ?l } } }");
        bombs.put(
                "path of all pairs",
                "SELECT (COUNT(*) AS ?n) { ?x (<https://lille.example/p/next>|^<https://lille.example/p/next>)* ?y }");
        String step = "(<https://lille.example/p/kind>/^<https://lille.example/p/kind>)";
        String inExists = "<https://lille.example/p/kind>/^<https://lille.example/p/kind>";
        bombs.put(
                "path explosion in EXISTS",
                "ASK { FILTER EXISTS { <https://lille.example/id/n1> (%1$s/%1$s/%1$s)+ <urn:nowhere> } }"
                        .formatted(inExists));
        bombs.put(
                "path explosion",
                "SELECT * { <https://lille.example/id/n1> (" + step + "/" + step + "/" + step + ")+ ?y }");
        bombs.put("path with a count", "SELECT * { <https://lille.example/id/n1> (" + step + "){1,30} ?y }");
        bombs.put("deep brackets", "SELECT * { " + "{".repeat(20_000) + "}".repeat(20_000) + " }");
        bombs.put("deep functions", "SELECT (" + "STR(".repeat(5_000) + "1" + ")".repeat(5_000) + " AS ?x) {}");
        bombs.put("long disjunction", "ASK { ?s ?p ?o FILTER(" + "?o=1||".repeat(9_000) + "false) }");
        bombs.put("many unions", "SELECT * { " + "{} UNION ".repeat(7_000) + "{} }");
        bombs.put(
                "VALUES",
                "SELECT * { VALUES ?a { " + "1 ".repeat(2_000) + "} VALUES ?b { " + "2 ".repeat(2_000)
                        + "} VALUES ?c { " + "3 ".repeat(2_000) + "} }");
        bombs.put("sleep", "ASK { FILTER(<http://jena.apache.org/ARQ/function#wait>(60000)) }");
        String asleep = "<http://jena.apache.org/ARQ/function#wait>(60000)";
        bombs.put("sleep in an aggregate", "SELECT (SUM(IF(" + asleep + ", 1, 0)) AS ?n) { ?s ?p ?o }");
        bombs.put("sleep in ORDER BY", "SELECT * { ?s ?p ?o } ORDER BY " + asleep);
        bombs.put("sleep in GROUP BY", "SELECT ?x { ?s ?p ?o } GROUP BY (" + asleep + " AS ?x)");
        bombs.put("sleep in HAVING", "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (" + asleep + ")");
        bombs.put("sleep in EXISTS", "ASK { FILTER EXISTS { ?s ?p ?o FILTER(" + asleep + ") } }");
        bombs.put(
                "sleep by CALL",
                "ASK { FILTER(CALL(IRI(CONCAT(\"http://jena.apache.org/ARQ/function#\", \"wait\")), 60000)) }");
        bombs.put(
                "wide text of a format",
                "SELECT (<http://jena.apache.org/ARQ/function#sprintf>(\"%2000000000d\", 1) AS ?x) {}");
        bombs.put("class by name", "ASK { FILTER(<java:java.lang.Runtime>()) }");
        bombs.put(
                "untimed replace",
                "SELECT (<http://www.w3.org/2005/xpath-functions#replace>(\"a\",\"a\",\"b\") AS ?x) {}");
        return bombs;
    }

    private record End(String name, String how, long milliseconds) {}

    @Test
    void eachEndsAndOthersAreAnsweredMeanwhile() throws Exception {
        AtomicLong peak = new AtomicLong();
        List<Long> innocent = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean over = new AtomicBoolean();
        Map<String, String> bombs = bombs();
        List<End> ends = new ArrayList<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService throwers = Executors.newFixedThreadPool(AtOnce.queries())) {
            Future<?> asking = askers.submit(() -> ask(innocent, over, peak));
            List<Future<End>> thrown = new ArrayList<>();
            bombs.forEach((name, text) -> thrown.add(throwers.submit(() -> run(name, text))));
            for (Future<End> end : thrown) {
                ends.add(end.get());
            }
            over.set(true);
            asking.get();
        }
        long max = Runtime.getRuntime().maxMemory();
        long slowest = ends.stream().mapToLong(End::milliseconds).max().orElseThrow();
        innocent.sort(null);
        ends.forEach(
                end -> Figures.print("S6", "%-34s %-28s %6d ms".formatted(end.name(), end.how(), end.milliseconds())));
        Figures.print(
                "S6",
                "%d queries, %d not ended, slowest %d ms of %d allowed, %d innocent queries: median %d ms, 95 %% below %d ms, heap after collections at most %d of %d MB"
                        .formatted(
                                ends.size(),
                                bombs.size() - ends.size(),
                                slowest,
                                QueryLimits.PUBLIC.deadline().toMillis() + 1000,
                                innocent.size(),
                                innocent.get(innocent.size() / 2),
                                innocent.get(innocent.size() * 95 / 100),
                                peak.get() >> 20,
                                max >> 20));
        for (End end : ends) {
            assertTrue(end.milliseconds() < HANGS.toMillis(), end.toString());
            assertFalse(end.how().startsWith("500"), end.toString());
        }
        for (End end : ends) {
            boolean isOfTheEngine = end.name().startsWith("sleep")
                    || end.name().startsWith("class")
                    || end.name().startsWith("untimed")
                    || end.name().startsWith("wide");
            assertEquals(isOfTheEngine, end.how().equals("403 FUNCTION_REFUSED"), end.toString());
        }
        assertEquals(200, hub.get("/sparql?query=ASK%7B%7D").statusCode());
    }

    private static @org.jspecify.annotations.Nullable Void ask(List<Long> times, AtomicBoolean over, AtomicLong peak)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!over.get()) {
                long start = System.nanoTime();
                HttpResponse<String> answer = client.send(
                        hub.request("/sparql?query=" + RunningHub.encode("ASK { <https://lille.example/id/n1> ?p ?o }"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), answer.body());
                times.add((System.nanoTime() - start) / 1_000_000);
                peak.accumulateAndGet(heldBytes(), Math::max);
                Thread.sleep(50);
            }
        }
        return null;
    }

    private static End run(String name, String text) throws InterruptedException {
        long start = System.nanoTime();
        String how;
        try {
            HttpResponse<String> answer = hub.post("/sparql", QUERY, text, "Accept", "text/csv");
            String code = answer.body().replaceAll("(?s).*\"code\":\"([A-Z_]+)\".*", "$1");
            how = answer.statusCode() + (answer.statusCode() == 200 ? "" : " " + code);
        } catch (IOException e) {
            how = "cut off";
        }
        return new End(name, how, (System.nanoTime() - start) / 1_000_000);
    }

    /// What the last collections could not take away.
    private static long heldBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}

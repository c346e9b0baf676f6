package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.store.Visibility;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A2: a hub with restricted graphs answers everybody as a hub that has never seen them, whatever the question; and
/// none of its pages and resources shows a word of them.
class HiddenGraphsTest {
    private static final int QUERIES = 500;
    private static final long SEED = Long.getLong("hostile.seed", System.nanoTime());
    private static final String BASE = RunningHub.BASE;
    /// Stands in every restricted text and in some restricted IRIs.
    private static final String MARK = "verborgen";

    @TempDir
    private static Path homes;

    private static RunningHub asked;
    private static RunningHub oracle;

    @BeforeAll
    static void start() {
        asked = RunningHub.start(homes.resolve("asked"));
        oracle = RunningHub.start(homes.resolve("oracle"));
        Random random = new Random(SEED);
        for (int graph = 0; graph < 4; graph++) {
            String open = statements(random, "");
            asked.put("open" + graph, open);
            oracle.put("open" + graph, open);
            asked.put(Visibility.RESTRICTED, "closed" + graph, statements(random, MARK));
        }
        // The same graph name on both sides: what is closed in it stays closed.
        asked.put(Visibility.RESTRICTED, "open0", statements(random, MARK));
    }

    @AfterAll
    static void stop() {
        asked.close();
        oracle.close();
    }

    private static String statements(Random random, String mark) {
        StringBuilder turtle = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String subject = !mark.isEmpty() && random.nextInt(4) == 0 ? "id:" + mark + i : "id:t" + random.nextInt(20);
            turtle.append(subject)
                    .append(
                            switch (random.nextInt(5)) {
                                case 0 -> " a belfry:Quay";
                                case 1 -> " :next id:t" + random.nextInt(20);
                                case 2 -> " :size " + (mark.isEmpty() ? random.nextInt(50) : 1000 + random.nextInt(50));
                                case 3 ->
                                    " rdfs:label \"%s label %d\"@%s"
                                            .formatted(mark, random.nextInt(20), random.nextBoolean() ? "fr" : "en");
                                default ->
                                    " :p%d \"%s text %d\""
                                            .formatted(mark.isEmpty() ? random.nextInt(3) : 7, mark, random.nextInt(9));
                            })
                    .append(" .\n");
        }
        return turtle.toString();
    }

    @Test
    void everyQueryIsAnsweredAsIfTheyWereNotThere() throws Exception {
        Random random = new Random(SEED);
        TreeMap<String, Integer> forms = new TreeMap<>();
        List<String> different = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < QUERIES; i++) {
            String text = new RandomQuery(random, BASE).text();
            String more = switch (random.nextInt(8)) {
                case 0 ->
                    "&default-graph-uri="
                            + encode(BASE + "/graph/" + (random.nextBoolean() ? "open" : "closed") + random.nextInt(4));
                case 1 ->
                    "&named-graph-uri="
                            + encode(BASE + "/graph/" + (random.nextBoolean() ? "open" : "closed") + random.nextInt(4));
                case 2 -> "&scenario=" + (random.nextBoolean() ? "none" : "closed1");
                default -> "";
            };
            boolean isGraph = text.startsWith("CONSTRUCT") || text.startsWith("DESCRIBE");
            String path = "/sparql?query=" + encode(text) + more;
            String accept = isGraph
                    ? "application/n-triples"
                    : text.startsWith("ASK") ? "application/sparql-results+json" : "text/csv";
            HttpResponse<String> answer = asked.get(path, "Accept", accept);
            String given = canonical(answer);
            forms.merge(answer.statusCode() == 200 ? text.split("\\s", 2)[0] : "refused", 1, Integer::sum);
            rows += answer.statusCode() == 200 ? (int) answer.body().lines().count() : 0;
            if (!given.equals(canonical(oracle.get(path, "Accept", accept)))
                    || (given.contains(MARK) && !text.contains(MARK))) {
                different.add(text + more);
            }
        }
        Figures.print(
                "A2",
                "seed %d: %d queries %s, %d lines of answers, %d answered otherwise than by a store without the restricted graphs"
                        .formatted(SEED, QUERIES, forms, rows, different.size()));
        assertEquals(List.of(), different, "-Dhostile.seed=" + SEED);
        assertTrue(rows > QUERIES, "the questions ask for something");
    }

    private static String canonical(HttpResponse<String> answer) {
        return answer.statusCode() + "\n"
                + answer.body()
                        .lines()
                        .sorted()
                        .map(line -> line.replaceAll("_:\\S+", "_:b"))
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void noPageAndNoResourceShowsThem() throws Exception {
        List<String> paths = new ArrayList<>();
        for (String word : List.of(MARK, "label", "closed", "")) {
            paths.add("/search?q=" + word);
            paths.add("/ont?q=" + word);
        }
        for (String pattern : asked.servedPatterns()) {
            if (!pattern.startsWith("/steward")
                    && !pattern.startsWith("/sign")
                    && !pattern.startsWith("/api/v1/runs")) {
                for (String id : List.of("closed1", "open0", MARK + "1", "t1", "Quay")) {
                    paths.add(pattern.replaceAll("\\{[^}]*}", id));
                }
            }
        }
        IntStream.range(0, 20).forEach(i -> {
            paths.add("/doc/t" + i);
            paths.add("/id/" + MARK + i);
            paths.add("/api/v1/why?subject=" + encode(BASE + "/id/" + MARK + i));
            paths.add("/federation/sparql?query=" + encode("SELECT * { <" + BASE + "/id/t" + i + "> ?p ?o }"));
        });
        paths.add("/api/v1/features?class=Quay");
        paths.add("/map?class=Quay");
        paths.add("/.well-known/void");
        int shown = 0;
        int asks = 0;
        for (String path : paths) {
            for (String accept : Arrays.asList("text/html", "application/json", "text/turtle", "text/csv")) {
                HttpResponse<String> answer = asked.get(path, "Accept", accept);
                asks++;
                // What was asked for may be repeated.
                boolean repeats = path.contains(MARK);
                if (answer.body().contains(MARK + " label")
                        || answer.body().contains(MARK + " text")
                        || (!repeats && answer.body().contains(MARK))) {
                    shown++;
                    System.out.println(path + " " + accept);
                }
            }
        }
        Figures.print("A2", "%d pages and resources, %d show a restricted word".formatted(asks, shown));
        assertEquals(0, shown);
    }
}

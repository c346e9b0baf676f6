package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S8: an answer that is cut off never looks whole, in whatever format: it is refused before it begins, or its
/// connection breaks, or it says itself that there is more.
class CutAnswersTest {
    private static final String EVERYTHING =
            "SELECT ?a ?t ?c { ?s <https://lille.example/p/text> ?t . ?a ?b ?c . ?d ?e ?f }";

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = RunningHub.start(home);
        StringBuilder data = new StringBuilder("id:text :text \"" + "é".repeat(20_000) + "\" .\n");
        for (int i = 0; i < 3_000; i++) {
            data.append("id:n%d :number %d .\n".formatted(i, i));
        }
        hub.put("numbers", data.toString());
        HttpResponse<String> saved = hub.send(hub.request("/api/v1/queries/everything")
                .header("Authorization", "Bearer " + hub.token())
                .header("Content-Type", "application/sparql-query")
                .PUT(HttpRequest.BodyPublishers.ofString("# title@en: Everything\n# title@fr: Tout\n" + EVERYTHING)));
        assertEquals(201, saved.statusCode(), saved.body());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void everyFormatShowsThatItWasCutOff() throws Exception {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String format : new String[] {"json", "xml", "csv", "tsv"}) {
            paths.put("/sparql " + format, "/sparql?format=" + format + "&query=" + encode(EVERYTHING));
        }
        String construct = "CONSTRUCT { ?a <https://lille.example/p/with> ?f } { ?a ?b ?c . ?d ?e ?f }";
        String quads = "CONSTRUCT { GRAPH ?a { ?a <https://lille.example/p/with> ?f } } { ?a ?b ?c . ?d ?e ?f }";
        for (String type :
                new String[] {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"}) {
            paths.put("/sparql " + type, "/sparql?query=" + encode(construct));
        }
        for (String type : new String[] {"application/n-quads", "application/trig"}) {
            paths.put("/sparql " + type, "/sparql?query=" + encode(quads));
        }
        for (String format : new String[] {"csv", "csv-bom", "tsv", "srj", "srx"}) {
            paths.put("named query " + format, "/api/v1/queries/everything/results?format=" + format);
        }
        paths.put("named query json", "/api/v1/queries/everything/results?format=json&limit=10000");
        for (String format : new String[] {"json", "csv"}) {
            paths.put("federation " + format, "/federation/sparql?format=" + format + "&query=" + encode(EVERYTHING));
        }
        int whole = 0;
        for (Map.Entry<String, String> asked : paths.entrySet()) {
            String accept = asked.getKey().contains("text/") || asked.getKey().contains("application/")
                    ? asked.getKey().split(" ", 2)[1]
                    : "*/*";
            String end = end(asked.getValue(), accept);
            Figures.print("S8", "%-36s %s".formatted(asked.getKey(), end));
            whole += end.startsWith("200") ? 1 : 0;
        }
        Figures.print(
                "S8", "%d cut answers in %d formats, %d looked whole".formatted(paths.size(), paths.size(), whole));
        assertEquals(0, whole);
    }

    @Test
    void aPageOfAnswersSaysThatThereIsMore() throws Exception {
        HttpResponse<String> page = hub.get("/api/v1/queries/everything/results?format=json&limit=3");
        assertTrue(
                page.body().contains("\"complete\":false")
                        && page.headers().firstValue("Link").isPresent(),
                "");
    }

    private static String end(String path, String accept) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = client.send(
                    hub.request(path).header("Accept", accept).build(), HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() + (answer.statusCode() == 200 ? " and a clean end" : "");
        } catch (IOException e) {
            return "connection broken";
        }
    }
}

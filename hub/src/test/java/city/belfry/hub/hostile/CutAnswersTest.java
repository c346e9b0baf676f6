package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.ingest.SmallCity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.vocabulary.DCAT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S8: an answer that is cut off never looks whole, in whatever format: it is refused before it begins, or its
/// connection breaks, or it says itself that there is more.
class CutAnswersTest {
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";
    private static final String EVERYTHING =
            "SELECT ?a ?t ?c { ?s <https://small.example/p/text> ?t . ?a ?b ?c . ?d ?e ?f }";

    private static final List<String> OF_CATALOGUE =
            List.of("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples");
    /// Places at which a page of the catalogue is cut.
    private static final int CUTS = 12;

    @TempDir
    private static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        SmallCity city = SmallCity.in(folder);
        hub = RunningHub.ofCity(city.file().toString(), city.home());
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
        // The long text makes an answer too long with few rows.
        String rows = "{ ?s <https://small.example/p/text> ?t . ?a ?b ?c }";
        String construct = "CONSTRUCT { ?a <https://small.example/p/with> ?t } " + rows;
        String quads = "CONSTRUCT { GRAPH ?a { ?a <https://small.example/p/with> ?t } } " + rows;
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
        try (ExecutorService askers = Executors.newFixedThreadPool(AtOnce.queries())) {
            Map<String, Future<String>> ends = new LinkedHashMap<>();
            paths.forEach((name, path) -> ends.put(
                    name,
                    askers.submit(() -> end(
                            path,
                            name.contains("text/") || name.contains("application/") ? name.split(" ", 2)[1] : "*/*"))));
            for (Map.Entry<String, Future<String>> asked : ends.entrySet()) {
                String end = asked.getValue().get();
                Figures.print("S8", "%-36s %s".formatted(asked.getKey(), end));
                whole += end.startsWith("200") ? 1 : 0;
            }
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

    /// A harvester whose connection breaks notices it, wherever it breaks; and one that stops after the first page has
    /// been told that there are more.
    @Test
    void aPageOfTheCatalogueIsWholeOrBrokenAndNamesTheNextOne() throws Exception {
        int cut = 0;
        int whole = 0;
        for (String type : OF_CATALOGUE) {
            Set<String> datasets = new TreeSet<>();
            String path = "/catalogue?limit=1";
            int pages = 0;
            while (!path.isEmpty()) {
                HttpResponse<String> page = hub.get(path, "Accept", type);
                assertEquals(200, page.statusCode(), path);
                Model model = parsed(page.body(), type);
                assertEquals(
                        2,
                        model.listObjectsOfProperty(model.createProperty(HYDRA + "totalItems"))
                                .next()
                                .asLiteral()
                                .getInt());
                String next = page.headers()
                        .firstValue("Link")
                        .filter(link -> link.contains("rel=\"next\""))
                        .map(link -> link.replaceAll("<([^>]*)>.*", "$1"))
                        .orElse("");
                assertEquals(
                        next.isEmpty() ? 0 : 1,
                        model.listObjectsOfProperty(model.createProperty(HYDRA + "next"))
                                .toList()
                                .size(),
                        "the page itself says so too");
                model.listObjectsOfProperty(DCAT.dataset).forEach(dataset -> datasets.add(dataset.toString()));
                for (int i = 0; i < CUTS; i++) {
                    whole += looksWhole(path, type, i / (double) CUTS) ? 1 : 0;
                    cut++;
                }
                path = next;
                pages++;
            }
            assertEquals(2, pages, type);
            assertEquals(2, datasets.size(), type);
        }
        Figures.print(
                "S8",
                "%d cuts in pages of the catalogue in %d formats, %d looked whole"
                        .formatted(cut, OF_CATALOGUE.size(), whole));
        assertEquals(0, whole);
    }

    private static Model parsed(String body, String type) {
        Model model = ModelFactory.createDefaultModel();
        RDFParser.fromString(body, RDFLanguages.contentTypeToLang(type)).parse(model);
        return model;
    }

    /// Whether a client takes an answer for whole of which a relay has let only a part through.
    private static boolean looksWhole(String path, String type, double part) throws Exception {
        try (ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.newHttpClient()) {
            Thread passing = Thread.ofVirtual().start(() -> pass(relay, path, type, part));
            try {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.getLocalPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                return true;
            } catch (IOException broken) {
                return false;
            } finally {
                passing.join();
            }
        }
    }

    private static void pass(ServerSocket relay, String path, String type, double part) {
        try (Socket caller = relay.accept();
                Socket asked = new Socket("localhost", hub.port())) {
            int read = caller.getInputStream().read(new byte[1 << 14]);
            assertTrue(read > 0);
            asked.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + hub.port() + "\r\nAccept: " + type
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = asked.getInputStream().readAllBytes();
            int head = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            caller.getOutputStream().write(answer, 0, head + (int) ((answer.length - head) * part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A refusal counts only when it is about this answer.
    private static String end(String path, String accept) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    hub.request(path).header("Accept", accept).build(),
                    head -> head.statusCode() == 200
                            ? HttpResponse.BodySubscribers.replacing("")
                            : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8));
            assertFalse(answer.body().contains("HUB_BUSY"), path);
            return answer.statusCode() + (answer.statusCode() == 200 ? " and a clean end" : "");
        } catch (IOException e) {
            return "connection broken";
        }
    }
}

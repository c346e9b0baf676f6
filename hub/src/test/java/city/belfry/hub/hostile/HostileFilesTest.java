package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.Outcome;
import city.belfry.hub.ingest.Progress;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.BelfryException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S2 and S3: no XML document makes the hub read a file, call a machine or fill its memory; no path leads out of the
/// folders that were declared.
class HostileFilesTest {
    private static final String MARK = "geheim-uit-bestand";
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    @TempDir
    private static Path folder;

    private static RunningHub hub;
    private static HttpServer canary;
    /// One for all runs, since to open one takes longer than a run.
    private static CityStore store;
    private static final AtomicInteger HITS = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        hub = RunningHub.start(folder.resolve("home"));
        Files.writeString(folder.resolve("secret.txt"), MARK);
        Files.writeString(folder.resolve("secret.xml"), "<r><i id='1'>" + MARK + "</i></r>");
        Files.writeString(folder.resolve("secret.ttl"), "<urn:a> <urn:b> \"" + MARK + "\" .");
        canary = HttpServer.create(new InetSocketAddress(0), 0);
        canary.createContext("/", exchange -> {
            HITS.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        canary.start();
        store = CityStore.open(folder.resolve("ingested"));
    }

    @AfterAll
    static void stop() {
        hub.close();
        store.close();
        canary.stop(0);
    }

    /// Beginnings of a document, each with an entity `&x;` in its body.
    private static Map<String, String> prologues() {
        String file = folder.resolve("secret.txt").toUri().toString();
        String there = "http://127.0.0.1:" + canary.getAddress().getPort() + "/";
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"" + "ha".repeat(50) + "\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }
        Map<String, String> prologues = new LinkedHashMap<>();
        prologues.put("file", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + file + "\">]>");
        prologues.put("address", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + there + "\">]>");
        prologues.put("parameter", "<!DOCTYPE r [<!ENTITY % p SYSTEM \"" + there + "p.dtd\"> %p; <!ENTITY x \"y\">]>");
        prologues.put("outer DTD", "<!DOCTYPE r SYSTEM \"" + there + "r.dtd\">");
        prologues.put("public DTD", "<!DOCTYPE r PUBLIC \"-//X//Y\" \"" + there + "r.dtd\" [<!ENTITY x \"y\">]>");
        prologues.put("laughs", laughs + "<!ENTITY x \"&a11;\">]>");
        prologues.put(
                "quadratic",
                "<!DOCTYPE r [<!ENTITY q \"" + "q".repeat(200_000) + "\"><!ENTITY x \"" + "&q;".repeat(2_000)
                        + "\">]>");
        prologues.put("recursive", "<!DOCTYPE r [<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">]>");
        prologues.put(
                "attribute default", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + file + "\"><!ATTLIST r a CDATA \"&x;\">]>");
        return prologues;
    }

    private static String rdf(String prologue) {
        return "<?xml version=\"1.0\"?>" + prologue + "<rdf:RDF xmlns:rdf=\"" + RDF
                + "\"><rdf:Description rdf:about=\"urn:a\"><p xmlns=\"urn:\">&x;</p></rdf:Description></rdf:RDF>";
    }

    @Test
    void noXmlDoorReadsCallsOrGrows() throws Exception {
        int tried = 0;
        int refused = 0;
        long slowest = 0;
        for (Map.Entry<String, String> prologue : prologues().entrySet()) {
            for (String method : List.of("PUT", "POST")) {
                long start = System.nanoTime();
                HttpResponse<String> answer = hub.send(hub.request("/graphs?graph=urn:x")
                        .header("Authorization", "Bearer " + hub.token())
                        .header("Content-Type", "application/rdf+xml")
                        .method(method, HttpRequest.BodyPublishers.ofString(rdf(prologue.getValue()))));
                slowest = Math.max(slowest, System.nanoTime() - start);
                assertFalse(answer.body().contains(MARK), prologue.getKey());
                assertTrue(
                        answer.statusCode() >= 400 && answer.statusCode() != 500,
                        prologue.getKey() + answer.statusCode() + answer.body());
                tried++;
                refused++;
            }
            Path city = Files.createDirectories(
                    folder.resolve("xml-" + prologue.getKey().replace(' ', '-')));
            Files.writeString(city.resolve("a.rdf"), rdf(prologue.getValue()));
            Files.writeString(
                    city.resolve("a.xml"),
                    "<?xml version=\"1.0\"?>" + prologue.getValue() + "<r><i id='1'>&x;</i></r>");
            Files.writeString(city.resolve("m.rml.ttl"), mapping("/r/i", "."));
            for (String entry : List.of("source: a.rdf, format: rdf-xml", "source: a.xml, mapping: m.rml.ttl")) {
                long start = System.nanoTime();
                refused += isRefused(city, entry) ? 1 : 0;
                slowest = Math.max(slowest, System.nanoTime() - start);
                tried++;
            }
        }
        int functions = xpaths();
        Figures.print(
                "S2",
                "%d XML documents with a DOCTYPE in 4 doors, %d refused, slowest %d ms; %d XPath functions; canary hits %d, file reads 0"
                        .formatted(tried, refused, slowest / 1_000_000, functions, HITS.get()));
        assertEquals(tried, refused);
        assertEquals(0, HITS.get());
    }

    /// Functions of XPath that read something beside the document.
    private static int xpaths() throws IOException {
        String file = folder.resolve("secret.xml").toUri().toString();
        List<String> functions = List.of(
                "doc('" + file + "')/r/i",
                "document('" + file + "')/r/i",
                "unparsed-text('" + folder.resolve("secret.txt").toUri() + "')",
                "collection('" + folder.toUri() + "')",
                "doc('http://127.0.0.1:" + canary.getAddress().getPort() + "/')",
                "environment-variable('PATH')",
                "system-property('user.home')",
                "uri-collection('" + folder.toUri() + "')",
                "json-doc('" + file + "')",
                "parse-xml-fragment(unparsed-text('"
                        + folder.resolve("secret.txt").toUri() + "'))");
        int number = 0;
        for (String function : functions) {
            Path city = Files.createDirectories(folder.resolve("xpath" + number++));
            Files.writeString(city.resolve("a.xml"), "<r><i id='1'>x</i></r>");
            Files.writeString(city.resolve("m.rml.ttl"), mapping("/r/i", function));
            isRefused(city, "source: a.xml, mapping: m.rml.ttl");
            Files.writeString(city.resolve("m.rml.ttl"), mapping(function, "."));
            isRefused(city, "source: a.xml, mapping: m.rml.ttl");
        }
        return 2 * functions.size();
    }

    private static String mapping(String iterator, String reference) {
        return """
                @prefix rml: <http://w3id.org/rml/> .
                <#m> a rml:TriplesMap ;
                  rml:logicalSource [ rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "a.xml" ] ;
                    rml:referenceFormulation rml:XPath ; rml:iterator "%s" ] ;
                  rml:subjectMap [ rml:template "thing/1" ] ;
                  rml:predicateObjectMap [ rml:predicate <urn:p> ; rml:objectMap [ rml:reference "%s" ] ] .
                """.formatted(iterator, reference);
    }

    /// Whether the run publishes nothing; what it publishes never has the marked text.
    private static boolean isRefused(Path city, String entry) throws IOException {
        Files.writeString(
                city.resolve("city.yaml"),
                "city: { id: c, label: C, base: https://c.example, languages: [en] }\ndatasets:\n  - { id: d, title: D, "
                        + entry + " }\n");
        try {
            CityFile file = CityFile.read(city.resolve("city.yaml"));
            boolean failed = new Ingest(file, store, Clock.systemUTC(), Progress.NONE)
                    .run(file.datasets()).datasets().stream()
                            .anyMatch(report -> report.outcome() instanceof Outcome.Failed);
            store.open()
                    .executeRead(() -> store.open()
                            .find()
                            .forEachRemaining(
                                    quad -> assertFalse(quad.toString().contains(MARK), entry)));
            return failed;
        } catch (BelfryException | InvalidPathException refused) {
            return true;
        }
    }

    private static List<String> waysOut(String ending) {
        List<String> ways = new ArrayList<>();
        for (String up : List.of(
                "../",
                "../../",
                "./../",
                "a/../../",
                "%2e%2e/",
                "..%2f",
                "%252e%252e/",
                "..\\",
                "..\\\\",
                "....//",
                ".../",
                "..;/",
                "\\\\?\\",
                "//",
                "..%c0%af",
                "..%00/")) {
            ways.add(up + "secret." + ending);
        }
        String absolute = folder.resolve("secret." + ending).toString();
        ways.addAll(List.of(
                absolute,
                "file:" + absolute,
                "file://" + absolute,
                "FILE:" + absolute,
                "link." + ending,
                "linked/secret." + ending,
                "secret." + ending + "\0",
                "~/secret." + ending,
                "*/../../secret." + ending,
                "../*." + ending,
                "/proc/self/cwd/../" + absolute,
                "\\\\localhost\\c$\\secret"));
        return ways;
    }

    @Test
    void noPathOfACityLeadsOut() throws Exception {
        int tried = 0;
        int refused = 0;
        Path city = Files.createDirectories(folder.resolve("paths"));
        for (String ending : List.of("ttl", "txt")) {
            Files.createSymbolicLink(city.resolve("link." + ending), folder.resolve("secret." + ending));
        }
        Files.createSymbolicLink(city.resolve("linked"), folder);
        Files.writeString(city.resolve("own.ttl"), "<urn:a> <urn:b> 1 .");
        for (String way : waysOut("ttl")) {
            String quoted = "\"" + way.replace("\\", "\\\\").replace("\0", "\\0") + "\"";
            for (String entry : List.of(
                    "source: " + quoted + ", format: turtle",
                    "source: own.ttl, format: turtle, shapes: [" + quoted + "]",
                    "source: own.ttl, mapping: " + quoted)) {
                tried++;
                refused += isRefused(city, entry) ? 1 : 0;
            }
        }
        Figures.print(
                "S3",
                "%d paths of sources, shapes and mappings, %d refused, reads outside 0".formatted(tried, refused));
        assertEquals(tried, refused);
    }

    @Test
    void noAddressLeadsOut() throws Exception {
        int tried = 0;
        Files.writeString(folder.resolve("home/queries-secret.rq"), MARK);
        for (String door : List.of(
                "/assets/",
                "/webjars/",
                "/graph/",
                "/dataset/",
                "/doc/stop/",
                "/doc/",
                "/id/stop/",
                "/queries/",
                "/api/v1/queries/",
                "/api/v1/datasets/",
                "/ont/",
                "/vocab/",
                "/profiles/",
                "/shapes/",
                "/align/",
                "/code/",
                "/scenarios/",
                "/api/v1/scenarios/",
                "/api/v1/why?subject=",
                "/sparql?default-graph-uri=",
                "/graphs?graph=",
                "/search?q=")) {
            for (String ending : List.of("ttl", "txt")) {
                for (String way : waysOut(ending)) {
                    for (String method : List.of("GET", "PUT")) {
                        String path = door + (way.contains("%") ? way.replaceAll("[^!-~]|\\\\", "") : encode(way));
                        HttpRequest.Builder request = hub.request(path)
                                .header("Authorization", "Bearer " + hub.token())
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("PUT") ? "{}" : ""));
                        HttpResponse<String> answer = hub.send(request);
                        assertFalse(answer.body().contains(MARK), path);
                        assertTrue(answer.statusCode() != 500, method + " " + path + answer.body());
                        tried++;
                    }
                }
            }
        }
        long outside;
        try (var files = Files.list(folder)) {
            outside = files.filter(file -> file.getFileName().toString().startsWith("secret"))
                    .count();
        }
        Figures.print(
                "S3", "%d addresses that lead out, 0 shown, %d files outside as before".formatted(tried, outside));
        assertEquals(3, outside);
    }
}

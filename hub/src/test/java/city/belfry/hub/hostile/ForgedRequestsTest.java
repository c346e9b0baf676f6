package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import city.belfry.hub.RunningHub;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.OutboundException;
import city.belfry.hub.outbound.Validator;
import city.belfry.hub.store.CityStore;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S1: whatever is asked, however the address is spelled, the hub calls no machine beside it and reads no file. A
/// server on every address of this machine counts who calls.
class ForgedRequestsTest {
    private static final String MARK = "gelesen";
    private static final Caps CAPS = new Caps(1 << 20, Duration.ofSeconds(10));

    @TempDir
    private static Path folder;

    private static RunningHub hub;
    private static Canary canary;
    /// One for all runs, since to open one takes longer than a run.
    private static CityStore store;

    @BeforeAll
    static void start() throws IOException {
        hub = RunningHub.start(folder.resolve("home"));
        hub.put("own", "id:a :name \"a\" .");
        Files.writeString(folder.resolve("secret.ttl"), "<urn:s> <urn:p> \"" + MARK + "\" .");
        Files.writeString(folder.resolve("secret.jsonld"), "{\"@context\":{\"x\":\"urn:" + MARK + "\"}}");
        canary = Canary.start("<urn:s> <urn:p> \"" + MARK + "\" .");
        store = CityStore.open(folder.resolve("ingested"));
    }

    @AfterAll
    static void stop() {
        hub.close();
        store.close();
        canary.close();
    }

    private static List<String> spellings() {
        return canary.spellings(folder.resolve("secret.ttl"));
    }

    private static Map<String, String> queries(String address) {
        String there = "<" + address + ">";
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("SERVICE", "SELECT * { SERVICE " + there + " { ?s ?p ?o } }");
        queries.put("SERVICE SILENT", "SELECT * { SERVICE SILENT " + there + " { ?s ?p ?o } }");
        queries.put("SERVICE in a subquery", "SELECT * { { SELECT * { SERVICE " + there + " { ?s ?p ?o } } } }");
        queries.put(
                "SERVICE in EXISTS", "ASK { ?s ?p ?o FILTER EXISTS { SERVICE SILENT " + there + " { ?s ?p ?o } } }");
        queries.put(
                "SERVICE in HAVING",
                "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE " + there + " { ?s ?p ?o } })");
        queries.put(
                "SERVICE in ORDER BY",
                "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { SERVICE " + there + " { ?s ?p ?o } })");
        queries.put(
                "SERVICE in an aggregate",
                "SELECT (SUM(IF(EXISTS { SERVICE " + there + " { ?s ?p ?o } }, 1, 0)) AS ?n) { ?s ?p ?o }");
        queries.put("SERVICE in CONSTRUCT", "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE " + there + " { ?s ?p ?o } }");
        queries.put("SERVICE in DESCRIBE", "DESCRIBE ?s { SERVICE " + there + " { ?s ?p ?o } }");
        queries.put("SERVICE by a variable", "SELECT * { VALUES ?at { " + there + " } SERVICE ?at { ?s ?p ?o } }");
        queries.put("FROM", "SELECT * FROM " + there + " { ?s ?p ?o }");
        queries.put("FROM NAMED", "SELECT * FROM NAMED " + there + " { GRAPH ?g { ?s ?p ?o } }");
        return queries;
    }

    private static List<String> updates(String address) {
        String there = "<" + address + ">";
        return List.of(
                "LOAD " + there + " INTO GRAPH <urn:w>",
                "LOAD SILENT " + there + " INTO GRAPH <urn:w>",
                "INSERT { GRAPH <urn:w> { ?s ?p ?o } } WHERE { SERVICE SILENT " + there + " { ?s ?p ?o } }",
                "INSERT { GRAPH <urn:w> { ?s ?p ?o } } USING " + there + " WHERE { ?s ?p ?o }",
                "DELETE { GRAPH <urn:w> { ?s ?p ?o } } WHERE { { SELECT * { SERVICE SILENT " + there
                        + " { ?s ?p ?o } } } }");
    }

    @Test
    void noDoorOfTheHubLeadsToAPrivateAddressOrAFile() throws Exception {
        List<String> spellings = spellings();
        int tried = 0;
        int refused = 0;
        for (String spelling : spellings) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (String query : queries(spelling).values()) {
                answers.add(hub.post("/sparql", "application/sparql-query", query));
                answers.add(hub.get("/federation/sparql?query=" + encode(query)));
            }
            String all = encode("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }");
            answers.add(hub.get("/sparql?query=" + all + "&default-graph-uri=" + encode(spelling)));
            answers.add(hub.get("/sparql?query=" + all + "&named-graph-uri=" + encode(spelling)));
            for (String update : updates(spelling)) {
                answers.add(write("POST", "/update", "application/sparql-update", update));
            }
            for (String context : List.of(spelling, spelling.replace("secret.ttl", "secret.jsonld"))) {
                answers.add(write(
                        "PUT",
                        "/graphs?graph=urn:w",
                        "application/ld+json",
                        "{\"@context\":\"" + context + "\",\"@id\":\"urn:a\",\"x\":1}"));
            }
            answers.add(write(
                    "PUT",
                    "/graphs?graph=urn:o",
                    "text/turtle",
                    "<urn:o> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <"
                            + spelling.replaceAll("[^!-~]", "") + "> ."));
            for (HttpResponse<String> answer : answers) {
                assertFalse(answer.body().contains(MARK), spelling + " " + answer.body());
                assertFalse(answer.statusCode() == 500, spelling + " " + answer.body());
                refused += answer.statusCode() >= 400 ? 1 : 0;
                tried++;
            }
        }
        Figures.print(
                "S1",
                "%d spellings, %d requests, %d refused, the others answered from the store; canary hits %d, file reads 0"
                        .formatted(spellings.size(), tried, refused, canary.hits()));
        assertEquals(0, canary.hits());
        assertFalse(TriedDatasets.holds(hub.store(), MARK), "nothing of it is in the store");
    }

    @Test
    void noSourceOfACityDoes() throws Exception {
        Path city = Files.createDirectories(folder.resolve("city"));
        Files.writeString(city.resolve("a.csv"), "id\n1\n");
        TriedDatasets datasets = new TriedDatasets(city);
        int number = 0;
        for (String spelling : spellings()) {
            number++;
            Files.writeString(
                    city.resolve(number + ".ttl"),
                    "<urn:o> <http://www.w3.org/2002/07/owl#imports> <urn:x> ; <http://www.w3.org/ns/dcat#downloadURL> \""
                            + spelling.replaceAll("[\"\\\\]", "") + "\" .");
            Files.writeString(
                    city.resolve(number + ".jsonld"), "{\"@context\":\"" + spelling + "\",\"@id\":\"urn:a\",\"x\":1}");
            Files.writeString(city.resolve(number + ".rml.ttl"), """
                    @prefix rml: <http://w3id.org/rml/> .
                    <#m> a rml:TriplesMap ;
                      rml:logicalSource [ rml:source [ a <http://www.w3.org/ns/dcat#Distribution> ;
                          <http://www.w3.org/ns/dcat#downloadURL> <%s> ] ; rml:referenceFormulation rml:CSV ] ;
                      rml:subjectMap [ rml:template "thing/{id}" ; rml:class <urn:c> ] .
                    """.formatted(spelling));
            datasets.add("source: '" + spelling + "', format: turtle");
            datasets.add("source: " + number + ".ttl, format: turtle");
            datasets.add("source: " + number + ".jsonld, format: json-ld");
            datasets.add("source: a.csv, mapping: " + number + ".rml.ttl");
        }
        long refused = datasets.refused(store);
        Figures.print(
                "S1",
                "%d sources, contexts, imports and mapping sources of a city; %d refused, canary hits %d"
                        .formatted(datasets.tried(), refused, canary.hits()));
        // An import and an address that nobody follows are statements like others.
        assertEquals(datasets.tried() - number, refused);
        assertEquals(0, canary.hits());
        assertFalse(TriedDatasets.holds(store, MARK));
    }

    /// A server that may be called sends the hub on to each spelling; and a name changes its meaning after the check.
    @Test
    void noRedirectAndNoChangeOfANameDoes() throws Exception {
        List<String> spellings = spellings();
        AtomicInteger next = new AtomicInteger();
        HttpServer redirector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirector.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", spellings.get(next.get()));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        redirector.start();
        int refused = 0;
        try {
            Door door = new Door(
                    Set.of("data.example"),
                    Set.of("redirector.invalid"),
                    host -> host.equals("redirector.invalid")
                            ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                            : InetAddress.getAllByName(host));
            URI start = URI.create(
                    "http://redirector.invalid:" + redirector.getAddress().getPort() + "/");
            for (int i = 0; i < spellings.size(); i++) {
                next.set(i);
                refused += isRefused(door, start) ? 1 : 0;
            }
            AtomicInteger asked = new AtomicInteger();
            for (List<String> meanings : List.of(
                    List.of("127.0.0.1", "9.9.9.9"),
                    List.of("9.9.9.9 127.0.0.1", "9.9.9.9"),
                    List.of("::1", "9.9.9.9"),
                    List.of("9.9.9.9 ::ffff:127.0.0.1", "9.9.9.9"))) {
                Door rebound = new Door(
                        Set.of("data.example"), Set.of(), host -> addresses(meanings.get(asked.getAndIncrement() % 2)));
                asked.set(0);
                refused += isRefused(rebound, URI.create("http://data.example:" + canary.port() + "/")) ? 1 : 0;
            }
        } finally {
            redirector.stop(0);
        }
        Figures.print(
                "S1",
                "%d redirects and 4 names with several meanings, %d refused, canary hits %d"
                        .formatted(spellings.size(), refused, canary.hits()));
        assertEquals(spellings.size() + 4, refused);
        assertEquals(0, canary.hits());
    }

    private static InetAddress[] addresses(String texts) {
        String[] parts = texts.split(" ", -1);
        InetAddress[] addresses = new InetAddress[parts.length];
        for (int i = 0; i < parts.length; i++) {
            addresses[i] = InetAddress.ofLiteral(parts[i]);
        }
        return addresses;
    }

    private static boolean isRefused(Door door, URI address) {
        try {
            door.fetch(address, Validator.NONE, folder.resolve("fetched"), CAPS);
            return false;
        } catch (OutboundException refused) {
            return true;
        }
    }

    private static HttpResponse<String> write(String method, String path, String type, String body) throws Exception {
        return hub.send(hub.request(path)
                .header("Authorization", "Bearer " + hub.token())
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }
}

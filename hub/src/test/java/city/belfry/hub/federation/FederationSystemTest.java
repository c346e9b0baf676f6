package city.belfry.hub.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.util.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three hubs answer as one store with all their statements would, with few requests; a member that is down, slow or
/// lying costs a line of the receipt.
class FederationSystemTest {
    private static final String PREFIXES = """
            PREFIX p: <https://example.org/p/> PREFIX b: <https://w3id.org/belfry/ont#>
            PREFIX c: <https://w3id.org/belfry/code/mode/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            """;
    private static final List<String> CITIES = List.of("lille", "madrid", "riga");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1");

    @TempDir
    private static Path homes;

    private static final Graph everything = GraphFactory.createDefaultGraph();
    private static final List<RunningHub> hubs = new ArrayList<>();
    private static HttpServer strange;

    @BeforeAll
    static void start() throws IOException {
        strange = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strange.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        strange.createContext("/", StrangePeer::answer);
        strange.start();
        RunningHub madrid = city("madrid", List.of());
        RunningHub riga = city("riga", List.of());
        city("lille", List.of(peer("madrid", madrid), peer("riga", riga)));
    }

    private static RunningHub city(String id, List<Member.Peer> peers) {
        RunningHub hub = RunningHub.start(homes.resolve(id), id, base(id), new FederationMount.Peers(peers, LOOPBACK));
        hubs.add(hub);
        String stations = stations(id);
        hub.put("stations", PREFIXES + stations);
        RDFParser.fromString(PREFIXES + stations, Lang.TURTLE).parse(everything);
        String codes = PREFIXES
                + "c:tram skos:prefLabel 'tram' . c:bus skos:prefLabel 'bus' . c:metro skos:prefLabel 'metro' .";
        hub.putOntology(codes);
        RDFParser.fromString(codes, Lang.TURTLE).parse(everything);
        return hub;
    }

    private static String base(String id) {
        return "https://" + id + ".example";
    }

    /// Twelve stations in four districts, some of them twinned with stations of other cities.
    private static String stations(String city) {
        Random random = new Random(city.hashCode());
        StringBuilder turtle = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            String id = "<%s/id/station/%d>".formatted(base(city), i);
            turtle.append(
                    "%s a b:SharedMobilityStation ; rdfs:label '%s %d' ; p:docks %d ; p:in <%s/id/district/%d> ; p:mode c:%s .\n"
                            .formatted(
                                    id,
                                    city,
                                    i,
                                    random.nextInt(15),
                                    base(city),
                                    i % 4,
                                    List.of("tram", "bus", "metro").get(random.nextInt(3))));
            if (i % 3 == 0) {
                turtle.append("%s p:note 'note %d' .\n".formatted(id, i));
            }
            if (i % 4 == 1) {
                String other = CITIES.get((CITIES.indexOf(city) + 1) % CITIES.size());
                turtle.append("%s p:twin <%s/id/station/%d> .\n".formatted(id, base(other), random.nextInt(12)));
            }
        }
        for (int i = 0; i < 4; i++) {
            turtle.append("<%s/id/district/%d> rdfs:label 'district %d' .\n".formatted(base(city), i, i));
        }
        return turtle.toString();
    }

    private static Member.Peer peer(String id, RunningHub hub) {
        return new Member.Peer(
                id,
                id,
                URI.create("http://127.0.0.1:" + hub.port() + "/sparql"),
                Optional.of(URI.create("http://127.0.0.1:" + hub.port() + "/.well-known/void")),
                Optional.empty());
    }

    @AfterAll
    static void stop() {
        strange.stop(0);
        hubs.reversed().forEach(RunningHub::close);
    }

    static Stream<String> questions() throws IOException {
        try (InputStream in = Objects.requireNonNull(FederationSystemTest.class.getResourceAsStream("questions.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\\n\\s*\\n"))
                    .map(block -> block.replaceAll("(?m)^#.*$", "").strip())
                    .filter(block -> !block.isEmpty())
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answersAsOneStoreWould(String question) throws Exception {
        HttpResponse<String> answer = ask(lille(), question, "");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("true", answer.headers().firstValue("Belfry-Complete").orElse(""), answer.body());
        assertEquals(expected(question), rows(answer.body()), question);
    }

    @Test
    void aStarIsOneRequestToEachCity() throws Exception {
        assertEquals(
                3,
                requests(
                        "SELECT ?s ?l ?n { ?s a b:SharedMobilityStation ; rdfs:label ?l ; p:docks ?n ; p:in ?d . ?d rdfs:label ?x }"));
        assertEquals(3, requests("SELECT ?m (AVG(?n) AS ?mean) { ?s p:mode ?m ; p:docks ?n } GROUP BY ?m"));
        assertEquals(1, requests("SELECT ?l { <https://riga.example/id/station/3> rdfs:label ?l ; p:docks ?n }"));
        assertEquals(0, requests("SELECT ?s { ?s p:nothing ?o }"));
        int twins = requests("SELECT ?s ?t ?l { ?s p:twin ?t . ?t rdfs:label ?l }");
        assertTrue(twins <= 6, "one for the links and one for the labels, a city: " + twins);
    }

    @Test
    void whetherThereIsSomethingTakesARowOfEachCity() throws Exception {
        String all = ask(lille(), "ASK { ?s ?p ?o }", "").body();
        assertTrue(all.contains("\"boolean\":true"), all);
        assertEquals(3, all.split("\"rows\":1,", -1).length - 1, all);
        String twins =
                ask(lille(), "ASK { ?s p:twin ?t . ?t rdfs:label ?l }", "").body();
        assertTrue(twins.contains("\"boolean\":true"), twins);
        String nothing = ask(lille(), "ASK { ?s p:docks 99 }", "").body();
        assertTrue(nothing.contains("\"boolean\":false"), nothing);
    }

    @Test
    void aRowSaysWhichCitiesItComesFrom() throws Exception {
        List<String> rows = rows(ask(lille(), "SELECT ?s ?t ?l { ?s p:twin ?t . ?t rdfs:label ?l }", "&cities=true")
                .body());
        assertTrue(rows.stream().anyMatch(row -> row.contains("city=\"lille madrid\"")), rows::toString);
        assertTrue(rows.stream().allMatch(row -> row.contains("city=")), rows::toString);
    }

    @Test
    void aRowSaysWhichDatasetItComesFrom() throws Exception {
        List<String> rows = rows(ask(lille(), "SELECT ?s ?dataset { GRAPH ?dataset { ?s p:docks ?n } }", "&cities=true")
                .body());
        assertEquals(36, rows.size(), rows::toString);
        for (String city : CITIES) {
            assertEquals(
                    12,
                    rows.stream()
                            .filter(row -> row.contains("dataset=" + base(city) + "/graph/stations")
                                    && row.contains("city=\"" + city + "\""))
                            .count(),
                    rows::toString);
        }
    }

    @Test
    void aHubDescribesItselfAndIsKeptCurrentByPublications() throws Exception {
        String before = lille().get("/.well-known/void").body();
        assertTrue(before.contains("SharedMobilityStation"), before);
        assertFalse(before.contains("Bakery"), before);
        lille().put("shops", "<https://lille.example/id/shop/1> a <https://example.org/Bakery> .");
        assertTrue(lille().get("/.well-known/void").body().contains("Bakery"));
        lille().put("shops", "");
        assertFalse(lille().get("/.well-known/void").body().contains("Bakery"));
    }

    @Test
    void aPeerWithoutDescriptionIsAskedWhatItHolds() throws Exception {
        Member.Peer riga = peer("riga", hub("riga"));
        Member.Peer undescribed = new Member.Peer("riga", "riga", riga.endpoint(), Optional.empty(), Optional.empty());
        try (RunningHub asker = asker(undescribed)) {
            List<String> rows =
                    rows(ask(asker, "SELECT ?s ?n { ?s p:docks ?n }", "").body());
            assertEquals(12, rows.size(), rows::toString);
        }
    }

    @Test
    void aMemberThatFailsIsALineInTheReceipt() throws Exception {
        for (String kind : List.of("closed", "drip", "html", "broken", "error", "redirect")) {
            Instant start = Instant.now();
            try (RunningHub asker = asker(peer("riga", hub("riga")), strangePeer(kind))) {
                HttpResponse<String> answer = ask(asker, "SELECT ?s ?n { ?s p:docks ?n }", "");
                assertEquals(200, answer.statusCode(), kind + answer.body());
                assertEquals(
                        "false", answer.headers().firstValue("Belfry-Complete").orElse(""), kind);
                assertEquals(12, rows(answer.body()).size(), kind);
                assertTrue(answer.body().contains("\"strange\":{\"state\":\"FAILED\""), kind + answer.body());
                assertFalse(answer.body().contains("SECRET"), "its page is not repeated");
                HttpResponse<String> sorted = ask(asker, "SELECT ?s ?n { ?s p:docks ?n } ORDER BY ?n ?s", "");
                assertEquals(12, rows(sorted.body()).size(), "time is left to sort: " + kind + sorted.body());
                HttpResponse<String> table = ask(asker, "SELECT ?s ?n { ?s p:docks ?n }", "&format=csv");
                assertEquals(502, table.statusCode(), "a table cannot say that something is missing");
                HttpResponse<String> accepted =
                        ask(asker, "SELECT ?s ?n { ?s p:docks ?n }", "&format=csv&partial=accept");
                assertEquals(200, accepted.statusCode());
                assertEquals(
                        502,
                        ask(asker, "SELECT ?s ?n { ?s p:docks ?n }", "&strict=true")
                                .statusCode());
            }
            assertTrue(Duration.between(start, Instant.now()).toSeconds() < 60, kind);
        }
    }

    @Test
    void aMemberThatSpeaksAboutAnotherCityIsNotBelieved() throws Exception {
        try (RunningHub asker = asker(peer("riga", hub("riga")), strangePeer("liar"))) {
            HttpResponse<String> answer = ask(asker, "SELECT ?s ?n { ?s p:docks ?n }", "");
            List<String> rows = rows(answer.body());
            assertEquals(13, rows.size(), "its own row is taken: " + rows);
            assertTrue(rows.stream().noneMatch(row -> row.contains("999")), rows::toString);
            assertEquals("false", answer.headers().firstValue("Belfry-Complete").orElse(""));
            assertTrue(answer.body().contains("rows about things of other cities"), answer.body());
        }
    }

    @Test
    void aQuestionThatCannotBePutTogetherIsRefusedAndSaysSo() throws Exception {
        HttpResponse<String> describe = ask(lille(), "DESCRIBE <https://riga.example/id/station/3>", "");
        assertEquals(400, describe.statusCode());
        assertTrue(describe.body().contains("FEDERATION_UNSUPPORTED"), describe.body());
        assertEquals(
                403,
                ask(lille(), "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "")
                        .statusCode());
    }

    @Test
    void aNamedQueryIsPutToAllCitiesAndIsAPageWithItsReceipt() throws Exception {
        String results = "/federation/queries/cities-things-by-kind/results?cities=true&format=";
        HttpResponse<String> rows = lille().get(results + "json");
        assertTrue(
                rows(rows.body()).stream()
                        .anyMatch(row -> row.contains("SharedMobilityStation")
                                && row.contains("things=36.0")
                                && row.contains("lille madrid riga")),
                rows.body());
        assertTrue(lille().get(results + "csv").body().contains("SharedMobilityStation,36,lille madrid riga"));
        String page = lille().get("/federation?question=cities-things-by-kind&lang=en", "Accept", "text/html")
                .body();
        assertTrue(page.contains("COMPLETE: "), page);
        assertTrue(page.contains("does not answer") || page.contains("answers"), page);
        assertEquals(
                400,
                lille().get("/federation/queries/cities-published/results?least=many")
                        .statusCode());
        assertEquals(404, lille().get("/federation/queries/no-such/results").statusCode());
    }

    @Test
    void thePageSaysWhoIsMissing() throws Exception {
        try (RunningHub asker = asker(peer("riga", hub("riga")), strangePeer("error"))) {
            asker.put("own", "<https://asker.example/id/a/1> <https://example.org/p/docks> 1 .");
            String page = asker.get("/federation?question=cities-things-by-kind&lang=en", "Accept", "text/html")
                    .body();
            assertTrue(page.contains("Riga") || page.contains("riga"), page);
            String json = asker.get("/api/v1/peers").body();
            assertTrue(json.contains("\"milliseconds\""), json);
        }
    }

    private static RunningHub asker(Member.Peer... peers) {
        return RunningHub.start(
                homes.resolve("asker-" + System.nanoTime()),
                "asker",
                "https://asker.example",
                new FederationMount.Peers(List.of(peers), LOOPBACK));
    }

    private static Member.Peer strangePeer(String kind) {
        int port = kind.equals("closed") ? 9 : strange.getAddress().getPort();
        URI base = URI.create("http://127.0.0.1:" + port + "/" + kind);
        Optional<URI> description = Optional.of(
                URI.create("http://127.0.0.1:" + strange.getAddress().getPort() + "/void"));
        return new Member.Peer("strange", "Strange", base, description, Optional.empty());
    }

    private static RunningHub hub(String city) {
        return hubs.get(List.of("madrid", "riga", "lille").indexOf(city));
    }

    private static RunningHub lille() {
        return hub("lille");
    }

    private static HttpResponse<String> ask(RunningHub hub, String question, String more) throws Exception {
        return hub.get("/federation/sparql?query=" + RunningHub.encode(PREFIXES + question) + more);
    }

    private static int requests(String question) throws Exception {
        String body = ask(lille(), question, "").body();
        return Integer.parseInt(body.replaceAll("(?s).*\"requests\":(\\d+),\"members\".*", "$1"));
    }

    private static List<String> expected(String question) {
        try (QueryExec execution =
                QueryExec.graph(everything).query(PREFIXES + question).build()) {
            return lines(execution.select());
        }
    }

    private static List<String> rows(String json) {
        return lines(RowSetReaderRegistry.getFactory(ResultSetLang.RS_JSON)
                .create(ResultSetLang.RS_JSON)
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Context.emptyContext()));
    }

    private static List<String> lines(RowSet rows) {
        List<String> lines = new ArrayList<>();
        while (rows.hasNext()) {
            Binding row = rows.next();
            StringBuilder line = new StringBuilder();
            for (Var column : rows.getResultVars()) {
                var value = row.get(column);
                line.append(column.getVarName()).append('=');
                if (value != null && value.isLiteral() && value.getLiteralValue() instanceof Number number) {
                    line.append(String.format(Locale.ROOT, "%.9f", number.doubleValue()));
                } else {
                    line.append(value);
                }
                line.append(' ');
            }
            lines.add(line.toString());
        }
        lines.sort(null);
        return lines;
    }
}

package city.belfry.hub.sparql;

import static city.belfry.hub.RunningHub.encode;
import static city.belfry.hub.RunningHub.form;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.store.Visibility;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SPARQL over HTTP as clients speak it: every format read back by its own parser, writes only with a token, and no
/// question that reaches another server, the files, or the end of the machine.
class SparqlSystemTest {
    private static final String ALL = "SELECT ?s ?o { ?s <" + RunningHub.BASE + "/p/name> ?o } ORDER BY ?s";
    private static final String QUERY = "application/sparql-query";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String UPDATE = "application/sparql-update";

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        hub.put("stops", "id:a :name \"Église\"@fr . id:b :name \"Opéra\" ; :near id:a .");
        hub.put("trees", "id:t :name 'tilleul, \"vieux\"' . id:area\\/x :of 5 .");
        hub.put(Visibility.RESTRICTED, "secret", "id:x :name 'nobody may read this' .");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            many.append("id:n").append(i).append(" :number ").append(i).append(" .\n");
        }
        hub.put("numbers", many.toString());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "application/sparql-results+json, application/sparql-results+json",
        "application/sparql-results+xml, application/sparql-results+xml",
        "text/csv, text/csv",
        "text/tab-separated-values, text/tab-separated-values"
    })
    void rowsComeInEveryFormat(String accept, String type) throws Exception {
        HttpResponse<String> answer = hub.get("/sparql?query=" + encode(ALL), "Accept", accept);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(type, contentType(answer));
        assertEquals(3, rows(answer));
    }

    /// Fuseki's answers are the hub's own compact JSON: nothing but one line.
    @Test
    void jsonHasNoLayout() throws Exception {
        for (String query : new String[] {ALL, "ASK { ?s ?p ?o }"}) {
            HttpResponse<String> answer =
                    hub.get("/sparql?query=" + encode(query), "Accept", "application/sparql-results+json");
            assertEquals(1, answer.body().lines().count(), answer.body());
            assertTrue(answer.body().startsWith("{\"head\":{"), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml", "csv", "tsv"})
    void aParameterNamesTheFormatToo(String name) throws Exception {
        for (String parameter : new String[] {"format", "output"}) {
            HttpResponse<String> answer = hub.get("/sparql?query=" + encode(ALL) + "&" + parameter + "=" + name);
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(3, rows(answer));
        }
    }

    @ParameterizedTest
    @CsvSource({"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"})
    void graphsComeInEveryFormat(String accept) throws Exception {
        String construct =
                "CONSTRUCT { ?s <https://lille.example/p/called> ?o } { ?s <" + RunningHub.BASE + "/p/name> ?o }";

        HttpResponse<String> answer = hub.get("/sparql?query=" + encode(construct), "Accept", accept);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(accept, contentType(answer));
        assertEquals(3, graph(answer).size());
    }

    @ParameterizedTest
    @CsvSource({"/sparql?query=DESCRIBE+%3Chttps%3A%2F%2Flille.example%2Fid%2Fb%3E, id:", "/doc/area/x, ''"})
    void turtleDeclaresThePrefixesThatItUsesAndNoOther(String path, String expected) throws Exception {
        HttpResponse<String> answer = hub.get(path, "Accept", "text/turtle");
        assertEquals(200, answer.statusCode(), answer.body());
        String declared = Pattern.compile("(?i)prefix +(\\w+:)")
                .matcher(answer.body())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining(" "));
        assertEquals(expected, declared, answer.body());
    }

    @Test
    void describeAndAskAnswer() throws Exception {
        HttpResponse<String> described =
                hub.get("/sparql?query=" + encode("DESCRIBE <" + RunningHub.BASE + "/id/b>"), "Accept", "text/turtle");
        assertEquals(2, graph(described).size());
        assertTrue(described.body().contains("id:b"), "the hub's prefixes make it readable: " + described.body());

        HttpResponse<String> asked = hub.get("/sparql?query=" + encode("ASK { ?s ?p ?o }"));
        assertTrue(asked.body().contains("true"), asked.body());
    }

    @Test
    void postTakesAFormAndAQuery() throws Exception {
        assertEquals(3, rows(hub.post("/sparql", FORM, form(Map.of("query", ALL)), "Accept", "text/csv")));
        assertEquals(3, rows(hub.post("/sparql", QUERY, ALL, "Accept", "text/csv")));
    }

    @Test
    void theDefaultGraphIsTheUnionAndCanBeNarrowed() throws Exception {
        String graph = RunningHub.BASE + "/graph/trees";
        String names = "/sparql?format=csv&query=" + encode(ALL);

        assertEquals(3, rows(hub.get(names)));
        assertEquals(1, rows(hub.get(names + "&default-graph-uri=" + encode(graph))));
        String byGraph = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }";
        assertEquals(3, rows(hub.get("/sparql?format=csv&query=" + encode(byGraph))));
        assertEquals(
                1, rows(hub.get("/sparql?format=csv&query=" + encode(byGraph) + "&named-graph-uri=" + encode(graph))));
    }

    @Test
    void noFormOfQueryReachesTheRestrictedStore() throws Exception {
        String graph = "<" + RunningHub.BASE + "/graph/secret>";
        String subject = "<" + RunningHub.BASE + "/id/x>";
        for (String query : new String[] {
            "SELECT * { GRAPH " + graph + " { ?s ?p ?o } }",
            "SELECT * FROM " + graph + " { ?s ?p ?o }",
            "SELECT * FROM NAMED " + graph + " { GRAPH ?g { ?s ?p ?o } }",
            "SELECT * { " + subject + " ?p ?o }",
            "SELECT * { ?s (<urn:a>|!<urn:a>)* ?o FILTER(CONTAINS(STR(?o), 'nobody')) } LIMIT 1"
        }) {
            HttpResponse<String> answer = hub.get("/sparql?format=csv&query=" + encode(query));
            assertFalse(answer.body().contains("nobody"), answer.body());
        }
        assertEquals(
                0,
                graph(hub.get("/sparql?query=" + encode("DESCRIBE " + subject), "Accept", "text/turtle"))
                        .size());
    }

    @Test
    void fromReadsNoFileAndNoServer() throws Exception {
        Path secret = home.resolve("tokens");
        for (String source :
                new String[] {secret.toUri().toString(), "http://127.0.0.1:" + hub.port() + "/openapi.json"}) {
            HttpResponse<String> answer =
                    hub.get("/sparql?format=csv&query=" + encode("SELECT * FROM <" + source + "> { ?s ?p ?o }"));
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(0, rows(answer));
        }
    }

    @Test
    void serviceAndLoadNeverCallAnotherServer() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer canary = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        canary.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        canary.start();
        try {
            String there = "http://127.0.0.1:" + canary.getAddress().getPort() + "/";
            for (String query : new String[] {
                "SELECT * { SERVICE <" + there + "> { ?s ?p ?o } }",
                "SELECT * { SERVICE SILENT <" + there + "> { ?s ?p ?o } }",
                "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <" + there + "> { ?s ?p ?o } } }",
                "SELECT * { { SELECT * { SERVICE <" + there + "> { ?s ?p ?o } } } }",
                "ASK { ?s ?p ?o FILTER (?o = 1 || NOT EXISTS { SERVICE SILENT <" + there + "> {} }) }",
                "SELECT (EXISTS { SERVICE <" + there + "> { ?s ?p ?o } } AS ?x) {}"
            }) {
                HttpResponse<String> answer = hub.get("/sparql?query=" + encode(query));
                assertProblem(403, "SERVICE_REFUSED", answer);
            }
            for (String update : new String[] {
                "LOAD <" + there + "> INTO GRAPH <urn:g>",
                "LOAD SILENT <" + there + ">",
                "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } } ; LOAD <" + there + ">",
                "LOAD <file:///etc/passwd> INTO GRAPH <urn:g>"
            }) {
                assertProblem(403, "LOAD_REFUSED", update(update));
            }
            assertProblem(
                    403,
                    "SERVICE_REFUSED",
                    update("INSERT { GRAPH <urn:g> { ?s ?p ?o } } WHERE { SERVICE <" + there + "> { ?s ?p ?o } }"));
            String remoteContext = "{\"@context\":\"" + there + "\",\"@id\":\"urn:a\",\"urn:b\":1}";
            HttpResponse<String> upload = graphStore("PUT", "urn:context", "application/ld+json", remoteContext);
            assertTrue(upload.statusCode() >= 400, upload.body());
            assertEquals(0, calls.get());
        } finally {
            canary.stop(0);
        }
    }

    @Test
    void writesNeedAToken() throws Exception {
        String insert = "INSERT DATA { GRAPH <urn:written> { <urn:a> <urn:b> 1 } }";

        assertProblem(401, "TOKEN_REQUIRED", hub.post("/update", UPDATE, insert));
        assertProblem(401, "TOKEN_REQUIRED", hub.post("/update", UPDATE, insert, "Authorization", "Bearer wrong"));
        assertProblem(401, "TOKEN_REQUIRED", hub.post("/update", FORM, form(Map.of("update", insert))));
        assertProblem(401, "TOKEN_REQUIRED", hub.get("/graphs?graph=urn:written"));
        assertEquals(400, hub.post("/sparql", UPDATE, insert).statusCode() / 100 * 100);
        assertEquals(
                400, hub.post("/sparql", FORM, form(Map.of("update", insert))).statusCode());
        assertEquals(400, hub.post("/sparql", QUERY, insert).statusCode());
        assertFalse(ask("ASK { GRAPH <urn:written> { ?s ?p ?o } }"));

        long before = hub.store().writes(Visibility.OPEN);
        assertEquals(2, update(insert).statusCode() / 100);
        assertTrue(ask("ASK { GRAPH <urn:written> { ?s ?p ?o } }"));
        assertEquals(before + 1, hub.store().writes(Visibility.OPEN));
        assertEquals(2, update("DROP GRAPH <urn:written>").statusCode() / 100);
        assertFalse(ask("ASK { GRAPH <urn:written> { ?s ?p ?o } }"));
    }

    @Test
    void aStatementOutsideANamedGraphIsRefused() throws Exception {
        assertProblem(400, "GRAPH_MISSING", update("INSERT DATA { <urn:a> <urn:b> 1 }"));
        assertProblem(400, "GRAPH_MISSING", update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"));
        assertProblem(400, "GRAPH_MISSING", update("DELETE WHERE { ?s <urn:b> ?o }"));
        assertFalse(ask("ASK { <urn:a> <urn:b> 1 }"));
        for (String parameters : new String[] {"", "?default"}) {
            assertProblem(400, "GRAPH_MISSING", hub.get("/graphs" + parameters, "Authorization", bearer()));
        }
    }

    @Test
    void theGraphStoreProtocolReadsAndWrites() throws Exception {
        assertEquals(
                2,
                graphStore("PUT", "urn:gsp", "text/turtle", "<urn:a> <urn:b> 1, 2 .")
                                .statusCode()
                        / 100);
        assertEquals(
                2,
                graphStore("POST", "urn:gsp", "text/turtle", "<urn:a> <urn:b> 3 .")
                                .statusCode()
                        / 100);
        HttpResponse<String> read =
                hub.get("/graphs?graph=urn:gsp", "Authorization", bearer(), "Accept", "application/n-triples");
        assertEquals(3, graph(read).size());
        assertEquals(2, graphStore("DELETE", "urn:gsp", "text/turtle", "").statusCode() / 100);
        assertFalse(ask("ASK { GRAPH <urn:gsp> { ?s ?p ?o } }"));
    }

    @Test
    void anUnchangedAnswerIsA304AndAWriteEndsIt() throws Exception {
        String path = "/sparql?format=csv&query=" + encode(ALL);
        String tag = hub.get(path).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> unchanged = hub.get(path, "If-None-Match", tag);
        assertEquals(304, unchanged.statusCode());
        assertEquals("", unchanged.body());
        String otherForm = hub.get("/sparql?format=tsv&query=" + encode(ALL))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertNotEquals(tag, otherForm);

        update("INSERT DATA { GRAPH <urn:etag> { <urn:a> <urn:b> 1 } }");
        assertEquals(200, hub.get(path, "If-None-Match", tag).statusCode());
        update("DROP GRAPH <urn:etag>");
        assertTrue(hub.get("/sparql?query=" + encode("SELECT (NOW() AS ?t) {}"))
                .headers()
                .firstValue("ETag")
                .isEmpty());
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        for (String query : new String[] {
            "SELECT * { " + "{".repeat(5000) + "}".repeat(5000) + " }",
            "SELECT * { ?s ?p ?o FILTER(" + "(".repeat(5000) + "1" + ")".repeat(5000) + ") }"
        }) {
            assertProblem(400, "QUERY_TOO_DEEP", hub.post("/sparql", QUERY, query));
        }
    }

    @Test
    void longChainsOfOperatorsDoNotOverflowTheStack() throws Exception {
        for (String query : new String[] {
            "SELECT * { ?s ?p ?o FILTER(" + "!".repeat(30_000) + "true) }",
            "SELECT * { ?s ?p ?o FILTER(" + "1||".repeat(20_000) + "1) } LIMIT 1",
            "SELECT * { ?s ?p ?o FILTER(" + "1+".repeat(30_000) + "1 > 0) } LIMIT 1",
            "SELECT * { ?s " + "^".repeat(30_000) + "<urn:p> ?o }",
            "SELECT * { ?s <urn:p>" + "/<urn:p>".repeat(7_000) + " ?o }",
            "SELECT * { " + "{} UNION ".repeat(7_000) + "{} } LIMIT 1",
            "SELECT * { " + "OPTIONAL {} ".repeat(5_000) + " } LIMIT 1"
        }) {
            HttpResponse<String> answer = hub.post("/sparql", QUERY, query);
            assertTrue(
                    answer.statusCode() == 200
                            || answer.body().contains("QUERY_TOO_DEEP")
                            || answer.body().contains("QUERY_DEADLINE"),
                    query.substring(0, 60) + " -> " + answer.statusCode() + " " + answer.body());
        }
    }

    @Test
    void aLongQueryIsRefused() throws Exception {
        String list = "1,".repeat(40_000) + "1";
        assertProblem(413, "QUERY_TOO_LONG", hub.post("/sparql", QUERY, "SELECT * { FILTER(1 IN (" + list + ")) }"));
        assertProblem(
                413,
                "QUERY_TOO_LONG",
                hub.post("/sparql", FORM, form(Map.of("query", "SELECT * { FILTER(1 IN (" + list + ")) }"))));
    }

    /// A list as long as a query may be, tested against every pair of statements: it cannot end by itself.
    @Test
    void anEndlessQueryIsStoppedByTheDeadline() throws Exception {
        String list = "-1,".repeat(20_000) + "-1";
        String query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER((?c + ?f + ?i) IN (" + list + ")) }";
        assertProblem(503, "QUERY_DEADLINE", hub.post("/sparql", QUERY, query));
    }

    @Test
    void badUtf8IsRefused() throws Exception {
        HttpRequest.Builder request = hub.request("/sparql")
                .header("Content-Type", QUERY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'A', 'S', 'K', (byte) 0xC3, '{', '}'}));
        assertProblem(400, "QUERY_MALFORMED", hub.send(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "update"})
    void aSyntaxErrorSaysWhereAndWhatIsExpectedInFewWords(String way) throws Exception {
        String query = "SELECT * {\n ?s ?p \n}";
        HttpResponse<String> answer = switch (way) {
            case "GET" -> hub.get("/sparql?query=" + encode(query));
            case "POST" -> hub.post("/sparql", QUERY, query);
            default ->
                hub.send(hub.request("/update")
                        .header("Authorization", "Bearer " + hub.token())
                        .header("Content-Type", UPDATE)
                        .POST(HttpRequest.BodyPublishers.ofString("INSERT DATA {\n <a:s> <a:p> \n}")));
        };
        assertProblem(400, "QUERY_MALFORMED", answer);
        assertTrue(
                answer.body().contains("\"line\":3,\"column\":1,\"fault\":\"unexpected\",\"found\":\"}\""),
                answer.body());
        assertTrue(
                answer.body().contains("line 3, column 1: '}' cannot stand there. Expected for example: "),
                answer.body());
        assertTrue(answer.body().length() < 600, answer.body());
    }

    @Test
    void aSyntaxErrorIsToldToAReaderInHisLanguage() throws Exception {
        String path = "/sparql?query=" + encode("SELECT * {\n ?s foo:p 5 }");
        String french =
                hub.get(path, "Accept", "text/html", "Accept-Language", "fr").body();
        assertTrue(french.contains("Ligne 2, colonne 5 :"), french);
        assertTrue(french.contains("le préfixe de « foo:p » n&#39;est pas déclaré"), french);
        String english =
                hub.get(path, "Accept", "text/html", "Accept-Language", "en").body();
        assertTrue(english.contains("the prefix of “foo:p” is not declared"), english);
    }

    /// 216 million rows: more than an answer may have, and the beginning is sent long before that is known.
    @Test
    void anAnswerThatIsCutOffNeverLooksComplete() {
        String query = "SELECT ?a ?c ?e { ?a ?b ?x . ?c ?d ?y . ?e ?f ?z }";
        assertThrows(IOException.class, () -> hub.get("/sparql?format=csv&query=" + encode(query)));
    }

    @Test
    void answersCarryTheHeadersOfSafePages() throws Exception {
        HttpResponse<String> answer = hub.get("/sparql?query=" + encode(ALL), "Origin", "https://elsewhere.example");
        assertTrue(answer.headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .contains("default-src 'self'"));
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(
                "*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertTrue(
                answer.headers().firstValue("Access-Control-Allow-Credentials").isEmpty());
        HttpResponse<String> write =
                hub.post("/update", FORM, form(Map.of("update", "DROP ALL")), "Origin", "https://elsewhere.example");
        assertTrue(write.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
        assertProblem(401, "TOKEN_REQUIRED", write);
    }

    private static HttpResponse<String> update(String text) throws Exception {
        return hub.post("/update", UPDATE, text, "Authorization", bearer());
    }

    private static String bearer() {
        return "Bearer " + hub.token();
    }

    private static HttpResponse<String> graphStore(String method, String graph, String type, String body)
            throws Exception {
        return hub.send(hub.request("/graphs?graph=" + encode(graph))
                .header("Authorization", bearer())
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static boolean ask(String query) throws Exception {
        return hub.get("/sparql?format=json&query=" + encode(query)).body().contains("true");
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceAll(";.*", "")
                .strip();
    }

    private static int rows(HttpResponse<String> answer) {
        var rows = ResultSetMgr.read(
                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)),
                switch (contentType(answer)) {
                    case "text/csv" -> ResultSetLang.RS_CSV;
                    case "text/tab-separated-values" -> ResultSetLang.RS_TSV;
                    case "application/sparql-results+xml", "application/xml" -> ResultSetLang.RS_XML;
                    case "application/sparql-results+json", "application/json" -> ResultSetLang.RS_JSON;
                    default -> throw new AssertionError(contentType(answer) + " " + answer.body());
                });
        int count = 0;
        while (rows.hasNext()) {
            rows.next();
            count++;
        }
        return count;
    }

    private static Graph graph(HttpResponse<String> answer) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(answer.body(), org.apache.jena.riot.RDFLanguages.contentTypeToLang(contentType(answer)))
                .parse(graph);
        return graph;
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", contentType(answer));
        assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
    }
}

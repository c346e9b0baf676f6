package city.belfry.hub.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.federation.Member;
import city.belfry.hub.sparql.QueryLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S7: a peer that does everything wrong costs its line of the receipt, and neither the answer, the time, the memory
/// nor a word of what it says.
class HostilePeersTest {
    private static final String MARK = "woorden-van-de-buur";
    private static final String SECRET = "geheim-van-de-schijf";
    private static final String JSON = "application/sparql-results+json";
    private static final String XML = "application/sparql-results+xml";
    private static final long READ_MAX = 16L << 20;
    private static final String RESULTS =
            "<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='s'/></head><results><result>"
                    + "<binding name='s'><literal>&x;" + MARK + "</literal></binding></result></results></sparql>";
    private static final String LAUGHS =
            "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'haha'><!ENTITY b '" + "&a;".repeat(1000) + "'><!ENTITY c '"
                    + "&b;".repeat(1000) + "'><!ENTITY x '" + "&c;".repeat(1000) + "'>]>";
    private static final List<String> KINDS = List.of(
            "drip",
            "endless",
            "one-string",
            "slow-header",
            "endless-header",
            "silent",
            "html",
            "xml",
            "xml-bomb",
            "xml-file",
            "xml-address",
            "xml-laughs",
            "xml-as-json",
            "void-xml",
            "void-xml-as-turtle",
            "redirect",
            "redirect-loop",
            "broken",
            "short",
            "many-vars",
            "deep",
            "error",
            "gzip",
            "switching",
            "nothing");

    @TempDir
    private static Path folder;

    /// What one kind of peer has cost.
    private record Cost(String kind, long milliseconds, long bytes) {}

    @Test
    void itCostsALineOfTheReceiptAndNothingElse() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        Map<String, EvilServer> evil = new LinkedHashMap<>();
        for (String kind : KINDS) {
            evil.put(kind, new EvilServer(kind, secret));
        }
        List<Cost> costs = new ArrayList<>();
        try (RunningHub hub = RunningHub.start(
                        folder.resolve("home"),
                        "lille",
                        RunningHub.BASE,
                        new FederationMount.Peers(
                                evil.values().stream().map(EvilServer::peer).toList(), Set.of("127.0.0.1")));
                ExecutorService askers = Executors.newFixedThreadPool(AtOnce.queries())) {
            StringBuilder own = new StringBuilder();
            KINDS.forEach(kind -> own.append("id:a :%s 3 .\n".formatted(kind)));
            hub.put("own", own.toString());
            List<Future<Cost>> asked = new ArrayList<>();
            evil.forEach((kind, server) -> asked.add(askers.submit(() -> ask(hub, kind, server))));
            for (Future<Cost> cost : asked) {
                costs.add(cost.get());
            }
        } finally {
            for (EvilServer server : evil.values()) {
                server.close();
            }
        }
        costs.forEach(cost -> Figures.print(
                "S7", "%-18s %6d ms, %9d bytes sent".formatted(cost.kind(), cost.milliseconds(), cost.bytes())));
        long most = costs.stream().mapToLong(Cost::bytes).max().orElseThrow();
        Figures.print(
                "S7",
                "%d kinds of peer, slowest answer %d ms of %d allowed, at most %d bytes sent to the hub, 0 words repeated"
                        .formatted(
                                KINDS.size(),
                                costs.stream()
                                        .mapToLong(Cost::milliseconds)
                                        .max()
                                        .orElseThrow(),
                                QueryLimits.PUBLIC.deadline().toMillis() + 1000,
                                most));
        long followed = evil.values().stream()
                .mapToLong(server -> server.followed.get())
                .sum();
        Figures.print(
                "S2",
                "%d answers of peers in XML with a DOCTYPE, 0 read, %d of their addresses called"
                        .formatted(
                                KINDS.stream()
                                        .filter(kind -> kind.contains("xml-"))
                                        .count(),
                                followed));
        assertEquals(0, followed, "an entity or a redirect was followed");
        // Sockets buffer some of what the hub never reads.
        assertTrue(most < 2 * READ_MAX, most + " bytes");
    }

    private static Cost ask(RunningHub hub, String kind, EvilServer server) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> answer = hub.get("/federation/sparql?query="
                + RunningHub.encode("SELECT ?s ?n { ?s <https://lille.example/p/" + kind + "> ?n }"));
        long took = (System.nanoTime() - start) / 1_000_000;
        assertEquals(200, answer.statusCode(), kind + answer.body());
        assertEquals("false", answer.headers().firstValue("Belfry-Complete").orElse(""), kind);
        String members = answer.headers().firstValue("Belfry-Members").orElse("");
        assertTrue(members.contains(kind + ";state=FAILED"), kind + " " + members);
        assertTrue(answer.body().contains("/id/a\""), kind + answer.body());
        assertFalse(answer.body().contains(MARK), kind);
        assertFalse(answer.body().contains(SECRET), kind);
        return new Cost(kind, took, server.sent.get());
    }

    /// Speaks just enough HTTP to lie.
    private static final class EvilServer implements AutoCloseable {
        private final String kind;
        private final ServerSocket socket;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicLong sent = new AtomicLong();
        /// Calls of what only an entity or a redirect names.
        private final AtomicLong followed = new AtomicLong();
        private final Path secret;

        EvilServer(String kind, Path secret) throws IOException {
            this.kind = kind;
            this.secret = secret;
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var _ = threads.submit(() -> {
                while (!socket.isClosed()) {
                    Socket caller = socket.accept();
                    var _ = threads.submit(() -> answer(caller));
                }
                return kind;
            });
        }

        Member.Peer peer() {
            String base = base();
            return new Member.Peer(
                    kind,
                    "Strange",
                    URI.create(base + "/sparql"),
                    Optional.of(URI.create(base + "/void")),
                    Optional.empty());
        }

        private String base() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        private String answer(Socket caller) throws IOException, InterruptedException {
            try (caller;
                    OutputStream out = caller.getOutputStream()) {
                byte[] request = new byte[1 << 16];
                int length = caller.getInputStream().read(request);
                String head = new String(request, 0, Math.max(0, length), StandardCharsets.UTF_8);
                if (head.startsWith("GET /void") && kind.startsWith("void")) {
                    String type = kind.equals("void-xml") ? "application/rdf+xml" : "text/turtle";
                    send(
                            out,
                            head(type) + doctype(base() + "/followed")
                                    + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                                    + "<rdf:Description rdf:about='urn:a'><p xmlns='urn:'>&x;" + MARK
                                    + "</p></rdf:Description></rdf:RDF>");
                } else if (head.startsWith("GET /void")) {
                    send(out, head("text/turtle") + description());
                } else if (head.contains(" /followed")) {
                    followed.incrementAndGet();
                    send(out, head("text/plain") + MARK);
                } else {
                    evil(out);
                }
                return head;
            }
        }

        private void evil(OutputStream out) throws IOException, InterruptedException {
            String rows = "{\"head\":{\"vars\":[\"s\",\"n\"]},\"results\":{\"bindings\":[";
            String row =
                    "{\"s\":{\"type\":\"uri\",\"value\":\"https://strange.example/id/1\"},\"n\":{\"type\":\"literal\",\"value\":\""
                            + MARK + "\"}},";
            switch (kind) {
                case "drip" -> forever(out, head(JSON) + rows, " ", 100);
                case "endless" -> forever(out, head(JSON) + rows, row.repeat(200), 0);
                case "one-string" -> forever(out, head(JSON) + "{\"head\":{\"vars\":[\"", "a".repeat(8192), 0);
                case "slow-header" -> forever(out, "HTTP/1.1 200 OK\r\n", "X-A: b\r\n", 100);
                case "endless-header" -> forever(out, "HTTP/1.1 200 OK\r\n", "X-A: " + "b".repeat(8000) + "\r\n", 0);
                case "silent" -> forever(out, "", "", 100);
                case "html" -> send(out, head("text/html") + "<p>" + MARK);
                case "xml" ->
                    send(
                            out,
                            head(XML)
                                    + "<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head/><results/></sparql>");
                case "xml-bomb" ->
                    send(
                            out,
                            head(JSON)
                                    + "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><r>&x;"
                                    + MARK + "</r>");
                case "xml-file" -> send(out, head(XML) + doctype(secret.toUri().toString()) + RESULTS);
                case "xml-address", "void-xml", "void-xml-as-turtle" ->
                    send(out, head(XML) + doctype(base() + "/followed") + RESULTS);
                case "xml-laughs" -> send(out, head(XML) + LAUGHS + RESULTS);
                case "xml-as-json" -> send(out, head(JSON) + doctype(base() + "/followed") + RESULTS);
                case "redirect" ->
                    send(
                            out,
                            "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/" + MARK
                                    + "\r\nContent-Length: 0\r\n\r\n");
                case "redirect-loop" ->
                    send(out, "HTTP/1.1 307 Again\r\nLocation: /followed\r\nContent-Length: 0\r\n\r\n");
                case "broken" -> send(out, head(JSON) + rows + row + "{\"s\":" + MARK);
                case "short" ->
                    send(
                            out,
                            "HTTP/1.1 200 OK\r\nContent-Type: " + JSON + "\r\nContent-Length: 99999\r\n\r\n" + rows
                                    + MARK);
                case "many-vars" ->
                    send(out, head(JSON) + "{\"head\":{\"vars\":[" + "\"v\",".repeat(100_000) + "\"" + MARK + "\"");
                case "deep" -> send(out, head(JSON) + "[".repeat(200_000) + MARK);
                case "error" ->
                    send(
                            out,
                            "HTTP/1.1 500 " + MARK + "\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
                                    + MARK);
                case "gzip" ->
                    send(
                            out,
                            "HTTP/1.1 200 OK\r\nContent-Type: " + JSON
                                    + "\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nno gzip " + MARK);
                case "switching" -> send(out, "HTTP/1.1 101 Switching\r\nUpgrade: " + MARK + "\r\n\r\n");
                default -> send(out, MARK);
            }
        }

        /// Each peer holds a property of its own, so that a question is put to one of them.
        private String description() {
            return """
                    @prefix void: <http://rdfs.org/ns/void#> .
                    <#all> a void:Dataset ; void:propertyPartition
                      [ void:property <https://lille.example/p/%s> ; void:uriSpace "https://strange.example/id/" ; void:triples 1 ] .
                    """.formatted(kind);
        }

        private static String doctype(String entity) {
            return "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM '" + entity + "'>]>";
        }

        private static String head(String type) {
            return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n";
        }

        /// For as long as somebody listens, and no longer than a test should take.
        private void forever(OutputStream out, String start, String more, long pause)
                throws IOException, InterruptedException {
            send(out, start);
            long end = System.nanoTime() + 40_000_000_000L;
            while (System.nanoTime() < end && !socket.isClosed()) {
                send(out, more);
                if (pause > 0) {
                    Thread.sleep(pause);
                }
            }
        }

        private void send(OutputStream out, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            out.flush();
            sent.addAndGet(bytes.length);
        }

        @Override
        public void close() throws IOException {
            socket.close();
            threads.shutdownNow();
        }
    }
}

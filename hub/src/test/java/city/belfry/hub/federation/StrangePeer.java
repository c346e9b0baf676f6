package city.belfry.hub.federation;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A server that describes itself as a hub and answers, by its path, in all the wrong ways.
final class StrangePeer {
    private static final String VOID = """
            @prefix void: <http://rdfs.org/ns/void#> .
            <#all> a void:Dataset ; void:propertyPartition
              [ void:property <https://example.org/p/docks> ; void:uriSpace "https://strange.example/id/" ; void:triples 1 ] .
            """;

    private StrangePeer() {}

    static void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/void" -> send(exchange, 200, "text/turtle", VOID);
            case "/liar" -> send(exchange, 200, "application/sparql-results+json", """
                    {"head":{"vars":["s","n"]},"results":{"bindings":[
                    {"s":{"type":"uri","value":"https://strange.example/id/station/1"},"n":{"type":"literal","value":"1"}},
                    {"s":{"type":"uri","value":"https://riga.example/id/station/1"},"n":{"type":"literal","value":"999"}}]}}
                    """);
            case "/html" -> send(exchange, 200, "text/html", "<p>SECRET</p>");
            case "/broken" -> send(exchange, 200, "application/sparql-results+json", "{\"head\":{\"vars\":[\"s\"],");
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/");
                send(exchange, 302, "text/plain", "SECRET");
            }
            case "/drip" -> drip(exchange);
            default -> send(exchange, 500, "text/plain", "SECRET");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/sparql-results+json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 600; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

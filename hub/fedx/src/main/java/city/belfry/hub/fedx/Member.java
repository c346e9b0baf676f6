package city.belfry.hub.fedx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A member of the federation behind a door that counts its queries and can make it behave badly. */
final class Member implements AutoCloseable {
    /** How the member behaves towards those who ask it. */
    enum Mood {
        WELL,
        /** Closes every connection without an answer, as a killed process does. */
        KILLED,
        /** Sends a blank ten times a second and never ends. */
        DRIPPING,
        /** Answers about things of another city. */
        LYING
    }

    private static final Duration TIME_MAX = Duration.ofMinutes(5);
    private static final List<String> PASSED_ON = List.of("Accept", "Content-Type");
    private static final String LIE =
            "{\"head\":{\"vars\":[\"station\",\"name\"]},\"results\":{\"bindings\":[{\"station\":{\"type\":"
                    + "\"uri\",\"value\":\"https://vilnius.example/id/bike-station/made-up\"},\"name\":{\"type\":\"literal\",\"value\":\"Metro"
                    + " of a liar\"},\"longitude\":{\"type\":\"literal\",\"value\":\"1\"},\"latitude\":{\"type\":\"literal\",\"value\":\"1\"}}]}}";

    private final String id;
    private final URI behind;
    private final HttpServer door;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.WELL);
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param port of the door, on the loopback address
     * @param behind the member itself, without a path
     */
    Member(String id, int port, URI behind) throws IOException {
        this.id = id;
        this.behind = behind;
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        door.setExecutor(Executors.newCachedThreadPool());
        door.createContext("/", this::answer);
        door.start();
    }

    String id() {
        return id;
    }

    String endpoint() {
        return "http://127.0.0.1:" + door.getAddress().getPort() + "/sparql";
    }

    void be(Mood next) {
        mood.set(next);
    }

    int queries() {
        return queries.get();
    }

    long bytes() {
        return bytes.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isQuery = exchange.getRequestURI().getPath().startsWith("/sparql");
        if (isQuery) {
            queries.incrementAndGet();
        }
        try (exchange) {
            switch (isQuery ? mood.get() : Mood.WELL) {
                case KILLED -> exchange.getRequestBody().close();
                case DRIPPING -> drip(exchange);
                case LYING -> {
                    byte[] lie = LIE.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/sparql-results+json");
                    exchange.sendResponseHeaders(200, lie.length);
                    exchange.getResponseBody().write(lie);
                }
                case WELL -> passOn(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        behind.resolve(exchange.getRequestURI().toString()))
                .timeout(TIME_MAX)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            for (String value : exchange.getRequestHeaders().getOrDefault(name, List.of())) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        bytes.addAndGet(answer.body().length);
    }

    private static void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/sparql-results+json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 600; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        }
    }

    @Override
    public void close() {
        door.stop(0);
    }
}

package city.belfry.hub.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing is called but what the rules allow, whatever a name resolves to or a server redirects to; and no answer
/// takes more than its caps. The server is a real one on loopback.
class DoorTest {
    private static final Caps CAPS = new Caps(1 << 20, Duration.ofSeconds(20));
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1");

    @TempDir
    Path folder;

    private HttpServer server;
    private final AtomicInteger hits = new AtomicInteger();

    DoorTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            hits.incrementAndGet();
            switch (exchange.getRequestURI().getPath()) {
                case "/feed" -> feed(exchange);
                case "/redirect-inside" -> redirect(exchange, "/feed");
                case "/redirect-metadata" -> redirect(exchange, "http://169.254.169.254/latest/meta-data");
                case "/redirect-file" -> redirect(exchange, "file:///etc/passwd");
                case "/redirect-loop" -> redirect(exchange, "/redirect-loop");
                case "/drip" -> drip(exchange);
                case "/silent" -> sleep(20_000);
                case "/endless" -> endless(exchange);
                default -> respond(exchange, 404, "SECRET of the server");
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesOnceAndAsksThenWhetherItChanged() throws IOException {
        Answer.Body body =
                assertInstanceOf(Answer.Body.class, local().fetch(address("/feed"), Validator.NONE, target(), CAPS));
        assertEquals("stops", Files.readString(target()));
        assertEquals(Optional.of("\"v1\""), body.validator().entityTag());
        assertInstanceOf(Answer.Unchanged.class, local().fetch(address("/feed"), body.validator(), target(), CAPS));
    }

    @Test
    void followsARedirectToAnAllowedAddress() throws IOException {
        local().fetch(address("/redirect-inside"), Validator.NONE, target(), CAPS);
        assertEquals("stops", Files.readString(target()));
    }

    @Test
    void refusesARedirectThatLeadsElsewhere() {
        assertEquals(
                OutboundException.Code.HOST_NOT_ALLOWED,
                failure(local(), "/redirect-metadata").code());
        assertEquals(
                OutboundException.Code.ADDRESS_INVALID,
                failure(local(), "/redirect-file").code());
        assertEquals(
                OutboundException.Code.SOURCE_UNREACHABLE,
                failure(local(), "/redirect-loop").code());
    }

    @Test
    void callsNoHostThatIsNotListed() {
        Door door = new Door(Set.of("data.example"), Set.of(), HostNames.OF_THE_SYSTEM);
        assertEquals(
                OutboundException.Code.HOST_NOT_ALLOWED, failure(door, "/feed").code());
        assertEquals(0, hits.get());
    }

    @Test
    void callsNoPrivateAddressUnderAnAllowedName() {
        for (String address : new String[] {
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "::1",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::"
        }) {
            Door door = new Door(Set.of("data.example"), Set.of(), host -> InetAddress.getAllByName(address));
            OutboundException denied = assertThrows(
                    OutboundException.class,
                    () -> door.fetch(
                            URI.create("http://data.example:" + port() + "/feed"), Validator.NONE, target(), CAPS),
                    address);
            assertEquals(OutboundException.Code.ADDRESS_PRIVATE, denied.code(), address);
        }
        assertEquals(0, hits.get());
    }

    @Test
    void onePrivateAddressAmongPublicOnesIsEnoughToRefuse() {
        Door door = new Door(Set.of("data.example"), Set.of(), host ->
                new InetAddress[] {InetAddress.ofLiteral("9.9.9.9"), InetAddress.ofLiteral("127.0.0.1")});
        OutboundException denied = assertThrows(
                OutboundException.class,
                () -> door.fetch(URI.create("http://data.example/feed"), Validator.NONE, target(), CAPS));
        assertEquals(OutboundException.Code.ADDRESS_PRIVATE, denied.code());
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndAsksForItOnce() throws IOException {
        // The name exists nowhere: the connection can only come from the pin.
        AtomicInteger lookups = new AtomicInteger();
        Door door = new Door(Set.of(), Set.of("pinned.invalid"), host -> {
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        door.fetch(URI.create("http://pinned.invalid:" + port() + "/feed"), Validator.NONE, target(), CAPS);
        assertEquals("stops", Files.readString(target()));
        assertEquals(1, lookups.get());
    }

    @Test
    void stopsAtTheByteCapAndAtTheTimeCap() {
        Caps small = new Caps(64 << 10, Duration.ofSeconds(20));
        Caps hasty = new Caps(1 << 20, Duration.ofMillis(600));
        assertEquals(
                OutboundException.Code.SOURCE_TOO_LARGE,
                failure(local(), "/endless", small).code());
        assertEquals(
                OutboundException.Code.SOURCE_TOO_SLOW,
                failure(local(), "/drip", hasty).code());
        assertEquals(
                OutboundException.Code.SOURCE_TOO_SLOW,
                failure(local(), "/silent", hasty).code());
    }

    @Test
    void aFailureNamesTheStatusAndNeverTheBody() {
        OutboundException refused = failure(local(), "/nothing");
        assertEquals(OutboundException.Code.SOURCE_REFUSED, refused.code());
        assertTrue(refused.getMessage().contains("status 404"), refused.getMessage());
        assertFalse(refused.getMessage().contains("SECRET"), refused.getMessage());
    }

    @Test
    void aRefusedConnectionIsUnreachable() {
        server.stop(0);
        assertEquals(
                OutboundException.Code.SOURCE_UNREACHABLE,
                failure(local(), "/feed").code());
    }

    private static Door local() {
        return new Door(Set.of(), LOOPBACK, HostNames.OF_THE_SYSTEM);
    }

    private OutboundException failure(Door door, String path) {
        return failure(door, path, CAPS);
    }

    private OutboundException failure(Door door, String path, Caps caps) {
        return assertThrows(
                OutboundException.class, () -> door.fetch(address(path), Validator.NONE, target(), caps), path);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private Path target() {
        return folder.resolve("answer");
    }

    private static void feed(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("ETag", "\"v1\"");
        if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
        } else {
            respond(exchange, 200, "stops");
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
                out.write('x');
                out.flush();
                sleep(100);
            }
        }
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1000; i++) {
                out.write(new byte[8192]);
            }
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package city.belfry.hub.hostile;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on this machine that nothing of a hub may call; it counts who does.
final class Canary implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger hits = new AtomicInteger();

    private Canary(HttpServer server) {
        this.server = server;
    }

    /// Starts it.
    ///
    /// @param turtle what it would answer
    static Canary start(String turtle) throws IOException {
        byte[] body = turtle.getBytes(StandardCharsets.UTF_8);
        Canary canary = new Canary(HttpServer.create(new InetSocketAddress(0), 0));
        canary.server.createContext("/", exchange -> {
            canary.hits.incrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "text/turtle");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        canary.server.start();
        return canary;
    }

    int hits() {
        return hits.get();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Ways to name this machine, and a file of it.
    List<String> spellings(Path secret) {
        String port = ":" + port() + "/x.ttl";
        List<String> spellings = new ArrayList<>();
        for (String host : List.of(
                "127.0.0.1",
                "localhost",
                "LOCALHOST",
                "LocalHost",
                "localhost.",
                "127.0.0.1.",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "017700000001",
                "127.000.000.001",
                "0",
                "0.0.0.0",
                "127.0.0.2",
                "127.255.255.254",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "user@127.0.0.1",
                "data.example@127.0.0.1",
                "data.example:80@127.0.0.1",
                "127%2e0%2e0%2e1",
                "localhost%00.data.example")) {
            spellings.add("http://" + host + port);
        }
        String here = "127.0.0.1" + port;
        String file = secret.toString();
        spellings.addAll(List.of(
                "HTTP://" + here,
                "hTTpS://" + here,
                "ftp://" + here,
                "gopher://" + here,
                "ws://" + here,
                "jar:http://" + here + "!/x",
                "file://" + file,
                "file:" + file,
                "FILE:///" + file.substring(1),
                "file://localhost" + file,
                "jar:file:" + file + "!/x",
                "netdoc:" + file,
                "classpath:/application.properties"));
        return spellings;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

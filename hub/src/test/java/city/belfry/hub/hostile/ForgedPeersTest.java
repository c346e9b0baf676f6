package city.belfry.hub.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.PeerEntry;
import city.belfry.hub.cli.Spoken;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.federation.Member;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S1 for peers: whoever gives a private address or a file as a peer, in `city.yaml`, by `belfry peers add`, or by a
/// redirect of a peer that may be called, makes the hub call and read nothing.
class ForgedPeersTest {
    private static final String MARK = "gelesen-van-de-buur";
    private static final String CITY = "city: { id: lille, label: Lille, base: \"https://lille.example\" }\n";
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private static final Pattern FAILED = Pattern.compile("\"state\"\\s*:\\s*\"FAILED\"");

    @TempDir
    private static Path folder;

    private static Canary canary;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("secret.ttl"), "<urn:s> <urn:p> \"" + MARK + "\" .");
        canary = Canary.start("<urn:s> <urn:p> \"" + MARK + "\" .");
    }

    @AfterAll
    static void stop() {
        canary.close();
    }

    private static List<String> spellings() {
        return canary.spellings(folder.resolve("secret.ttl"));
    }

    /// Each spelling by the command line, and then all that the file took, by a hub that asks them.
    @Test
    void noPeerOfACityIsAtAPrivateAddress() throws Exception {
        Path file = folder.resolve("city.yaml");
        Files.writeString(file, CITY);
        int refused = 0;
        int number = 0;
        for (String spelling : spellings()) {
            Spoken said = Spoken.by(
                    "peers", "add", "p" + number++, spelling, "--description", spelling, "--city", file.toString());
            assertFalse((said.out() + said.err()).contains(MARK), spelling);
            refused += said.exitCode() == 0 ? 0 : 1;
        }
        List<PeerEntry> kept = CityFile.read(file).peers();
        assertEquals(number, refused + kept.size());

        Spoken tested = Spoken.by("peers", "test", "--json", "--city", file.toString());
        assertEquals(5, tested.exitCode(), tested.out() + tested.err());
        assertFalse(tested.out().contains("\"answers\":true"), tested.out());
        assertFalse(tested.out().contains(MARK), tested.out());

        // With a description, which is fetched, and without, where the endpoint is asked for it.
        List<Member.Peer> peers = new ArrayList<>();
        for (PeerEntry peer : kept) {
            peers.add(new Member.Peer(peer.id(), peer.id(), peer.endpoint(), peer.description(), Optional.empty()));
            peers.add(new Member.Peer(
                    peer.id() + "-asked", peer.id(), peer.endpoint(), Optional.empty(), Optional.empty()));
        }
        askAll(peers, Set.of());
        Figures.print(
                "S1",
                "peers in %d spellings: %d refused by the command line, %d not called by 'peers test', %d not by a hub; canary hits %d"
                        .formatted(number, refused, kept.size(), peers.size(), canary.hits()));
        assertEquals(0, canary.hits());
    }

    /// A peer that may be called sends every question, and every call for its description, on.
    @Test
    void noRedirectOfAPeerIsFollowed() throws Exception {
        List<String> spellings = spellings();
        AtomicInteger asked = new AtomicInteger();
        HttpServer redirector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirector.createContext("/", exchange -> {
            asked.incrementAndGet();
            int which = Integer.parseInt(exchange.getRequestURI().getPath().replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("Location", spellings.get(which / REDIRECTS.size()));
            exchange.sendResponseHeaders(REDIRECTS.get(which % REDIRECTS.size()), -1);
            exchange.close();
        });
        redirector.start();
        try {
            String base = "http://127.0.0.1:" + redirector.getAddress().getPort() + "/";
            List<Member.Peer> peers = new ArrayList<>();
            for (int i = 0; i < spellings.size() * REDIRECTS.size(); i++) {
                peers.add(new Member.Peer(
                        "p" + i,
                        "p" + i,
                        URI.create(base + i),
                        i % 2 == 0 ? Optional.of(URI.create(base + "void/" + i)) : Optional.empty(),
                        Optional.of("token-of-the-peer")));
            }
            askAll(peers, Set.of("127.0.0.1"));
            assertTrue(asked.get() >= peers.size(), asked + " calls");
            Figures.print(
                    "S1",
                    "%d redirects of peers, by 5 states to %d spellings, 0 followed, canary hits %d"
                            .formatted(asked.get(), spellings.size(), canary.hits()));
        } finally {
            redirector.stop(0);
        }
        assertEquals(0, canary.hits());
    }

    private static void askAll(List<Member.Peer> peers, Set<String> privateHosts) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        try (RunningHub hub =
                RunningHub.start(home, "lille", RunningHub.BASE, new FederationMount.Peers(peers, privateHosts))) {
            hub.put("own", "id:a :docks 3 .");
            HttpResponse<String> answer = hub.get("/federation/sparql?query="
                    + RunningHub.encode("SELECT ?s ?n { ?s <https://lille.example/p/docks> ?n }"));
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("false", answer.headers().firstValue("Belfry-Complete").orElse(""));
            assertFalse(answer.body().contains(MARK), answer.body());
            long failed = FAILED.matcher(answer.body()).results().count();
            assertEquals(peers.size(), failed, "each has its line of the receipt: " + answer.body());
            assertFalse(hub.get("/federation", "Accept", "text/html").body().contains(MARK));
            assertFalse(hub.get("/api/v1/peers").body().contains(MARK));
        }
    }
}

package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.RunningHub;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.federation.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A hub with a published city and a browser before it, for the tests of one class.
final class VisitedHub implements BeforeAllCallback, AfterAllCallback {
    /// Widths of windows in pixels.
    static final int DESK = 1280;

    static final int PHONE = 390;

    private static final Path ROOT =
            Path.of(System.getProperty("belfry.root", "..")).toAbsolutePath().normalize();

    private final String cityFile;
    private final Path data;
    private final Map<String, VisitedHub> known;
    private @Nullable Path home;
    private @Nullable Browser browser;
    private @Nullable RunningHub hub;

    private VisitedHub(String cityFile, Path data, Map<String, VisitedHub> known) {
        this.cityFile = cityFile;
        this.data = data;
        this.known = known;
    }

    static VisitedHub ofSampleCity() {
        return new VisitedHub("hub/sample/city.yaml", ROOT, Map.of());
    }

    /// A city of `src/test/cities`; its tests are skipped when the published data are not beside the project.
    static VisitedHub ofRealCity(String name) {
        return new VisitedHub(
                "hub/src/test/cities/" + name + "/city.yaml",
                ROOT.resolve("../shared/data").resolve(name).normalize(),
                Map.of());
    }

    /// The same hub with a peer, which must be started before it.
    VisitedHub knowing(String id, VisitedHub peer) {
        return new VisitedHub(cityFile, data, Map.of(id, peer));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeTrue(
                Files.exists(data),
                () -> "Skipped: no page of a real city was looked at; the data " + data + " are no part of Belfry.");
        home = Files.createTempDirectory("visited");
        browser = Browser.start();
        List<Member.Peer> peers = known.entrySet().stream()
                .map(peer -> peer.getValue().asPeer(peer.getKey()))
                .toList();
        hub = RunningHub.ofCity(cityFile, home, new FederationMount.Peers(peers, Set.of("127.0.0.1")));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (hub != null) {
            stop();
        }
        if (browser != null) {
            browser.close();
        }
        if (home != null) {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(VisitedHub::delete);
            }
        }
    }

    private Member.Peer asPeer(String id) {
        URI here = URI.create("http://127.0.0.1:" + hub().port());
        return new Member.Peer(
                id, id, here.resolve("/sparql"), Optional.of(here.resolve("/.well-known/void")), Optional.empty());
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As when its machine fails.
    void stop() {
        hub().close();
        hub = null;
    }

    Browser browser() {
        return Objects.requireNonNull(browser, "started before the tests");
    }

    RunningHub hub() {
        return Objects.requireNonNull(hub, "started before the tests");
    }

    String address(String path) {
        return "http://localhost:" + hub().port() + path;
    }

    /// Looks at pages for faults, French on a desk and English on a phone: each is seen in both languages and both
    /// widths.
    Stream<DynamicTest> inOrder(List<String> paths) {
        return paths.stream().flatMap(path -> {
            String language = path + (path.contains("?") ? "&" : "?") + "lang=";
            return Stream.of(
                    dynamicTest(path, () -> inOrder(language + "fr", DESK)),
                    dynamicTest(path + " on a phone", () -> inOrder(language + "en", PHONE)));
        });
    }

    private void inOrder(String path, int width) {
        Browser.Visit visit = browser().visit(address(path), width);
        assertEquals(List.of(), visit.faults(), path);
        assertFalse(visit.title().isBlank());
    }
}

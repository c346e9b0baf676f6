package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private @Nullable Path home;
    private @Nullable Browser browser;
    private @Nullable RunningHub hub;

    private VisitedHub(String cityFile, Path data) {
        this.cityFile = cityFile;
        this.data = data;
    }

    static VisitedHub ofSampleCity() {
        return new VisitedHub("hub/sample/city.yaml", ROOT);
    }

    /// A city of `src/test/cities`; its tests are skipped when the published data are not beside the project.
    static VisitedHub ofRealCity(String name) {
        return new VisitedHub(
                "hub/src/test/cities/" + name + "/city.yaml",
                ROOT.resolve("../shared/data").resolve(name).normalize());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeTrue(
                Files.exists(data),
                () -> "Skipped: no page of a real city was looked at; the data " + data + " are no part of Belfry.");
        home = Files.createTempDirectory("visited");
        browser = Browser.start();
        hub = RunningHub.ofCity(cityFile, home);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (hub != null) {
            hub.close();
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

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

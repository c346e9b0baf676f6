package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.Progress;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A steward's visit: the catalogue, a facet, a dataset without a licence, its form; the score rises while the licence
/// is typed, and what was published is still there after the next run.
class CatalogueInABrowserTest {
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final String CC0 = "http://publications.europa.eu/resource/authority/licence/CC0";

    @RegisterExtension
    static final VisitedHub CITY = VisitedHub.ofSampleCity();

    @TestFactory
    Stream<DynamicTest> everyPageIsInOrder() {
        return Stream.of(
                        "/catalogue",
                        "/catalogue?q=zzzz",
                        "/catalogue?licence=none",
                        "/dataset/temperatures",
                        "/dataset/communes")
                .flatMap(path -> {
                    String separator = path.contains("?") ? "&" : "?";
                    return Stream.of(
                            dynamicTest(path, () -> inOrder(path + separator + "lang=fr", DESK)),
                            dynamicTest(path + " on a phone", () -> inOrder(path + separator + "lang=en", PHONE)));
                });
    }

    private static void inOrder(String path, int width) {
        assertEquals(List.of(), CITY.browser().visit(CITY.address(path), width).faults(), path);
    }

    private static int points(Page page) {
        return Integer.parseInt(
                page.locator("[data-score=points]").textContent().strip());
    }

    @Test
    void aStewardFillsInALicenceAndItStays() {
        for (int width : List.of(DESK, PHONE)) {
            Browser.Visit visit = CITY.browser().with(CITY.address("/sign-in?lang=en&to=/catalogue"), width, page -> {
                page.locator("#token").fill(CITY.hub().token());
                page.locator(".sign-in button").click();
                page.waitForURL("**/catalogue");
                page.locator(".facets details").evaluateAll("all => all.forEach(one => one.open = true)");
                if (width == DESK) {
                    fillIn(page);
                } else {
                    page.navigate(CITY.address("/steward/metadata/arbres"));
                }
                page.locator("form.metadata").waitFor();
            });
            assertEquals(List.of(), visit.faults());
        }
        ingestAgain();
        Browser.Visit after = CITY.browser().with(CITY.address("/dataset/arbres?lang=en"), DESK, page -> {
            assertTrue(page.locator(".properties").first().textContent().contains("Creative Commons Zero"));
            assertTrue(page.locator("h1").textContent().contains("anew"), "the run has run");
        });
        assertEquals(List.of(), after.faults());
    }

    private static void fillIn(Page page) {
        page.locator(".facets a:has-text('No licence')").click();
        page.locator(".datasets a[href='/dataset/arbres']").click();
        page.locator(".sections a[href='/steward/metadata/arbres']").click();
        int before = points(page);
        page.locator("input[name=license]").fill(CC0);
        page.waitForFunction(
                "before => Number(document.querySelector('[data-score=points]').textContent) > before", before);
        assertEquals(before + 30, points(page));
        page.locator("button[value=publish]").click();
        page.locator(".done")
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        assertEquals(before + 30, points(page));
    }

    private static void ingestAgain() {
        try {
            Path sample = Path.of(System.getProperty("belfry.root", ".."))
                    .toAbsolutePath()
                    .resolve("hub/sample")
                    .normalize();
            Path folder = CITY.hub().store().home().resolve("changed");
            Files.createDirectories(folder);
            String city = Files.readString(sample.resolve("city.yaml"));
            Files.writeString(
                    folder.resolve("city.yaml"),
                    city.replace("en: \"Trees of some parks and squares\"", "en: \"Trees, anew\""));
            Files.copy(sample.resolve("arbres.csv"), folder.resolve("arbres.csv"));
            CityFile file = CityFile.read(folder.resolve("city.yaml"));
            new Ingest(file, CITY.hub().store(), Clock.systemUTC(), Progress.NONE).run(List.of(file.dataset("arbres")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

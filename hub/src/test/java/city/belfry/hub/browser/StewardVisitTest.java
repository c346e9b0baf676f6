package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.ingest.SmallCity;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A steward's visit, from the first click to what is stored: sign in, run, dry run, see the difference, publish, read
/// a
/// finding and its row, take the table along, go back to the version before.
class StewardVisitTest {
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    @TempDir
    private static Path folder;

    private static SmallCity city;
    private static RunningHub hub;
    private static Browser browser;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        city = SmallCity.in(folder);
        hub = RunningHub.ofCity(city.file(), city.home());
        token = hub.token();
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
            browser.close();
        }
    }

    @Test
    void fromTheFirstClickToTheStoredEffect() throws Exception {
        for (int width : List.of(DESK, PHONE)) {
            List<String> pages = new ArrayList<>();
            Browser.Visit visit = browser.with(address("/?lang=en"), width, page -> {
                page.click("text=Sign in");
                page.fill("#token", token);
                page.click("main button");
                page.waitForURL("**/steward");
                watch(page, pages, width);

                page.navigate(address("/steward/sources/bikes"));
                stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,30");
                run(page, "Run");
                stations(
                        "1,Gare,0.5,0.5,20",
                        "2,Hall of " + width + ",1.5,0.5,30",
                        "3,Huge,0.5,0.5,999",
                        "4,Odd,0.1,0.1");
                page.navigate(address("/steward/sources/bikes"));
                run(page, "Dry run");
                assertTrue(page.textContent("main").contains("Hall of " + width));
                watch(page, pages, width);

                page.click("text=/Publish version \\d+/");
                page.waitForSelector("text=is published");
                watch(page, pages, width);
                page.click(".counters a");
                assertTrue(page.textContent("main").contains("too many docks"));
                watch(page, pages, width);
                Download download = page.waitForDownload(() -> page.click("text=CSV for spreadsheets"));
                assertTrue(read(download.path()).startsWith("\uFEFFcode,severity,source,line"));

                page.click("td a:has-text('bikes.csv')");
                assertTrue(page.textContent("main").contains("4,Odd,0.1,0.1"), page.textContent("main"));
                watch(page, pages, width);

                page.navigate(address("/steward/sources/bikes"));
                watch(page, pages, width);
                page.locator("a:has-text('Go back to version')").first().click();
                watch(page, pages, width);
                page.click("main button");
                page.waitForSelector("text=is published");
                page.navigate(address("/steward"));
            });
            assertEquals(List.of(), visit.faults(), "at " + width);
            assertEquals(List.of(), pages, "at " + width);
            String stored = hub.get("/sparql?query="
                            + RunningHub.encode(
                                    "SELECT ?o { GRAPH <" + SmallCity.BASE + "/graph/bikes> { ?s ?p ?o } }"))
                    .body();
            assertFalse(stored.contains("Hall of " + width), "the rollback is stored");
            assertTrue(stored.contains("Hall"));
        }
    }

    /// Madrid's museums, whose positions a spreadsheet has spoilt; its trees; its green areas, which are a workbook
    /// under the name of a table.
    @Test
    void theSameOnARealCity() throws Exception {
        Path root = Path.of(System.getProperty("belfry.root", ".."))
                .toAbsolutePath()
                .normalize();
        Path data = root.resolve("../shared/data/madrid").normalize();
        assumeTrue(
                Files.exists(data),
                () -> "Skipped: the real data " + data + " are not there; they are no part of Belfry.");
        Path home = folder.resolve("madrid");
        try (RunningHub madrid = RunningHub.ofCity(root.resolve("hub/src/test/cities/madrid/city.yaml"), home)) {
            String start = "http://localhost:" + madrid.port();
            List<String> pages = new ArrayList<>();
            Browser.Visit visit = browser.with(start + "/sign-in?lang=fr", DESK, page -> {
                page.fill("#token", madrid.token());
                page.click("main form button");
                page.waitForURL("**/steward");
                watch(page, pages, DESK);
                page.navigate(start + "/steward/sources/museos");
                run(page, "Essai à blanc");
                assertTrue(page.textContent(".counters").contains("69"), "all of them would be kept out");
                watch(page, pages, DESK);
                page.navigate(start + "/steward/sources/arbolado");
                run(page, "Essai à blanc");
                page.click("text=/Publier la version 1/");
                page.waitForSelector("text=Version 1 publiée");
                page.navigate(start + "/steward/sources/zonas-verdes");
                run(page, "Exécuter");
                page.navigate(start + "/steward/findings/zonas-verdes");
                assertTrue(page.textContent("main").contains("classeur Excel"), page.textContent("main"));
                watch(page, pages, DESK);
                page.navigate(start + "/steward");
            });
            assertEquals(List.of(), visit.faults());
            assertEquals(List.of(), pages);
            String count = madrid.get("/sparql?format=csv&query="
                            + RunningHub.encode(
                                    "SELECT (COUNT(*) AS ?n) { GRAPH <https://madrid.example/graph/arbolado>"
                                            + " { ?s ?p ?o } }"))
                    .body();
            assertTrue(Integer.parseInt(count.lines().skip(1).findFirst().orElse("0")) > 500, count);
        }
    }

    private static void run(Page page, String button) {
        page.locator("main .actions button:text-is('" + button + "')").first().click();
        page.waitForSelector(".counters, .fault");
    }

    private static void watch(Page page, List<String> faults, int width) {
        faults.addAll(browser.look(page, width));
    }

    private static void stations(String... rows) {
        try {
            city.stations(rows);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String address(String path) {
        return "http://localhost:" + hub.port() + path;
    }
}

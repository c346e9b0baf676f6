package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every kind of page, in a browser: it keeps WCAG 2.2 AA as far as axe-core can tell, fits a wide and a narrow window,
/// asks no other host for anything and makes no complaint in the console.
class PagesInABrowserTest {
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    private static final List<String> PAGES = List.of(
            "/",
            "/search?q=gare",
            "/search?q=zzzz",
            "/dataset/arbres",
            "/doc/dataset/arbres",
            "/sparql",
            "/sign-in",
            "/queries/line-stops-step-free",
            "/queries/daily-mean-above?threshold=many",
            "/queries/bike-stations-by-commune",
            "/federation",
            "/federation?question=cities-bike-stations-named&word=gare",
            "/ont",
            "/why",
            "/why?subject=https://lille.example/id/municipality/communes-59350&predicate=rdfs:label",
            "/why?subject=https://lille.example/id/line/transport-M1",
            "/donnees-personnelles",
            "/ont?q=arbre",
            "/ont/mobility",
            "/ont/external",
            "/ont/changes",
            "/vocab/Quay",
            "/vocab/servesStop",
            "/vocab/CityObject",
            "/code/transport-mode",
            "/profiles/gtfs");

    @RegisterExtension
    static final VisitedHub CITY = VisitedHub.ofSampleCity();

    /// French on a desk, English on a phone: each page is seen in both languages and both widths.
    @TestFactory
    Stream<DynamicTest> everyPageIsInOrder() {
        return PAGES.stream().flatMap(path -> {
            String separator = path.contains("?") ? "&" : "?";
            return Stream.of(
                    dynamicTest(path, () -> inOrder(path + separator + "lang=fr", DESK)),
                    dynamicTest(path + " on a phone", () -> inOrder(path + separator + "lang=en", PHONE)));
        });
    }

    @Test
    void aThingOfTheCityIsInOrder() {
        String[] thing = {""};
        CITY.browser().with(CITY.address("/search?q=gare&lang=fr"), DESK, page -> {
            page.locator(".hits a").first().click();
            page.waitForLoadState();
            thing[0] = page.url();
        });
        assertTrue(thing[0].contains("/doc/"), thing[0]);
        for (int width : List.of(DESK, PHONE)) {
            assertEquals(List.of(), CITY.browser().visit(thing[0], width).faults());
        }
    }

    @Test
    void theRegisterOfPersonalDataIsInOrderBehindTheSignIn() {
        for (int width : List.of(DESK, PHONE)) {
            Browser.Visit visit = CITY.browser().with(CITY.address("/steward/privacy"), width, page -> {
                page.fill("input[name=token]", CITY.hub().token());
                page.locator("main form button").click();
                page.waitForURL("**/steward/privacy*");
            });
            assertEquals(List.of(), visit.faults());
            assertTrue(visit.title().startsWith("Registre") || visit.title().startsWith("Register"), visit.title());
        }
    }

    @Test
    void aPageThatIsNotThereIsInOrderToo() {
        Browser.Visit visit = CITY.browser().visit(CITY.address("/vocab/Nothing"), PHONE);
        assertEquals(404, visit.status());
        assertEquals(List.of(), visit.faults());
    }

    /// The watch sees what it is there for.
    @Test
    void faultsAreSeen() {
        Browser.Visit visit = CITY.browser()
                .with(
                        CITY.address("/"),
                        PHONE,
                        page -> page.evaluate(
                                "() => { document.body.insertAdjacentHTML('beforeend',"
                                        + " '<p class=footer-note><img src=/assets/belfry.svg width=900></p>');"
                                        + " console.error('on purpose'); fetch('https://elsewhere.invalid/').catch(() => 0); }"));
        String faults = String.join("\n", visit.faults());
        assertTrue(faults.contains("image-alt"), faults);
        assertTrue(faults.contains("on purpose"), faults);
        assertTrue(faults.contains("wider than the window"), faults);
        assertTrue(faults.contains("elsewhere.invalid"), faults);
    }

    private static void inOrder(String path, int width) {
        Browser.Visit visit = CITY.browser().visit(CITY.address(path), width);
        assertEquals(List.of(), visit.faults(), path);
        assertFalse(visit.title().isBlank());
    }
}

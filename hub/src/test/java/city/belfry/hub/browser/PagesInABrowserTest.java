package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every kind of page about the city, in a browser: it keeps WCAG 2.2 AA as far as axe-core can tell, fits a wide and
/// a narrow window, asks no other host for anything and makes no complaint in the console.
class PagesInABrowserTest {
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
            "/donnees-personnelles");

    @RegisterExtension
    static final VisitedHub CITY = VisitedHub.ofSampleCity();

    @TestFactory
    Stream<DynamicTest> everyPageIsInOrder() {
        return CITY.inOrder(PAGES);
    }

    @Test
    void aThingOfTheCityIsInOrder() {
        String[] thing = {""};
        CITY.browser().with(CITY.address("/search?q=gare&lang=fr"), VisitedHub.DESK, page -> {
            page.locator(".hits a").first().click();
            page.waitForLoadState();
            thing[0] = page.url();
        });
        assertTrue(thing[0].contains("/doc/"), thing[0]);
        for (int width : List.of(VisitedHub.DESK, VisitedHub.PHONE)) {
            assertEquals(List.of(), CITY.browser().visit(thing[0], width).faults());
        }
    }

    @Test
    void theRegisterOfPersonalDataIsInOrderBehindTheSignIn() {
        for (int width : List.of(VisitedHub.DESK, VisitedHub.PHONE)) {
            Browser.Visit visit = CITY.browser().with(CITY.address("/steward/privacy"), width, page -> {
                page.fill("input[name=token]", CITY.hub().token());
                page.locator("main form button").click();
                page.waitForURL("**/steward/privacy*");
            });
            assertEquals(List.of(), visit.faults());
            assertTrue(visit.title().startsWith("Registre") || visit.title().startsWith("Register"), visit.title());
        }
    }

    /// The watch sees what it is there for.
    @Test
    void faultsAreSeen() {
        Browser.Visit visit = CITY.browser()
                .with(
                        CITY.address("/"),
                        VisitedHub.PHONE,
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
}

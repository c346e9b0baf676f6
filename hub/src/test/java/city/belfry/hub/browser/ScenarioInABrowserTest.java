package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The visit of somebody who weighs a new tram line: the scenario, both answers to a question, the map with and
/// without.
class ScenarioInABrowserTest {
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    @RegisterExtension
    static final VisitedHub CITY = VisitedHub.ofSampleCity();

    @Test
    void fromTheScenarioToBothAnswersAndTheMap() {
        Browser.Visit visit = CITY.browser().with(CITY.address("/scenarios?lang=fr"), DESK, page -> {
            page.getByText("Un tramway N, de Wambrechies à Faches").click();
            page.getByText("Habitants proches des arrêts d’une ligne ou d’un mode")
                    .click();
            page.waitForLoadState();
            assertTrue(page.locator("table.numbers").textContent().contains("residentsNear"));
            assertTrue(page.locator("tr.added").count() >= 5, page.content());
            assertTrue(page.locator("tr.changed del").count() >= 2);
            page.locator(".map-canvas").waitFor();
            page.getByText("Scénario : Un tramway N").first().click();
            page.getByText("Voir sur la carte").click();
            page.locator(".map-canvas").waitFor();
            page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
            assertTrue(page.locator(".things").textContent().contains("Tramway N"));
        });
        assertEquals(List.of(), visit.faults());
    }

    @Test
    void theMapIsInOrderAndItsListSaysTheSameWithoutJavaScript() throws Exception {
        for (int width : List.of(DESK, PHONE)) {
            String language = width == DESK ? "fr" : "en";
            for (String path : List.of(
                    "/map?lang=" + language,
                    "/map?class=TransitLine&scenario=tram-n&lang=" + language,
                    "/map?query=bike-stations-near-stops&lang=" + language,
                    "/scenarios/tram-n?lang=" + language,
                    "/scenarios/tram-n/compare?query=residents-near-stops&lang=" + language,
                    "/scenarios/tram-n/compare?query=line-headway-by-hour&line=18&lang=" + language,
                    "/doc/stop/scenario-tram-n-lebas?scenario=tram-n&lang=" + language,
                    "/accessibilite?lang=" + language)) {
                Browser.Visit visit = CITY.browser().visit(CITY.address(path), width);
                assertEquals(List.of(), visit.faults(), path);
                assertEquals(200, visit.status(), path);
            }
        }
        String list =
                CITY.hub().get("/map?class=Municipality", "Accept", "text/html").body();
        assertTrue(list.contains("/doc/municipality/communes-59350"), list);
    }
}

package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The analyst's visit on published data: the train of Porto Alegre and the people who live near it.
class AnalystInARealCityTest {
    @RegisterExtension
    static final VisitedHub CITY = VisitedHub.ofRealCity("porto-alegre");

    /// The rows are those that `derive-answers.py` works out beside Belfry.
    @Test
    void aQuestionIsAskedOfTheCityAndSeenOnItsMap() {
        String path = "/queries/residents-near-each-stop?line=LINHA1&lang=fr";
        String[] shown = {""};
        Browser.Visit visit = CITY.browser().with(CITY.address(path), 1280, page -> {
            shown[0] = page.locator("tbody").first().textContent();
            assertEquals(4, page.locator("tbody tr").count());
            look(page, "map", ".map-canvas");
            assertEquals(4, page.locator(".map-list li").count());
            look(page, "chart", ".chart canvas");
        });
        assertEquals(List.of(), visit.faults());
        assertTrue(shown[0].contains("ESTACAO"), shown[0]);
    }

    @Test
    void anExampleIsChosenAskedCutOffSavedAndAsked() throws Exception {
        String[] saved = {""};
        Browser.Visit visit = CITY.browser().with(CITY.address("/sign-in"), 1280, page -> {
            page.locator("main input[name=token]").fill(CITY.hub().token());
            page.locator("main form button").first().click();
            page.waitForLoadState();
            page.navigate(CITY.address("/sparql?dataset=malha&example=classes&lang=fr"));
            run(page, "COMPLET");
            page.navigate(CITY.address("/sparql?dataset=malha&example=map&lang=fr"));
            page.locator("#most").selectOption("100");
            run(page, "TRONQUÉ");
            look(page, "map", ".map-canvas");
            assertTrue(page.locator(".map-sign").textContent().startsWith("TRONQUÉ"), "the map says it too");
            page.locator(".save summary").click();
            page.locator("#save-name").fill("cells");
            page.locator("#save-title-fr").fill("Carreaux de la grille");
            page.locator("#save button").click();
            page.waitForURL("**/queries/cells");
            saved[0] = page.locator("h1").textContent();
        });
        assertEquals(List.of(), visit.faults());
        assertEquals("Carreaux de la grille", saved[0]);
        String csv = CITY.hub().get("/api/v1/queries/cells/results?format=csv").body();
        assertEquals(1_000, csv.lines().count() - 1, "as many as the question itself asks for");
    }

    private static void run(Page page, String word) {
        page.locator("#ask button").first().click();
        page.waitForSelector(".answer-status:has-text('" + word + "')");
    }

    private static void look(Page page, String view, String drawn) {
        page.locator(".views [data-view=" + view + "]").click();
        page.waitForSelector(drawn);
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }
}

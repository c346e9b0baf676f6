package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An analyst's visit: from an example to rows, map and chart, to what is cut off, to a question that others can ask.
class AnalystInABrowserTest {
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    @RegisterExtension
    static final VisitedHub CITY = VisitedHub.ofSampleCity();

    @Test
    void anExampleOfTheLibraryIsAskedAndShownAsTableMapAndChart() {
        inOrder("/sparql?lang=fr", DESK, page -> {
            page.locator(".examples summary").click();
            page.locator(".examples a", new Page.LocatorOptions().setHasText("Dernière valeur de chaque station"))
                    .click();
            page.waitForLoadState();
            run(page);
            assertTrue(status(page).startsWith("COMPLET"), status(page));
            assertEquals(11, page.locator(".view tbody tr").count());
            assertTrue(page.url().contains("/sparql?edit="), page.url());
            view(page, "map");
            assertEquals(11, page.locator(".map-list li").count());
            assertTrue(page.locator(".map-canvas").isVisible());
            view(page, "chart");
            assertTrue(page.locator(".chart canvas").first().isVisible());
        });
    }

    @Test
    void theThingsOfADatasetAreOnTheMapOfATelephone() {
        inOrder("/sparql?dataset=equipements&example=map&lang=en", PHONE, page -> {
            run(page);
            page.waitForResponse("**/queries/areas/results*", () -> view(page, "map"));
            page.waitForSelector(".leaflet-backdrop-pane canvas");
            assertTrue(page.locator(".map-list li").count() > 50);
        });
    }

    /// The first rows of a long answer are never shown without the word.
    @Test
    void anAnswerThatIsCutSaysSo() {
        inOrder("/sparql?lang=fr&visit=cut", DESK, page -> {
            write(page, "SELECT * WHERE { ?s ?p ?o }");
            page.locator("#most").selectOption("100");
            run(page);
            assertTrue(status(page).startsWith("TRONQUÉ"), status(page));
            assertEquals(1, page.locator(".answer-status.cut").count());
            assertEquals(100, page.locator(".view tbody tr").count());
        });
    }

    @Test
    void aDeadlineIsSaidInWordsAndShowsNoRows() {
        CITY.browser().with(CITY.address("/sparql?lang=fr"), DESK, page -> {
            page.route(
                    "**/sparql?query=*",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("application/problem+json")
                            .setBody("{\"code\": \"QUERY_DEADLINE\", \"detail\": \"Stopped after 10 s.\"}")));
            page.locator("#ask button").first().click();
            page.waitForSelector(".answer-status.fault");
            assertTrue(status(page).startsWith("INTERROMPU"), status(page));
            assertEquals(0, page.locator(".view tr").count());
            page.unroute("**/sparql?query=*");
            page.route("**/sparql?query=*", Route::abort);
            page.locator("#ask button").first().click();
            page.waitForSelector(".answer-status.fault:has-text('ÉCHEC')");
        });
    }

    @Test
    void aFaultOfTheQueryIsToldWithItsLine() {
        CITY.browser().with(CITY.address("/sparql?lang=fr"), DESK, page -> {
            write(page, "SELECT * WHERE {\n ?s ?p }");
            page.locator("#ask button").first().click();
            page.waitForSelector(".answer-status.fault");
            assertTrue(
                    status(page)
                            .contains("Ligne 2, colonne 8 : « } » ne peut pas se trouver là. Attendu, par exemple :"
                                    + " une variable comme ?s, un IRI"),
                    status(page));
            assertTrue(status(page).length() < 300, status(page));
        });
    }

    /// WCAG 2.1.2: who came in with the keyboard gets out with it.
    @Test
    void tabLeavesTheEditor() {
        inOrder("/sparql?lang=fr&visit=keys", DESK, page -> {
            page.locator(".editor .CodeMirror").click();
            assertEquals(true, page.evaluate("document.activeElement.closest('.editor') !== null"));
            String before = String.valueOf(page.evaluate("document.getElementById('query').value"));
            page.keyboard().press("Tab");
            assertEquals("most", page.evaluate("document.activeElement.id"));
            assertEquals(before, page.evaluate("document.getElementById('query').value"));
            page.keyboard().press("Shift+Tab");
            assertEquals(true, page.evaluate("document.activeElement.closest('.editor') !== null"));
            page.keyboard().press("Control+Enter");
            page.waitForSelector(".answer-status.whole");
            page.keyboard().press("Tab");
            assertEquals("most", page.evaluate("document.activeElement.id"));
        });
    }

    @Test
    void aStewardSavesAQuestionThatIsAPageAndAResourceAtOnce() throws Exception {
        String[] asked = {"", ""};
        Browser.Visit visit = CITY.browser().with(CITY.address("/sparql?lang=fr&visit=save"), DESK, page -> {
            assertEquals(0, page.locator("#save").count(), "the public saves nothing");
            page.navigate(CITY.address("/sign-in"));
            page.locator("main input[name=token]").fill(CITY.hub().token());
            page.locator("main form button").first().click();
            page.waitForLoadState();
            page.navigate(CITY.address("/sparql?lang=fr"));
            write(page, """
                    PREFIX belfry: <https://w3id.org/belfry/ont#>
                    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                    SELECT ?name WHERE { ?area a belfry:District ; rdfs:label ?name .
                      FILTER ( STRSTARTS(STR(?name), ?start) ) } ORDER BY ?name
                    """);
            page.locator(".save summary").click();
            page.locator("#save-name").fill("quarters-by-letter");
            page.locator("#save-title-fr").fill("Quartiers par lettre");
            page.locator("#save-title-en").fill("Quarters by letter");
            page.locator("#save-parameters").fill("param start string V : Beginning | Début");
            page.locator("#save button").click();
            page.waitForURL("**/queries/quarters-by-letter");
            assertEquals("Quartiers par lettre", page.locator("h1").textContent());
            page.locator("#start").fill("W");
            page.locator(".parameters button").click();
            page.waitForLoadState();
            asked[0] = page.locator("tbody").first().textContent();
            asked[1] = String.valueOf(page.locator(".formats a", new Page.LocatorOptions().setHasText("JSON"))
                    .getAttribute("href"));
        });
        assertEquals(List.of(), visit.faults());
        assertTrue(asked[0].contains("Wazemmes"), asked[0]);
        assertTrue(CITY.hub().get(asked[1]).body().contains("Wazemmes"), asked[1]);
        assertTrue(CITY.hub().get("/openapi.json").body().contains("/api/v1/queries/quarters-by-letter/results"));
        assertTrue(Files.readString(CITY.hub().store().home().resolve("queries/quarters-by-letter/query.rq"))
                .startsWith("# title@en: Quarters by letter\n"));
    }

    @Test
    void aQuestionHasMapChartLinksAndWordsToCopy() {
        inOrder("/queries/latest-values?lang=fr", DESK, page -> {
            page.waitForSelector(".views");
            view(page, "map");
            assertEquals(11, page.locator(".map-list li").count());
            view(page, "chart");
            assertTrue(page.locator(".chart canvas").first().isVisible());
            view(page, "table");
            assertEquals(1, page.locator("table").count());
            page.locator(".copies summary").click();
            assertTrue(page.locator("pre[data-snippet=curl]").textContent().contains("latest-values/results?"));
            assertTrue(page.locator("pre[data-snippet=r]").textContent().contains("read.csv"));
        });
        inOrder("/queries/latest-values?lang=en", PHONE, page -> {
            page.waitForSelector(".views");
            view(page, "chart");
        });
    }

    /// Without its scripts the page is the form that it was.
    @Test
    void withoutScriptsTheFormAnswers() throws Exception {
        String page = CITY.hub()
                .get("/sparql?example=warm-nights", "Accept", "text/html")
                .body();
        assertTrue(page.contains("<textarea id=\"query\" name=\"query\""), "a text field");
        assertTrue(page.contains("SELECT") && page.contains("observed-property/air-temperature"), "with the example");
        assertFalse(page.contains("style="), "and no style in the markup");
    }

    private static void inOrder(String path, int width, Consumer<Page> actions) {
        assertEquals(
                List.of(),
                CITY.browser().with(CITY.address(path), width, actions).faults(),
                path);
    }

    private static void run(Page page) {
        page.locator("#ask button").first().click();
        page.waitForSelector(".answer-status.whole, .answer-status.cut");
    }

    private static void view(Page page, String name) {
        page.locator(".views [data-view=" + name + "]").click();
        page.waitForSelector(
                switch (name) {
                    case "map" -> ".map-canvas";
                    case "chart" -> ".chart canvas";
                    default -> ".view table";
                });
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    private static void write(Page page, String query) {
        page.evaluate("text => document.querySelector('.editor .CodeMirror').CodeMirror.setValue(text)", query);
    }

    private static String status(Page page) {
        return String.valueOf(page.locator(".answer-status").first().textContent());
    }
}

package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Another city's visit on published data: Vilnius asks about its bike stations and those of Lille in one question, and
/// asks again when Lille is gone.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnotherCityInABrowserTest {
    private static final String QUESTION = "cities-bike-stations-named";

    @RegisterExtension
    @Order(1)
    static final VisitedHub LILLE = VisitedHub.ofRealCity("lille");

    @RegisterExtension
    @Order(2)
    static final VisitedHub VILNIUS = VisitedHub.ofRealCity("vilnius").knowing("lille", LILLE);

    @Test
    @Order(1)
    void fromThePageOfTheCitiesToAnAnswerOfBothOnOneMap() throws Exception {
        // The first answer of a hub that has just started may take longer than a member is given.
        assertEquals(200, LILLE.hub().get("/.well-known/void").statusCode());
        List<String> found = new ArrayList<>();
        Browser.Visit visit = VILNIUS.browser().with(VILNIUS.address("/federation?lang=fr"), VisitedHub.DESK, page -> {
            assertEquals(
                    List.of("Vilnius", "lille"), page.locator(".members h3").allTextContents());
            assertEquals(List.of("ici", "répond"), page.locator(".member-state").allTextContents());
            page.locator("#question").selectOption(QUESTION);
            press(page, "main form.choice button");
            page.locator("[name=word]").fill("gare");
            press(page, "main form.parameters button");
            page.waitForSelector(".map-canvas");
            List<String> things = things(page);
            found.addAll(things);
            assertTrue(things.stream().anyMatch(thing -> thing.startsWith("vlille-")), things::toString);
            assertEquals(
                    "COMPLET : " + things.size() + " ligne(s), tous les membres concernés ont répondu.", status(page));
        });
        assertEquals(List.of(), visit.faults());
        String places = VILNIUS.hub()
                .get("/federation/queries/" + QUESTION + "/results?word=gare&format=geojson")
                .body();
        assertEquals(found.size(), places.split("\"Point\"", -1).length - 1, "each has its place on the map");
    }

    /// A word that is in names of both cities.
    @Test
    @Order(2)
    void theAnswerIsInOrderOnAPhone() {
        Browser.Visit visit = VILNIUS.browser()
                .with(
                        VILNIUS.address("/federation?question=" + QUESTION + "&word=v&lang=en"),
                        VisitedHub.PHONE,
                        page -> {
                            page.waitForSelector(".map-canvas");
                            String things = String.join(" ", things(page));
                            assertTrue(things.contains("vlille-"), things);
                            assertTrue(things.contains("vilnius-"), things);
                            assertTrue(status(page).startsWith("COMPLETE: "), status(page));
                        });
        assertEquals(List.of(), visit.faults());
    }

    @Test
    @Order(3)
    void aCityThatIsGoneIsALineOfTheReceipt() {
        LILLE.stop();
        List<String> receipt = new ArrayList<>();
        Browser.Visit visit = VILNIUS.browser()
                .with(
                        VILNIUS.address("/federation?question=" + QUESTION + "&word=v&lang=en"),
                        VisitedHub.DESK,
                        page -> {
                            String things = String.join(" ", things(page));
                            assertTrue(things.contains("vilnius-"), things);
                            assertTrue(status(page).startsWith("INCOMPLETE: "), status(page));
                            assertEquals(0, page.locator(".member-state.up").count(), "its card says it too");
                            receipt.addAll(page.locator("h3 + .scroll tbody tr").allTextContents());
                        });
        assertEquals(List.of(), visit.faults());
        assertTrue(receipt.stream().anyMatch(line -> line.startsWith("lillemissing")), receipt::toString);
    }

    private static void press(Page page, String button) {
        page.locator(button).click();
        page.waitForLoadState();
    }

    private static String status(Page page) {
        return page.locator(".answer-status").textContent();
    }

    /// The stations of the rows; of each the end of its IRI, which says its city.
    private static List<String> things(Page page) {
        return page.locator("main table")
                .first()
                .locator("tbody tr td:first-child")
                .allTextContents();
    }
}

package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pages about the vocabulary and about where a statement comes from, in a browser, as [PagesInABrowserTest] looks
/// at the others.
class VocabularyInABrowserTest {
    private static final List<String> PAGES = List.of(
            "/why",
            "/why?subject=https://lille.example/id/municipality/communes-59350&predicate=rdfs:label",
            "/why?subject=https://lille.example/id/line/transport-M1",
            "/ont",
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

    @TestFactory
    Stream<DynamicTest> everyPageIsInOrder() {
        return CITY.inOrder(PAGES);
    }

    @Test
    void aTermThatIsNotThereIsInOrderToo() {
        Browser.Visit visit = CITY.browser().visit(CITY.address("/vocab/Nothing"), VisitedHub.PHONE);
        assertEquals(404, visit.status());
        assertEquals(List.of(), visit.faults());
    }
}

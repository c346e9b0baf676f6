package city.belfry.hub.pages;

import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.sparql.StoreQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The scenarios that a reader may choose on a page, and the one that the page is in.
@Component
final class ScenarioChoice {
    private final Scenarios scenarios;

    ScenarioChoice(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    record Option(String id, String title, boolean chosen) {}

    List<Option> options(HttpServletRequest request) {
        Locale locale = PageLanguages.of(request);
        String chosen = StoreQueries.scenario(request).orElse("");
        return scenarios.list(StoreQueries.reader(request)).stream()
                .map(each -> new Option(
                        each.id(),
                        each.title().in(locale.getLanguage()),
                        each.id().equals(chosen)))
                .toList();
    }

    /// The title of the scenario that the request asks for; a scenario that is not there is refused.
    Optional<Option> chosen(HttpServletRequest request) {
        return StoreQueries.scenario(request)
                .map(id -> scenarios.scenario(id, StoreQueries.reader(request)))
                .map(each -> new Option(
                        each.id(), each.title().in(PageLanguages.of(request).getLanguage()), true));
    }
}

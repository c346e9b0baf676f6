package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.federation.Federation;
import city.belfry.hub.federation.FederationException;
import city.belfry.hub.federation.Holding;
import city.belfry.hub.federation.Neighbour;
import city.belfry.hub.federation.Receipt;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.rest.QueryResults;
import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryException;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The peers with what they hold and how they are, and questions to all of them at once.
@Controller
final class FederationController {
    /// What a query of the library says that it needs when it is meant for several cities.
    private static final String FOR_CITIES = "cities";
    /// Kinds of things shown of each peer.
    private static final int KINDS_SHOWN = 6;
    /// Rows on the page; the links lead to the rest.
    private static final int ROWS_SHOWN = 200;

    private final Federation federation;
    private final QueryLibrary library;
    private final CityIdentity city;
    private final ParameterFields fields;
    private final Labels labels;
    private final PageLinks links;
    private final Cells cells;
    private final Site site;

    FederationController(
            Federation federation,
            QueryLibrary library,
            CityIdentity city,
            ParameterFields fields,
            Labels labels,
            PageLinks links,
            Cells cells,
            Site site) {
        this.federation = federation;
        this.library = library;
        this.city = city;
        this.fields = fields;
        this.labels = labels;
        this.links = links;
        this.cells = cells;
        this.site = site;
    }

    /// A member as a card.
    ///
    /// @param state a key of the texts: here, up, failing, stale or down
    record Card(
            String label,
            String endpoint,
            String state,
            long milliseconds,
            List<Kind> kinds,
            int more,
            String problem) {}

    record Kind(String name, String href, long things) {}

    record Choice(String name, String title, boolean isChosen) {}

    /// An answer with the receipt that says what it is worth.
    record Answer(
            List<String> columns,
            List<List<EntityView.Shown>> rows,
            int rowCount,
            boolean complete,
            boolean hasGeometry,
            Map<String, Receipt.Line> receipt,
            int requests) {}

    @GetMapping("/federation")
    ModelAndView federation(
            @RequestParam(defaultValue = "") String question,
            HttpServletRequest request,
            HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        List<NamedQuery> questions = library.all().stream()
                .filter(query -> query.needs().contains(FOR_CITIES))
                .toList();
        ModelAndView page = site.page("federation", request, response).addObject("here", here(locale));
        Set<String> failing = question.isEmpty() ? Set.of() : ask(page, library.query(question), request, response);
        return page.addObject(
                        "peers",
                        federation.neighbours().stream()
                                .map(neighbour -> card(neighbour, failing, locale))
                                .toList())
                .addObject(
                        "questions",
                        questions.stream()
                                .map(query -> new Choice(
                                        query.name(),
                                        HomeController.text(query.titles(), locale)
                                                .orElse(query.name()),
                                        query.name().equals(question)))
                                .toList());
    }

    private Card here(Locale locale) {
        return card(city.label().in(locale.getLanguage()), "/sparql", "here", 0, federation.holdings(), "", locale);
    }

    /// What the answer on the page has just shown of a member is newer than its last description.
    private Card card(Neighbour neighbour, Set<String> failing, Locale locale) {
        String state = "up";
        if (!neighbour.problem().isEmpty()) {
            state = neighbour.isKnown() ? "stale" : "down";
        } else if (failing.contains(neighbour.peer().id())) {
            state = "failing";
        }
        return card(
                neighbour.peer().label(),
                neighbour.peer().endpoint().toString(),
                state,
                neighbour.took().toMillis(),
                neighbour.classes(),
                neighbour.problem(),
                locale);
    }

    private Card card(
            String label,
            String endpoint,
            String state,
            long milliseconds,
            List<Holding> holdings,
            String problem,
            Locale locale) {
        List<Kind> kinds = holdings.stream()
                .limit(KINDS_SHOWN)
                .map(each -> new Kind(labels.of(each.type(), locale), links.of(each.type()), each.things()))
                .toList();
        return new Card(
                label, endpoint, state, milliseconds, kinds, Math.max(0, holdings.size() - KINDS_SHOWN), problem);
    }

    /// @return the members that failed
    private Set<String> ask(
            ModelAndView page, NamedQuery named, HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        Map<String, String> given = new LinkedHashMap<>(QueryResults.values(request));
        given.remove("question");
        Map<String, String> values = given.isEmpty() ? named.examples() : given;
        page.addObject("chosen", named.name())
                .addObject(
                        "questionTitle",
                        HomeController.text(named.titles(), locale).orElse(named.name()))
                .addObject(
                        "description",
                        HomeController.text(named.descriptions(), locale).orElse(""))
                .addObject("fields", fields.of(named, values, locale))
                .addObject("sparql", named.text())
                .addObject("results", results(named, values));
        try {
            Answer answer = answer(named.bind(values), request);
            page.addObject("answer", answer);
            return failing(answer);
        } catch (QueryException e) {
            // The reader corrects the form; the page stays.
            page.addObject("fault", e.getMessage());
            response.setStatus(e.code().kind().httpStatus());
        } catch (FederationException e) {
            page.addObject("fault", e.getMessage());
            response.setStatus(e.code().kind().httpStatus());
        }
        return Set.of();
    }

    private static Set<String> failing(Answer answer) {
        return answer.receipt().entrySet().stream()
                .filter(line -> line.getValue().state() == Receipt.State.FAILED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Answer answer(Query query, HttpServletRequest request) {
        Federation.Answer answer =
                federation.answer(query, AnswerGuard.limits(request).deadline(), true);
        List<Var> columns = answer.columns();
        return new Answer(
                columns.stream().map(Var::getVarName).toList(),
                answer.rows().stream()
                        .limit(ROWS_SHOWN)
                        .map(row -> cells(columns, row))
                        .toList(),
                answer.rows().size(),
                answer.receipt().isComplete(),
                answer.rows().stream().anyMatch(row -> hasGeometry(columns, row)),
                answer.receipt().lines(),
                answer.receipt().requests());
    }

    private List<EntityView.Shown> cells(List<Var> columns, Binding row) {
        return columns.stream()
                .map(column -> cells.cell(Optional.ofNullable(row.get(column))))
                .toList();
    }

    private static boolean hasGeometry(List<Var> columns, Binding row) {
        return columns.stream().anyMatch(column -> row.contains(column) && GeoJson.isGeometry(row.get(column)));
    }

    /// The address of the answer without its format.
    private static String results(NamedQuery named, Map<String, String> values) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/federation/queries").pathSegment(named.name(), "results");
        values.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.queryParam("cities", "true")
                .queryParam("format", "")
                .encode()
                .buildAndExpand(values)
                .toUriString();
    }
}

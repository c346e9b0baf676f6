package city.belfry.hub.pages;

import city.belfry.hub.rest.Comparison;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.rest.RestException;
import city.belfry.hub.rest.ScenarioAnswers;
import city.belfry.hub.scenario.Scenario;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryException;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// What-ifs for people: the list, one of them, and a question answered with and without it.
@Controller
final class ScenarioController {
    /// Rows of a comparison on the page; the links lead to the rest.
    private static final int ROWS_SHOWN = 300;
    /// Questions that tell most about a scenario come first.
    private static final List<String> TOLD_FIRST = List.of(
            "residents-near-stops", "line-communes-residents", "line-headway-by-hour", "lines", "line-stops-step-free");

    private final Scenarios scenarios;
    private final ScenarioAnswers answers;
    private final QueryLibrary library;
    private final ParameterFields fields;
    private final Cells cells;
    private final Site site;

    ScenarioController(
            Scenarios scenarios,
            ScenarioAnswers answers,
            QueryLibrary library,
            ParameterFields fields,
            Cells cells,
            Site site) {
        this.scenarios = scenarios;
        this.answers = answers;
        this.library = library;
        this.fields = fields;
        this.cells = cells;
        this.site = site;
    }

    record Card(String title, String text, String href, boolean draft) {}

    record Question(String name, String title, String text, String href) {}

    /// A row of the table: what became of it, and its cells.
    record Line(String change, List<Cell> cells) {}

    /// A cell with its value, and with its former one where that differs.
    record Cell(EntityView.Shown now, Optional<EntityView.Shown> before) {}

    @GetMapping("/scenarios")
    ModelAndView list(HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        return site.page("scenarios", request, response)
                .addObject(
                        "scenarios",
                        scenarios.list(StoreQueries.reader(request)).stream()
                                .map(each -> new Card(
                                        each.title().in(locale.getLanguage()),
                                        each.description()
                                                .map(text -> text.in(locale.getLanguage()))
                                                .orElse(""),
                                        "/scenarios/" + each.id(),
                                        each.status() == Scenario.Status.DRAFT))
                                .toList());
    }

    @GetMapping("/scenarios/{id}")
    ModelAndView scenario(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Scenario scenario = scenarios.scenario(id, StoreQueries.reader(request));
        return page("scenario", scenario, request, response)
                .addObject("scenario", scenario)
                .addObject(
                        "licence",
                        scenario.licence()
                                .map(Object::toString)
                                .map(Labels::localName)
                                .orElse("–"))
                .addObject("moved", scenarios.moved(scenario))
                .addObject("additionsGraph", scenarios.additionsGraph(id).getURI())
                .addObject("questions", questions(id, PageLanguages.of(request)));
    }

    private ModelAndView page(
            String template, Scenario scenario, HttpServletRequest request, HttpServletResponse response) {
        String language = PageLanguages.of(request).getLanguage();
        return site.page(template, request, response)
                .addObject("id", scenario.id())
                .addObject("title", scenario.title().in(language))
                // The frame has a title of its own.
                .addObject("scenarioTitle", scenario.title().in(language))
                .addObject("draft", scenario.status() == Scenario.Status.DRAFT)
                .addObject(
                        "description",
                        scenario.description().map(text -> text.in(language)).orElse(""));
    }

    /// Those with rows; the ones that tell most about a scenario first.
    private List<Question> questions(String id, Locale locale) {
        List<NamedQuery> all = new ArrayList<>(library.all().stream()
                .filter(query -> query.query().isSelectType())
                .toList());
        all.sort(java.util.Comparator.comparingInt(query -> {
            int place = TOLD_FIRST.indexOf(query.name());
            return place < 0 ? TOLD_FIRST.size() : place;
        }));
        return all.stream()
                .map(query -> new Question(
                        query.name(),
                        HomeController.text(query.titles(), locale).orElse(query.name()),
                        HomeController.text(query.descriptions(), locale).orElse(""),
                        "/scenarios/" + id + "/compare?query=" + query.name()))
                .toList();
    }

    @GetMapping("/scenarios/{id}/compare")
    ModelAndView compare(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Scenario scenario = scenarios.scenario(id, StoreQueries.reader(request));
        Locale locale = PageLanguages.of(request);
        NamedQuery named = answers.query(request);
        Map<String, String> given = ScenarioAnswers.values(request);
        Map<String, String> values = given.isEmpty() ? named.examples() : given;
        ModelAndView page = page("compare", scenario, request, response)
                .addObject("query", named.name())
                .addObject(
                        "question", HomeController.text(named.titles(), locale).orElse(named.name()))
                .addObject(
                        "questionText",
                        HomeController.text(named.descriptions(), locale).orElse(""))
                .addObject("fields", fields.of(named, values, locale))
                .addObject("results", results(id, named, values))
                .addObject("questions", questions(id, locale));
        try {
            Comparison comparison = answers.compare(id, named, values, request);
            page.addObject("comparison", comparison)
                    .addObject("columns", shown(comparison))
                    .addObject("lines", lines(comparison))
                    .addObject("rowsMax", ROWS_SHOWN)
                    .addObject("counts", counts(comparison));
        } catch (QueryException | RestException e) {
            // The reader corrects the form or takes another question; the page stays.
            page.addObject("fault", e.getMessage());
            response.setStatus(e.code().kind().httpStatus());
        }
        return page;
    }

    private static String results(String id, NamedQuery named, Map<String, String> values) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/api/v1/scenarios")
                .pathSegment(id, "compare")
                .queryParam("query", named.name());
        values.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.queryParam("format", "").encode().buildAndExpand(values).toUriString();
    }

    /// Geometries are on the map and not in the table.
    private static List<String> shown(Comparison comparison) {
        return comparison.columns().stream()
                .filter(column -> comparison.rows().stream()
                        .noneMatch(row ->
                                row.value(column).filter(GeoJson::isGeometry).isPresent()))
                .toList();
    }

    /// What changed comes first.
    private List<Line> lines(Comparison comparison) {
        List<String> columns = shown(comparison);
        List<Line> lines = new ArrayList<>();
        for (Comparison.Change change : List.of(
                Comparison.Change.ADDED,
                Comparison.Change.REMOVED,
                Comparison.Change.CHANGED,
                Comparison.Change.SAME)) {
            comparison.rows().stream()
                    .filter(row -> row.change() == change)
                    .limit(Math.max(0, ROWS_SHOWN - lines.size()))
                    .forEach(row -> lines.add(new Line(
                            change.name().toLowerCase(Locale.ROOT),
                            columns.stream().map(column -> cell(row, column)).toList())));
        }
        return lines;
    }

    private Cell cell(Comparison.Row row, String column) {
        Optional<Node> before = Optional.ofNullable(row.before().get(column));
        return new Cell(
                cells.cell(row.value(column)),
                row.differs(column) ? Optional.of(cells.cell(before)) : Optional.empty());
    }

    private static Map<String, Long> counts(Comparison comparison) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Comparison.Change change : Comparison.Change.values()) {
            counts.put(change.name().toLowerCase(Locale.ROOT), comparison.count(change));
        }
        return counts;
    }
}

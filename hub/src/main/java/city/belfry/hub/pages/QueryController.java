package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.rest.QueryResults;
import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.hub.sparql.CityPrefixes;
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
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/// A named query as a page: what it asks, a form for its parameters, its answer and the addresses of that answer.
@Controller
final class QueryController {
    /// Rows on the page; the links lead to the rest.
    private static final int ROWS_SHOWN = 200;

    private final QueryLibrary library;
    private final StoreQueries queries;
    private final ParameterFields fields;
    private final CityPrefixes prefixes;
    private final CityIdentity city;
    private final Cells cells;
    private final Site site;

    QueryController(
            QueryLibrary library,
            StoreQueries queries,
            ParameterFields fields,
            CityPrefixes prefixes,
            CityIdentity city,
            Cells cells,
            Site site) {
        this.library = library;
        this.queries = queries;
        this.fields = fields;
        this.prefixes = prefixes;
        this.city = city;
        this.cells = cells;
        this.site = site;
    }

    record Answer(List<String> columns, List<List<EntityView.Shown>> rows, boolean more, boolean hasGeometry) {}

    @GetMapping("/queries/{name}")
    ModelAndView query(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        NamedQuery named = library.query(name);
        Locale locale = PageLanguages.of(request);
        Map<String, String> given = QueryResults.values(request);
        Map<String, String> values = given.isEmpty() ? named.examples() : given;
        Optional<String> scenario = StoreQueries.scenario(request);
        String results = results(named, values, scenario);
        ModelAndView page = site.page("query", request, response)
                .addObject("name", named.name())
                .addObject("title", HomeController.text(named.titles(), locale).orElse(named.name()))
                .addObject(
                        "description",
                        HomeController.text(named.descriptions(), locale).orElse(""))
                .addObject("sparql", named.text())
                .addObject("fields", fields.of(named, values, locale))
                .addObject("results", results)
                .addObject("scenario", scenario.orElse(null))
                .addObject("snippets", Snippets.ofCsv(absolute(request, results + "csv"), named.name() + ".csv"))
                .addObject("prefixes", prefixes.inTurn())
                .addObject("base", city.baseIri())
                .addObject("saved", !library.isOfBelfry(named.name()));
        try {
            Query query = named.bind(values);
            page.addObject("editor", editor(query));
            Optional<Answer> answer = query.isSelectType() ? Optional.of(answer(query, request)) : Optional.empty();
            page.addObject("answer", answer.orElse(null));
        } catch (QueryException e) {
            // The reader corrects the form; the page stays.
            page.addObject("fault", e.getMessage());
            response.setStatus(e.code().kind().httpStatus());
        }
        return page;
    }

    /// Forgets a saved query, for a steward.
    @PostMapping("/steward/queries/{name}/remove")
    RedirectView remove(@PathVariable String name) {
        library.remove(name);
        return new RedirectView("/");
    }

    /// The address of the answer without its format.
    private static String results(NamedQuery named, Map<String, String> values, Optional<String> scenario) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/api/v1/queries").pathSegment(named.name(), "results");
        Map<String, String> all = new LinkedHashMap<>(values);
        scenario.ifPresent(id -> all.put(StoreQueries.SCENARIO, id));
        all.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.queryParam("format", "").encode().buildAndExpand(all).toUriString();
    }

    private static String absolute(HttpServletRequest request, String address) {
        return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString() + address;
    }

    /// Where the query with its values stands in the editor.
    private static String editor(Query query) {
        return UriComponentsBuilder.fromPath("/sparql")
                .queryParam("edit", "{edit}")
                .encode()
                .buildAndExpand(query.toString())
                .toUriString();
    }

    private Answer answer(Query query, HttpServletRequest request) {
        Query limited = query.cloneQuery();
        if (!limited.hasLimit() || limited.getLimit() > ROWS_SHOWN) {
            limited.setLimit(ROWS_SHOWN + 1L);
        }
        return queries.of(request).select(limited, AnswerGuard.limits(request), rows -> {
            List<List<EntityView.Shown>> shown = new ArrayList<>();
            boolean hasGeometry = false;
            while (rows.hasNext() && shown.size() < ROWS_SHOWN) {
                Binding row = rows.next();
                List<EntityView.Shown> line = new ArrayList<>();
                for (Var column : rows.getResultVars()) {
                    Node node = row.get(column);
                    line.add(cells.cell(Optional.ofNullable(node)));
                    hasGeometry |= node != null && GeoJson.isGeometry(node);
                }
                shown.add(line);
            }
            return new Answer(
                    rows.getResultVars().stream().map(Var::getVarName).toList(), shown, rows.hasNext(), hasGeometry);
        });
    }
}

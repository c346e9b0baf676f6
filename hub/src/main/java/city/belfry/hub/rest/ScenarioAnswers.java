package city.belfry.hub.rest;

import city.belfry.hub.scenario.Scenario;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.jena.query.Query;
import org.springframework.stereotype.Component;

/// The answers to a named query with and without a scenario.
@Component
public final class ScenarioAnswers {
    private static final String QUERY = "query";

    private final StoreQueries queries;
    private final Scenarios scenarios;
    private final QueryLibrary library;

    ScenarioAnswers(StoreQueries queries, Scenarios scenarios, QueryLibrary library) {
        this.queries = queries;
        this.scenarios = scenarios;
        this.library = library;
    }

    /// The query that a request names with `?query=`.
    public NamedQuery query(HttpServletRequest request) {
        String name = request.getParameter(QUERY);
        if (name == null) {
            throw new RestException(
                    RestException.Code.PARAMETER_MISSING,
                    "Which question? Name one with ?query=; the list is at /api/v1/queries.");
        }
        return library.query(name);
    }

    /// The values that a request gives to the parameters of the query.
    public static Map<String, String> values(HttpServletRequest request) {
        Map<String, String> values = new LinkedHashMap<>(QueryResults.values(request));
        values.remove(QUERY);
        // An empty field of a form is a value that was not given.
        values.values().removeIf(String::isBlank);
        return values;
    }

    /// Asks both.
    public Comparison compare(
            String scenario, NamedQuery named, Map<String, String> values, HttpServletRequest request) {
        Scenarios.Reader reader = StoreQueries.reader(request);
        Scenario known = scenarios.scenario(scenario, reader);
        Query query = named.bind(values);
        if (!query.isSelectType()) {
            throw new RestException(
                    RestException.Code.NOT_COMPARED,
                    "Query '" + named.name() + "' gives no rows; only questions with rows are compared.");
        }
        QueryLimits limits = AnswerGuard.limits(request);
        // In one transaction, so that a publication between the two is not taken for a change of the scenario.
        return queries.read(today -> Comparison.of(
                queries.select(query, limits, Comparison.Answer::of),
                queries.in(known.id(), reader).select(query, limits, Comparison.Answer::of)));
    }
}

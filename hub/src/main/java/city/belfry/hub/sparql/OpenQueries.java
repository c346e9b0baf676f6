package city.belfry.hub.sparql;

import city.belfry.hub.scenario.Scenarios;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jena.fuseki.servlets.ActionErrorException;
import org.apache.jena.fuseki.servlets.HttpAction;
import org.apache.jena.fuseki.servlets.SPARQL_QueryDataset;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.QueryExecResult;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;

/// Fuseki's query processing with the limits of the hub.
final class OpenQueries extends SPARQL_QueryDataset {
    private final CityPrefixes prefixes;
    private final Scenarios scenarios;

    OpenQueries(CityPrefixes prefixes, Scenarios scenarios) {
        this.prefixes = prefixes;
        this.scenarios = scenarios;
    }

    @Override
    protected Collection<String> customParams() {
        return List.of(StoreQueries.SCENARIO);
    }

    @Override
    protected DatasetGraph getDataset(HttpAction action) {
        HttpServletRequest request = action.getRequest();
        try {
            return StoreQueries.scenario(request)
                    .map(id -> scenarios.view(id, StoreQueries.reader(request)))
                    .orElseGet(() -> super.getDataset(action));
        } catch (RuntimeException e) {
            throw Outcome.of(request).fail(e);
        }
    }

    @Override
    protected void executeBody(HttpAction action) {
        execute(Body.text(action), action);
    }

    @Override
    protected void execute(String text, HttpAction action) {
        QueryLimits limits = AnswerGuard.limits(action.getRequest());
        Outcome outcome = Outcome.of(action.getRequest());
        outcome.during(limits, () -> {
            QueryCheck.checkText(text, limits);
            try {
                super.execute(text, action);
            } catch (ActionErrorException e) {
                if (outcome.failure().isEmpty()) {
                    // What Fuseki tells of a query that it cannot parse is the query and a list of all tokens.
                    QueryCheck.parse(text, limits);
                }
                throw e;
            }
        });
    }

    @Override
    protected void validateQuery(HttpAction action, Query query) {
        QueryCheck.check(query);
    }

    @Override
    protected QueryExec createQueryExec(HttpAction action, Query query, DatasetGraph dataset) {
        QueryLimits limits = AnswerGuard.limits(action.getRequest());
        FirstRows.wanted(action.getRequest()).ifPresent(first -> first.shorten(query));
        return QueryExec.newBuilder()
                .query(query)
                .dataset(dataset)
                .context(action.getContext())
                .set(ARQConstants.sysOptimizerFactory, GuardedQuery.within(limits.deadline()))
                .timeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    @Override
    protected QueryExecResult executeQuery(HttpAction action, QueryExec execution, Query query, String shown) {
        Outcome outcome = Outcome.of(action.getRequest());
        long rowsMax = AnswerGuard.limits(action.getRequest()).rowsMax();
        try {
            return switch (query.queryType()) {
                case SELECT -> new QueryExecResult(rows(action, execution, rowsMax, outcome));
                case ASK -> new QueryExecResult(execution.ask());
                case CONSTRUCT ->
                    query.isConstructQuad()
                            ? super.executeQuery(action, execution, query, shown)
                            : new QueryExecResult(graph(execution.constructTriples(), rowsMax));
                case DESCRIBE -> new QueryExecResult(graph(execution.describeTriples(), rowsMax));
                case CONSTRUCT_JSON, UNKNOWN -> super.executeQuery(action, execution, query, shown);
            };
        } catch (RuntimeException e) {
            throw outcome.fail(e);
        }
    }

    /// Looks for the first row at once, so that a failure there is still a status.
    private static RowSet rows(HttpAction action, QueryExec execution, long rowsMax, Outcome outcome) {
        RowSet rows = new WatchedRows(execution.select(), rowsMax, outcome::fail);
        Optional<FirstRows> first = FirstRows.wanted(action.getRequest());
        if (first.isPresent()) {
            return first.get().of(rows, action.getResponse());
        }
        var _ = rows.hasNext();
        return rows;
    }

    private Graph graph(Iterator<Triple> triples, long triplesMax) {
        Graph graph = GraphFactory.createDefaultGraph();
        long count = 0;
        while (triples.hasNext()) {
            if (++count > triplesMax) {
                throw WatchedRows.tooLarge(triplesMax);
            }
            graph.add(triples.next());
        }
        return prefixes.over(graph);
    }
}

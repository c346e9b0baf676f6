package city.belfry.hub.sparql;

import city.belfry.hub.access.Role;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.store.CityStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;

/// Runs the hub's own and named queries on the open store, or on a scenario over it, under the same limits as
/// everybody's. Thread-safe.
public final class StoreQueries {
    /// The parameter of a request that names a scenario.
    public static final String SCENARIO = "scenario";

    private final CityStore store;
    private final Scenarios scenarios;
    private final Supplier<DatasetGraph> view;

    public StoreQueries(CityStore store, Scenarios scenarios) {
        this(store, scenarios, store::open);
    }

    private StoreQueries(CityStore store, Scenarios scenarios, Supplier<DatasetGraph> view) {
        this.store = store;
        this.scenarios = scenarios;
        this.view = view;
    }

    /// The same on what a request asks: with `?scenario=` the store as it would be.
    public StoreQueries of(HttpServletRequest request) {
        return scenario(request).map(id -> in(id, reader(request))).orElse(this);
    }

    /// The same on the store as it would be.
    public StoreQueries in(String scenario, Scenarios.Reader reader) {
        return new StoreQueries(store, scenarios, () -> scenarios.view(scenario, reader));
    }

    /// The scenario that a request asks for.
    public static Optional<String> scenario(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(SCENARIO)).filter(id -> !id.isBlank());
    }

    /// Whether the one who asks may see drafts.
    public static Scenarios.Reader reader(HttpServletRequest request) {
        return request.isUserInRole(Role.STEWARD.name()) || request.isUserInRole(Role.ADMINISTRATOR.name())
                ? Scenarios.Reader.STEWARD
                : Scenarios.Reader.EVERYBODY;
    }

    /// Looks into what is asked, in one read transaction.
    public <T> T read(Function<DatasetGraph, T> reading) {
        DatasetGraph database = store.open();
        return database.isInTransaction()
                ? reading.apply(view.get())
                : database.calculateRead(() -> reading.apply(view.get()));
    }

    /// Hands the rows to their user inside the read transaction; they are gone afterwards.
    public <T> T select(Query query, QueryLimits limits, Function<RowSet, T> user) {
        return run(
                query,
                limits,
                execution ->
                        user.apply(new WatchedRows(execution.select(), limits.rowsMax(), UnaryOperator.identity())));
    }

    public boolean ask(Query query, QueryLimits limits) {
        return run(query, limits, QueryExec::ask);
    }

    /// The triples of a CONSTRUCT or DESCRIBE.
    public Graph graph(Query query, QueryLimits limits) {
        return run(query, limits, execution -> {
            Iterator<Triple> triples =
                    query.isDescribeType() ? execution.describeTriples() : execution.constructTriples();
            Graph graph = GraphFactory.createDefaultGraph();
            for (long count = 1; triples.hasNext(); count++) {
                if (count > limits.rowsMax()) {
                    throw WatchedRows.tooLarge(limits.rowsMax());
                }
                graph.add(triples.next());
            }
            return graph;
        });
    }

    private <T> T run(Query query, QueryLimits limits, Function<QueryExec, T> use) {
        try {
            return read(seen -> {
                try (QueryExec execution = FromClauses.on(seen, query)
                        .set(ARQConstants.sysOptimizerFactory, GuardedQuery.within(limits.deadline()))
                        .timeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                        .build()) {
                    return use.apply(execution);
                }
            });
        } catch (QueryCancelledException e) {
            throw SparqlException.deadline(limits, e);
        }
    }
}

package city.belfry.hub.sparql;

import city.belfry.hub.store.CityStore;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;

/// Runs the hub's own and named queries on the open store, under the same limits as everybody's. Thread-safe.
public final class StoreQueries {
    private final CityStore store;

    public StoreQueries(CityStore store) {
        this.store = store;
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
        DatasetGraph database = store.open();
        try {
            return database.calculateRead(() -> {
                try (QueryExec execution = QueryExec.newBuilder()
                        .query(query)
                        .dataset(database)
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

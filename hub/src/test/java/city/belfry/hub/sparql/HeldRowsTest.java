package city.belfry.hub.sparql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSetOps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A query that would hold more rows in memory than it may is refused, whatever holds them.
class HeldRowsTest {
    private static final int HELD = 1_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ?a ?b ?c (COUNT(*) AS ?n) { %s } GROUP BY ?a ?b ?c",
                "SELECT ?a ?b ?c { %s } GROUP BY ?a ?b ?c",
                "SELECT (COUNT(*) AS ?n) { { SELECT ?a ?b ?c (1 AS ?x) { %s } } { SELECT (1 AS ?x) ?y { VALUES ?y { 1 2 } } LIMIT 1 } }",
                "SELECT ?a ?b ?c { %s } ORDER BY ?a ?b ?c"
            })
    void soManyRowsAreHeldAndNoMore(String query) {
        assertEquals(
                SparqlException.Code.RESULT_TOO_LARGE,
                assertThrows(SparqlException.class, () -> ask(query, 11)).code());
        ask(query, 8);
    }

    /// Of a hundred times as many rows; the joins of the three lists hold a few of their own.
    private static void ask(String query, int last) {
        String text = query.formatted(
                "VALUES ?a { " + values(10) + "} VALUES ?b { " + values(10) + "} VALUES ?c { " + values(last) + "}");
        try (QueryExec execution = QueryExec.dataset(DatasetGraphFactory.empty())
                .query(text)
                .set(ARQConstants.sysOptimizerFactory, GuardedQuery.within(Duration.ofMinutes(5), HELD))
                .build()) {
            RowSetOps.consume(execution.select());
        }
    }

    private static String values(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}

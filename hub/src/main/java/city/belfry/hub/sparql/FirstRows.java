package city.belfry.hub.sparql;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;

/// `?limit=` at `/sparql`: the first rows of an answer and, as the header [#COMPLETE], whether they are all. For who
/// shows an answer and cannot show a million rows of it.
record FirstRows(int rows) {
    /// As in an answer of several cities.
    static final String COMPLETE = "Belfry-Complete";

    private static final String PARAMETER = "limit";
    static final int ROWS_MAX = 10_000;

    static Optional<FirstRows> wanted(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(PARAMETER)).map(FirstRows::of);
    }

    private static FirstRows of(String text) {
        try {
            int rows = Integer.parseInt(text);
            if (rows >= 1 && rows <= ROWS_MAX) {
                return new FirstRows(rows);
            }
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static SparqlException invalid(String text) {
        return new SparqlException(
                SparqlException.Code.ROWS_INVALID,
                "Parameter 'limit' is '" + text + "'; expected a whole number from 1 to " + ROWS_MAX
                        + ". Without it the answer is whole.");
    }

    /// Lets the engine stop early; one row more tells whether there are more.
    void shorten(Query query) {
        if (query.isSelectType() && (!query.hasLimit() || query.getLimit() > rows)) {
            query.setLimit(rows + 1L);
        }
    }

    RowSet of(RowSet found, HttpServletResponse response) {
        List<Binding> first = new ArrayList<>();
        while (first.size() < rows && found.hasNext()) {
            first.add(found.next());
        }
        response.setHeader(COMPLETE, Boolean.toString(!found.hasNext()));
        return RowSetStream.create(found.getResultVars(), first.iterator());
    }
}

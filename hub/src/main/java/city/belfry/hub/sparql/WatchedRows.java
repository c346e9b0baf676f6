package city.belfry.hub.sparql;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;

/// Rows of an answer, counted, with every failure told to the one who must not let the answer look complete.
final class WatchedRows implements RowSet {
    private final RowSet rows;
    private final long rowsMax;
    private final UnaryOperator<RuntimeException> onFailure;
    private long count;

    WatchedRows(RowSet rows, long rowsMax, UnaryOperator<RuntimeException> onFailure) {
        this.rows = rows;
        this.rowsMax = rowsMax;
        this.onFailure = onFailure;
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (RuntimeException e) {
            throw onFailure.apply(e);
        }
    }

    @Override
    public Binding next() {
        if (++count > rowsMax) {
            throw onFailure.apply(tooLarge(rowsMax));
        }
        try {
            return rows.next();
        } catch (RuntimeException e) {
            throw onFailure.apply(e);
        }
    }

    static SparqlException tooLarge(long rowsMax) {
        return new SparqlException(
                SparqlException.Code.RESULT_TOO_LARGE,
                "The answer has more than " + rowsMax
                        + " rows or triples. Ask for a part of it with LIMIT and OFFSET.");
    }

    @Override
    public List<Var> getResultVars() {
        return rows.getResultVars();
    }

    @Override
    public long getRowNumber() {
        return rows.getRowNumber();
    }

    @Override
    public void close() {
        rows.close();
    }
}

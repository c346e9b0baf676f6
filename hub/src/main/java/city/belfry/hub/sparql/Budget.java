package city.belfry.hub.sparql;

import java.time.Duration;
import org.apache.jena.query.QueryCancelledException;

/// What one query has left of its time, of the texts that its functions may make, and of the rows that it may hold.
///
/// Jena looks at its own deadline between rows. One function call, one regular expression or one path may take longer
/// than that, and one line of nested `REPLACE` fills any heap, so those ask here. Used by the thread of the query.
final class Budget {
    /// Longest text that a function may make; characters.
    static final int TEXT_MAX = 1 << 20;

    /// Texts longer than this count against [#TEXTS_MAX]; shorter ones weigh no more than the row that bears them.
    static final int COUNTED_TEXT = 1 << 10;

    /// All long texts of one query together; characters.
    static final long TEXTS_MAX = 64L << 20;

    /// Rows that one query sorts, makes distinct, groups by or joins with; all of them are held in memory.
    static final long HELD_ROWS_MAX = 1_000_000;

    private final long heldRowsMax;

    private final long endNanos;
    private long texts;
    private long rows;

    Budget(Duration deadline, long heldRowsMax) {
        this.heldRowsMax = heldRowsMax;
        this.endNanos = System.nanoTime() + deadline.toNanos();
    }

    /// Ends the query when its time is over.
    void checkTime() {
        if (System.nanoTime() - endNanos > 0) {
            throw new QueryCancelledException();
        }
    }

    /// Nanoseconds until then.
    long left() {
        return endNanos - System.nanoTime();
    }

    /// Asks for a text before it is made.
    void takeText(long length) {
        checkTime();
        if (length > TEXT_MAX) {
            throw new SparqlException(
                    SparqlException.Code.TEXT_TOO_LONG,
                    "A function of the query makes a text of more than " + TEXT_MAX
                            + " characters. Shorten it with SUBSTR, or ask for the parts.");
        }
        take(length);
    }

    /// Asks for a part of a text that grows row by row.
    void takePart(long length) {
        checkTime();
        texts += length;
        checkTexts();
    }

    private void take(long length) {
        if (length > COUNTED_TEXT) {
            texts += length;
            checkTexts();
        }
    }

    private void checkTexts() {
        if (texts > TEXTS_MAX) {
            throw new SparqlException(
                    SparqlException.Code.TEXT_TOO_LONG,
                    "The functions of the query make texts of more than " + (TEXTS_MAX >> 20)
                            + " million characters. Ask for a part of the rows.");
        }
    }

    /// Asks for a row that will be held until the last one has come.
    void holdRow() {
        if (++rows > heldRowsMax) {
            throw new SparqlException(
                    SparqlException.Code.RESULT_TOO_LARGE,
                    "The query sorts, groups or joins more than " + heldRowsMax
                            + " rows. Ask for a part of them, or without ORDER BY, DISTINCT, GROUP BY and subqueries.");
        }
    }
}

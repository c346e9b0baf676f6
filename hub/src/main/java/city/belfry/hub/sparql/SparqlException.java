package city.belfry.hub.sparql;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;
import java.time.Duration;
import java.util.Optional;
import org.apache.jena.query.QueryParseException;

/// A query or an update cannot be taken or cannot be finished.
public final class SparqlException extends BelfryException {
    public enum Code implements BelfryException.Code {
        QUERY_MALFORMED(FailureKind.USER),
        /// Brackets or operators are nested so deeply that reading them is a risk.
        QUERY_TOO_DEEP(FailureKind.USER),
        /// A write, or a request to the graph store, names no graph.
        GRAPH_MISSING(FailureKind.USER),
        /// `?limit=` is no number of rows.
        ROWS_INVALID(FailureKind.USER),
        QUERY_TOO_LONG(FailureKind.LIMIT),
        BODY_TOO_LARGE(FailureKind.LIMIT),
        RESULT_TOO_LARGE(FailureKind.LIMIT),
        /// A function would make a text that fills the memory.
        TEXT_TOO_LONG(FailureKind.LIMIT),
        QUERY_DEADLINE(FailureKind.DEADLINE),
        /// As many queries run as the hub runs at once, and as many wait as may wait.
        HUB_BUSY(FailureKind.DEADLINE),
        SERVICE_REFUSED(FailureKind.DENIED),
        LOAD_REFUSED(FailureKind.DENIED),
        DOCTYPE_REFUSED(FailureKind.DENIED),
        /// A graph is sent as a form with files; the parts would pass the checks of a document by.
        FORM_REFUSED(FailureKind.DENIED),
        /// One line would take all graphs away, published ones too.
        WHOLE_STORE_REFUSED(FailureKind.DENIED),
        /// The function belongs to the engine: it waits, evaluates text, loads classes or escapes the limits.
        FUNCTION_REFUSED(FailureKind.DENIED);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    private final transient Optional<SyntaxFault> fault;

    static SparqlException deadline(QueryLimits limits, Throwable cause) {
        return deadline(limits.deadline(), cause);
    }

    /// A query that was stopped when its time was over.
    public static SparqlException deadline(Duration deadline, Throwable cause) {
        return new SparqlException(
                Code.QUERY_DEADLINE,
                "The query was not done after " + deadline.toSeconds()
                        + " s and was stopped; nothing of its answer was kept. Ask for less at a time.",
                cause);
    }

    /// A text that the parser refuses.
    ///
    /// @param what the text is, as in "the query"
    static SparqlException malformed(String what, String text, QueryParseException cause) {
        Optional<SyntaxFault> fault = SyntaxFault.of(text, cause);
        return new SparqlException(
                Code.QUERY_MALFORMED,
                "The " + what + " is no SPARQL 1.1: "
                        + fault.map(SyntaxFault::inEnglish).orElseGet(() -> String.valueOf(cause.getMessage())),
                cause,
                fault);
    }

    SparqlException(Code code, String message) {
        super(code, message);
        fault = Optional.empty();
    }

    SparqlException(Code code, String message, Throwable cause) {
        this(code, message, cause, Optional.empty());
    }

    private SparqlException(Code code, String message, Throwable cause, Optional<SyntaxFault> fault) {
        super(code, message, cause);
        this.fault = fault;
    }

    /// Where the text is no SPARQL, when that is what is wrong with it.
    public Optional<SyntaxFault> fault() {
        return fault;
    }
}

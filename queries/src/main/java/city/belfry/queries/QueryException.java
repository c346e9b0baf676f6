package city.belfry.queries;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A named query cannot be found, read or bound.
public final class QueryException extends BelfryException {
    public enum Code implements BelfryException.Code {
        QUERY_UNKNOWN(FailureKind.MISSING),
        PARAMETER_MISSING(FailureKind.USER),
        PARAMETER_INVALID(FailureKind.USER),
        PARAMETER_UNKNOWN(FailureKind.USER),
        /// A file of the library is at fault: its header or its SPARQL.
        QUERY_UNREADABLE(FailureKind.USER),
        NAME_INVALID(FailureKind.USER),
        /// A query that comes with Belfry has this name.
        NAME_TAKEN(FailureKind.USER),
        LIBRARY_FULL(FailureKind.LIMIT),
        QUERY_NOT_WRITTEN(FailureKind.INTERNAL);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    QueryException(Code code, String message) {
        super(code, message);
    }

    QueryException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

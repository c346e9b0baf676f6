package city.belfry.hub.rest;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A request to the REST facade cannot be answered as it was made.
public final class RestException extends BelfryException {
    public enum Code implements BelfryException.Code {
        DATASET_UNKNOWN(FailureKind.MISSING),
        ENTITY_UNKNOWN(FailureKind.MISSING),
        TERM_UNKNOWN(FailureKind.MISSING),
        FORMAT_UNKNOWN(FailureKind.USER),
        /// GeoJSON was asked for and no geometry is there.
        GEOMETRY_MISSING(FailureKind.USER),
        PAGE_INVALID(FailureKind.USER),
        PARAMETER_MISSING(FailureKind.USER),
        /// A scenario was asked for where only the city as it is can be asked.
        SCENARIO_NOT_HERE(FailureKind.USER),
        /// The query gives a graph or a truth value, and no rows.
        NOT_COMPARED(FailureKind.USER),
        PARAMETER_REPEATED(FailureKind.USER);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    public RestException(Code code, String message) {
        super(code, message);
    }
}

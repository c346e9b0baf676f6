package city.belfry.hub.why;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A question for the origin of statements that cannot be answered as it was asked.
public final class WhyException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// A term is no IRI or literal, or no subject is given.
        STATEMENT_INVALID(FailureKind.USER),
        /// The hub has no such statement, or the asker may not see it.
        STATEMENT_UNKNOWN(FailureKind.MISSING),
        /// As many such questions are being answered as the hub answers at once.
        WHY_BUSY(FailureKind.DEADLINE);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    WhyException(Code code, String message) {
        super(code, message);
    }
}

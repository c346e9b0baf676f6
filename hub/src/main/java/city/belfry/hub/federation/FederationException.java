package city.belfry.hub.federation;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A question cannot be put to several cities, or its answer would not be one.
public final class FederationException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// A part of the query cannot be worked out over several members.
        FEDERATION_UNSUPPORTED(FailureKind.USER),
        /// More rows had to be brought together than the limit.
        FEDERATION_TOO_LARGE(FailureKind.LIMIT),
        /// Something is missing and the asker wants all or nothing, or a form that cannot say so.
        ANSWER_INCOMPLETE(FailureKind.UNREACHABLE),
        /// A peer did not give what it was asked for.
        PEER_FAILED(FailureKind.UNREACHABLE);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    FederationException(Code code, String message) {
        super(code, message);
    }

    FederationException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

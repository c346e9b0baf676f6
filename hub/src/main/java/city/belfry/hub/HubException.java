package city.belfry.hub;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// The server cannot start.
public final class HubException extends BelfryException {
    public enum Code implements BelfryException.Code {
        PORT_IN_USE(FailureKind.RESOURCE),
        START_FAILED(FailureKind.INTERNAL);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    HubException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

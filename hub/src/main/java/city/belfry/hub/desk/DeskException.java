package city.belfry.hub.desk;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A request to the desk cannot be answered as it was made.
public final class DeskException extends BelfryException {
    public enum Code implements BelfryException.Code {
        RUN_REQUEST_INVALID(FailureKind.USER),
        FINDING_UNKNOWN(FailureKind.MISSING),
        /// More people watch runs than may.
        WATCHERS_TOO_MANY(FailureKind.DEADLINE),
        /// A file of the home or of the cache cannot be read.
        HOME_UNREADABLE(FailureKind.RESOURCE);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    DeskException(Code code, String message) {
        super(code, message);
    }

    DeskException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

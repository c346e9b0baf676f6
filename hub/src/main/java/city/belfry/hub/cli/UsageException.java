package city.belfry.hub.cli;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A verb was asked for something that it cannot do.
final class UsageException extends BelfryException {
    private enum Reason implements BelfryException.Code {
        USAGE;

        @Override
        public FailureKind kind() {
            return FailureKind.USER;
        }
    }

    UsageException(String message) {
        super(Reason.USAGE, message);
    }

    UsageException(String message, Throwable cause) {
        super(Reason.USAGE, message, cause);
    }
}

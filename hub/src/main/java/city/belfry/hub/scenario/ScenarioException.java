package city.belfry.hub.scenario;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A scenario cannot be written or asked.
public final class ScenarioException extends BelfryException {
    public enum Code implements BelfryException.Code {
        SCENARIO_UNKNOWN(FailureKind.MISSING),
        /// Its id, its title or its statements are not what they have to be.
        SCENARIO_INVALID(FailureKind.USER),
        SCENARIO_TOO_LARGE(FailureKind.LIMIT);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    public ScenarioException(Code code, String message) {
        super(code, message);
    }

    public ScenarioException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package city.belfry.hub.access;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// Somebody may not do what they ask, or the hub cannot tell who they are.
public final class AccessException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// A token is needed and there is none, or it is not one of this hub's.
        TOKEN_REQUIRED(FailureKind.DENIED),
        /// The bearer's role does not reach so far.
        ROLE_INSUFFICIENT(FailureKind.DENIED),
        /// What was typed in to sign in is no token of this hub.
        SIGN_IN_REFUSED(FailureKind.DENIED),
        TOO_MANY_ATTEMPTS(FailureKind.LIMIT),
        /// A signed-in person's browser was made to send this by another page, or by an old one.
        REQUEST_FORGED(FailureKind.DENIED),
        TOKEN_NAME_TAKEN(FailureKind.USER),
        TOKEN_UNKNOWN(FailureKind.MISSING),
        TOKENS_UNREADABLE(FailureKind.RESOURCE),
        /// The record of who did what cannot be read or written.
        AUDIT_UNUSABLE(FailureKind.RESOURCE);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    AccessException(Code code, String message) {
        super(code, message);
    }

    AccessException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

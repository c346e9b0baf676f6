package city.belfry.hub.outbound;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// Another machine was not called, did not answer, or answered too much. Its answer is never part of the message.
public final class OutboundException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// The address is none that a hub calls: another scheme, a user name in it, no host.
        ADDRESS_INVALID(FailureKind.USER),
        /// The host is not on the list.
        HOST_NOT_ALLOWED(FailureKind.DENIED),
        /// The host has a private or local address.
        ADDRESS_PRIVATE(FailureKind.DENIED),
        /// The host is not known, refuses, breaks off or redirects without end.
        SOURCE_UNREACHABLE(FailureKind.UNREACHABLE),
        /// The host answers with a status that is no success.
        SOURCE_REFUSED(FailureKind.UNREACHABLE),
        /// It took longer than the limit.
        SOURCE_TOO_SLOW(FailureKind.UNREACHABLE),
        /// It is larger than the limit.
        SOURCE_TOO_LARGE(FailureKind.LIMIT);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    OutboundException(Code code, String message) {
        super(code, message);
    }

    OutboundException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

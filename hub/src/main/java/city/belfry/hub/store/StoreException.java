package city.belfry.hub.store;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// The store cannot do what it was asked; nothing of the attempt is left in it.
public final class StoreException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// Another process holds the home folder.
        HOME_IN_USE(FailureKind.RESOURCE),
        /// The home folder cannot be made, read or written.
        HOME_UNUSABLE(FailureKind.RESOURCE),
        DISK_FULL(FailureKind.RESOURCE),
        /// The files of a database cannot be read as a database.
        STORE_DAMAGED(FailureKind.RESOURCE),
        /// The version asked for is not kept, or never was.
        VERSION_NOT_KEPT(FailureKind.USER),
        /// More statements differ than are compared at a time.
        DIFFERENCE_TOO_LARGE(FailureKind.LIMIT),
        /// A file with the change between two versions is not as it was written.
        VERSION_DAMAGED(FailureKind.RESOURCE),
        /// A write named no graph: every statement of a hub stands in a named graph.
        GRAPH_NOT_NAMED(FailureKind.USER);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    StoreException(Code code, String message) {
        super(code, message);
    }

    StoreException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package city.belfry.hub.catalogue;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// The catalogue cannot do what it was asked.
public final class CatalogueException extends BelfryException {
    public enum Code implements BelfryException.Code {
        DATASET_UNKNOWN(FailureKind.MISSING),
        /// Somebody else wrote meanwhile.
        METADATA_CHANGED(FailureKind.OUTDATED),
        /// A description breaks the rules that a publication keeps.
        METADATA_INVALID(FailureKind.DATA),
        METADATA_UNREADABLE(FailureKind.USER),
        /// No more versions of a description are kept.
        METADATA_TOO_OFTEN(FailureKind.LIMIT),
        /// A catalogue that is to be imported is none that Belfry reads.
        CATALOGUE_UNREADABLE(FailureKind.USER),
        CATALOGUE_TOO_LARGE(FailureKind.LIMIT);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    public CatalogueException(Code code, String message) {
        super(code, message);
    }

    public CatalogueException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

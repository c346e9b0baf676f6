package city.belfry.ontology;

/// The ontology or a shapes file cannot be used.
public final class OntologyException extends BelfryException {
    /// What can go wrong with a file of the ontology.
    public enum Code implements BelfryException.Code {
        /// No profile has this name.
        PROFILE_UNKNOWN(FailureKind.USER),
        /// No bridge leads to a model of this name.
        MODEL_UNKNOWN(FailureKind.USER),
        /// A graph has more statements in another model than can be held.
        TRANSLATION_TOO_LONG(FailureKind.LIMIT),
        /// A shapes file given by the caller is missing or no Turtle.
        SHAPES_UNREADABLE(FailureKind.USER),
        /// A file that Belfry brings itself is missing or damaged.
        ONTOLOGY_DAMAGED(FailureKind.INTERNAL);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    OntologyException(Code code, String message) {
        super(code, message);
    }

    OntologyException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

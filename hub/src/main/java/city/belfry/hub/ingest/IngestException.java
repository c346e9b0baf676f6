package city.belfry.hub.ingest;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// A dataset could not be brought in; what was published before is still there.
public final class IngestException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// The archive is cut off or no archive.
        ARCHIVE_DAMAGED(FailureKind.DATA),
        /// The RDF of the source cannot be parsed.
        RDF_UNREADABLE(FailureKind.DATA),
        /// A field looks as if it held personal data, and no rule says what becomes of it.
        PERSONAL_DATA_UNDECLARED(FailureKind.DATA),
        /// The secret of the pseudonyms is missing or too short.
        KEY_UNUSABLE(FailureKind.USER),
        /// A run made no statement at all although the former one did.
        NOTHING_LEFT(FailureKind.DATA),
        /// A run made no statement at all and there was none before.
        NOTHING_MADE(FailureKind.DATA),
        /// What is to be erased is named too shortly to mean one person.
        PERSON_UNCLEAR(FailureKind.USER),
        /// The source or what it becomes is larger than a named limit.
        LIMIT_REACHED(FailureKind.LIMIT),
        /// A file of the home cannot be written.
        HOME_UNWRITABLE(FailureKind.RESOURCE),
        /// A source cannot be read from the disk.
        SOURCE_UNREADABLE(FailureKind.RESOURCE),
        /// More records than the dataset's threshold break a rule.
        TOO_MANY_QUARANTINED(FailureKind.DATA),
        /// More statements than the dataset's threshold would go.
        TOO_MUCH_GONE(FailureKind.DATA),
        /// What a dry run has shown is not what would be published now.
        PREVIEW_OUTDATED(FailureKind.USER),
        RUN_CANCELLED(FailureKind.USER),
        RUN_UNKNOWN(FailureKind.MISSING),
        /// The same Idempotency-Key came with another request.
        KEY_REUSED(FailureKind.USER),
        /// More runs wait than may.
        QUEUE_FULL(FailureKind.DEADLINE),
        /// A link rule names a class or property that is no term.
        LINK_INVALID(FailureKind.USER);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    IngestException(Code code, String message) {
        super(code, message);
    }

    IngestException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

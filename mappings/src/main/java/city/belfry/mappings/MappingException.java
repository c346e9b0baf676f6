package city.belfry.mappings;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;
import city.belfry.ontology.Finding;
import java.util.Optional;

/// A mapping that cannot be understood, or a source that cannot be read at all.
public final class MappingException extends BelfryException {
    private final Optional<Finding> finding;

    public MappingException(Code code, String message) {
        super(code, message);
        finding = Optional.empty();
    }

    public MappingException(Code code, String message, Throwable cause) {
        super(code, message, cause);
        finding = Optional.empty();
    }

    /// The data are refused as a whole because of one finding (strict runs, or a source that is not what it should be).
    public MappingException(Finding finding) {
        super(Code.DATA_REFUSED, finding.toString());
        this.finding = Optional.of(finding);
    }

    /// The finding that ended the run, when a finding did.
    public Optional<Finding> finding() {
        return finding;
    }

    /// What can stop a mapping.
    public enum Code implements BelfryException.Code {
        /// The document is no Turtle, or uses RML against its rules.
        MAPPING_INVALID(FailureKind.USER),
        /// There is no such pack or document.
        MAPPING_MISSING(FailureKind.MISSING),
        /// The document names a parameter that nobody gave.
        PARAMETER_UNKNOWN(FailureKind.USER),
        /// A template does not follow RML-Core, section "Template-valued term maps".
        TEMPLATE_INVALID(FailureKind.USER),
        /// A JSONPath or XPath expression cannot be compiled.
        EXPRESSION_INVALID(FailureKind.USER),
        /// A term map asks for a kind of term that may not stand at its place.
        TERM_TYPE_INVALID(FailureKind.USER),
        /// A reference names a field that the logical view does not have.
        FIELD_UNKNOWN(FailureKind.USER),
        /// A treatment of personal data names a field that cannot be compared with what the mapping reads.
        FIELD_UNTREATABLE(FailureKind.USER),
        /// Two fields of a logical view have the same name.
        FIELD_NAME_TAKEN(FailureKind.USER),
        /// A reference names a whole record of a logical view, which has fields but no value.
        FIELD_WITHOUT_VALUE(FailureKind.USER),
        /// A logical view is built on itself, joined with itself, or a field is inside itself.
        VIEW_CYCLE(FailureKind.USER),
        /// A language tag is not one of BCP 47.
        LANGUAGE_INVALID(FailureKind.USER),
        /// A function, a parameter or a result that the library does not have.
        FUNCTION_UNKNOWN(FailureKind.USER),
        /// The key of a keyed hash is missing, too short or not given by reference.
        KEY_UNUSABLE(FailureKind.USER),
        /// The mapping asks for a format or feature that the engine does not have.
        NOT_SUPPORTED(FailureKind.USER),
        /// A source of the mapping is not there.
        SOURCE_MISSING(FailureKind.MISSING),
        /// A path leads out of the folder or archive that the run may read.
        PATH_REFUSED(FailureKind.DENIED),
        /// The run may not call this machine or open this database.
        CALL_REFUSED(FailureKind.DENIED),
        /// A database that may be opened does not let itself be opened.
        DATABASE_UNREACHABLE(FailureKind.RESOURCE),
        /// A web address gives no answer, or refuses.
        ADDRESS_UNREACHABLE(FailureKind.RESOURCE),
        /// A database or SPARQL engine does not understand the query, or lacks a column that it names.
        QUERY_INVALID(FailureKind.USER),
        /// The source cannot be read: broken archive, damaged file, not the format it should have.
        SOURCE_UNREADABLE(FailureKind.DATA),
        /// A strict run met bad data.
        DATA_REFUSED(FailureKind.DATA),
        /// A named limit of [Limits] was reached.
        LIMIT_REACHED(FailureKind.LIMIT),
        /// The mapping writes files of its own, and the run has no folder for them, or they would lie outside.
        TARGET_REFUSED(FailureKind.DENIED),
        /// The result cannot be written.
        TARGET_UNWRITABLE(FailureKind.RESOURCE);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }
}

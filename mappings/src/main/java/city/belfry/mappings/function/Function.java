package city.belfry.mappings.function;

import java.util.List;
import java.util.Optional;

/// A function that a mapping may call (FnO, RML-FNML).
///
/// @param iri its name
/// @param parameters what it takes, in order
/// @param results IRIs under which a mapping may ask for its result; the first is the usual one
/// @param body what it does; must be pure
public record Function(String iri, List<Parameter> parameters, List<String> results, Body body) {

    /// What a function takes.
    ///
    /// @param iri name of the parameter
    /// @param need what happens without a value
    public record Parameter(String iri, Need need) {}

    /// What happens when a parameter has no value.
    public enum Need {
        /// The call has no result.
        REQUIRED,
        /// The body sees an absent value.
        OPTIONAL,
        /// As [#OPTIONAL], and it may be given several times.
        SEVERAL
    }

    /// What a function does.
    @FunctionalInterface
    public interface Body {
        Optional<Value> apply(Arguments arguments) throws FunctionFailure;
    }

    /// A text with its natural datatype.
    ///
    /// @param datatype IRI; empty for plain text
    public record Value(String text, String datatype) {
        public static Optional<Value> text(String text) {
            return Optional.of(new Value(text, ""));
        }

        public static Optional<Value> typed(String text, String datatype) {
            return Optional.of(new Value(text, datatype));
        }

        public static Optional<Value> truth(boolean value) {
            return Optional.of(new Value(Boolean.toString(value), "http://www.w3.org/2001/XMLSchema#boolean"));
        }

        public boolean isTrue() {
            return text.equals("true") || text.equals("1");
        }
    }

    /// The values of one call.
    public interface Arguments {
        /// The text of a required parameter.
        String text(int parameter);

        /// The text of a parameter that may be absent.
        Optional<String> optional(int parameter);

        /// All values of a parameter that may be given several times; absent ones are empty.
        List<Optional<String>> several(int parameter);
    }

    /// A value that a function cannot take: becomes a finding.
    public static final class FunctionFailure extends Exception {
        private final String code;
        private final String reason;
        private final String suggestion;

        public FunctionFailure(String code, String message, String suggestion) {
            super(message);
            this.code = code;
            reason = message;
            this.suggestion = suggestion;
        }

        public String code() {
            return code;
        }

        public String reason() {
            return reason;
        }

        public String suggestion() {
            return suggestion;
        }
    }
}

package city.belfry.queries;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;

/// What a parameter takes. Each type turns the text of a caller into one RDF term, or says what it expected.
public sealed interface ParameterType {
    /// Longest text of a value that any type reads; characters.
    int VALUE_LENGTH_MAX = 2048;

    /// The name in the header of a query and in the API.
    String typeName();

    /// The term for a caller's text; empty when it is no value of this type.
    Optional<Node> term(String text);

    /// What is expected, for messages: `a date such as 2026-06-21`.
    String expectation();

    record Iri() implements ParameterType {
        @Override
        public String typeName() {
            return "iri";
        }

        @Override
        public Optional<Node> term(String text) {
            return absoluteIri(text);
        }

        @Override
        public String expectation() {
            return "an absolute IRI";
        }
    }

    record Text() implements ParameterType {
        @Override
        public String typeName() {
            return "string";
        }

        @Override
        public Optional<Node> term(String text) {
            return Optional.of(NodeFactory.createLiteralString(text));
        }

        @Override
        public String expectation() {
            return "a text of at most " + VALUE_LENGTH_MAX + " characters";
        }
    }

    /// A language tag as BCP 47 §2.1 shapes it, bound as a plain string for LANG() and LANGMATCHES().
    record Language() implements ParameterType {
        private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}");

        @Override
        public String typeName() {
            return "lang";
        }

        @Override
        public Optional<Node> term(String text) {
            return TAG.matcher(text).matches() ? Optional.of(NodeFactory.createLiteralString(text)) : Optional.empty();
        }

        @Override
        public String expectation() {
            return "a language tag such as fr or en-GB";
        }
    }

    /// A concept of one of the code lists; the caller gives its code or its IRI.
    record Code(String scheme) implements ParameterType {
        private static final String CODES = "https://w3id.org/belfry/code/";
        private static final Pattern LOCAL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        @Override
        public String typeName() {
            return "code:" + scheme;
        }

        @Override
        public Optional<Node> term(String text) {
            String code = text.startsWith(prefix()) ? text.substring(prefix().length()) : text;
            return LOCAL_NAME.matcher(code).matches()
                    ? Optional.of(NodeFactory.createURI(prefix() + code))
                    : Optional.empty();
        }

        @Override
        public String expectation() {
            return "a code of " + prefix();
        }

        private String prefix() {
            return CODES + scheme + "/";
        }
    }

    /// A literal whose text the datatype's own rules check (XML Schema part 2).
    record Literal(String typeName, RDFDatatype datatype, String expectation) implements ParameterType {
        private static final List<Literal> ALL = List.of(
                new Literal("integer", XSDDatatype.XSDinteger, "a whole number such as 12"),
                new Literal("decimal", XSDDatatype.XSDdecimal, "a number such as 12.5, with a point"),
                new Literal("date", XSDDatatype.XSDdate, "a date such as 2026-06-21"),
                new Literal("dateTime", XSDDatatype.XSDdateTime, "a time such as 2026-06-21T14:00:00+02:00"),
                new Literal("boolean", XSDDatatype.XSDboolean, "true or false"));

        @Override
        public Optional<Node> term(String text) {
            String trimmed = text.strip();
            return datatype.isValid(trimmed)
                    ? Optional.of(NodeFactory.createLiteralDT(trimmed, datatype))
                    : Optional.empty();
        }
    }

    /// The type that a header names; empty when there is no such type.
    static Optional<ParameterType> named(String name) {
        for (Literal literal : Literal.ALL) {
            if (literal.typeName.equals(name)) {
                return Optional.of(literal);
            }
        }
        if (name.startsWith("code:") && name.length() > "code:".length()) {
            return Optional.of(new Code(name.substring("code:".length())));
        }
        return switch (name) {
            case "iri" -> Optional.of(new Iri());
            case "string" -> Optional.of(new Text());
            case "lang" -> Optional.of(new Language());
            default -> Optional.empty();
        };
    }

    private static Optional<Node> absoluteIri(String text) {
        try {
            IRIx iri = IRIx.create(text);
            boolean usable = iri.isAbsolute() && !iri.hasViolations() && !text.startsWith("_:");
            return usable ? Optional.of(NodeFactory.createURI(text)) : Optional.empty();
        } catch (IRIException notAnIri) {
            return Optional.empty();
        }
    }
}

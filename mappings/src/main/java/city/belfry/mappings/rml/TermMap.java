package city.belfry.mappings.rml;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// How one term is made from a record (RML-Core, "Term maps").
///
/// @param expression where its text comes from
/// @param type what it becomes
/// @param language tag of a literal, made from the record like any term
/// @param datatype datatype of a literal, made from the record like any term
/// @param conditions function calls that must all be true for the term to be made (RML-FNML)
/// @param at where its text comes from in the document, for messages
public record TermMap(
        Expression expression,
        Type type,
        Optional<TermMap> language,
        Optional<TermMap> datatype,
        List<Expression.Call> conditions,
        Position at) {

    /// The kind of term.
    public enum Type {
        IRI,
        /// As [#IRI], with everything beyond ASCII percent-encoded.
        URI,
        /// As [#IRI], with nothing encoded.
        UNSAFE_IRI,
        /// As [#URI], with nothing of ASCII encoded.
        UNSAFE_URI,
        BLANK_NODE,
        LITERAL;

        public boolean isIri() {
            return switch (this) {
                case IRI, URI, UNSAFE_IRI, UNSAFE_URI -> true;
                case BLANK_NODE, LITERAL -> false;
            };
        }
    }

    /// Where the text of a term comes from.
    public sealed interface Expression {
        record Constant(Node term) implements Expression {}

        record Reference(String reference) implements Expression {}

        record Template(List<Part> parts) implements Expression {}

        /// A function of the library, called with terms of the record.
        ///
        /// @param function IRI of the function
        /// @param result IRI of the wanted result; empty when the mapping names none
        /// @param inputs values by IRI of the parameter, in the order of the document
        record Call(String function, String result, List<Input> inputs, Position at) implements Expression {}

        /// A fresh blank node for each record.
        record Fresh() implements Expression {}
    }

    /// One argument of a call.
    public record Input(String parameter, TermMap value) {}

    /// A piece of a template.
    public sealed interface Part {
        record Text(String text) implements Part {}

        record Hole(String reference) implements Part {}
    }
}

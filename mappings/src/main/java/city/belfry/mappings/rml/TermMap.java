package city.belfry.mappings.rml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.RDF;

/// How one term is made from a record (RML-Core, "Term maps").
///
/// @param expression where its text comes from
/// @param type what it becomes
/// @param language tag of a literal, made from the record like any term
/// @param datatype datatype of a literal, made from the record like any term
/// @param conditions function calls that must all be true for the term to be made (RML-FNML)
/// @param targets where statements with the term go (RML-IO, "Logical Target in RML"); empty = it does not say
/// @param at where its text comes from in the document, for messages
public record TermMap(
        Expression expression,
        Type type,
        Optional<TermMap> language,
        Optional<TermMap> datatype,
        List<Expression.Call> conditions,
        List<LogicalTarget> targets,
        Position at) {

    TermMap withTargets(List<LogicalTarget> wanted) {
        return new TermMap(expression, type, language, datatype, conditions, wanted, at);
    }

    /// Where statements go because of this term map or one that it is made with.
    public Set<LogicalTarget> allTargets() {
        Set<LogicalTarget> all = new LinkedHashSet<>(targets);
        language.ifPresent(map -> all.addAll(map.allTargets()));
        datatype.ifPresent(map -> all.addAll(map.allTargets()));
        if (expression instanceof Expression.Gather gather) {
            gather.head().ifPresent(map -> all.addAll(map.allTargets()));
            gather.members().forEach(map -> all.addAll(map.allTargets()));
        }
        return all;
    }

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

        /// What is not simply a value of the record or of the document.
        sealed interface Composed extends Expression {}

        /// A function of the library, called with terms of the record.
        ///
        /// @param function IRI of the function
        /// @param result IRI of the wanted result; empty when the mapping names none
        /// @param inputs values by IRI of the parameter, in the order of the document
        record Call(String function, String result, List<Input> inputs, Position at) implements Composed {}

        /// A fresh blank node for each record.
        ///
        /// @param number of the term map in the document; two term maps make two nodes of a record
        record Fresh(int number) implements Composed {}

        /// A list or container of terms (RML-CC); the term is its head.
        ///
        /// @param number of the gather map in the document
        /// @param head what its head is; empty = a fresh blank node for each record
        /// @param isProduct one list for each combination of the members' values, not one of them all
        record Gather(
                int number,
                Optional<TermMap> head,
                List<TermMap> members,
                Gathering as,
                boolean allowsEmpty,
                boolean isProduct)
                implements Composed {}

        /// Subjects of another triples map, as members of a list or container.
        record Parent(TriplesMap.Join join) implements Composed {}

        /// The triples of another triples map, as terms (RML-Star). With conditions they are those of its
        /// matching records; with none it has the same source, and they are those of the record at hand.
        record Quoted(TriplesMap.Join quoted) implements Composed {}
    }

    /// What terms are gathered as (rml:gatherAs).
    public enum Gathering {
        LIST("List"),
        BAG("Bag"),
        SEQ("Seq"),
        ALT("Alt");

        private final String name;

        Gathering(String name) {
            this.name = name;
        }

        /// The class of RDF.
        public Node type() {
            return NodeFactory.createURI(RDF.getURI() + name);
        }
    }

    /// One argument of a call.
    public record Input(String parameter, TermMap value) {}

    /// A piece of a template.
    public sealed interface Part {
        /// The text, or the reference of a hole.
        String text();

        record Text(String text) implements Part {}

        record Hole(String text) implements Part {}
    }
}

package city.belfry.mappings.plan;

import city.belfry.mappings.function.Function;
import city.belfry.mappings.rml.TermMap;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;

/// A term map with its references resolved to slots of a row and its functions to code.
///
/// @param base what a relative IRI is put behind; empty = the base of the run
public record Term(
        Source source,
        TermMap.Type type,
        Optional<Term> language,
        Optional<Term> datatype,
        List<Source.Call> conditions,
        String base,
        boolean naturalDatatypes) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Term that
                && source.equals(that.source)
                && type == that.type
                && language.equals(that.language)
                && datatype.equals(that.datatype)
                && conditions.equals(that.conditions)
                && base.equals(that.base)
                && naturalDatatypes == that.naturalDatatypes;
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    /// Where the text comes from.
    public sealed interface Source {
        record Constant(Node term) implements Source {
            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Constant that && term.equals(that.term);
            }

            @Override
            public int hashCode() {
                return term.hashCode();
            }
        }

        record Slot(int slot, String name) implements Source {
            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Slot that && slot == that.slot && name.equals(that.name);
            }

            @Override
            public int hashCode() {
                return slot;
            }
        }

        record Template(List<Piece> pieces) implements Source {
            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Template that && pieces.equals(that.pieces);
            }

            @Override
            public int hashCode() {
                return pieces.hashCode();
            }
        }

        /// A call of a function.
        ///
        /// @param arguments per parameter of the function, the terms given for it
        record Call(Function function, List<List<Term>> arguments, String field) implements Source {}

        record Fresh(int number) implements Source {}

        /// A list or container (RML-CC).
        ///
        /// @param number of the gather map in the document
        /// @param head what its head is; empty = a fresh blank node for each record
        record Gathered(
                int number,
                Optional<Term> head,
                List<Term> members,
                TermMap.Gathering as,
                boolean allowsEmpty,
                boolean isProduct)
                implements Source {}

        /// What a lookup finds.
        record Joined(Scan.Lookup lookup) implements Source {}

        /// The triples that a triples map makes of the record (RML-Star).
        record Quoted(Scan.Statements statements) implements Source {}
    }

    /// Whether it is made of other terms, so that statements about itself may go with it.
    public boolean isComposite() {
        return source instanceof Source.Gathered || source instanceof Source.Joined || source instanceof Source.Quoted;
    }

    /// A piece of a template: a text, or a slot.
    ///
    /// @param slot slot of the row; -1 for a text
    public record Piece(String text, int slot) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Piece that && slot == that.slot && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode() * 31 + slot;
        }

        public boolean isText() {
            return slot < 0;
        }
    }
}

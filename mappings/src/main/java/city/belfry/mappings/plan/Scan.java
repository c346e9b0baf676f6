package city.belfry.mappings.plan;

import city.belfry.mappings.read.Fields;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One walk through one source, for all triples maps that read it.
///
/// @param number position in the plan
/// @param fields what its records must show
/// @param steps what is done with its records first
/// @param indexes what other triples maps look up among its records
public record Scan(
        int number, LogicalSource source, Fields fields, List<Step> steps, List<Statements> maps, List<Index> indexes) {

    /// The same with some of its triples maps.
    public Scan withMaps(List<Statements> some) {
        return new Scan(number, source, fields, steps, some, indexes);
    }

    /// A step of the source, with its slots.
    public sealed interface Step {
        record Unpivot(int keySlot, List<Target> targets) implements Step {}

        record Reject(Term.Source.Call condition, String code, String field, Term message) implements Step {
            /// Whether a rejected record is told of.
            public boolean isSilent() {
                return code.isEmpty();
            }
        }

        record Line(List<Integer> keySlots, int orderSlot, int longitudeSlot, int latitudeSlot, int targetSlot)
                implements Step {}

        record Latest(List<Integer> keySlots, int orderSlot) implements Step {}

        /// Rows of a logical view. They are rows of their own: behind this step a slot is one of the view's, not one of
        /// the reader's.
        ///
        /// @param slots slots of a row of the view
        /// @param indexSlot number of the record, from 0
        record View(String name, List<ViewField> fields, List<ViewJoin> joins, int slots, int indexSlot)
                implements Step {}
    }

    /// A field of a logical view, with the slots of the view that it fills.
    public sealed interface ViewField {
        List<ViewField> inside();

        /// One value for each result of a term, which is made from the record that the field stands in.
        ///
        /// @param indexSlot number of the value, from 0
        record Value(Term term, int slot, int indexSlot, List<ViewField> inside) implements ViewField {}

        /// One record for each item in a text.
        ///
        /// @param textSlot slot of the record around that has the items; -1 = the value around is the text
        /// @param fields what the records of the text must show
        record Items(int textSlot, Fields fields, int indexSlot, List<ViewField> inside) implements ViewField {}
    }

    /// Values from the matching rows of another view.
    ///
    /// @param parent walk through the other view; its rows are kept by their keys while this scan runs
    /// @param parentKeys made from a row of the other view
    /// @param childKeys made from a row of this view
    public record ViewJoin(
            boolean isInner, Scan parent, List<Term> parentKeys, List<Term> childKeys, List<ViewField.Value> fields) {}

    /// A field that an unpivot makes.
    public record Target(int slot, java.util.regex.Pattern pattern) {}

    /// What one triples map says about a record.
    ///
    /// @param at where it stands in the document
    public record Statements(String name, Position at, Term subject, List<Term> graphs, List<Rule> rules) {
        /// Whether terms that are made of others take part.
        public boolean isComposite() {
            return subject.isComposite()
                    || rules.stream().anyMatch(rule -> rule.objects().stream().anyMatch(Term::isComposite));
        }
    }

    /// Predicates and objects that go together. Without predicates, what the subject itself is made of is stated.
    ///
    /// @param output where its statements go, one of [Plan#outputs]
    /// @param at where it stands in the document
    public record Rule(
            List<Term> predicates,
            List<Term> objects,
            List<Lookup> lookups,
            List<Term> graphs,
            int output,
            Position at) {
        /// A part of a rule.
        public Rule(List<Term> predicates, List<Term> objects, List<Lookup> lookups, List<Term> graphs, int output) {
            this(predicates, objects, lookups, graphs, output, Position.NONE);
        }
    }

    /// Objects that are subjects of records of another scan.
    ///
    /// @param index which index
    /// @param keys values to look up
    public record Lookup(Index index, List<Term> keys) {}

    /// Subjects of this scan's records by their keys.
    public record Index(int number, int scan, Term subject, List<Term> keys) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Index that
                    && number == that.number
                    && scan == that.scan
                    && subject.equals(that.subject)
                    && keys.equals(that.keys);
        }

        @Override
        public int hashCode() {
            return number;
        }
    }
}

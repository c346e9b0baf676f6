package city.belfry.mappings.plan;

import city.belfry.mappings.read.Fields;
import city.belfry.mappings.rml.LogicalSource;
import java.util.List;

/// One walk through one source, for all triples maps that read it.
///
/// @param number position in the plan
/// @param fields what its records must show
/// @param steps what is done with its records first
/// @param indexes what other triples maps look up among its records
public record Scan(
        int number, LogicalSource source, Fields fields, List<Step> steps, List<Statements> maps, List<Index> indexes) {

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
    }

    /// A field that an unpivot makes.
    public record Target(int slot, java.util.regex.Pattern pattern) {}

    /// What one triples map says about a record.
    public record Statements(String name, Term subject, List<Term> graphs, List<Rule> rules) {}

    /// Predicates and objects that go together.
    public record Rule(List<Term> predicates, List<Term> objects, List<Lookup> lookups, List<Term> graphs) {}

    /// Objects that are subjects of records of another scan.
    ///
    /// @param index which index
    /// @param keys values to look up
    public record Lookup(Index index, List<Term> keys) {}

    /// Subjects of this scan's records by their keys.
    public record Index(int number, int scan, Term subject, List<Term> keys) {}
}

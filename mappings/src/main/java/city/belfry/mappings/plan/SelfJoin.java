package city.belfry.mappings.plan;

import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.rml.TermMap.Expression;
import city.belfry.mappings.rml.TriplesMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Joins of a source with itself.
final class SelfJoin {
    /// Wildcards, filters, slices, unions and descendants (RFC 9535 §2.3 and §2.5).
    private static final Pattern SEVERAL_IN_JSON = Pattern.compile("\\.\\.|[*?:,]");

    private SelfJoin() {}

    /// Whether a join of a source with itself gives the same pairs when each record is only joined with itself.
    ///
    /// That is so when the keys are the same fields on both sides and one of the two subjects is made
    /// of them alone: then all records with a key have the same subject on that side, and the record at
    /// hand stands for them. The keys must stand in one of the subjects, so that a record without a key
    /// makes no pair; and a key must have one value in a record, or records that share one of several
    /// values would miss each other.
    static boolean isWithinRecord(TriplesMap child, TriplesMap.Join join, TriplesMap parent) {
        if (!child.source().equals(parent.source())) {
            return false;
        }
        Set<String> keys = new LinkedHashSet<>();
        for (TriplesMap.Condition condition : join.conditions()) {
            if (!(condition.child().expression() instanceof Expression.Reference(String left))
                    || !(condition.parent().expression() instanceof Expression.Reference(String right))
                    || !left.equals(right)
                    || !hasOneValue(child.source().format(), left)) {
                return false;
            }
            keys.add(left);
        }
        Optional<Set<String>> childFields = fields(child.subject());
        Optional<Set<String>> parentFields = fields(parent.subject());
        if (childFields.isEmpty()
                || parentFields.isEmpty()
                || !child.subjectGraphs().isEmpty()) {
            return false;
        }
        Set<String> both = new LinkedHashSet<>(childFields.get());
        both.addAll(parentFields.get());
        return both.containsAll(keys) && (keys.containsAll(childFields.get()) || keys.containsAll(parentFields.get()));
    }

    /// Whether a reference can give one value of a record at most: a cell, an attribute, a JSON path of names.
    private static boolean hasOneValue(LogicalSource.Format format, String reference) {
        return switch (format) {
            case JSON -> !SEVERAL_IN_JSON.matcher(reference).find();
            case XML -> reference.startsWith("@");
            default -> format.isTable();
        };
    }

    /// The fields that a term is made of and nothing else; empty when functions or conditions take part.
    private static Optional<Set<String>> fields(TermMap map) {
        if (!map.conditions().isEmpty()) {
            return Optional.empty();
        }
        if (map.expression() instanceof Expression.Reference(String reference)) {
            return Optional.of(Set.of(reference));
        }
        if (!(map.expression() instanceof Expression.Template(List<TermMap.Part> parts))) {
            return Optional.empty();
        }
        Set<String> references = new LinkedHashSet<>();
        for (TermMap.Part part : parts) {
            if (part instanceof TermMap.Part.Hole(String reference)) {
                references.add(reference);
            }
        }
        return Optional.of(references);
    }
}

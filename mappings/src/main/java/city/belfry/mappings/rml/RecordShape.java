package city.belfry.mappings.rml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is done with the records of a table before they are mapped. An extension of Belfry, described with examples in
/// `mappings/README.md`.
public sealed interface RecordShape {

    /// One record for each group of columns that `columns` matches: wide tables become long.
    ///
    /// `H01;V01;…;H24;V24` is two [Column]s, `H(\d\d)` and `V(\d\d)`, with the key `hour`.
    ///
    /// @param key name of the new field that holds the part of the column name that the records differ by
    /// @param columns new fields by the pattern of the columns that they come from; group 1 is the key
    public record Unpivot(String key, List<Column> columns) implements RecordShape {}

    /// Where a new field comes from.
    ///
    /// @param name new field
    /// @param pattern columns it comes from; its group 1 is the key
    public record Column(String name, Pattern pattern) {
        /// By the text of the pattern, so that two maps with the same steps share one scan.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Column(String otherName, Pattern otherPattern)
                    && name.equals(otherName)
                    && pattern.pattern().equals(otherPattern.pattern());
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, pattern.pattern());
        }
    }

    /// A record for which a call is true becomes a finding and is not mapped.
    ///
    /// @param condition function that says when; it sees the record's fields
    /// @param code code of the finding; empty = the record is dropped silently
    /// @param field field that is at fault
    /// @param message what is wrong, as a template over the record's fields
    public record Reject(TermMap.Expression.Call condition, Optional<String> code, String field, TermMap message)
            implements RecordShape {}

    /// Records with the same key become one record with a line through their points.
    ///
    /// @param keys fields that stay
    /// @param order field that the points are ordered by, as a number
    /// @param name new field: WKT of the line
    public record Line(List<String> keys, String order, String longitude, String latitude, String name)
            implements RecordShape {}

    /// Of the records with the same key only the one with the greatest `order` is mapped: the current state among many
    /// captures. Texts are compared, no value is the smallest, and of equal ones the later record wins.
    record Latest(List<String> keys, String order) implements RecordShape {}

    /// A logical view (RML-LV): each record becomes the combinations of the values of the fields, extended by joins. A
    /// record stays when a field has no value.
    ///
    /// @param name for people
    record View(String name, List<ViewField> fields, List<ViewJoin> joins) implements RecordShape {
        /// What a reference to the view may name.
        public List<String> keys() {
            List<String> keys = new ArrayList<>(List.of("#"));
            keys.addAll(ViewField.keys(fields, ""));
            for (ViewJoin join : joins) {
                keys.addAll(ViewField.keys(List.copyOf(join.fields()), ""));
            }
            return keys;
        }
    }

    /// Fields from the matching records of another view (RML-LV, "Logical view joins").
    ///
    /// @param isInner a record without a match is left out; otherwise it stays, without values of these fields
    /// @param parent the other view
    /// @param fields what is taken of a record of the other view
    record ViewJoin(
            boolean isInner,
            LogicalSource parent,
            List<TriplesMap.Condition> conditions,
            List<ViewField.Expression> fields) {}
}

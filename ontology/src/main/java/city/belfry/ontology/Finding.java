package city.belfry.ontology;

import java.util.Objects;
import java.util.regex.Pattern;

/// Bad data as a value: what is wrong, where it stands, what was expected and what to do.
///
/// A reader, a mapping or a shape reports findings and goes on; nothing of this kind is ever thrown.
///
/// @param code stable upper-case name of the kind of fault, for example `NUMBER_UNREADABLE`
/// @param severity whether the record is still published
/// @param place where the fault stands
/// @param field column, key or property that is at fault; empty when it is the record as a whole
/// @param message one sentence: what is there and what was expected
/// @param suggestion one sentence: what the steward can do; empty when there is nothing to add
public record Finding(String code, Severity severity, Place place, String field, String message, String suggestion) {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");

    public Finding {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(place);
        if (!isCode(code)) {
            throw new IllegalArgumentException("A finding's code is upper case with underscores, not '" + code + "'");
        }
    }

    /// Whether a text has the form of a code: upper case with underscores.
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /// Where in a source a fault stands.
    ///
    /// @param source the source as the steward knows it, with the entry of an archive after `!`, for example
    ///     `gtfs.zip!stops.txt`
    /// @param line 1-based line at which the record starts; 0 when the format has none or it is not known
    /// @param path JSONPath, XPath or focus node of the record; empty when the line says it all
    public record Place(String source, long line, String path) {
        public static Place of(String source) {
            return new Place(source, 0, "");
        }

        public static Place atLine(String source, long line) {
            return new Place(source, line, "");
        }

        public static Place atPath(String source, String path) {
            return new Place(source, 0, path);
        }

        @Override
        public String toString() {
            return source + (line > 0 ? " line " + line : "") + (path.isEmpty() ? "" : " at " + path);
        }
    }

    /// One line for people: `CODE place, field 'x': message suggestion`.
    @Override
    public String toString() {
        return code + " " + place + (field.isEmpty() ? "" : ", field '" + field + "'") + ": " + message
                + (suggestion.isEmpty() ? "" : " " + suggestion);
    }
}

package city.belfry.queries;

import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// A variable of a named query whose value the caller gives.
///
/// @param name the variable, without question mark
/// @param labels by language tag
/// @param defaultValue the text that stands for an absent value
/// @param required whether the query cannot run without a value; an optional one without default stays a variable
public record Parameter(
        String name, ParameterType type, Map<String, String> labels, Optional<String> defaultValue, boolean required) {
    public Parameter {
        labels = Map.copyOf(labels);
    }

    Node term(String query, String text) {
        if (text.length() > ParameterType.VALUE_LENGTH_MAX) {
            throw invalid(query, text.length() + " characters");
        }
        return type.term(text).orElseThrow(() -> invalid(query, "'" + text + "'"));
    }

    private QueryException invalid(String query, String found) {
        return new QueryException(
                QueryException.Code.PARAMETER_INVALID,
                "Parameter '" + name + "' of query '" + query + "' is " + found + "; expected " + type.expectation()
                        + ".");
    }
}

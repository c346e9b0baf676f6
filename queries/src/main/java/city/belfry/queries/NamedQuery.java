package city.belfry.queries;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;

/// A question of the library: a SPARQL query with names for people and typed parameters. Immutable, thread-safe.
///
/// @param name its folder in the library and its name in the API
/// @param titles by language tag
/// @param descriptions by language tag
/// @param examples values that make the query answer on the test data, by parameter
/// @param needs kinds of data without which it answers nothing
/// @param text the file as it was written
public record NamedQuery(
        String name,
        Map<String, String> titles,
        Map<String, String> descriptions,
        List<Parameter> parameters,
        Map<String, String> examples,
        List<String> needs,
        String text,
        Query query) {
    /// What these mean in the address of a result is the same for all queries, so no parameter is called so.
    public static final Set<String> RESERVED =
            Set.of("format", "limit", "cursor", "lang", "scenario", "cities", "strict", "partial");

    public NamedQuery {
        titles = Map.copyOf(titles);
        descriptions = Map.copyOf(descriptions);
        parameters = List.copyOf(parameters);
        examples = Map.copyOf(examples);
        needs = List.copyOf(needs);
    }

    /// The query with the caller's values in it, as terms in its syntax tree. No value can change its shape.
    ///
    /// @param values text by parameter; an empty text counts as absent
    public Query bind(Map<String, String> values) {
        rejectUnknown(values);
        Map<Var, Node> terms = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            given(parameter, values)
                    .ifPresent(text -> terms.put(Var.alloc(parameter.name()), parameter.term(name, text)));
        }
        return terms.isEmpty() ? query.cloneQuery() : QueryTransformOps.replaceVars(query, terms);
    }

    private void rejectUnknown(Map<String, String> values) {
        for (String given : values.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(given))) {
                throw new QueryException(
                        QueryException.Code.PARAMETER_UNKNOWN,
                        "Query '" + name + "' has no parameter '" + given + "'; it has " + parameterNames() + ".");
            }
        }
    }

    private Optional<String> given(Parameter parameter, Map<String, String> values) {
        Optional<String> given =
                Optional.ofNullable(values.get(parameter.name())).filter(text -> !text.isEmpty());
        Optional<String> text = given.or(parameter::defaultValue);
        if (text.isEmpty() && parameter.required()) {
            throw new QueryException(
                    QueryException.Code.PARAMETER_MISSING,
                    "Query '" + name + "' needs parameter '" + parameter.name() + "': "
                            + parameter.type().expectation() + ".");
        }
        return text;
    }

    private String parameterNames() {
        return parameters.isEmpty()
                ? "none"
                : parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }
}

package city.belfry.hub.pages;

import city.belfry.ontology.documentation.CodeList;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.Parameter;
import city.belfry.queries.ParameterType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// A parameter of a named query as a field of a form: the browser's own control for its type, and in words what it
/// takes.
@Component
final class ParameterFields {
    private final OntologyView ontology;
    private final MessageSource messages;

    ParameterFields(OntologyView ontology, MessageSource messages) {
        this.ontology = ontology;
        this.messages = messages;
    }

    record Option(String value, String label) {}

    /// @param control value of the attribute `type` of an input
    /// @param inputMode which keyboard a telephone shows; empty for its usual one
    /// @param options when there are any, one of them is chosen
    record Field(
            String name,
            String label,
            String value,
            String expects,
            boolean required,
            String control,
            String inputMode,
            List<Option> options) {}

    /// The form of a query, filled in.
    List<Field> of(NamedQuery named, Map<String, String> values, Locale locale) {
        return named.parameters().stream()
                .map(parameter -> of(parameter, values, locale))
                .toList();
    }

    private Field of(Parameter parameter, Map<String, String> values, Locale locale) {
        String value =
                values.getOrDefault(parameter.name(), parameter.defaultValue().orElse(""));
        List<Option> options = options(parameter, value, locale);
        String kind = parameter.type() instanceof ParameterType.Code
                ? "code"
                : parameter.type().typeName();
        return new Field(
                parameter.name(),
                HomeController.text(parameter.labels(), locale).orElse(parameter.name()),
                value,
                messages.getMessage("query.expects." + kind, new Object[] {ParameterType.VALUE_LENGTH_MAX}, locale),
                parameter.required(),
                kind.equals("date") ? "date" : kind.equals("iri") ? "url" : "text",
                // A number field would refuse what it does not take without a word to the hub, and keep the old value.
                kind.equals("integer") ? "numeric" : kind.equals("decimal") ? "decimal" : "",
                options);
    }

    private List<Option> options(Parameter parameter, String value, Locale locale) {
        List<Option> choices = switch (parameter.type()) {
            case ParameterType.Code code ->
                ontology.documentation()
                        .codeList(code.scheme())
                        .map(list -> list.codes().stream()
                                .map(each ->
                                        new Option(Labels.localName(each.iri().getURI()), label(each, locale)))
                                .sorted(Comparator.comparing(Option::label))
                                .toList())
                        .orElse(List.of());
            case ParameterType.Literal literal
            when literal.typeName().equals("boolean") ->
                List.of(new Option("true", said("yes", locale)), new Option("false", said("no", locale)));
            case ParameterType.Iri _, ParameterType.Text _, ParameterType.Language _, ParameterType.Literal _ ->
                List.of();
        };
        boolean isOneOfThem = value.isEmpty()
                || choices.stream().anyMatch(choice -> choice.value().equals(value));
        if (choices.isEmpty() || !isOneOfThem) {
            return List.of();
        }
        boolean mayBeEmpty = parameter.defaultValue().isEmpty();
        return mayBeEmpty
                ? Stream.concat(Stream.of(new Option("", said("any", locale))), choices.stream())
                        .toList()
                : choices;
    }

    private String said(String word, Locale locale) {
        return messages.getMessage("query.option." + word, new Object[0], locale);
    }

    private static String label(CodeList.Code code, Locale locale) {
        return Optional.of(code.labels().in(locale.getLanguage()))
                .filter(text -> !text.isBlank())
                .orElse(Labels.localName(code.iri().getURI()));
    }
}

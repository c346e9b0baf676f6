package city.belfry.hub.pages;

import city.belfry.hub.catalogue.FormField;
import city.belfry.hub.catalogue.MetadataForm;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/// What to call the codes of the EU lists on a page: by the names that the metadata form has for them.
@Component
final class CodeNames {
    /// Formats whose code says less than their name.
    private static final Map<String, String> FORMATS = Map.of(
            "RDF_TURTLE", "Turtle",
            "RDF_N_TRIPLES", "N-Triples",
            "SPARQLQRES", "SPARQL",
            "GEOJSON", "GeoJSON",
            "JSON_LD", "JSON-LD",
            "RDF_XML", "RDF/XML");

    private final Map<String, FormField.Choice> choices = new HashMap<>();

    CodeNames(MetadataForm form) {
        form.fields().forEach(field -> {
            field.choices().forEach(choice -> choices.put(choice.value().toString(), choice));
            field.offered().forEach(choice -> choices.put(choice.value().toString(), choice));
        });
    }

    String of(String iri, Locale locale) {
        FormField.Choice choice = choices.get(iri);
        return choice == null || choice.labels().isEmpty() ? end(iri) : choice.label(locale);
    }

    static String format(String code) {
        return FORMATS.getOrDefault(code, code);
    }

    private static String end(String iri) {
        String name = Labels.localName(iri.endsWith("/") ? iri.substring(0, iri.length() - 1) : iri);
        return name.isEmpty() ? iri : name;
    }
}

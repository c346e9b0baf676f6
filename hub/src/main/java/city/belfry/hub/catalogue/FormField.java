package city.belfry.hub.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// One field of the metadata form, as its property shape describes it.
///
/// @param name local name of the path; for a part after that of its whole: `contactPoint.fn`
/// @param path the property
/// @param order place among the fields of its group (SHACL §2.3.2)
/// @param required whether at least one value is asked for
/// @param several whether more than one value may be given
/// @param choices the code list, when there is one
/// @param offered values that are often right, when there is no list
/// @param parts what is said of the thing that the property leads to, when that is no code and no address
/// @param partType the class of that thing
public record FormField(
        String name,
        Node path,
        Map<String, String> labels,
        Map<String, String> descriptions,
        Optional<Node> group,
        int order,
        Kind kind,
        boolean required,
        boolean several,
        List<Choice> choices,
        List<Choice> offered,
        List<FormField> parts,
        Optional<Node> partType) {
    /// What a value is and how it is written.
    public enum Kind {
        /// Words in a language.
        TEXT,
        /// Sentences in a language.
        LONG_TEXT,
        ADDRESS,
        /// An address `mailto:`, written without it.
        MAILBOX,
        DAY,
        /// A code of a list.
        CODE,
        /// A thing that is described by its parts.
        THING
    }

    /// A value with its names.
    public record Choice(Node value, Map<String, String> labels) {
        public String label(Locale locale) {
            return in(labels, locale).orElse(value.toString());
        }
    }

    public String label(Locale locale) {
        return in(labels, locale).orElse(name);
    }

    public String description(Locale locale) {
        return in(descriptions, locale).orElse("");
    }

    static Optional<String> in(Map<String, String> texts, Locale locale) {
        return Optional.ofNullable(texts.get(locale.getLanguage()))
                .or(() -> Optional.ofNullable(texts.get("en")))
                .or(() -> texts.values().stream().findFirst());
    }
}

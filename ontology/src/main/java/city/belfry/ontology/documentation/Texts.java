package city.belfry.ontology.documentation;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;

/// One text in several languages: English and French first, then the others by tag.
public record Texts(SortedMap<String, String> byLanguage) {
    private static final Comparator<String> ENGLISH_AND_FRENCH_FIRST = Comparator.<String>comparingInt(
                    tag -> tag.equals("en") ? 0 : tag.equals("fr") ? 1 : 2)
            .thenComparing(Comparator.naturalOrder());

    public Texts {
        SortedMap<String, String> ordered = new TreeMap<>(ENGLISH_AND_FRENCH_FIRST);
        ordered.putAll(byLanguage);
        byLanguage = Collections.unmodifiableSortedMap(ordered);
    }

    static Texts of(Graph graph, Node subject, Node property) {
        SortedMap<String, String> texts = new TreeMap<>();
        graph.find(subject, property, Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(triple -> texts.merge(
                        triple.getObject().getLiteralLanguage(),
                        triple.getObject().getLiteralLexicalForm(),
                        (one, other) -> one.compareTo(other) < 0 ? one + ", " + other : other + ", " + one));
        return new Texts(texts);
    }

    public boolean isEmpty() {
        return byLanguage.isEmpty();
    }

    /// The text in a language, else in English, else in any; empty when there is none.
    public String in(String language) {
        String wanted = byLanguage.get(language);
        if (wanted == null) {
            wanted = byLanguage.get("en");
        }
        return wanted != null
                ? wanted
                : byLanguage.values().stream().findFirst().orElse("");
    }

    /// Whether the text, in any of its languages, has this part, whatever the case.
    public boolean contains(String part) {
        String wanted = folded(part);
        return byLanguage.values().stream().anyMatch(text -> folded(text).contains(wanted));
    }

    /// Without case and accents: who looks for `metro` finds `métro`.
    private static String folded(String text) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    static Texts of(Map<String, String> byLanguage) {
        return new Texts(new TreeMap<>(byLanguage));
    }
}

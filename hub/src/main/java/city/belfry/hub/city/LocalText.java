package city.belfry.hub.city;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A text in one or more languages, by language tag (BCP 47); the tag is empty when the text has none.
public record LocalText(Map<String, String> byLanguage) {
    public LocalText {
        // In the order of the tags: Map.copyOf has another order in every process, and recipes are compared as text.
        byLanguage = Collections.unmodifiableMap(new TreeMap<>(byLanguage));
        if (byLanguage.isEmpty()) {
            throw new IllegalArgumentException("a text has at least one language");
        }
    }

    static LocalText plain(String text) {
        return new LocalText(Map.of("", text));
    }

    /// In the wanted language, else without language, else in English, else in the first of the alphabet.
    public String in(String language) {
        for (String tag : new String[] {language, "", "en"}) {
            String text = byLanguage.get(tag);
            if (text != null) {
                return text;
            }
        }
        return byLanguage.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .orElseThrow()
                .getValue();
    }
}

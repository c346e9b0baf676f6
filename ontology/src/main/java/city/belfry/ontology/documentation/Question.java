package city.belfry.ontology.documentation;

import city.belfry.ontology.ResourceFolder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A competency question: one that the ontology was made to answer.
///
/// @param name of its file, which begins with its number
/// @param sparql the query that answers it
public record Question(String name, Texts texts, String sparql) {
    private static final Pattern TEXT = Pattern.compile("(?m)^#\\s*question@(\\w+)\\s*:\\s*(.+)$");

    /// All of them, by number.
    public static List<Question> all() {
        return ResourceFolder.texts("belfry/ontology/cq", ".rq").entrySet().stream()
                .map(file -> read(file.getKey().replace(".rq", ""), file.getValue()))
                .toList();
    }

    private static Question read(String name, String text) {
        Map<String, String> texts = new TreeMap<>();
        for (MatchResult found : TEXT.matcher(text).results().toList()) {
            texts.put(found.group(1), found.group(2).strip());
        }
        return new Question(name, Texts.of(texts), text);
    }
}

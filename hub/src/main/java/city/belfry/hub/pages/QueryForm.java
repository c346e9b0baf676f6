package city.belfry.hub.pages;

import java.util.Map;
import java.util.stream.Collectors;

/// What a steward fills in to save a query: it becomes a file of the library, whose loader says what is wrong with it.
///
/// @param parameters lines `param …` and `example …` as in a file, without their hash
/// @param sparql may have comments of its own on top
record QueryForm(
        String titleFr, String titleEn, String descriptionFr, String descriptionEn, String parameters, String sparql) {

    static QueryForm of(Map<String, String> form) {
        return new QueryForm(
                form.getOrDefault("titleFr", ""),
                form.getOrDefault("titleEn", ""),
                form.getOrDefault("descriptionFr", ""),
                form.getOrDefault("descriptionEn", ""),
                form.getOrDefault("parameters", ""),
                form.getOrDefault("sparql", ""));
    }

    String file() {
        StringBuilder file = new StringBuilder();
        line(file, "title@en: ", titleEn.isBlank() ? titleFr : titleEn);
        line(file, "title@fr: ", titleFr.isBlank() ? titleEn : titleFr);
        line(file, "description@en: ", descriptionEn);
        line(file, "description@fr: ", descriptionFr);
        file.append(parameters
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.startsWith("#") ? text : "# " + text)
                .map(text -> text + "\n")
                .collect(Collectors.joining()));
        return file.append(sparql.replace("\r\n", "\n").strip()).append('\n').toString();
    }

    /// One line whatever was typed, so that a text cannot add a line to the head.
    private static void line(StringBuilder file, String key, String text) {
        String one = text.strip().replaceAll("\\s+", " ");
        if (!one.isEmpty()) {
            file.append("# ").append(key).append(one).append('\n');
        }
    }
}

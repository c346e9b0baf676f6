package city.belfry.mappings.rml;

import city.belfry.mappings.rml.TermMap.Part;
import java.util.ArrayList;
import java.util.List;

/// Reads a template: text with references in braces; a backslash makes a brace or a backslash literal (RML-Core,
/// "Template-valued term maps").
final class Templates {
    private Templates() {}

    static List<Part> parse(String template) throws InvalidTemplate {
        List<Part> parts = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean inside = false;
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            switch (c) {
                case '\\' -> {
                    if (at + 1 == template.length() || "{}\\".indexOf(template.charAt(at + 1)) < 0) {
                        throw new InvalidTemplate(
                                "a backslash at character " + (at + 1) + " may stand only before '{', '}' or '\\'");
                    }
                    piece.append(template.charAt(++at));
                }
                case '{' -> {
                    if (inside) {
                        throw new InvalidTemplate("a '{' at character " + (at + 1)
                                + " stands inside a reference; write '\\{' for the character itself");
                    }
                    inside = true;
                    if (!piece.isEmpty()) {
                        parts.add(new Part.Text(piece.toString()));
                        piece.setLength(0);
                    }
                }
                case '}' -> {
                    if (!inside) {
                        throw new InvalidTemplate("a '}' at character " + (at + 1)
                                + " closes no reference; write '\\}' for the character itself");
                    }
                    if (piece.isEmpty()) {
                        throw new InvalidTemplate("the reference at character " + at + " is empty");
                    }
                    inside = false;
                    parts.add(new Part.Hole(piece.toString()));
                    piece.setLength(0);
                }
                default -> piece.append(c);
            }
        }
        if (inside) {
            throw new InvalidTemplate("the last '{' is never closed");
        }
        if (!piece.isEmpty()) {
            parts.add(new Part.Text(piece.toString()));
        }
        return List.copyOf(parts);
    }

    /// What is wrong in a template; the caller knows the line.
    static final class InvalidTemplate extends Exception {
        InvalidTemplate(String message) {
            super(message);
        }
    }
}

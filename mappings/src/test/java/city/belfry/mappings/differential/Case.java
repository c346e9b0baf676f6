package city.belfry.mappings.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A made-up mapping with its data; parts can be left out of it.
record Case(List<Table> tables, List<Part> parts) {
    private static final String PREFIXES = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix csvw: <http://www.w3.org/ns/csvw#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix fn: <https://w3id.org/belfry/fn#> .
            @prefix ex: <http://example.org/> .
            """;

    /// A triples map in Turtle.
    ///
    /// @param table which table it reads
    /// @param statements its predicate-object maps
    record Part(String name, int table, String subject, List<Statement> statements) {}

    /// A predicate-object map in Turtle.
    ///
    /// @param parents triples maps that it joins
    record Statement(String text, List<String> parents) {}

    String mapping() {
        StringBuilder text = new StringBuilder(PREFIXES);
        for (Part part : parts) {
            text.append("<#%s> rml:logicalSource %s ;\n  %s"
                    .formatted(part.name(), tables.get(part.table()).turtle(), part.subject()));
            for (Statement statement : part.statements()) {
                text.append(" ;\n  rml:predicateObjectMap [ ")
                        .append(statement.text())
                        .append(" ]");
            }
            text.append(" .\n");
        }
        return text.toString();
    }

    void write(Path folder) throws IOException {
        for (Table table : tables) {
            Files.write(folder.resolve(table.file()), table.bytes());
        }
        Files.writeString(folder.resolve("mapping.ttl"), mapping());
    }

    /// The same with one thing less, in every way that leaves a mapping that can be read.
    List<Case> smaller() {
        List<Case> smaller = new ArrayList<>();
        for (int at = 0; at < parts.size(); at++) {
            Part part = parts.get(at);
            boolean isParent = parts.stream()
                    .filter(other -> !other.name().equals(part.name()))
                    .flatMap(other -> other.statements().stream())
                    .anyMatch(statement -> statement.parents().contains(part.name()));
            if (!isParent && parts.size() > 1) {
                List<Part> fewer = new ArrayList<>(parts);
                fewer.remove(at);
                smaller.add(new Case(tables, fewer));
            }
            for (int statement = 0; statement < part.statements().size(); statement++) {
                List<Statement> left = new ArrayList<>(part.statements());
                left.remove(statement);
                List<Part> changed = new ArrayList<>(parts);
                changed.set(at, new Part(part.name(), part.table(), part.subject(), left));
                smaller.add(new Case(tables, changed));
            }
        }
        for (int at = 0; at < tables.size(); at++) {
            for (int record = 0; record < tables.get(at).records().size(); record++) {
                List<Table> changed = new ArrayList<>(tables);
                changed.set(at, tables.get(at).without(record));
                smaller.add(new Case(changed, parts));
            }
        }
        return smaller;
    }

    /// A text as a literal of Turtle.
    static String literal(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "\"";
    }
}

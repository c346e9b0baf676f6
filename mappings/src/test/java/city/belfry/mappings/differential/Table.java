package city.belfry.mappings.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A source of a made-up case: its records as they are meant, and as a file that says so.
///
/// @param file its name
/// @param layout how it is written
/// @param nulls texts that mean "no value"
/// @param records per record, the values of each [Field]
record Table(String file, Layout layout, List<String> nulls, List<Map<Field, List<Raw>>> records) {

    /// What a record may have. A column holds one value; JSON and XML also hold several, and nest.
    enum Field {
        KEY("k", "k", "k"),
        CODE("o}dd code", "['odd code']", "@code"),
        NAME("name", "name", "name"),
        PLACE("place name", "place.name", "place/name"),
        TAGS("tag", "tags[*]", "tag"),
        PLACES("places", "place.codes[*]['c']", "place/codes/c"),
        NUMBER("n", "n", "n"),
        IRI("iri", "iri", "iri"),
        LANGUAGE("lang", "lang", "lang");

        private final String column;
        private final String json;
        private final String xml;

        Field(String column, String json, String xml) {
            this.column = column;
            this.json = json;
            this.xml = xml;
        }

        boolean isList() {
            return this == TAGS || this == PLACES;
        }
    }

    /// A value as it stands in a source.
    ///
    /// @param lexical what RDF says for it
    /// @param datatype natural datatype; empty for a text
    record Raw(String text, String lexical, String datatype) {
        static Raw text(String text) {
            return new Raw(text, text, "");
        }
    }

    /// How a table is written.
    sealed interface Layout {
        /// Columns.
        ///
        /// @param isEscaped quotes inside a quoted cell stand behind a backslash, not doubled
        record Csv(char delimiter, char quote, boolean isEscaped, String lineEnd, boolean isQuoted) implements Layout {}

        /// Objects.
        ///
        /// @param iterator one of [#JSON_ITERATORS]
        record Json(String iterator) implements Layout {}

        /// Elements.
        ///
        /// @param iterator one of [#XML_ITERATORS]
        record Xml(String iterator) implements Layout {}
    }

    static final List<String> JSON_ITERATORS =
            List.of("$[*]", "$", "$.data.items[*]", "$.groups[*].items[*]", "$..items[*]", "$.all[?@.keep == true]");
    static final List<String> XML_ITERATORS = List.of("/root/rec", "/root/group/rec", "//rec", "/root/*/rec");

    /// The references that mean a field; the first one is the plain one.
    List<String> references(Field field) {
        return switch (layout) {
            case Layout.Csv csv -> List.of(field.column);
            case Layout.Json json ->
                field.json.startsWith("[") ? List.of("$" + field.json) : List.of(field.json, "$." + field.json);
            case Layout.Xml xml -> field.isList() ? List.of(field.xml, field.xml + "[true()]") : List.of(field.xml);
        };
    }

    /// The values of a reference in a record.
    List<Raw> values(int record, String reference) {
        for (Field field : Field.values()) {
            if (references(field).contains(reference)) {
                return records.get(record).getOrDefault(field, List.of()).stream()
                        .filter(value -> !value.datatype().isEmpty() || !nulls.contains(value.text()))
                        .toList();
            }
        }
        throw new IllegalStateException("no field has the reference " + reference);
    }

    Table without(int record) {
        List<Map<Field, List<Raw>>> fewer = new ArrayList<>(records);
        fewer.remove(record);
        return new Table(file, layout, nulls, fewer);
    }

    /// The logical source in Turtle.
    String turtle() {
        StringBuilder text = new StringBuilder("[ rml:source [ a rml:FilePath ; rml:path \"" + file + "\"");
        nulls.forEach(nothing -> text.append(" ; rml:null ").append(Case.literal(nothing)));
        return switch (layout) {
            case Layout.Csv csv ->
                text + " ; csvw:dialect [ csvw:delimiter " + Case.literal("" + csv.delimiter) + " ; csvw:quoteChar "
                        + Case.literal("" + csv.quote) + " ; csvw:doubleQuote \"" + !csv.isEscaped
                        + "\" ] ] ; rml:referenceFormulation rml:CSV ]";
            case Layout.Json json ->
                text + " ] ; rml:referenceFormulation rml:JSONPath ; rml:iterator " + Case.literal(json.iterator)
                        + " ]";
            case Layout.Xml xml ->
                text + " ] ; rml:referenceFormulation rml:XPath ; rml:iterator " + Case.literal(xml.iterator) + " ]";
        };
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        switch (layout) {
            case Layout.Csv csv -> csv(csv, text);
            case Layout.Json json -> json(json, text);
            case Layout.Xml xml -> xml(xml, text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void csv(Layout.Csv csv, StringBuilder text) {
        List<String> header = new ArrayList<>();
        for (Field field : Field.values()) {
            header.add(field.column);
        }
        text.append(String.join("" + csv.delimiter, header)).append(csv.lineEnd);
        for (Map<Field, List<Raw>> row : records) {
            List<String> cells = new ArrayList<>();
            for (Field field : Field.values()) {
                cells.add(cell(
                        csv,
                        row.getOrDefault(field, List.of(Raw.text("")))
                                .getFirst()
                                .text()));
            }
            text.append(String.join("" + csv.delimiter, cells)).append(csv.lineEnd);
        }
    }

    private static String cell(Layout.Csv csv, String value) {
        boolean plain = value.chars().noneMatch(c -> c == csv.delimiter || c == csv.quote || c == '\n' || c == '\r');
        if (plain && !(csv.isQuoted && value.length() % 2 == 0)) {
            return value;
        }
        String quote = "" + csv.quote;
        String inside = csv.isEscaped
                ? value.replace("\\", "\\\\").replace(quote, "\\" + quote)
                : value.replace(quote, quote + quote);
        return quote + inside + quote;
    }

    private void json(Layout.Json json, StringBuilder text) {
        List<String> objects = new ArrayList<>();
        for (Map<Field, List<Raw>> row : records) {
            List<String> members = new ArrayList<>();
            List<String> place = new ArrayList<>();
            row.forEach((field, values) -> {
                List<String> literals = values.stream().map(Table::json).toList();
                switch (field) {
                    case KEY, NAME, NUMBER, IRI, LANGUAGE -> members.add("\"" + field.json + "\": " + one(literals));
                    case CODE -> members.add("\"odd code\":" + one(literals));
                    case TAGS -> members.add("\"tags\":[ " + String.join(", ", literals) + "]");
                    case PLACE -> place.add("\"name\":" + one(literals));
                    case PLACES ->
                        place.add("\"codes\":["
                                + String.join(
                                        ",",
                                        literals.stream()
                                                .map(literal -> "{\"d\":[1,{}],\"c\":" + literal + "}")
                                                .toList())
                                + "]");
                }
            });
            if (!place.isEmpty()) {
                members.add("\"place\":{" + String.join(",", place) + "}");
            }
            if (json.iterator.contains("keep")) {
                members.add("\"keep\": true");
                objects.add("{\"k\":\"left out\",\"keep\":\"true\"}");
            }
            objects.add("{" + String.join(",", members) + "}");
        }
        String list = "[" + String.join(",\n", objects) + "]";
        text.append(
                switch (json.iterator) {
                    case "$[*]" -> list;
                    case "$" -> String.join("\n", objects);
                    case "$.data.items[*]" -> "{\"other\":[{\"k\":1}],\"data\":{\"more\":null,\"items\":" + list + "}}";
                    case "$.groups[*].items[*]" -> "{\"groups\":[{\"items\":[]},{\"items\":" + list + "},{}]}";
                    case "$..items[*]" -> "{\"a\":{\"b\":[{\"items\":" + list + "}]}}";
                    default -> "{\"all\":" + list + "}";
                });
    }

    private static String one(List<String> literals) {
        return literals.isEmpty() ? "null" : literals.getFirst();
    }

    private static String json(Raw value) {
        if (!value.datatype().isEmpty()) {
            return value.text();
        }
        StringBuilder text = new StringBuilder("\"");
        for (int at = 0; at < value.text().length(); at++) {
            char c = value.text().charAt(at);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '/' -> text.append("\\/");
                default -> text.append(c < ' ' || c == 'é' ? "\\u%04x".formatted((int) c) : "" + c);
            }
        }
        return text.append('"').toString();
    }

    private void xml(Layout.Xml xml, StringBuilder text) {
        text.append("<?xml version=\"1.0\"?>\n<root><!-- made up -->");
        boolean inGroup = !xml.iterator.equals("/root/rec");
        text.append(inGroup ? "<group>" : "");
        for (Map<Field, List<Raw>> row : records) {
            Map<Field, String> elements = new HashMap<>();
            row.forEach((field, values) -> {
                StringBuilder all = new StringBuilder();
                String name = field.xml.substring(field.xml.lastIndexOf('/') + 1);
                values.forEach(value -> all.append(element(name, value.text())));
                elements.put(field, all.toString());
            });
            text.append("<rec");
            row.getOrDefault(Field.CODE, List.of())
                    .forEach(value -> text.append(" code=\"")
                            .append(escaped(value.text()).replace("\n", "&#10;").replace("\t", "&#9;"))
                            .append('"'));
            text.append(">\n ");
            for (Field field : Field.values()) {
                if (!field.xml.contains("/") && field != Field.CODE) {
                    text.append(elements.getOrDefault(field, ""));
                }
            }
            text.append("<place>").append(elements.getOrDefault(Field.PLACE, ""));
            text.append("<codes>").append(elements.getOrDefault(Field.PLACES, ""));
            text.append("</codes></place></rec>\n");
        }
        text.append(inGroup ? "</group>" : "").append("</root>\n");
    }

    private static String element(String name, String value) {
        boolean asData = value.length() % 3 == 1 && value.indexOf('\r') < 0 && !value.contains("]]>");
        return "<" + name + ">" + (asData ? "<![CDATA[" + value + "]]>" : escaped(value)) + "</" + name + ">";
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }
}

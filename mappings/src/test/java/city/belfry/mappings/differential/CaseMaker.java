package city.belfry.mappings.differential;

import city.belfry.mappings.differential.Case.Part;
import city.belfry.mappings.differential.Case.Statement;
import city.belfry.mappings.differential.Table.Field;
import city.belfry.mappings.differential.Table.Layout;
import city.belfry.mappings.differential.Table.Raw;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.jena.datatypes.xsd.XSDDatatype;

/// Makes cases up: the same seed, the same case. Values come from few texts, so that keys meet and statements repeat.
final class CaseMaker {
    private static final List<String> KEYS = List.of("a", "b", "a-b", "b-a", "A", "7", "1.25E1", "é");
    private static final List<String> TEXTS = List.of(
            "",
            "",
            "NULL",
            "a",
            "x y",
            "a,b;c|d",
            "\"quoted\"",
            "it's",
            "line\nbreak",
            "cr\r\nlf",
            "tab\there",
            "\\n\\",
            "<b>&amp;</b>",
            "é中\uD83D\uDE00",
            "100 %/~_-.",
            "{brace}",
            "a\u00A0b",
            "\u200Bzero",
            "]]>",
            "urn:x:1",
            "^`|",
            "'",
            "long ".repeat(300));
    private static final List<String> IRIS =
            List.of("urn:x:1", "http://example.org/a", "relative/x", "not an iri", "<bad>", "é", "1:x", "", "a:b%zz");
    private static final List<String> LANGUAGES = List.of("en", "fr-BE", "EN", "", "no tag!", "de");
    private static final List<Raw> NUMBERS = List.of(
            new Raw("7", "7", XSDDatatype.XSDinteger.getURI()),
            new Raw("-12", "-12", XSDDatatype.XSDinteger.getURI()),
            new Raw("12.5", "1.25E1", XSDDatatype.XSDdouble.getURI()),
            new Raw("1e3", "1.0E3", XSDDatatype.XSDdouble.getURI()),
            new Raw("-0.0010", "-1.0E-3", XSDDatatype.XSDdouble.getURI()),
            new Raw("true", "true", XSDDatatype.XSDboolean.getURI()),
            new Raw("false", "false", XSDDatatype.XSDboolean.getURI()));
    private static final int RECORDS_MAX = 12;
    private static final int PARTS_MAX = 4;

    private final RandomGenerator random;
    private final List<Table> tables = new ArrayList<>();

    private CaseMaker(RandomGenerator random) {
        this.random = random;
    }

    static Case make(RandomGenerator random) {
        return new CaseMaker(random).make();
    }

    private Case make() {
        int sources = 1 + random.nextInt(2);
        for (int at = 0; at < sources; at++) {
            tables.add(table("t" + at));
        }
        int count = 1 + random.nextInt(PARTS_MAX);
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            int table = random.nextInt(sources);
            parts.add(new Part("m" + at, table, subject(tables.get(table)), new ArrayList<>()));
        }
        for (Part part : parts) {
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                part.statements().add(statement(part, parts));
            }
        }
        return new Case(tables, parts);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Table table(String name) {
        Layout layout = switch (random.nextInt(4)) {
            case 0 -> new Layout.Json(any(Table.JSON_ITERATORS));
            case 1 -> new Layout.Xml(any(Table.XML_ITERATORS));
            default ->
                new Layout.Csv(
                        any(List.of(',', ',', ';', '\t', '|')),
                        oneIn(4) ? '\'' : '"',
                        oneIn(6),
                        oneIn(3) ? "\r\n" : "\n",
                        oneIn(2));
        };
        List<String> nulls = oneIn(4) ? List.of() : oneIn(3) ? List.of("", "NULL") : List.of("");
        List<Map<Field, List<Raw>>> records = new ArrayList<>();
        int count = random.nextInt(RECORDS_MAX);
        for (int at = 0; at < count; at++) {
            records.add(!records.isEmpty() && oneIn(5) ? any(records) : row(layout));
        }
        return new Table(name, layout, nulls, records);
    }

    private Map<Field, List<Raw>> row(Layout layout) {
        Map<Field, List<Raw>> row = new EnumMap<>(Field.class);
        boolean isTable = layout instanceof Layout.Csv;
        for (Field field : Field.values()) {
            if (!isTable && oneIn(6)) {
                continue;
            }
            int count = isTable || !field.isList() ? 1 : random.nextInt(4);
            List<Raw> values = new ArrayList<>();
            for (int at = 0; at < count; at++) {
                values.add(value(field, layout instanceof Layout.Json));
            }
            row.put(field, values);
        }
        return row;
    }

    private Raw value(Field field, boolean isTyped) {
        if (isTyped && (field == Field.NUMBER || oneIn(12))) {
            return any(NUMBERS);
        }
        return Raw.text(
                switch (field) {
                    case KEY, PLACES -> oneIn(8) ? any(TEXTS) : any(KEYS);
                    case CODE, TAGS -> oneIn(2) ? any(TEXTS) : any(KEYS);
                    case NAME, PLACE -> any(TEXTS);
                    case NUMBER -> Integer.toString(random.nextInt(4));
                    case IRI -> any(IRIS);
                    case LANGUAGE -> any(LANGUAGES);
                });
    }

    private String subject(Table table) {
        List<String> more = new ArrayList<>();
        String term = switch (random.nextInt(12)) {
            case 0 -> reference(table, Field.IRI);
            case 1 -> "rml:template " + template(table, "", "") + " ; rml:termType rml:BlankNode";
            case 2 -> reference(table, Field.KEY) + " ; rml:termType rml:BlankNode";
            case 3 -> "rml:termType rml:BlankNode";
            case 4 -> "rml:constant ex:fixed";
            case 5 -> "rml:template " + template(table, "rel/", "") + (oneIn(2) ? " ; rml:termType rml:URI" : "");
            default -> iriTemplate(table);
        };
        while (oneIn(3)) {
            more.add(" ; rml:class ex:C" + random.nextInt(3));
        }
        more.add(graphs(table, 5));
        more.add(condition(table, 8));
        return "rml:subjectMap [ " + term + String.join("", more) + " ]"
                + (oneIn(6) ? " ; rml:baseIRI <http://base.example/>" : "");
    }

    private String graphs(Table table, int oneIn) {
        StringBuilder text = new StringBuilder();
        while (oneIn(oneIn)) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> " ; rml:graph rml:defaultGraph";
                        case 1 -> " ; rml:graphMap [ " + iriTemplate(table) + condition(table, 4) + " ]";
                        case 2 -> " ; rml:graphMap [ " + reference(table, Field.IRI) + " ; rml:termType rml:IRI ]";
                        default -> " ; rml:graph ex:g" + random.nextInt(2);
                    });
        }
        return text.toString();
    }

    private String iriTemplate(Table table) {
        return "rml:template " + template(table, "http://example.org/" + any(List.of("", "x/", "{}\\")), "");
    }

    /// A template with one or two references; the text around them may have characters that are escaped.
    private String template(Table table, String before, String after) {
        StringBuilder text = new StringBuilder(escaped(before));
        for (int holes = 1 + random.nextInt(2); holes > 0; holes--) {
            Field field = oneIn(4) ? any(List.of(Field.values())) : any(List.of(Field.KEY, Field.CODE));
            text.append('{').append(escaped(any(table.references(field)))).append('}');
            text.append(holes > 1 ? any(List.of("-", "/", "", "é ")) : "");
        }
        return Case.literal(text + escaped(after));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}");
    }

    private String reference(Table table, Field field) {
        return "rml:reference " + Case.literal(any(table.references(field)));
    }

    private String condition(Table table, int oneIn) {
        if (!oneIn(oneIn)) {
            return "";
        }
        String value = "rml:input [ rml:parameter fn:value ; rml:inputValueMap [ "
                + reference(table, any(List.of(Field.values()))) + " ] ]";
        return " ; rml:condition [ rml:functionExecution [ rml:function fn:"
                + switch (random.nextInt(4)) {
                    case 0 -> "isNotEmpty ; " + value;
                    case 1 -> "isEmpty ; " + value;
                    case 2 ->
                        "equal ; " + value + " , [ rml:parameter fn:other ; rml:inputValue " + Case.literal(any(KEYS))
                                + " ]";
                    default ->
                        "notEqual ; " + value + " , [ rml:parameter fn:other ; rml:inputValue "
                                + Case.literal(any(KEYS)) + " ]";
                }
                + " ] ]";
    }

    private Statement statement(Part part, List<Part> parts) {
        Table table = tables.get(part.table());
        StringBuilder text = new StringBuilder();
        List<String> parents = new ArrayList<>();
        text.append(
                switch (random.nextInt(6)) {
                    case 0 -> "rml:predicateMap [ " + iriTemplate(table) + condition(table, 3) + " ]";
                    case 1 -> "rml:predicate ex:p , ex:q";
                    default -> "rml:predicate ex:" + any(List.of("p", "q", "r"));
                });
        for (int objects = 1 + random.nextInt(2); objects > 0; objects--) {
            if (oneIn(3)) {
                Part parent = oneIn(3) ? part : any(parts);
                parents.add(parent.name());
                text.append(" ; rml:objectMap [ rml:parentTriplesMap <#")
                        .append(parent.name())
                        .append('>')
                        .append(conditions(table, tables.get(parent.table()), part.table() == parent.table()))
                        .append(" ]");
            } else {
                text.append(" ; rml:objectMap [ ")
                        .append(object(table))
                        .append(condition(table, 6))
                        .append(" ]");
            }
        }
        text.append(graphs(table, 6));
        return new Statement(text.toString(), parents);
    }

    private String conditions(Table child, Table parent, boolean isSame) {
        StringBuilder text = new StringBuilder();
        int count = isSame && oneIn(4) ? 0 : 1 + (oneIn(3) ? random.nextInt(3) : 0);
        List<Field> keys = List.of(Field.KEY, Field.KEY, Field.CODE, Field.TAGS, Field.PLACES, Field.NUMBER);
        for (int at = 0; at < count; at++) {
            Field field = any(keys);
            Field other = oneIn(2) ? field : any(keys);
            text.append(" ; rml:joinCondition [ ")
                    .append(key("child", child, field))
                    .append(" ; ")
                    .append(key("parent", parent, other))
                    .append(" ]");
        }
        return text.toString();
    }

    private String key(String side, Table table, Field field) {
        return oneIn(8)
                ? "rml:%sMap [ rml:template %s ]"
                        .formatted(side, Case.literal("{" + escaped(any(table.references(field))) + "}"))
                : "rml:%s %s".formatted(side, Case.literal(any(table.references(field))));
    }

    private String object(Table table) {
        Field field = any(List.of(Field.values()));
        return switch (random.nextInt(14)) {
            case 0 -> reference(table, field) + " ; rml:language \"" + any(List.of("en", "fr-BE")) + "\"";
            case 1 -> reference(table, field) + " ; rml:languageMap [ " + reference(table, Field.LANGUAGE) + " ]";
            case 2 -> reference(table, field) + " ; rml:datatype xsd:" + any(List.of("integer", "string", "date"));
            case 3 -> reference(table, field) + " ; rml:datatypeMap [ " + iriTemplate(table) + " ]";
            case 4 -> reference(table, Field.IRI) + " ; rml:termType rml:IRI";
            case 5 -> reference(table, field) + " ; rml:termType rml:BlankNode";
            case 6 -> iriTemplate(table) + (oneIn(3) ? " ; rml:termType rml:URI" : "");
            case 7 -> "rml:template " + template(table, any(TEXTS), any(TEXTS)) + " ; rml:termType rml:Literal";
            case 8 -> "rml:constant " + any(List.of("ex:o", "\"x\\ny\"@en", "7", "\"\"", "true"));
            case 9 -> function(table);
            case 10 -> "rml:termType rml:BlankNode";
            default -> reference(table, field);
        };
    }

    private String function(Table table) {
        String first = reference(table, any(List.of(Field.values())));
        String second = reference(table, any(List.of(Field.values())));
        String type = any(List.of("", " ; rml:termType rml:IRI", " ; rml:language \"en\""));
        String call = switch (random.nextInt(3)) {
            case 0 -> "fn:upper ; rml:input [ rml:parameter fn:value ; rml:inputValueMap [ " + first + " ] ]";
            case 1 ->
                "fn:concat ; rml:input [ rml:parameter fn:value ; rml:inputValueMap [ " + first
                        + " ] ] , [ rml:parameter fn:value ; rml:inputValueMap [ " + second + " ] ]";
            default ->
                "fn:lower ; rml:input [ rml:parameter fn:value ; rml:inputValueMap [ rml:template "
                        + template(table, "A ", "") + " ] ]";
        };
        return "rml:functionExecution [ rml:function " + call + " ]" + type;
    }
}

package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource.Dialect;
import city.belfry.mappings.rml.LogicalSource.Format;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.jena.graph.Node;

/// Reads the logical sources of a document: what is read, how it is written, what is done with its records.
final class LogicalSources {
    private static final Set<String> LOGICAL_SOURCE_TERMS = Set.of(
            "source",
            "iterator",
            "referenceFormulation",
            "encoding",
            "null",
            "compression",
            "query",
            "sqlQuery",
            "tableName",
            "sqlVersion");
    private static final Set<String> SOURCE_TERMS = Set.of("path", "root", "encoding", "null", "compression", "query");

    private final DocumentGraph graph;
    private final TermMaps termMaps;
    private final Accesses accesses;

    LogicalSources(DocumentGraph graph, TermMaps termMaps) {
        this.graph = graph;
        this.termMaps = termMaps;
        accesses = new Accesses(graph);
    }

    LogicalSource read(Node node) {
        Position at = graph.at(node);
        termMaps.checkTerms(node, LOGICAL_SOURCE_TERMS, "a logical source");
        Node source = one(node, "source", at);
        boolean old = graph.isOld();
        List<Node> described = source.isLiteral() ? List.of(node) : List.of(node, source);
        if (!source.isLiteral()) {
            termMaps.checkTerms(source, SOURCE_TERMS, "a source");
        }
        Accesses.Reading reading = accesses.read(node, source, compression(described));
        Set<String> nulls = new LinkedHashSet<>();
        for (Node part : described) {
            graph.objects(part, Vocabulary.rml("null")).forEach(text -> nulls.add(text.getLiteralLexicalForm()));
            graph.objects(part, Vocabulary.csvw("null")).forEach(text -> nulls.add(text.getLiteralLexicalForm()));
        }
        // A database tells an empty text from no value.
        if (old && reading.format() != Format.ROWS) {
            nulls.add("");
        }
        List<String> optionalColumns = new ArrayList<>();
        graph.objects(node, Vocabulary.belfry("optionalColumn"))
                .forEach(text -> optionalColumns.add(text.getLiteralLexicalForm()));
        Dialect dialect = dialect(described);
        return new LogicalSource(
                reading.access(),
                reading.format(),
                reading.iterator(),
                encoding(described),
                dialect,
                List.copyOf(nulls),
                text(node, Vocabulary.belfry("optional")).filter("true"::equals).isPresent(),
                List.copyOf(optionalColumns),
                steps(node),
                namespaces(node),
                old);
    }

    /// A text inside a record, as a source of its own; the reference formulation of its parent holds when the node
    /// states none, and the whole text is one record when it states no iterator (RML-LV, "Fields").
    LogicalSource nested(LogicalSource parent, Node node, boolean isWholeText) {
        Position at = graph.at(node);
        List<Node> formulations = graph.objects(node, Vocabulary.rml("referenceFormulation"));
        Format format = formulations.isEmpty() ? parent.format() : accesses.format(node, at);
        Map<String, String> namespaces = formulations.isEmpty() ? parent.namespaces() : namespaces(node);
        String root = switch (format) {
            case CSV, XLSX -> "";
            case JSON -> "$";
            case XML -> "/*";
            case ROWS ->
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        at,
                        "a field inside a column of a database needs its own rml:referenceFormulation.");
        };
        String iterator =
                isWholeText ? root : text(node, Vocabulary.rml("iterator")).orElse(root);
        return parent.nested(format, iterator, namespaces);
    }

    private Node one(Node node, String property, Position at) {
        List<Node> objects = graph.objects(node, Vocabulary.rml(property));
        if (objects.size() != 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "a logical source needs exactly one rml:%s, not %d.".formatted(property, objects.size()));
        }
        return objects.getFirst();
    }

    private Access.Compression compression(List<Node> described) {
        for (Node part : described) {
            for (Node compression : graph.objects(part, Vocabulary.rml("compression"))) {
                return termMaps.compression(part, compression);
            }
        }
        return Access.Compression.UNTOLD;
    }

    /// Prefixes that the reference formulation declares (RML-IO, "XPath reference formulation").
    private Map<String, String> namespaces(Node node) {
        Map<String, String> namespaces = new TreeMap<>();
        List<Node> declared = graph.objects(node, Vocabulary.rml("referenceFormulation")).stream()
                .flatMap(formulation -> graph.objects(formulation, Vocabulary.rml("namespace")).stream())
                .toList();
        for (Node namespace : declared) {
            Optional<String> prefix = text(namespace, Vocabulary.rml("namespacePrefix"));
            Optional<String> iri = text(namespace, Vocabulary.rml("namespaceURL"));
            if (prefix.isEmpty() || iri.isEmpty()) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(namespace),
                        "a namespace needs rml:namespacePrefix and rml:namespaceURL.");
            }
            namespaces.put(prefix.get(), iri.get());
        }
        return namespaces;
    }

    private String encoding(List<Node> described) {
        for (Node part : described) {
            for (Node encoding : graph.objects(part, Vocabulary.rml("encoding"))) {
                String iri = encoding.isURI() ? encoding.getURI() : encoding.getLiteralLexicalForm();
                return charset(iri.startsWith(Vocabulary.RML) ? iri.substring(Vocabulary.RML.length()) : iri, part);
            }
            for (Node dialect : graph.objects(part, Vocabulary.csvw("dialect"))) {
                Optional<String> encoding = text(dialect, Vocabulary.csvw("encoding"));
                if (encoding.isPresent()) {
                    return charset(encoding.get(), dialect);
                }
            }
        }
        return "UTF-8";
    }

    private String charset(String name, Node node) {
        try {
            return Charset.forName(name).name();
        } catch (IllegalArgumentException unknown) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(node),
                    "'%s' is no character encoding; use for example UTF-8, ISO-8859-1 or windows-1252."
                            .formatted(name));
        }
    }

    private Dialect dialect(List<Node> described) {
        Dialect standard = Dialect.standard();
        for (Node part : described) {
            for (Node node : graph.objects(part, Vocabulary.csvw("dialect"))) {
                String delimiter = text(node, Vocabulary.csvw("delimiter")).orElse(",");
                Optional<Character> quote = text(node, Vocabulary.csvw("quoteChar"))
                        .map(text -> character(text, node))
                        .orElse(standard.quote());
                boolean doubled = !text(node, Vocabulary.csvw("doubleQuote"))
                        .filter("false"::equals)
                        .isPresent();
                return new Dialect(
                        character(delimiter, node).orElse(','),
                        quote,
                        doubled ? Optional.empty() : Optional.of('\\'),
                        text(node, Vocabulary.csvw("commentPrefix")).orElse(""),
                        text(node, Vocabulary.csvw("header"))
                                .filter(text -> text.equals("false") || text.equals("0"))
                                .isEmpty(),
                        text(node, Vocabulary.csvw("skipRows"))
                                .map(Integer::parseInt)
                                .orElse(0),
                        text(node, Vocabulary.csvw("trim"))
                                .filter("true"::equals)
                                .isPresent());
            }
        }
        return standard;
    }

    private Optional<Character> character(String text, Node node) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > 1 || text.charAt(0) > 0x7F) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(node),
                    "a delimiter or quote is one ASCII character, not \"%s\".".formatted(text));
        }
        return Optional.of(text.charAt(0));
    }

    private List<RecordShape> steps(Node node) {
        List<RecordShape> steps = new ArrayList<>();
        for (Node list : graph.objects(node, Vocabulary.belfry("steps"))) {
            graph.items(list, "belfry:steps").forEach(item -> steps.add(step(item)));
        }
        return List.copyOf(steps);
    }

    private RecordShape step(Node node) {
        if (graph.isType(node, Vocabulary.belfry("Unpivot"))) {
            List<RecordShape.Column> columns = new ArrayList<>();
            for (Node column : graph.objects(node, Vocabulary.belfry("column"))) {
                columns.add(new RecordShape.Column(
                        required(column, "field"), pattern(required(column, "pattern"), column)));
            }
            if (columns.isEmpty()) {
                throw graph.invalid(
                        Code.MAPPING_INVALID, graph.at(node), "a belfry:Unpivot needs at least one belfry:column.");
            }
            return new RecordShape.Unpivot(required(node, "keyField"), List.copyOf(columns));
        }
        if (graph.isType(node, Vocabulary.belfry("Reject"))) {
            return new RecordShape.Reject(
                    termMaps.condition(node),
                    Optional.of(required(node, "findingCode")),
                    text(node, Vocabulary.belfry("field")).orElse(""),
                    message(node));
        }
        if (graph.isType(node, Vocabulary.belfry("Drop"))) {
            return new RecordShape.Reject(
                    termMaps.condition(node), Optional.empty(), "", termMaps.text("", graph.at(node)));
        }
        if (graph.isType(node, Vocabulary.belfry("GatherLine"))) {
            return new RecordShape.Line(
                    keys(node),
                    required(node, "orderBy"),
                    required(node, "longitudeField"),
                    required(node, "latitudeField"),
                    required(node, "field"));
        }
        if (graph.isType(node, Vocabulary.belfry("KeepLatest"))) {
            return new RecordShape.Latest(keys(node), required(node, "orderBy"));
        }
        throw graph.invalid(
                Code.MAPPING_INVALID,
                graph.at(node),
                "a step is a belfry:Unpivot, belfry:Reject, belfry:Drop, belfry:GatherLine or belfry:KeepLatest.");
    }

    private List<String> keys(Node node) {
        List<String> keys = graph.objects(node, Vocabulary.belfry("key")).stream()
                .map(Node::getLiteralLexicalForm)
                .toList();
        if (keys.isEmpty()) {
            throw graph.invalid(Code.MAPPING_INVALID, graph.at(node), "this step needs at least one belfry:key.");
        }
        return keys;
    }

    private TermMap message(Node node) {
        return termMaps.text(required(node, "findingMessage"), graph.at(node));
    }

    private String required(Node node, String property) {
        return text(node, Vocabulary.belfry(property))
                .orElseThrow(() -> graph.invalid(
                        Code.MAPPING_INVALID, graph.at(node), "belfry:%s is missing here.".formatted(property)));
    }

    private Pattern pattern(String text, Node node) {
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.matcher("").groupCount() < 1) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(node),
                        "the pattern \"%s\" needs a group that says what the records differ by, for example \"H(..)\"."
                                .formatted(text));
            }
            return pattern;
        } catch (PatternSyntaxException invalid) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(node),
                    "\"%s\" is no regular expression: %s".formatted(text, invalid.getDescription()));
        }
    }

    private Optional<String> text(Node node, Node property) {
        return graph.objects(node, property).stream()
                .findFirst()
                .map(object -> object.isLiteral() ? object.getLiteralLexicalForm() : object.toString());
    }
}

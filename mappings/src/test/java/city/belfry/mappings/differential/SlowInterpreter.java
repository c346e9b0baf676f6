package city.belfry.mappings.differential;

import city.belfry.mappings.differential.Table.Raw;
import city.belfry.mappings.rml.RmlDocument;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.rml.TermMap.Expression;
import city.belfry.mappings.rml.TriplesMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Quad;

/// What a mapping means, said as plainly as can be: every triples map over every record, joins by looking at every pair
/// of records, a set against duplicates. It shares the reading of the mapping with the engine and nothing else; its
/// records come from the case, not from files.
final class SlowInterpreter {
    private static final String DEFAULT_GRAPH = "http://w3id.org/rml/defaultGraph";
    private static final String FUNCTIONS = "https://w3id.org/belfry/fn#";
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern NEVER_IN_IRI = Pattern.compile("[\\x00-\\x20\\x7F-\\x9F<>\"{}|\\\\^`]");
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");
    /// `iunreserved` of RFC 3987 §2.2.
    private static final Pattern IUNRESERVED = Pattern.compile("[A-Za-z0-9._~\\x{A0}-\\x{D7FF}\\x{F900}-\\x{FDCF}"
            + "\\x{FDF0}-\\x{FFEF}\\x{10000}-\\x{1FFFD}\\x{20000}-\\x{2FFFD}-]");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

    private final RmlDocument document;
    private final Map<String, Table> tables;
    private final String baseIri;
    private final Set<Quad> quads = new LinkedHashSet<>();
    private final SortedSet<String> findings = new TreeSet<>();

    SlowInterpreter(RmlDocument document, Map<String, Table> tables, String baseIri) {
        this.document = document;
        this.tables = tables;
        this.baseIri = baseIri;
    }

    /// One record of a table.
    private record Row(Table table, int number) {
        List<Raw> values(String reference) {
            return table.values(number, reference);
        }
    }

    Set<Quad> quads() {
        return quads;
    }

    /// What is found, as code and message, each once: how often a bad value is met depends on the way.
    SortedSet<String> findings() {
        return findings;
    }

    void run() {
        for (TriplesMap map : document.triplesMaps()) {
            for (Row row : records(map)) {
                map(map, row);
            }
        }
    }

    private List<Row> records(TriplesMap map) {
        Table table = tables.get(map.source().path());
        if (table == null) {
            throw new IllegalStateException("no table " + map.source().path());
        }
        List<Row> records = new ArrayList<>();
        for (int at = 0; at < table.records().size(); at++) {
            records.add(new Row(table, at));
        }
        return records;
    }

    private void map(TriplesMap map, Row row) {
        String base = map.baseIri().orElse(baseIri);
        List<Node> subjects = terms(map.subject(), row, base);
        if (subjects.isEmpty()) {
            return;
        }
        for (TriplesMap.PredicateObject part : map.predicateObjects()) {
            Set<Node> graphs = graphs(map, part, row, base);
            List<Node> predicates = new ArrayList<>();
            part.predicates().forEach(term -> predicates.addAll(terms(term, row, base)));
            List<Node> objects = new ArrayList<>();
            part.objects().forEach(term -> objects.addAll(terms(term, row, base)));
            part.joins().forEach(join -> objects.addAll(joined(map, join, row)));
            for (Node graph : graphs) {
                for (Node subject : subjects) {
                    for (Node predicate : predicates) {
                        objects.forEach(object -> quads.add(Quad.create(graph, subject, predicate, object)));
                    }
                }
            }
        }
    }

    private Set<Node> graphs(TriplesMap map, TriplesMap.PredicateObject part, Row row, String base) {
        List<TermMap> maps = new ArrayList<>(map.subjectGraphs());
        maps.addAll(part.graphs());
        if (maps.isEmpty()) {
            return Set.of(Quad.defaultGraphNodeGenerated);
        }
        Set<Node> graphs = new LinkedHashSet<>();
        for (TermMap term : maps) {
            for (Node graph : terms(term, row, base)) {
                boolean isDefault = graph.isURI() && graph.getURI().equals(DEFAULT_GRAPH);
                graphs.add(isDefault ? Quad.defaultGraphNodeGenerated : graph);
            }
        }
        return graphs;
    }

    private List<Node> joined(TriplesMap child, TriplesMap.Join join, Row row) {
        TriplesMap parent = document.triplesMaps().stream()
                .filter(map -> map.id().equals(join.parent()))
                .findFirst()
                .orElseThrow();
        String base = parent.baseIri().orElse(baseIri);
        if (join.conditions().isEmpty() && child.source().equals(parent.source())) {
            return terms(parent.subject(), row, base);
        }
        List<Node> subjects = new ArrayList<>();
        for (Row other : records(parent)) {
            boolean isMatch = join.conditions().stream().allMatch(condition -> {
                Set<String> left = new LinkedHashSet<>(texts(condition.child(), row));
                left.retainAll(texts(condition.parent(), other));
                return !left.isEmpty();
            });
            if (isMatch) {
                subjects.addAll(terms(parent.subject(), other, base));
            }
        }
        return subjects;
    }

    private List<String> texts(TermMap term, Row row) {
        return values(term, row).stream().map(Raw::lexical).toList();
    }

    private List<Node> terms(TermMap term, Row row, String base) {
        if (!term.conditions().stream()
                .allMatch(condition -> call(condition, row).contains("true"))) {
            return List.of();
        }
        if (term.expression() instanceof Expression.Constant(Node constant)) {
            return List.of(constant);
        }
        if (term.expression() instanceof Expression.Fresh) {
            return List.of(
                    NodeFactory.createBlankNode(term.at() + " " + row.table().file() + " " + row.number()));
        }
        List<Node> nodes = new ArrayList<>();
        for (Raw value : values(term, row)) {
            switch (term.type()) {
                case IRI, URI, UNSAFE_IRI, UNSAFE_URI -> {
                    String iri = ABSOLUTE.matcher(value.lexical()).matches() ? value.lexical() : base + value.lexical();
                    if (NEVER_IN_IRI.matcher(iri).find()) {
                        findings.add("IRI_INVALID '" + iri + "' is no IRI");
                    } else {
                        nodes.add(NodeFactory.createURI(iri));
                    }
                }
                case BLANK_NODE -> nodes.add(NodeFactory.createBlankNode("named " + value.lexical()));
                case LITERAL -> nodes.addAll(literals(term, value, row, base));
            }
        }
        return nodes;
    }

    private List<Node> literals(TermMap term, Raw value, Row row, String base) {
        List<Node> nodes = new ArrayList<>();
        if (term.language().isPresent()) {
            for (String tag : texts(term.language().get(), row)) {
                if (TAG.matcher(tag).matches()) {
                    nodes.add(NodeFactory.createLiteralLang(value.lexical(), tag));
                } else {
                    findings.add("LANGUAGE_INVALID '" + tag + "' is no language tag of BCP 47");
                }
            }
        } else if (term.datatype().isPresent()) {
            terms(term.datatype().get(), row, base).forEach(type -> nodes.add(typed(value.lexical(), type.getURI())));
        } else if (value.datatype().isEmpty()) {
            nodes.add(NodeFactory.createLiteralString(value.lexical()));
        } else {
            nodes.add(typed(value.lexical(), value.datatype()));
        }
        return nodes;
    }

    private static Node typed(String lexical, String datatype) {
        return NodeFactory.createLiteralDT(lexical, TypeMapper.getInstance().getSafeTypeByName(datatype));
    }

    private List<Raw> values(TermMap term, Row row) {
        return switch (term.expression()) {
            case Expression.Reference(String reference) -> row.values(reference);
            case Expression.Template(List<TermMap.Part> parts) ->
                template(parts, row, term.type()).stream().map(Raw::text).toList();
            case Expression.Call call -> call(call, row).stream().map(Raw::text).toList();
            case Expression.Constant(Node constant) ->
                List.of(Raw.text(constant.isLiteral() ? constant.getLiteralLexicalForm() : constant.toString()));
            case Expression.Fresh fresh -> throw unused(fresh);
            case Expression.Gather gather -> throw unused(gather);
            case Expression.Parent parent -> throw unused(parent);
            case Expression.Quoted quoted -> throw unused(quoted);
        };
    }

    private static IllegalStateException unused(Expression expression) {
        return new IllegalStateException("no case has " + expression);
    }

    /// Every combination of the values of the holes.
    private static List<String> template(List<TermMap.Part> parts, Row row, TermMap.Type type) {
        if (parts.isEmpty()) {
            return List.of("");
        }
        List<String> texts = new ArrayList<>();
        for (String before : template(parts.subList(0, parts.size() - 1), row, type)) {
            switch (parts.getLast()) {
                case TermMap.Part.Text(String text) -> texts.add(before + text);
                case TermMap.Part.Hole(String reference) ->
                    row.values(reference).forEach(value -> texts.add(before + encoded(value.lexical(), type)));
            }
        }
        return texts;
    }

    private static String encoded(String value, TermMap.Type type) {
        if (type != TermMap.Type.IRI && type != TermMap.Type.URI) {
            return value;
        }
        Pattern kept = type == TermMap.Type.IRI ? IUNRESERVED : UNRESERVED;
        StringBuilder text = new StringBuilder();
        value.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (kept.matcher(character).matches()) {
                text.append(character);
            } else {
                for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
                    text.append("%%%02X".formatted(octet & 0xFF));
                }
            }
        });
        return text.toString();
    }

    /// The results of a function, for each value of its parameter `value` where it takes one.
    private List<String> call(Expression.Call call, Row row) {
        List<String> given = new ArrayList<>();
        Optional<String> other = Optional.empty();
        for (TermMap.Input input : call.inputs()) {
            if (input.parameter().equals(FUNCTIONS + "other")) {
                other = Optional.of(texts(input.value(), row).getFirst());
            } else {
                given.addAll(texts(input.value(), row));
            }
        }
        String wanted = other.orElse("");
        return switch (call.function().substring(FUNCTIONS.length())) {
            case "upper" ->
                given.stream().map(text -> text.toUpperCase(Locale.ROOT)).toList();
            case "lower" ->
                given.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
            case "concat" -> List.of(String.join("", given));
            case "equal" -> given.stream().map(text -> "" + text.equals(wanted)).toList();
            case "notEqual" ->
                given.stream().map(text -> "" + !text.equals(wanted)).toList();
            case "isEmpty" -> List.of("" + (given.isEmpty() || given.getFirst().isEmpty()));
            case "isNotEmpty" ->
                List.of("" + !(given.isEmpty() || given.getFirst().isEmpty()));
            default -> throw unused(call);
        };
    }
}

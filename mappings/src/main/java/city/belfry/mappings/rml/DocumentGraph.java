package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.ontology.ForeignRdf;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.irix.IRIxResolver;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParserRegistry;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LabelToNode;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.FactoryRDFStd;
import org.apache.jena.riot.system.ParserProfileStd;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.vocabulary.RDF;

/// The triples of an RML document with the place at which each stands, in the newer vocabulary, with `${…}` replaced.
///
/// The parser tells the place of each term when it reads it, and later hands over the triples. So the place of an
/// object is that of the term read last, the place of a predicate the last one before its object, and a blank node
/// stands where its bracket opens.
final class DocumentGraph {
    /// Base of relative IRIs in a document that states none.
    private static final String BASE = "https://w3id.org/belfry/mapping";

    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_.-]*)(?::([^}]*))?}");

    private final String name;
    /// What is said of each subject, by predicate and object.
    private final Map<Node, Map<Node, Map<Node, Statement>>> statements = new LinkedHashMap<>();
    /// Where each subject is first spoken of.
    private final Map<Node, Position> subjects = new HashMap<>();
    /// Where each term was read, ascending.
    private final Map<Node, List<Position>> readAt = new HashMap<>();

    private Position lastRead = Position.NONE;
    private boolean old;
    private int blankNodes;

    /// The rest of a triple, with the places of its predicate and object.
    private record Statement(Node object, Position predicateAt, Position objectAt) {}

    private DocumentGraph(String name) {
        this.name = name;
    }

    static DocumentGraph read(byte[] turtle, String name, Map<String, String> parameters) {
        JenaSystem.init();
        DocumentGraph document = new DocumentGraph(name);
        ErrorHandler errors = new ErrorHandler() {
            @Override
            public void warning(String message, long line, long column) {
                // Warnings of the Turtle parser concern odd but legal IRIs and literals.
            }

            @Override
            public void error(String message, long line, long column) {
                throw syntaxError(message, line, column);
            }

            @Override
            public void fatal(String message, long line, long column) {
                throw syntaxError(message, line, column);
            }

            private MappingException syntaxError(String message, long line, long column) {
                return new MappingException(
                        Code.MAPPING_INVALID,
                        "%s line %d column %d: this is no Turtle: %s".formatted(name, line, column, message));
            }
        };
        Map<String, Node> labels = new HashMap<>();
        var profile =
                new ParserProfileStd(
                        // Its labels are not used (see [#blankNode]), and a document is too short for a cache.
                        new FactoryRDFStd(LabelToNode.createIncremental()),
                        errors,
                        IRIxResolver.create().base(BASE).allowRelative(false).build(),
                        PrefixMapFactory.create(),
                        ARQ.getContext(),
                        false,
                        false) {
                    @Override
                    public Triple createTriple(Node subject, Node predicate, Node object, long line, long column) {
                        document.add(subject, predicate, object, parameters);
                        return super.createTriple(subject, predicate, object, line, column);
                    }

                    @Override
                    public Node createURI(String iri, long line, long column) {
                        return document.read(super.createURI(iri, line, column), line, column);
                    }

                    @Override
                    public Node createStringLiteral(String text, long line, long column) {
                        return document.read(super.createStringLiteral(text, line, column), line, column);
                    }

                    @Override
                    public Node createTypedLiteral(String text, RDFDatatype datatype, long line, long column) {
                        return document.read(super.createTypedLiteral(text, datatype, line, column), line, column);
                    }

                    @Override
                    public Node createLangLiteral(String text, String language, long line, long column) {
                        return document.read(super.createLangLiteral(text, language, line, column), line, column);
                    }

                    @Override
                    public Node createBlankNode(Node scope, String label, long line, long column) {
                        return document.read(
                                labels.computeIfAbsent(label, unseen -> document.blankNode()), line, column);
                    }

                    @Override
                    public Node createBlankNode(Node scope, long line, long column) {
                        return document.read(document.blankNode(), line, column);
                    }
                };
        try {
            ForeignRdf.read(() -> RDFParserRegistry.getFactory(Lang.TURTLE)
                    .create(Lang.TURTLE, profile)
                    .read(
                            new ByteArrayInputStream(turtle),
                            BASE,
                            Lang.TURTLE.getContentType(),
                            StreamRDFLib.sinkNull(),
                            ARQ.getContext()));
        } catch (RiotException broken) {
            throw new MappingException(
                    Code.MAPPING_INVALID, name + ": this is no Turtle: " + broken.getMessage(), broken);
        }
        document.giveDatabaseToTables();
        return document;
    }

    /// A logical table of R2RML (§5) is one of "the input database": the only database that the document describes.
    private void giveDatabaseToTables() {
        List<Node> databases = subjects(Vocabulary.d2rq("jdbcDSN"));
        for (Node map : subjects(Vocabulary.rml("logicalTable"))) {
            for (Statement table : said(map, Vocabulary.rml("logicalTable")).values()) {
                if (databases.size() != 1 || table.object().isLiteral()) {
                    throw invalid(
                            Code.MAPPING_INVALID,
                            at(map),
                            "rr:logicalTable means the one database that the document describes, and it describes %d; use rml:logicalSource with rml:source."
                                    .formatted(databases.size()));
                }
                put(map, Vocabulary.rml("logicalSource"), table);
                put(
                        table.object(),
                        Vocabulary.rml("source"),
                        new Statement(databases.getFirst(), table.predicateAt(), table.objectAt()));
            }
            about(map).remove(Vocabulary.rml("logicalTable"));
        }
    }

    /// A node that stays in this graph, so that a number is label enough: Jena's own labels need a random seed or a
    /// formatted text each, which are slow in a program that has just started.
    private Node blankNode() {
        return NodeFactory.createBlankNode("b" + blankNodes++);
    }

    private Node read(Node term, long line, long column) {
        lastRead = new Position((int) line, (int) column);
        readAt.computeIfAbsent(term, unseen -> new ArrayList<>()).add(lastRead);
        return term;
    }

    private void add(Node subject, Node predicate, Node object, Map<String, String> parameters) {
        old |= Vocabulary.isOld(predicate);
        Position objectAt = object.isBlank() ? firstRead(object) : lastRead;
        Position predicateAt = lastReadBefore(predicate, objectAt);
        Node value = object;
        if (object.isLiteral() && object.getLiteralLexicalForm().contains("${")) {
            String text = replaceParameters(object.getLiteralLexicalForm(), objectAt, parameters);
            value = object.getLiteralLanguage().isEmpty()
                    ? NodeFactory.createLiteralDT(text, object.getLiteralDatatype())
                    : NodeFactory.createLiteralLang(text, object.getLiteralLanguage());
        }
        subjects.putIfAbsent(subject, subject.isBlank() ? firstRead(subject) : lastReadBefore(subject, predicateAt));
        put(subject, Vocabulary.modern(predicate), new Statement(Vocabulary.modern(value), predicateAt, objectAt));
    }

    private void put(Node subject, Node predicate, Statement statement) {
        statements
                .computeIfAbsent(subject, unseen -> new LinkedHashMap<>())
                .computeIfAbsent(predicate, unseen -> new LinkedHashMap<>(2))
                .putIfAbsent(statement.object(), statement);
    }

    /// The parser makes some terms without reading them: `a`, `()`, the cells of a list.
    private Position firstRead(Node term) {
        List<Position> all = readAt.get(term);
        return all == null ? lastRead : all.getFirst();
    }

    private Position lastReadBefore(Node term, Position end) {
        List<Position> all = readAt.getOrDefault(term, List.of());
        int found = Collections.binarySearch(all, end);
        int before = (found < 0 ? -1 - found : found) - 1;
        return before < 0 ? end : all.get(before);
    }

    private String replaceParameters(String text, Position at, Map<String, String> parameters) {
        Matcher matcher = PARAMETER.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            String parameter = matcher.group(1);
            String value = parameters.get(parameter);
            if (value == null) {
                value = matcher.group(2);
            }
            if (value == null) {
                throw new MappingException(
                        Code.PARAMETER_UNKNOWN,
                        "%s %s: the mapping needs the parameter '%s'; give it a value under 'parameters' or write ${%s:default}."
                                .formatted(name, at, parameter, parameter));
            }
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(replaced).toString();
    }

    /// Whether the document uses R2RML's or the older RML vocabulary.
    boolean isOld() {
        return old;
    }

    /// Where a node is first spoken of.
    Position at(Node subject) {
        return subjects.getOrDefault(subject, Position.NONE);
    }

    /// Where the object of a triple stands.
    Position at(Node subject, Node predicate, Node object) {
        Statement statement = said(subject, predicate).get(object);
        return statement == null ? at(subject) : statement.objectAt();
    }

    /// Where a property of a node stands.
    Position at(Node subject, Node predicate) {
        return inOrder(said(subject, predicate))
                .map(Statement::predicateAt)
                .findFirst()
                .orElseGet(() -> at(subject));
    }

    private Map<Node, Map<Node, Statement>> about(Node subject) {
        return statements.getOrDefault(subject, Map.of());
    }

    private Map<Node, Statement> said(Node subject, Node predicate) {
        return about(subject).getOrDefault(predicate, Map.of());
    }

    private static Stream<Statement> inOrder(Map<Node, Statement> said) {
        return said.values().stream().sorted((left, right) -> left.objectAt().compareTo(right.objectAt()));
    }

    List<Node> predicates(Node subject) {
        return List.copyOf(about(subject).keySet());
    }

    /// In the order of the document.
    List<Node> objects(Node subject, Node predicate) {
        Map<Node, Statement> said = said(subject, predicate);
        return said.size() < 2
                ? List.copyOf(said.keySet())
                : inOrder(said).map(Statement::object).toList();
    }

    /// The items of a list.
    ///
    /// @param what property that has the list, for messages
    List<Node> items(Node list, String what) {
        List<Node> items = new ArrayList<>();
        Set<Node> cells = new HashSet<>();
        Node cell = list;
        while (!cell.equals(RDF.nil.asNode())) {
            List<Node> first = objects(cell, RDF.first.asNode());
            List<Node> rest = objects(cell, RDF.rest.asNode());
            if (first.size() != 1 || rest.size() != 1 || !cells.add(cell)) {
                throw invalid(Code.MAPPING_INVALID, at(cell), what + " needs a list: ( … ).");
            }
            items.add(first.getFirst());
            cell = rest.getFirst();
        }
        return items;
    }

    /// In the order of the document.
    List<Node> subjects(Node predicate) {
        List<Node> found = new ArrayList<>();
        statements.forEach((subject, said) -> {
            if (said.containsKey(predicate)) {
                found.add(subject);
            }
        });
        found.sort((left, right) -> at(left).compareTo(at(right)));
        return found;
    }

    boolean has(Node subject, Node predicate, Node object) {
        return said(subject, predicate).containsKey(object);
    }

    boolean isType(Node subject, Node type) {
        return has(subject, RDF.type.asNode(), type);
    }

    /// Failure at a node of the document.
    MappingException invalid(Code code, Position at, String message) {
        return new MappingException(code, "%s %s: %s".formatted(name, at, message));
    }
}

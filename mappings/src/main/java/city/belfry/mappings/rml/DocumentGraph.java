package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.graph.Graph;
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
import org.apache.jena.riot.system.ParserProfileStd;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.riot.system.RiotLib;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.vocabulary.RDF;

/// The triples of an RML document with the place at which each stands, in the newer vocabulary, with `${…}` replaced.
///
/// The parser tells the place of each term when it reads it, and later hands over the triples. So the place of an
/// object
/// is that of the term read last, the place of a predicate the last one before its object, and a blank node stands
/// where
/// its bracket opens.
final class DocumentGraph {
    /// Base of relative IRIs in a document that states none.
    private static final String BASE = "https://w3id.org/belfry/mapping";

    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_.-]*)(?::([^}]*))?}");

    private final String name;
    private final Graph graph = GraphFactory.createDefaultGraph();
    private final Map<Node, Position> subjects = new HashMap<>();
    private final Map<Triple, Position> predicates = new HashMap<>();
    private final Map<Triple, Position> objects = new HashMap<>();
    /// Where each term was read, ascending.
    private final Map<Node, NavigableSet<Position>> readAt = new HashMap<>();

    private Position lastRead = Position.NONE;
    private boolean old;

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
        var profile =
                new ParserProfileStd(
                        // Blank nodes stay in this graph: they need no random seed, whose generator is slow to start.
                        RiotLib.factoryRDF(LabelToNode.createIncremental()),
                        errors,
                        IRIxResolver.create().base(BASE).allowRelative(false).build(),
                        PrefixMapFactory.create(),
                        ARQ.getContext(),
                        false,
                        false) {
                    @Override
                    public Triple createTriple(Node subject, Node predicate, Node object, long line, long column) {
                        return document.translate(subject, predicate, object, parameters);
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
                        return document.read(super.createBlankNode(scope, label, line, column), line, column);
                    }

                    @Override
                    public Node createBlankNode(Node scope, long line, long column) {
                        return document.read(super.createBlankNode(scope, line, column), line, column);
                    }
                };
        try {
            RDFParserRegistry.getFactory(Lang.TURTLE)
                    .create(Lang.TURTLE, profile)
                    .read(
                            new ByteArrayInputStream(turtle),
                            BASE,
                            Lang.TURTLE.getContentType(),
                            StreamRDFLib.graph(document.graph),
                            ARQ.getContext());
        } catch (RiotException broken) {
            throw new MappingException(
                    Code.MAPPING_INVALID, name + ": this is no Turtle: " + broken.getMessage(), broken);
        }
        document.giveDatabaseToTables();
        return document;
    }

    /// A logical table of R2RML (§5) is one of "the input database": the only database that the document describes.
    private void giveDatabaseToTables() {
        List<Triple> tables =
                graph.find(Node.ANY, Vocabulary.rml("logicalTable"), Node.ANY).toList();
        List<Node> databases = subjects(Vocabulary.d2rq("jdbcDSN"));
        for (Triple table : tables) {
            if (databases.size() != 1 || table.getObject().isLiteral()) {
                throw invalid(
                        Code.MAPPING_INVALID,
                        at(table.getSubject()),
                        "rr:logicalTable means the one database that the document describes, and it describes %d; use rml:logicalSource with rml:source."
                                .formatted(databases.size()));
            }
            graph.delete(table);
            graph.add(table.getSubject(), Vocabulary.rml("logicalSource"), table.getObject());
            graph.add(table.getObject(), Vocabulary.rml("source"), databases.getFirst());
        }
    }

    private Node read(Node term, long line, long column) {
        lastRead = new Position((int) line, (int) column);
        readAt.computeIfAbsent(term, unseen -> new TreeSet<>()).add(lastRead);
        return term;
    }

    private Triple translate(Node subject, Node predicate, Node object, Map<String, String> parameters) {
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
        Triple triple = Triple.create(subject, Vocabulary.modern(predicate), Vocabulary.modern(value));
        subjects.putIfAbsent(subject, subject.isBlank() ? firstRead(subject) : lastReadBefore(subject, predicateAt));
        predicates.putIfAbsent(triple, predicateAt);
        objects.putIfAbsent(triple, objectAt);
        return triple;
    }

    /// The parser makes some terms without reading them: `a`, `()`, the cells of a list.
    private Position firstRead(Node term) {
        NavigableSet<Position> all = readAt.get(term);
        return all == null ? lastRead : all.first();
    }

    private Position lastReadBefore(Node term, Position end) {
        NavigableSet<Position> all = readAt.get(term);
        Position before = all == null ? null : all.lower(end);
        return before == null ? end : before;
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
        return objects.getOrDefault(Triple.create(subject, predicate, object), at(subject));
    }

    /// Where a property of a node stands.
    Position at(Node subject, Node predicate) {
        List<Node> values = objects(subject, predicate);
        return values.isEmpty()
                ? at(subject)
                : predicates.getOrDefault(Triple.create(subject, predicate, values.getFirst()), at(subject));
    }

    List<Node> predicates(Node subject) {
        List<Node> found = new ArrayList<>();
        graph.find(subject, Node.ANY, Node.ANY)
                .mapWith(Triple::getPredicate)
                .filterDrop(found::contains)
                .forEachRemaining(found::add);
        return found;
    }

    List<Node> objects(Node subject, Node predicate) {
        List<Node> found = new ArrayList<>();
        graph.find(subject, predicate, Node.ANY).forEachRemaining(triple -> found.add(triple.getObject()));
        found.sort((left, right) -> at(subject, predicate, left).compareTo(at(subject, predicate, right)));
        return found;
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

    List<Node> subjects(Node predicate) {
        List<Node> found = new ArrayList<>();
        graph.find(Node.ANY, predicate, Node.ANY)
                .mapWith(Triple::getSubject)
                .filterKeep(subject -> !found.contains(subject))
                .forEachRemaining(found::add);
        found.sort((left, right) -> at(left).compareTo(at(right)));
        return found;
    }

    boolean has(Node subject, Node predicate, Node object) {
        return graph.contains(subject, predicate, object);
    }

    boolean isType(Node subject, Node type) {
        return graph.contains(subject, RDF.type.asNode(), type);
    }

    /// Failure at a node of the document.
    MappingException invalid(Code code, Position at, String message) {
        return new MappingException(code, "%s %s: %s".formatted(name, at, message));
    }
}

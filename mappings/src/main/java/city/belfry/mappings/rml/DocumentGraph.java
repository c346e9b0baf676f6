package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.irix.IRIxResolver;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParserRegistry;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.ParserProfileStd;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.riot.system.RiotLib;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.vocabulary.RDF;

/// The triples of an RML document with the line on which each stands, in the newer vocabulary, with `${…}` replaced.
final class DocumentGraph {
    /// Base of relative IRIs in a document that states none.
    private static final String BASE = "https://w3id.org/belfry/mapping";

    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_.-]*)(?::([^}]*))?}");

    private final String name;
    private final Graph graph = GraphFactory.createDefaultGraph();
    private final Map<Node, Integer> subjectLines = new HashMap<>();
    private final Map<Triple, Integer> tripleLines = new HashMap<>();
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
                        RiotLib.factoryRDF(),
                        errors,
                        IRIxResolver.create().base(BASE).allowRelative(false).build(),
                        PrefixMapFactory.create(),
                        ARQ.getContext(),
                        false,
                        false) {
                    @Override
                    public Triple createTriple(Node subject, Node predicate, Node object, long line, long column) {
                        return document.translate(subject, predicate, object, (int) line, parameters);
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
        return document;
    }

    private Triple translate(Node subject, Node predicate, Node object, int line, Map<String, String> parameters) {
        old |= Vocabulary.isOld(predicate);
        Node value = object;
        if (object.isLiteral() && object.getLiteralLexicalForm().contains("${")) {
            String text = replaceParameters(object.getLiteralLexicalForm(), line, parameters);
            value = object.getLiteralLanguage().isEmpty()
                    ? NodeFactory.createLiteralDT(text, object.getLiteralDatatype())
                    : NodeFactory.createLiteralLang(text, object.getLiteralLanguage());
        }
        Triple triple = Triple.create(subject, Vocabulary.modern(predicate), Vocabulary.modern(value));
        subjectLines.merge(subject, line, Math::min);
        tripleLines.putIfAbsent(triple, line);
        return triple;
    }

    private String replaceParameters(String text, int line, Map<String, String> parameters) {
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
                        "%s line %d: the mapping needs the parameter '%s'; give it a value under 'parameters' or write ${%s:default}."
                                .formatted(name, line, parameter, parameter));
            }
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(replaced).toString();
    }

    /// Whether the document uses R2RML's or the older RML vocabulary.
    boolean isOld() {
        return old;
    }

    int line(Node subject) {
        return subjectLines.getOrDefault(subject, 0);
    }

    int line(Node subject, Node predicate, Node object) {
        return tripleLines.getOrDefault(Triple.create(subject, predicate, object), line(subject));
    }

    int line(Node subject, Node predicate) {
        List<Node> objects = objects(subject, predicate);
        return objects.isEmpty() ? line(subject) : line(subject, predicate, objects.getFirst());
    }

    List<Node> predicates(Node subject) {
        List<Node> predicates = new ArrayList<>();
        graph.find(subject, Node.ANY, Node.ANY)
                .mapWith(Triple::getPredicate)
                .filterDrop(predicates::contains)
                .forEachRemaining(predicates::add);
        return predicates;
    }

    List<Node> objects(Node subject, Node predicate) {
        List<Node> objects = new ArrayList<>();
        graph.find(subject, predicate, Node.ANY).forEachRemaining(triple -> objects.add(triple.getObject()));
        objects.sort(Comparator.comparingInt(object -> line(subject, predicate, object)));
        return objects;
    }

    List<Node> subjects(Node predicate) {
        List<Node> subjects = new ArrayList<>();
        graph.find(Node.ANY, predicate, Node.ANY)
                .mapWith(Triple::getSubject)
                .filterKeep(subject -> !subjects.contains(subject))
                .forEachRemaining(subjects::add);
        subjects.sort(Comparator.comparingInt(this::line));
        return subjects;
    }

    boolean has(Node subject, Node predicate, Node object) {
        return graph.contains(subject, predicate, object);
    }

    boolean isType(Node subject, Node type) {
        return graph.contains(subject, RDF.type.asNode(), type);
    }

    /// Failure at a node of the document.
    MappingException invalid(Code code, int line, String message) {
        return new MappingException(code, "%s line %d: %s".formatted(name, line, message));
    }
}

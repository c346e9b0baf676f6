package city.belfry.ontology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.parser.ShaclParseException;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.vocabulary.OWL;

/// A set of SHACL shapes, and the check of a graph against them in the words of a steward.
///
/// Each constraint names its own [Finding] code, message and suggestion (in English and French) and stands in the
/// file of its module; a profile is a file that imports the shapes for one kind of dataset. Inference is no part of a
/// check, and neither is the ontology: a shape lists the classes it looks at. Immutable and thread-safe; the checked
/// graph must not change during a check.
public final class Shapes {
    /// More findings of one code than this help nobody and would fill the memory on a big feed with one wrong column.
    public static final int FINDINGS_PER_CODE_MAX = 1_000;

    private static final String PROFILES = "https://w3id.org/belfry/profiles/";

    private final String name;
    private final org.apache.jena.shacl.Shapes compiled;

    private Shapes(String name, Graph graph) {
        this.name = name;
        try {
            this.compiled = ShaclValidator.get().parse(graph);
        } catch (ShaclParseException e) {
            throw new OntologyException(
                    OntologyException.Code.SHAPES_UNREADABLE,
                    "The shapes of " + name + " are no SHACL: " + e.getMessage() + " Correct the shapes file.",
                    e);
        }
    }

    /// The names that [#forProfile] knows, in order.
    public static List<String> profiles() {
        return Catalog.load().fileByIri().keySet().stream()
                .filter(iri -> iri.startsWith(PROFILES))
                .map(iri -> iri.substring(PROFILES.length()))
                .sorted()
                .toList();
    }

    /// The shapes for one kind of dataset, such as `gtfs`.
    public static Shapes forProfile(String name) {
        Catalog catalog = Catalog.load();
        Graph profile = catalog.read(PROFILES + name)
                .orElseThrow(() -> new OntologyException(
                        OntologyException.Code.PROFILE_UNKNOWN,
                        "There is no profile '" + name + "'. Use one of " + String.join(", ", profiles()) + "."));
        return new Shapes(name, withImports(profile, catalog));
    }

    /// Shapes that a city wrote itself; they may import Belfry's own by their IRI and nothing else.
    public static Shapes ofFile(Path file) {
        Graph graph = GraphFactory.createDefaultGraph();
        try (var in = Files.newInputStream(file)) {
            RDFParser.source(in)
                    .lang(Lang.TURTLE)
                    .errorHandler(ErrorHandlerFactory.errorHandlerExceptionOnError())
                    .parse(graph);
        } catch (RiotException | IOException e) {
            throw new OntologyException(
                    OntologyException.Code.SHAPES_UNREADABLE,
                    "The shapes file " + file + " cannot be read: " + e.getMessage() + " Turtle was expected.",
                    e);
        }
        return new Shapes(file.getFileName().toString(), withImports(graph, Catalog.load()));
    }

    /// All findings in English, with the name of the shapes as their source.
    public List<Finding> check(Graph data) {
        return check(data, name, Locale.ENGLISH).findings();
    }

    /// All findings, their counts and the nodes that cannot be published.
    ///
    /// @param source the dataset as the steward knows it
    /// @param locale French gives French messages, everything else English ones
    public ShapesReport check(Graph data, String source, Locale locale) {
        String language = locale.getLanguage().equals("fr") ? "fr" : "en";
        Map<Node, Words> wordsByShape = new HashMap<>();
        Map<String, Long> countByCode = new TreeMap<>();
        Map<String, Words> wordsByCode = new HashMap<>();
        Set<Node> violating = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (ReportEntry entry : ShaclValidator.get().validate(compiled, data).getEntries()) {
            Words words = wordsByShape.computeIfAbsent(entry.source(), shape -> words(shape, language));
            Severity severity = severity(entry);
            if (severity == Severity.VIOLATION) {
                violating.add(entry.focusNode());
            }
            wordsByCode.putIfAbsent(words.code(), words);
            if (countByCode.merge(words.code(), 1L, Long::sum) <= FINDINGS_PER_CODE_MAX) {
                findings.add(words.finding(entry, severity, source));
            }
        }
        Map<String, Severity> severityByCode = new HashMap<>();
        findings.forEach(finding -> severityByCode.putIfAbsent(finding.code(), finding.severity()));
        countByCode.forEach((code, count) -> {
            if (count > FINDINGS_PER_CODE_MAX) {
                findings.add(wordsOf(wordsByCode, code).more(severityByCode, count - FINDINGS_PER_CODE_MAX, source));
            }
        });
        findings.sort(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::code));
        return new ShapesReport(findings, countByCode, violating);
    }

    private static Words wordsOf(Map<String, Words> wordsByCode, String code) {
        return Optional.ofNullable(wordsByCode.get(code)).orElseThrow();
    }

    /// The texts of one constraint in one language. A shape of a city's own file may lack them.
    private record Words(String code, String message, String suggestion, String language) {
        Finding finding(ReportEntry entry, Severity severity, String source) {
            String value = entry.value() == null
                    ? ""
                    : (language.equals("fr") ? " Trouvé : " : " Found: ") + text(entry.value());
            return new Finding(
                    code,
                    severity,
                    Finding.Place.atPath(source, text(entry.focusNode())),
                    entry.resultPath() instanceof P_Link link ? link.getNode().getLocalName() : "",
                    (message.isEmpty() ? entry.message() : message) + value,
                    suggestion);
        }

        Finding more(Map<String, Severity> severityByCode, long count, String source) {
            return new Finding(
                    code,
                    Optional.ofNullable(severityByCode.get(code)).orElseThrow(),
                    Finding.Place.of(source),
                    "",
                    language.equals("fr")
                            ? message + " Et " + count + " autres, qui ne sont pas listés."
                            : message + " And " + count + " more, which are not listed.",
                    suggestion);
        }

        private static String text(Node node) {
            return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
        }
    }

    private Words words(Node shape, String language) {
        Graph graph = compiled.getGraph();
        // A city's own file may say anything here.
        String code =
                text(graph, shape, City.findingCode, "").filter(Finding::isCode).orElse("SHAPE_VIOLATED");
        return new Words(
                code,
                text(graph, shape, SHACL.message, language).orElse(""),
                text(graph, shape, City.suggestion, language).orElse(""),
                language);
    }

    /// Every message and suggestion, in whatever language, with its words in one language, so that a finding that was
    /// written down can be read by somebody else.
    public Map<String, String> translations(String language) {
        Graph graph = compiled.getGraph();
        Map<String, String> translations = new HashMap<>();
        for (Node property : List.of(SHACL.message, City.suggestion)) {
            graph.find(Node.ANY, property, Node.ANY)
                    .filterKeep(triple -> triple.getObject().isLiteral())
                    .forEachRemaining(triple -> text(graph, triple.getSubject(), property, language)
                            .ifPresent(
                                    words -> translations.put(triple.getObject().getLiteralLexicalForm(), words)));
        }
        return translations;
    }

    private static Optional<String> text(Graph graph, Node shape, Node property, String language) {
        List<Node> texts = graph.find(shape, property, Node.ANY)
                .mapWith(triple -> triple.getObject())
                .filterKeep(Node::isLiteral)
                .toList();
        return texts.stream()
                .filter(text -> text.getLiteralLanguage().equals(language))
                .findFirst()
                .or(() -> texts.stream().findFirst())
                .map(Node::getLiteralLexicalForm);
    }

    private static Severity severity(ReportEntry entry) {
        Node level = entry.severity().level();
        if (level.equals(SHACL.Info)) {
            return Severity.INFO;
        }
        return level.equals(SHACL.Warning) ? Severity.WARNING : Severity.VIOLATION;
    }

    /// The graph with all that it imports, and what that imports (SHACL §1.4), from the class path only.
    private static Graph withImports(Graph graph, Catalog catalog) {
        Graph all = GraphFactory.createDefaultGraph();
        Set<String> done = new HashSet<>();
        List<Graph> open = new ArrayList<>(List.of(graph));
        while (!open.isEmpty()) {
            Graph next = open.removeLast();
            GraphUtil.addInto(all, next);
            next.find(Node.ANY, OWL.imports.asNode(), Node.ANY)
                    .mapWith(triple -> triple.getObject().getURI())
                    .filterKeep(done::add)
                    .forEachRemaining(iri -> open.add(catalog.read(iri)
                            .orElseThrow(() -> new OntologyException(
                                    OntologyException.Code.SHAPES_UNREADABLE,
                                    "The shapes import " + iri + ", which Belfry does not bring with it and never"
                                            + " fetches. Copy those shapes into the file."))));
        }
        return all;
    }
}

package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;
import org.junit.jupiter.api.Test;

/// A match with another vocabulary is worth something only if that vocabulary has the term.
class AlignmentTest {
    static final Path VOCABULARIES = OntologyFiles.SHARED.resolve("vocab");
    private static final Pattern IRI = Pattern.compile("https?://[^\\s\"<>'|,]+");
    private static final List<Node> MATCHES = List.of(
            SKOS.exactMatch.asNode(),
            SKOS.closeMatch.asNode(),
            SKOS.broadMatch.asNode(),
            SKOS.narrowMatch.asNode(),
            SKOS.relatedMatch.asNode());

    /// Vocabularies of which no copy lies beside the checkout; a term of theirs that we declare cannot be looked up.
    private static final Set<String> WITHOUT_A_COPY = Set.of("https://schema.org/", "http://www.w3.org/2006/vcard/ns#");

    @Test
    void everyMatchedTermExists() throws IOException {
        assumeTrue(
                Files.isDirectory(VOCABULARIES),
                "no copies of other vocabularies in " + VOCABULARIES + ": matches not checked");
        Set<String> matched = new TreeSet<>();
        OntologyFiles.inNamespace("https://w3id.org/belfry/").values().forEach(graph -> collect(graph, matched));
        matched.removeAll(knownTerms());
        assertEquals(Set.of(), matched);
    }

    @Test
    void everyForeignTermThatWeDeclareExists() throws IOException {
        assumeTrue(
                Files.isDirectory(VOCABULARIES),
                "no copies of other vocabularies in " + VOCABULARIES + ": declarations not checked");
        Set<String> declared = new TreeSet<>();
        Catalog.load()
                .read("https://w3id.org/belfry/ont/external")
                .orElseThrow()
                .find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .filterKeep(triple -> triple.getObject().getNameSpace().equals(OWL.NS)
                        && !triple.getObject().equals(OWL.Ontology.asNode()))
                .forEachRemaining(triple -> declared.add(triple.getSubject().getURI()));
        assertTrue(declared.size() > 100, declared.size() + " declarations");
        declared.removeIf(term -> WITHOUT_A_COPY.stream().anyMatch(term::startsWith));
        declared.removeAll(knownTerms());
        assertEquals(Set.of(), declared);
    }

    private static void collect(Graph graph, Set<String> matched) {
        MATCHES.forEach(match -> graph.find(Node.ANY, match, Node.ANY)
                .forEachRemaining(triple -> matched.add(triple.getObject().getURI())));
    }

    /// Every IRI that stands in a copy; from the text itself where a copy is no well-formed RDF or no RDF at all.
    static Set<String> knownTerms() throws IOException {
        Set<String> known = new HashSet<>();
        List<Path> files;
        try (var tree = Files.walk(VOCABULARIES)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Lang lang = RDFLanguages.filenameToLang(file.toString());
            if (file.toString().endsWith(".owl")) {
                lang = Lang.RDFXML;
            }
            if (lang == null || lang.equals(Lang.JSONLD) || !parsed(file, lang, known)) {
                var matcher = IRI.matcher(Files.readString(file, StandardCharsets.UTF_8));
                while (matcher.find()) {
                    known.add(matcher.group());
                }
            }
        }
        return known;
    }

    private static boolean parsed(Path file, Lang lang, Set<String> known) {
        Graph graph = GraphFactory.createDefaultGraph();
        try {
            RDFParser.source(file)
                    .forceLang(lang)
                    .errorHandler(ErrorHandlerFactory.errorHandlerNoWarnings)
                    .parse(graph);
        } catch (RiotException | IllegalFormatException e) {
            // Jena 5.6.0 throws the second on a language tag that is none (its message has a wrong format letter).
            return false;
        }
        graph.find().forEachRemaining(triple -> {
            for (Node node : List.of(triple.getSubject(), triple.getPredicate(), triple.getObject())) {
                if (node.isURI()) {
                    known.add(node.getURI());
                }
            }
        });
        return true;
    }
}

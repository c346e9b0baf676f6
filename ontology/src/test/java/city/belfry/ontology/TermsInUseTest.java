package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.junit.jupiter.api.Test;

/// Mappings, queries, shapes and Java speak only words that the ontology has, and the ontology has no word that nobody
/// speaks.
class TermsInUseTest {
    private static final Pattern TERM =
            Pattern.compile("(?:(?<![\\w:/-])belfry:|https://w3id\\.org/belfry/ont#)([A-Za-z]\\w*)");
    private static final Pattern CODE = Pattern.compile("https://w3id\\.org/belfry/code/([\\w-]+)/([\\w-]+)");
    private static final Pattern CONSTANT = Pattern.compile("(?:(?<!\\w)City\\.|belfry\\(\")([A-Za-z]\\w*)");
    private static final Graph ONTOLOGY = Vocabulary.graph();

    @Test
    void nothingSpeaksAWordThatTheOntologyLacks() throws IOException {
        Set<String> known = terms();
        Map<String, Set<Path>> unknown = new TreeMap<>();
        for (Path file : speakers()) {
            var terms = TERM.matcher(withoutComments(file));
            while (terms.find()) {
                if (!known.contains(terms.group(1))) {
                    unknown.computeIfAbsent(terms.group(1), term -> new TreeSet<>())
                            .add(OntologyFiles.ROOT.relativize(file));
                }
            }
        }
        assertEquals(Map.of(), unknown, "terms that the ontology lacks, with the files that use them");
    }

    @Test
    void noMappingOrQueryNamesACodeThatItsListLacks() throws IOException {
        Set<String> known = new TreeSet<>();
        ONTOLOGY.find(Node.ANY, RDF.type.asNode(), SKOS.Concept.asNode())
                .forEachRemaining(triple -> known.add(triple.getSubject().getURI()));
        Map<String, Set<Path>> unknown = new TreeMap<>();
        for (Path file : speakers()) {
            if (file.toString().contains("ontology/src/test")) {
                continue; // The failing samples of the shapes name such codes on purpose.
            }
            var codes = CODE.matcher(withoutComments(file));
            while (codes.find()) {
                if (!known.contains(codes.group())) {
                    unknown.computeIfAbsent(codes.group(), code -> new TreeSet<>())
                            .add(OntologyFiles.ROOT.relativize(file));
                }
            }
        }
        assertEquals(Map.of(), unknown, "codes that no list has, with the files that use them");
    }

    @Test
    void theOntologyHasNoWordThatNobodySpeaks() throws IOException {
        Set<String> unused = terms();
        for (Path file : speakers()) {
            var terms = TERM.matcher(withoutComments(file));
            while (terms.find()) {
                unused.remove(terms.group(1));
            }
        }
        for (String module : List.of("ontology", "mappings", "queries", "hub")) {
            for (Path file : OntologyFiles.files(module + "/src/main", ".java")) {
                if (!file.endsWith("City.java")) {
                    var constants = CONSTANT.matcher(Files.readString(file));
                    while (constants.find()) {
                        unused.remove(constants.group(1));
                    }
                }
            }
        }
        unused.removeIf(TermsInUseTest::isUsedInTheOntology);
        assertEquals(
                Set.of(), unused, "terms that no mapping, query, shape, question or Java class uses: leave them out");
    }

    /// A class or property with subordinates is used through them, an inverse through the property that it reads
    /// backwards, and a word that the ontology itself speaks is used.
    private static boolean isUsedInTheOntology(String name) {
        Node term = NodeFactory.createURI(City.NS + name);
        return ONTOLOGY.contains(Node.ANY, RDFS.subClassOf.asNode(), term)
                || ONTOLOGY.contains(Node.ANY, RDFS.subPropertyOf.asNode(), term)
                || ONTOLOGY.contains(Node.ANY, OWL.inverseOf.asNode(), term)
                || ONTOLOGY.contains(term, OWL.inverseOf.asNode(), Node.ANY)
                || ONTOLOGY.contains(Node.ANY, term, Node.ANY);
    }

    private static Set<String> terms() {
        Set<String> names = new TreeSet<>();
        OntologyFiles.classes(ONTOLOGY).forEach(term -> names.add(term.getLocalName()));
        OntologyFiles.properties(ONTOLOGY).forEach(term -> names.add(term.getLocalName()));
        return names;
    }

    /// The files that use the ontology's words to say something.
    private static List<Path> speakers() throws IOException {
        List<Path> files = new ArrayList<>();
        files.addAll(OntologyFiles.files("mappings/packs", ".ttl", ".nq", ".rq"));
        files.addAll(OntologyFiles.files("queries/library", ".rq", ".ttl", ".trig"));
        files.addAll(OntologyFiles.files("hub/src/main/resources", ".rq", ".ttl"));
        files.addAll(OntologyFiles.files("hub/src/test", ".rq", ".ttl", ".trig"));
        files.addAll(OntologyFiles.files("ontology/shapes", ".ttl"));
        files.addAll(OntologyFiles.files("ontology/profiles", ".ttl"));
        files.addAll(OntologyFiles.files("ontology/code", ".ttl"));
        files.addAll(OntologyFiles.files("ontology/bridges", ".rq", ".ttl"));
        files.addAll(OntologyFiles.files("ontology/cq", ".rq", ".ttl", ".trig"));
        files.addAll(OntologyFiles.files("ontology/src/test/resources", ".trig"));
        return files;
    }

    /// The text without whole-line comments, which may speak of a word that is gone.
    private static String withoutComments(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?m)^\\s*#.*$", "");
    }
}

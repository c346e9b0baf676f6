package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.util.FmtUtils;
import org.apache.jena.vocabulary.SchemaDO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What another model can carry is the same after the way there and back; what it cannot carry is written down in
/// `lost.ttl` and nothing else is lost; and a bridge speaks only words that the other model has.
class BridgeTest {
    private static final Path FOLDER = OntologyFiles.ROOT.resolve("ontology/bridges");
    private static final Pattern PREFIXED = Pattern.compile("(?<![\\w:/#<\"-])([a-z0-9]+:[A-Za-z][\\w.-]*)");
    private static final Pattern FULL = Pattern.compile("<(https?://[^>\\s]+)>");
    private static final String OWN = "https://w3id.org/belfry/";
    private static final String SCHEMA = "https://schema.org/";
    private static final Set<String> BASIC = Set.of(
            "http://www.w3.org/2001/XMLSchema#",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "http://www.w3.org/2000/01/rdf-schema#");

    static List<String> models() {
        return Bridge.models();
    }

    static List<String> modelsBothWays() {
        return models().stream().filter(model -> Bridge.of(model).leadsBack()).toList();
    }

    @Test
    void everyFolderIsABridge() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            assertEquals(
                    folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList(),
                    models());
        }
    }

    @ParameterizedTest
    @MethodSource("modelsBothWays")
    void whatTheModelCarriesComesBackAndTheRestIsWrittenDown(String model) {
        Graph carried = read(model, "city.ttl");
        Graph city = read(model, "city.ttl");
        GraphUtil.addInto(city, read(model, "lost.ttl"));
        Bridge bridge = Bridge.of(model);
        assertEquals(lines(carried), lines(bridge.translateBack(bridge.translate(city))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void leavesNoneOfTheCitysWordsInTheTranslation(String model) {
        Set<String> left = lines(Bridge.of(model).translate(read(model, "city.ttl"))).stream()
                .filter(line -> line.contains("<" + City.NS))
                .filter(line -> !line.contains("<" + SCHEMA + "additionalType>"))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), left);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSampleUsesEachWordOfTheWayThere(String model) throws IOException {
        Set<String> unused = foreignTerms(model, "to.rq");
        Graph city = read(model, "city.ttl");
        unused.removeAll(words(city));
        unused.removeAll(words(Bridge.of(model).translate(city)));
        assertEquals(Set.of(), unused, "words that no translated statement has");
    }

    @ParameterizedTest
    @MethodSource("models")
    void speaksOnlyWordsThatTheModelHas(String model) throws IOException {
        assumeTrue(
                Files.isDirectory(AlignmentTest.VOCABULARIES),
                "no copies of other vocabularies in " + AlignmentTest.VOCABULARIES + ": words not checked");
        Set<String> known = AlignmentTest.knownTerms();
        known.addAll(schemaOrg());
        known.addAll(ngsiLd());
        known.addAll(words(read(model, "city.ttl")));
        Set<String> unknown = new TreeSet<>();
        for (String file : List.of("to.rq", "from.rq")) {
            if (Files.exists(FOLDER.resolve(model).resolve(file))) {
                unknown.addAll(foreignTerms(model, file));
            }
        }
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void anUnknownModelIsRefusedWithTheKnownOnes() {
        OntologyException refused = assertThrows(OntologyException.class, () -> Bridge.of("schema.com"));
        assertEquals(OntologyException.Code.MODEL_UNKNOWN, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("schema-org"), refused.getMessage());
    }

    /// The words of a query that are neither ours nor of RDF itself.
    private static Set<String> foreignTerms(String model, String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(model).resolve(file)).replaceAll("(?m)^\\s*#.*$", "");
        var prefixes = QueryFactory.create(text).getPrefixMapping();
        Set<String> terms = new TreeSet<>();
        String body = text.replaceAll("(?m)^PREFIX.*$", "").replaceAll("\"[^\"]*\"", "\"\"");
        PREFIXED.matcher(body).results().forEach(match -> terms.add(prefixes.expandPrefix(match.group(1))));
        FULL.matcher(body).results().forEach(match -> terms.add(match.group(1)));
        terms.removeIf(term -> term.startsWith(OWN) || BASIC.stream().anyMatch(term::startsWith));
        return terms;
    }

    /// The words of schema.org as Jena brings them, because there is no copy of its vocabulary.
    private static Set<String> schemaOrg() {
        Set<String> terms = new TreeSet<>();
        for (var field : SchemaDO.class.getFields()) {
            try {
                if (Resource.class.isAssignableFrom(field.getType())
                        || Property.class.isAssignableFrom(field.getType())) {
                    terms.add(((Resource) field.get(null)).getURI());
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return terms;
    }

    private static Set<String> words(Graph graph) {
        Set<String> words = new TreeSet<>();
        graph.find().forEachRemaining(triple -> {
            words.add(triple.getPredicate().getURI());
            if (triple.getObject().isURI()) {
                words.add(triple.getObject().getURI());
            }
        });
        return words;
    }

    /// The core context of NGSI-LD writes its words with a prefix.
    private static Set<String> ngsiLd() throws IOException {
        String context =
                Files.readString(AlignmentTest.VOCABULARIES.resolve("ngsild/ngsi-ld-core-context-v1.9.jsonld"));
        return Pattern.compile("\"ngsi-ld:(\\w+)\"")
                .matcher(context)
                .results()
                .map(match -> "https://uri.etsi.org/ngsi-ld/" + match.group(1))
                .collect(Collectors.toSet());
    }

    private static Graph read(String model, String file) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFDataMgr.read(graph, FOLDER.resolve(model).resolve(file).toString());
        return graph;
    }

    /// One line for each statement, so that a difference can be read. None of the samples has a blank node.
    private static Set<String> lines(Graph graph) {
        return graph.find().mapWith(BridgeTest::line).toList().stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(Triple triple) {
        return FmtUtils.stringForNode(triple.getSubject()) + " " + FmtUtils.stringForNode(triple.getPredicate()) + " "
                + FmtUtils.stringForNode(triple.getObject());
    }
}

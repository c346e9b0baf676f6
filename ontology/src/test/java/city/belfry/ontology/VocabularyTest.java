package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.junit.jupiter.api.Test;

/// A person who reads the ontology finds every term named, defined, placed and described, in English and French, and
/// nothing that points outside the files beside it.
class VocabularyTest {
    private static final String VANN = "http://purl.org/vocab/vann/";
    private static final Node DOMAIN_INCLUDES = NodeFactory.createURI("https://schema.org/domainIncludes");
    private static final List<String> LANGUAGES = List.of("en", "fr");
    private static final List<String> NETWORK_LANGUAGES = List.of("es", "ca", "fi", "lv", "is");
    private static final Graph ALL = Vocabulary.graph();

    @Test
    void everyTermHasALabelAndADefinitionInEnglishAndFrench() {
        List<String> missing = new ArrayList<>();
        OntologyFiles.modules().forEach((module, graph) -> {
            var terms = new ArrayList<>(OntologyFiles.classes(graph));
            terms.addAll(OntologyFiles.properties(graph));
            for (Node term : terms) {
                for (String language : LANGUAGES) {
                    check(graph, term, RDFS.label.asNode(), language, missing);
                    check(graph, term, SKOS.definition.asNode(), language, missing);
                }
            }
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void classesPropertiesAndCodesHaveALabelInTheLanguagesOfTheFirstNetworkOfCities() {
        var terms = new ArrayList<>(OntologyFiles.classes(ALL));
        terms.addAll(OntologyFiles.properties(ALL));
        var codes = new ArrayList<Node>();
        List.of(SKOS.ConceptScheme, SKOS.Concept)
                .forEach(kind -> ALL.find(Node.ANY, RDF.type.asNode(), kind.asNode())
                        .mapWith(Triple::getSubject)
                        .forEachRemaining(codes::add));
        for (String language : NETWORK_LANGUAGES) {
            nearlyAllNamed(terms, RDFS.label.asNode(), language);
            nearlyAllNamed(codes, SKOS.prefLabel.asNode(), language);
        }
    }

    private static void nearlyAllNamed(List<Node> terms, Node label, String language) {
        List<String> missing = new ArrayList<>();
        terms.forEach(term -> check(ALL, term, label, language, missing));
        assertTrue(missing.size() * 20 <= terms.size(), missing.size() + " labels missing: " + missing);
    }

    @Test
    void everyCodeHasANotationAndALabelInEnglishAndFrench() {
        List<String> missing = new ArrayList<>();
        OntologyFiles.inNamespace(City.CODES).forEach((scheme, graph) -> {
            Node schemeNode = NodeFactory.createURI(scheme);
            for (String language : LANGUAGES) {
                check(graph, schemeNode, SKOS.prefLabel.asNode(), language, missing);
                check(graph, schemeNode, SKOS.definition.asNode(), language, missing);
            }
            List<Node> codes = graph.find(Node.ANY, RDF.type.asNode(), SKOS.Concept.asNode())
                    .mapWith(Triple::getSubject)
                    .toList();
            assertTrue(codes.size() >= 2, scheme + " has fewer than two codes");
            for (Node code : codes) {
                LANGUAGES.forEach(language -> check(graph, code, SKOS.prefLabel.asNode(), language, missing));
                String notation = graph.find(code, SKOS.notation.asNode(), Node.ANY)
                        .next()
                        .getObject()
                        .getLiteralLexicalForm();
                assertEquals(scheme + "/" + notation, code.getURI());
                assertTrue(graph.contains(code, SKOS.inScheme.asNode(), schemeNode), code + " is in no scheme");
                assertTrue(graph.contains(schemeNode, SKOS.hasTopConcept.asNode(), code), code + " is not listed");
            }
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void noTextIsEmptyOrPaddedOrNotASentence() {
        List<String> bad = new ArrayList<>();
        ALL.find(Node.ANY, Node.ANY, Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(triple -> {
                    String text = triple.getObject().getLiteralLexicalForm();
                    boolean sentence = triple.getPredicate().equals(SKOS.definition.asNode());
                    if (text.isBlank() || !text.equals(text.strip()) || (sentence && !text.matches("(?s).*[.…]"))) {
                        bad.add(triple.getSubject() + ": '" + text + "'");
                    }
                });
        assertEquals(List.of(), bad);
    }

    @Test
    void noOtherNameSaysTheLabelAgain() {
        List<Triple> repeated = ALL.find(Node.ANY, SKOS.altLabel.asNode(), Node.ANY)
                .filterKeep(name -> ALL.contains(name.getSubject(), RDFS.label.asNode(), name.getObject()))
                .toList();
        assertEquals(List.of(), repeated);
    }

    @Test
    void everyPropertyOfOursHasADomainAndARange() {
        List<String> missing = new ArrayList<>();
        for (Node property : OntologyFiles.properties(ALL)) {
            int domains = count(property, RDFS.domain.asNode());
            int ranges = count(property, RDFS.range.asNode());
            boolean shared = count(property, DOMAIN_INCLUDES) > 0;
            if ((domains != 1 && !(domains == 0 && shared)) || ranges != 1) {
                missing.add(property.getLocalName() + ": " + domains + " domains, " + ranges + " ranges");
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void noClassStandsAlone() {
        Set<Node> tied = new HashSet<>();
        for (Node relation :
                List.of(RDFS.subClassOf.asNode(), RDFS.domain.asNode(), RDFS.range.asNode(), DOMAIN_INCLUDES)) {
            ALL.find(Node.ANY, relation, Node.ANY).forEachRemaining(triple -> {
                tied.add(triple.getSubject());
                tied.add(triple.getObject());
            });
        }
        assertEquals(
                List.of(),
                OntologyFiles.classes(ALL).stream()
                        .filter(term -> !tied.contains(term))
                        .toList());
    }

    @Test
    void fourClassesInFiveAreAlignedWithAnotherVocabulary() {
        Graph alignments = Vocabulary.alignments();
        List<Node> classes = OntologyFiles.classes(ALL);
        List<String> alone = classes.stream()
                .filter(term -> !alignments.contains(term, Node.ANY, Node.ANY))
                .map(Node::getLocalName)
                .toList();
        assertTrue(
                alone.size() * 5 <= classes.size(), alone.size() + " of " + classes.size() + " not aligned: " + alone);
    }

    @Test
    void everyModuleDescribesItselfInFull() {
        List<Node> wanted = List.of(
                DCTerms.title.asNode(),
                DCTerms.description.asNode(),
                DCTerms.license.asNode(),
                DCTerms.creator.asNode(),
                OWL.versionInfo.asNode(),
                DCTerms.issued.asNode(),
                NodeFactory.createURI(VANN + "preferredNamespacePrefix"),
                NodeFactory.createURI(VANN + "preferredNamespaceUri"),
                DCTerms.publisher.asNode(),
                DCTerms.source.asNode(),
                OWL2_VERSION_IRI);
        List<String> missing = new ArrayList<>();
        OntologyFiles.inNamespace("https://w3id.org/belfry/ont/")
                .forEach((module, graph) -> wanted.stream()
                        .filter(property -> !graph.contains(NodeFactory.createURI(module), property, Node.ANY))
                        .forEach(property -> missing.add(module + " " + property)));
        assertEquals(List.of(), missing);
    }

    private static final Node OWL2_VERSION_IRI = NodeFactory.createURI(OWL.NS + "versionIRI");

    @Test
    void everyTermSaysWhichModuleDefinesItAndStandsThere() {
        Map<Node, String> moduleByTerm = new HashMap<>();
        OntologyFiles.modules()
                .forEach((module, graph) -> graph.find(Node.ANY, RDF.type.asNode(), Node.ANY)
                        .filterKeep(triple -> triple.getSubject().isURI()
                                && triple.getSubject().getURI().startsWith(City.NS))
                        .forEachRemaining(triple -> {
                            Node term = triple.getSubject();
                            String before = moduleByTerm.put(term, module);
                            assertTrue(before == null || before.equals(module), term + " is in two modules");
                            assertTrue(
                                    graph.contains(term, RDFS.isDefinedBy.asNode(), NodeFactory.createURI(module)),
                                    term + " does not say that " + module + " defines it");
                        }));
    }

    @Test
    void nothingIsImportedThatTheCatalogueLacks() {
        Set<String> known = Catalog.load().fileByIri().keySet();
        for (String iri : known) {
            Graph graph = Catalog.load().read(iri).orElseThrow();
            graph.find(Node.ANY, OWL.imports.asNode(), Node.ANY).forEachRemaining(triple -> {
                String imported = triple.getObject().getURI();
                assertTrue(known.contains(imported), iri + " imports " + imported + ", which is no file of ours");
                assertTrue(!imported.contains("/align/"), iri + " imports an alignment");
            });
        }
    }

    @Test
    void theCatalogueListsEveryFileAndOnlyThose() throws IOException {
        Path folder = OntologyFiles.ROOT.resolve("ontology");
        Set<String> onDisk = new TreeSet<>();
        OntologyFiles.files("ontology", ".ttl").stream()
                .map(file -> folder.relativize(file).toString())
                .filter(file -> !file.startsWith("src/") && !file.startsWith("quality/"))
                .filter(file -> !file.startsWith("cq/") && !file.startsWith("bridges/"))
                .forEach(onDisk::add);
        assertEquals(onDisk, new TreeSet<>(Catalog.load().fileByIri().values()));
    }

    @Test
    void theReadmeCountsRight() throws IOException {
        Node object = OWL.ObjectProperty.asNode();
        Node value = OWL.DatatypeProperty.asNode();
        String counts = OntologyFiles.classes(ALL).size() + " classes and "
                + OntologyFiles.ownTerms(ALL, object, value).size() + " properties of our own in "
                + OntologyFiles.modules().size() + " modules";
        String readme = Files.readString(OntologyFiles.ROOT.resolve("ontology/README.md"));
        assertTrue(readme.contains(counts), "README.md does not say '" + counts + "'");
    }

    private static int count(Node subject, Node predicate) {
        return ALL.find(subject, predicate, Node.ANY).toList().size();
    }

    private static void check(Graph graph, Node term, Node property, String language, List<String> missing) {
        long found = graph.find(term, property, Node.ANY)
                .mapWith(Triple::getObject)
                .filterKeep(
                        text -> text.isLiteral() && text.getLiteralLanguage().equals(language))
                .toList()
                .size();
        if (found != 1) {
            missing.add(term + " has " + found + " " + property.getLocalName() + "@" + language);
        }
    }
}

package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.validation.VLib;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each constraint lets good data pass, catches the fault that it is for, and tells a steward in English and in French
/// what is wrong and what to do.
class ShapesTest {
    private static final String BASE = "https://example.org/id/";
    private static final String SHAPES = "https://w3id.org/belfry/shapes/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "place",
                "mobility",
                "sensing",
                "services",
                "environment",
                "population",
                "participation",
                "governance",
                "built",
                "planning",
                "dcat-ap",
                "hvd",
                "geodcat-ap",
                "mobilitydcat-ap",
                "dataset-form"
            })
    void everyConstraintHasAPassingAndAFailingSample(String module) {
        Shapes shapes = ofModule(module);
        ShapeSamples samples = ShapeSamples.of(module);
        samples.passing()
                .forEach(sample -> assertEquals(List.of(), shapes.check(sample.graph()), sample.name() + " passes"));

        Set<String> codes = codes(module);
        Set<String> sampled = new TreeSet<>();
        for (ShapeSamples.Sample sample : samples.failing()) {
            sampled.add(sample.name());
            List<String> found =
                    shapes.check(sample.graph()).stream().map(Finding::code).toList();
            assertTrue(found.contains(sample.name()), sample.name() + " is not found in its sample, but " + found);
        }
        assertEquals(codes, sampled, "constraints and failing samples");
        assertEquals(
                Set.of(),
                shapesWithoutFocus(module, samples.passing().getFirst().graph()),
                "shapes that nothing passes");
    }

    @Test
    void everyConstraintSpeaksEnglishAndFrenchAndAdvises() {
        List<String> silent = new ArrayList<>();
        OntologyFiles.inNamespace(SHAPES)
                .forEach((file, graph) -> graph.find(Node.ANY, City.findingCode, Node.ANY)
                        .mapWith(Triple::getSubject)
                        .forEachRemaining(shape -> {
                            for (Node property : List.of(SHACL.message, City.suggestion)) {
                                Set<String> languages = new TreeSet<>();
                                graph.find(shape, property, Node.ANY)
                                        .forEachRemaining(triple ->
                                                languages.add(triple.getObject().getLiteralLanguage()));
                                if (!languages.equals(Set.of("en", "fr"))) {
                                    silent.add(shape + " " + property.getLocalName() + " " + languages);
                                }
                            }
                        }));
        assertEquals(List.of(), silent);
    }

    @Test
    void everyShapesFileIsShaclAndNamesEachConstraintByItsCode() {
        for (Map.Entry<String, Graph> file : OntologyFiles.inNamespace(SHAPES).entrySet()) {
            assertFalse(
                    ShaclValidator.get()
                            .parse(file.getValue())
                            .getTargetShapes()
                            .isEmpty(),
                    file.getKey());
            file.getValue().find(Node.ANY, City.findingCode, Node.ANY).forEachRemaining(triple -> {
                String code = triple.getObject().getLiteralLexicalForm();
                assertEquals(
                        file.getKey() + "#" + code, triple.getSubject().getURI(), "a constraint is named by its code");
            });
        }
    }

    @Test
    void everyProfileLoads() {
        assertEquals(
                List.of(
                        "amenities",
                        "boundaries",
                        "buildings",
                        "dataset-form",
                        "dcat",
                        "dcat-ap",
                        "events",
                        "geodcat-ap",
                        "gtfs",
                        "hvd",
                        "mobilitydcat-ap",
                        "ngsi-ld",
                        "observations",
                        "planning",
                        "population",
                        "proposals",
                        "service-requests",
                        "shared-mobility",
                        "spending",
                        "streets",
                        "trees"),
                Shapes.profiles());
        Shapes.profiles()
                .forEach(profile -> assertEquals(
                        List.of(), Shapes.forProfile(profile).check(GraphFactory.createDefaultGraph()), profile));
    }

    @Test
    void aFindingSaysWhatWhereAndWhatToDoInTheLanguageOfTheSteward() {
        Graph data = samples("mobility").getGraph(NodeFactory.createURI(BASE + "COLOUR_UNREADABLE"));
        ShapesReport report = Shapes.forProfile("gtfs").check(data, "ilevia", Locale.FRENCH);
        Finding finding = report.findings().stream()
                .filter(one -> one.code().equals("COLOUR_UNREADABLE"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "COLOUR_UNREADABLE ilevia at https://example.org/id/route/1, field 'colour': La couleur n'est pas faite de"
                        + " six chiffres hexadécimaux. Trouvé : #FFD100 Écrivez-la RRVVBB sans dièse.",
                finding.toString());
        assertEquals(Severity.WARNING, finding.severity());
    }

    @Test
    void aColumnThatIsWrongEverywhereIsCountedInFullAndListedInPart() {
        Graph data = GraphFactory.createDefaultGraph();
        int calls = Shapes.FINDINGS_PER_CODE_MAX + 7;
        for (int i = 0; i < calls; i++) {
            data.add(NodeFactory.createURI(BASE + "call/" + i), RDF.type.asNode(), City.CallAtStop);
        }
        ShapesReport report = Shapes.forProfile("gtfs").check(data, "feed", Locale.ENGLISH);
        assertEquals((long) calls, report.countByCode().get("CALL_WITHOUT_ORDER"));
        assertEquals(calls, report.violating().size());
        List<Finding> listed = report.findings().stream()
                .filter(finding -> finding.code().equals("CALL_WITHOUT_ORDER"))
                .toList();
        assertEquals(Shapes.FINDINGS_PER_CODE_MAX + 1, listed.size());
        assertTrue(
                listed.getLast().message().endsWith("And 7 more, which are not listed."),
                listed.getLast().message());
    }

    @Test
    void anUnknownProfileIsRefusedWithTheKnownOnes() {
        OntologyException refused = assertThrows(OntologyException.class, () -> Shapes.forProfile("gtsf"));
        assertEquals(OntologyException.Code.PROFILE_UNKNOWN, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("gtfs"), refused.getMessage());
    }

    @Test
    void aCitysOwnFileMayImportOurShapesAndNothingFromTheNetwork(@TempDir Path folder) throws IOException {
        Path own = folder.resolve("own.ttl");
        Files.writeString(own, "[] <http://www.w3.org/2002/07/owl#imports> <" + SHAPES + "mobility> .");
        assertFalse(Shapes.ofFile(own)
                .check(samples("mobility").getGraph(NodeFactory.createURI(BASE + "LINE_WITHOUT_MODE")))
                .isEmpty());
        Files.writeString(own, "[] <http://www.w3.org/2002/07/owl#imports> <https://example.org/shapes> .");
        OntologyException refused = assertThrows(OntologyException.class, () -> Shapes.ofFile(own));
        assertTrue(String.valueOf(refused.getMessage()).contains("never fetches"), refused.getMessage());
        Files.writeString(own, "this is no Turtle");
        assertEquals(
                OntologyException.Code.SHAPES_UNREADABLE,
                assertThrows(OntologyException.class, () -> Shapes.ofFile(own)).code());
    }

    private static Shapes ofModule(String module) {
        return Shapes.ofFile(OntologyFiles.ROOT.resolve("ontology/shapes/" + module + ".ttl"));
    }

    private static DatasetGraph samples(String module) {
        DatasetGraph samples = DatasetGraphFactory.create();
        try (var in = ShapesTest.class.getResourceAsStream("shapes/" + module + ".trig")) {
            RDFParser.source(in).lang(Lang.TRIG).parse(samples);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return samples;
    }

    private static Set<String> codes(String module) {
        Set<String> codes = new TreeSet<>();
        Catalog.load()
                .read(SHAPES + module)
                .orElseThrow()
                .find(Node.ANY, City.findingCode, Node.ANY)
                .forEachRemaining(triple -> codes.add(triple.getObject().getLiteralLexicalForm()));
        return codes;
    }

    /// The root shapes of which the graph has no focus node at all, so that their passing proves nothing.
    private static Set<String> shapesWithoutFocus(String module, Graph data) {
        Set<String> idle = new TreeSet<>();
        for (var shape : ShaclValidator.get()
                .parse(Catalog.load().read(SHAPES + module).orElseThrow())
                .getTargetShapes()) {
            if (VLib.focusNodes(data, shape).isEmpty()) {
                idle.add(shape.getShapeNode().toString());
            }
        }
        return idle;
    }
}

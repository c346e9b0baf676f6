package city.belfry.ontology.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.jena.vocabulary.RDFS;
import org.junit.jupiter.api.Test;

/// What the pages say is what the files say: every term once, with its texts, its place, its rules and a picture that a
/// browser can read.
class DocumentationTest {
    private static final Path MAP =
            Path.of(System.getProperty("belfry.root", "..")).resolve("ontology/modules.svg");

    private static final Documentation DOCUMENTATION = Documentation.ofOntology();

    @Test
    void everyTermStandsInOneModuleWithTextsInBothLanguages() {
        Set<String> names = DOCUMENTATION.modules().stream()
                .flatMap(module -> module.terms().stream())
                .map(Term::name)
                .collect(Collectors.toSet());
        assertEquals(names, DOCUMENTATION.terms().keySet());
        assertTrue(names.size() > 250, () -> names.size() + " terms");
        DOCUMENTATION.terms().values().forEach(term -> {
            assertTrue(term.labels().byLanguage().keySet().containsAll(List.of("en", "fr")), term.name());
            assertTrue(term.definitions().byLanguage().keySet().containsAll(List.of("en", "fr")), term.name());
        });
    }

    @Test
    void aClassHasItsPropertiesThoseOfTheClassesAboveAndItsRules() {
        Term quay = DOCUMENTATION.term("Quay").orElseThrow();
        assertEquals(Term.Kind.CLASS, quay.kind());
        assertEquals("mobility", quay.module());
        assertTrue(names(DOCUMENTATION.propertiesOf(quay)).containsAll(List.of("wheelchairBoarding", "partOf")));
        List<String> codes =
                DOCUMENTATION.constraintsOn(quay).stream().map(Constraint::code).toList();
        assertTrue(codes.contains("STOP_WITHOUT_POSITION"), codes::toString);
        assertTrue(
                names(DOCUMENTATION.propertiesTo(DOCUMENTATION.term("StopPoint").orElseThrow()))
                        .contains("servesStop"));
    }

    @Test
    void aPropertyKnowsItsEndsItsInverseAndItsCodeList() {
        Term serves = DOCUMENTATION.term("servesStop").orElseThrow();
        assertEquals(List.of(City.TransitLine), serves.domain());
        assertEquals(Optional.of(City.servedBy), serves.inverse());
        assertEquals(
                Optional.of(City.servesStop),
                DOCUMENTATION.term("servedBy").orElseThrow().inverse(),
                "an inverse reads both ways");
        Term mode = DOCUMENTATION.term("transportMode").orElseThrow();
        assertEquals(Optional.of("transport-mode"), mode.codeList());
        CodeList modes = DOCUMENTATION.codeList("transport-mode").orElseThrow();
        assertEquals(List.of(mode), DOCUMENTATION.propertiesWith(modes));
        assertTrue(modes.codes().stream().anyMatch(code -> code.notation().equals("tram")));
    }

    @Test
    void everyConstraintSaysItInBothLanguagesAndIsHeldBySomeProfile() {
        assertTrue(
                DOCUMENTATION.constraints().size() > 150,
                () -> DOCUMENTATION.constraints().size() + " constraints");
        DOCUMENTATION.constraints().forEach(constraint -> {
            assertTrue(constraint.messages().byLanguage().keySet().containsAll(List.of("en", "fr")), constraint.code());
            assertFalse(constraint.targets().isEmpty(), constraint.code() + " looks at nothing");
        });
        assertTrue(DOCUMENTATION.constraintsOf("gtfs").stream()
                .anyMatch(constraint -> constraint.code().equals("STOP_WITHOUT_POSITION")));
    }

    @Test
    void searchTakesNamesLabelsAndDefinitionsWithoutAccentsOrCase() {
        assertTrue(names(DOCUMENTATION.search("ARRET")).contains("StopPlace"));
        assertEquals("Quay", names(DOCUMENTATION.search("quay")).getFirst());
        assertTrue(DOCUMENTATION.searchCodeLists("tramway").stream()
                .anyMatch(list -> list.name().equals("transport-mode")));
        assertTrue(DOCUMENTATION.search("zzz").isEmpty());
    }

    @Test
    void statementsOfATermHoldItsMatches() {
        Term city = DOCUMENTATION.term("City").orElseThrow();
        assertTrue(DOCUMENTATION.statements(city).contains(city.iri(), RDFS.isDefinedBy.asNode(), null));
        assertFalse(city.alignments().isEmpty());
        assertTrue(DOCUMENTATION.statements(city).size() > city.alignments().size());
    }

    @Test
    void everyPictureIsWellFormed() {
        for (String language : List.of("en", "fr")) {
            Diagrams diagrams = new Diagrams(DOCUMENTATION, language);
            DOCUMENTATION.terms().values().forEach(term -> parse(diagrams.neighbours(term, "<&'\">")));
            DOCUMENTATION.modules().stream()
                    .filter(module -> !module.terms().isEmpty())
                    .forEach(module -> parse(diagrams.classes(module, "x")));
            parse(diagrams.modules(Optional.of("/ont/"), "x"));
        }
    }

    /// The picture of the README; `-Dtest.args=-Dmap.update=true` draws it anew.
    @Test
    void theMapOfTheModulesIsUpToDate() throws IOException {
        String map = new Diagrams(DOCUMENTATION, "en").modules(Optional.empty(), "How the modules stand on each other")
                + "\n";
        if (Boolean.getBoolean("map.update")) {
            Files.writeString(MAP, map);
        }
        assertEquals(map, Files.readString(MAP), "draw it anew with -Dtest.args=-Dmap.update=true");
    }

    private static List<String> names(List<Term> terms) {
        return terms.stream().map(Term::name).toList();
    }

    private static void parse(String svg) {
        try {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new java.io.ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (org.xml.sax.SAXException | IOException | javax.xml.parsers.ParserConfigurationException e) {
            throw new AssertionError("no well-formed SVG: " + e.getMessage() + "\n" + svg, e);
        }
    }
}

package city.belfry.hub.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;

/// The score has the dimensions and the weights of the European data portal.
class QualityScoreTest {
    private static final Node DATASET = NodeFactory.createURI("https://example.org/a");
    private static final String WHOLE = """
            PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/>
            PREFIX eu: <http://publications.europa.eu/resource/authority/>
            <https://example.org/a> dcat:keyword "a" ; dcat:theme <https://example.org/t> ;
              dcterms:spatial <https://example.org/s> ; dcterms:temporal <https://example.org/p> ;
              dcterms:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
              dcat:contactPoint <https://example.org/c> ; dcterms:publisher <https://example.org/o> ;
              dcterms:issued "2026-01-01" ; dcterms:modified "2026-01-01" ;
              dcat:distribution <https://example.org/worse>, <https://example.org/best> .
            <https://example.org/worse> dcat:accessURL <https://elsewhere.example/> .
            <https://example.org/best> dcat:accessURL <https://example.org/x> ; dcat:downloadURL <https://example.org/y> ;
              dcterms:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
              dcat:mediaType <http://www.iana.org/assignments/media-types/text/csv> ;
              dcterms:license <http://publications.europa.eu/resource/authority/licence/CC0> ;
              dcterms:rights <https://example.org/r> ; dcat:byteSize 12 .
            """;

    private static QualityScore score(String turtle, boolean keepsDcatAp) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(turtle, Lang.TURTLE).parse(graph);
        return QualityScore.of(graph, DATASET, address -> address.startsWith("https://example.org/"), keepsDcatAp);
    }

    @Test
    void theDimensionsAddUpTo405() {
        assertEquals(
                List.of(100, 100, 110, 75, 20),
                List.of(QualityScore.Dimension.values()).stream()
                        .map(QualityScore::max)
                        .toList());
        QualityScore whole = score(WHOLE, true);
        assertEquals(List.of(), whole.missing());
        assertEquals(405, whole.points());
        assertEquals(QualityScore.Rating.EXCELLENT, whole.rating());
    }

    @Test
    void nothingIsWorthNothing() {
        QualityScore nothing = score("", false);
        assertEquals(0, nothing.points());
        assertEquals(QualityScore.Rating.BAD, nothing.rating());
        assertEquals(QualityScore.Metric.ACCESS_URL_ANSWERS, nothing.missing().getFirst(), "the dearest comes first");
    }

    @Test
    void anAddressElsewhereIsNotTakenToAnswer() {
        String elsewhere = WHOLE.replace("<https://example.org/x>", "<https://elsewhere.example/x>")
                .replace("<https://example.org/y>", "<https://elsewhere.example/y>");
        assertEquals(405 - 50 - 30, score(elsewhere, true).points());
    }

    @Test
    void aLicenceInWordsIsALicenceButOfNoList() {
        QualityScore words = score(
                WHOLE.replace("<http://publications.europa.eu/resource/authority/licence/CC0>", "\"as is\""), true);
        assertEquals(List.of(QualityScore.Metric.KNOWN_LICENCE), words.missing());
        assertFalse(words.missing().contains(QualityScore.Metric.LICENCE));
    }
}

package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;

/// A programmer who has never heard of RDF writes and reads plain JSON under the context, and it means the right
/// triples.
class JsonLdContextTest {
    private static final String CONTEXT = JsonLdContext.document();

    @Test
    void plainJsonMeansTheRightTriples() {
        String json = CONTEXT.substring(0, CONTEXT.lastIndexOf('}')) + """
                , "@graph": [
                  {"id": "https://example.org/id/stop-1", "type": "Quay", "label": "Rihour", "identifier": "1",
                   "longitude": "3.06", "wheelchairBoarding": "https://w3id.org/belfry/code/wheelchair-boarding/possible",
                   "partOf": "https://example.org/id/station-1"},
                  {"id": "https://example.org/id/call-1", "type": "CallAtStop", "callOrder": 4, "timepoint": true},
                  {"id": "https://example.org/id/calendar-1", "startDate": "2026-01-01"},
                  {"id": "https://example.org/id/obs-1", "type": "Observation", "resultTime": "2026-07-01T12:00:00Z"}
                ]}
                """;
        Graph expected = parse("""
                PREFIX : <https://example.org/id/>
                PREFIX belfry: <https://w3id.org/belfry/ont#>
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                PREFIX sosa: <http://www.w3.org/ns/sosa/>
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                :stop-1 a belfry:Quay ; rdfs:label "Rihour" ; <http://purl.org/dc/terms/identifier> "1" ;
                    belfry:longitude "3.06"^^xsd:double ; belfry:partOf :station-1 ;
                    belfry:wheelchairBoarding <https://w3id.org/belfry/code/wheelchair-boarding/possible> .
                :call-1 a belfry:CallAtStop ; belfry:callOrder 4 ; belfry:timepoint true .
                :calendar-1 belfry:startDate "2026-01-01"^^xsd:date .
                :obs-1 a sosa:Observation ; sosa:resultTime "2026-07-01T12:00:00Z"^^xsd:dateTime .
                """, Lang.TURTLE);
        Graph found = parse(json, Lang.JSONLD);
        assertTrue(expected.isIsomorphicWith(found), () -> "found " + found);
    }

    @Test
    void everyClassAndPropertyHasItsKey() {
        Graph ontology = Vocabulary.graph();
        OntologyFiles.classes(ontology)
                .forEach(term -> assertTrue(CONTEXT.contains("\"" + term.getLocalName() + "\": "), term.toString()));
    }

    @Test
    void keepsToWhatBothVersionsOfJsonLdKnow() {
        assertFalse(CONTEXT.contains("@version"));
        assertEquals(1, CONTEXT.split("@context", -1).length - 1, "no context within the context");
        assertFalse(CONTEXT.contains("@nest") || CONTEXT.contains("@prefix") || CONTEXT.contains("@json"));
    }

    private static Graph parse(String text, Lang lang) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(text, lang).parse(graph);
        return graph;
    }
}

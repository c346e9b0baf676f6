package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.jena.graph.Graph;
import org.apache.jena.reasoner.rulesys.RDFSRuleReasonerFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;

/// A query finds a Quay when it asks for stops, a line from its stop and a district's stops from the district, although
/// no source says so; and nothing else is made up.
class InferencesTest {
    private static final String PREFIXES = """
            PREFIX : <https://example.org/id/>
            PREFIX belfry: <https://w3id.org/belfry/ont#>
            PREFIX geo: <http://www.opengis.net/ont/geosparql#>
            """;

    @Test
    void superclassesSuperpropertiesInversesAndWholesAreGiven() {
        Graph inferred = infer("""
                :quay a belfry:Quay ; belfry:partOf :station ; belfry:inDistrict :centre .
                :station belfry:partOf :hub .
                :line belfry:servesStop :quay .
                :a belfry:sameRealWorldAs :b .
                """);
        assertSame("""
                :quay a belfry:StopPoint, belfry:CityObject, geo:Feature ;
                    belfry:partOf :hub ; belfry:within :centre ; geo:sfWithin :centre ; belfry:servedBy :line .
                :station belfry:hasPart :quay .
                :hub belfry:hasPart :station, :quay .
                :centre belfry:contains :quay .
                :b belfry:sameRealWorldAs :a .
                """, inferred);
    }

    @Test
    void aWrongLinkDoesNotBecomeAWrongType() {
        assertTrue(infer(":tree belfry:onLine :bench .").isEmpty());
    }

    @Test
    void aLoopOfPartsEnds() {
        Graph inferred = infer(":a belfry:partOf :b . :b belfry:partOf :a .");
        assertSame(":a belfry:hasPart :b . :b belfry:hasPart :a .", inferred);
    }

    @Test
    void nothingInTheDataIsRepeated() {
        assertTrue(infer(":quay a belfry:StopPlace, belfry:StopPoint, belfry:CityObject, geo:Feature .")
                .isEmpty());
    }

    /// The general rule engine of Jena agrees on the types; it would take minutes on a city, so it stays in the test.
    @Test
    void agreesWithTheRdfsReasonerOnTypes() {
        Graph data = parse(":x a belfry:Market . :y a belfry:KeepLatest . :z a belfry:InteroperabilityClause .");
        Graph reasoned = RDFSRuleReasonerFactory.theInstance()
                .create(null)
                .bindSchema(Vocabulary.graph())
                .bind(data);
        Graph inferred = GraphFactory.createDefaultGraph();
        Inferences.ofOntology().forEach(data, inferred::add);
        inferred.find().forEachRemaining(triple -> assertTrue(reasoned.contains(triple), triple.toString()));
        assertEquals(5, inferred.size());
    }

    private static Graph infer(String turtle) {
        Graph inferred = GraphFactory.createDefaultGraph();
        Inferences.ofOntology().forEach(parse(turtle), inferred::add);
        return inferred;
    }

    private static Graph parse(String turtle) {
        Graph graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(PREFIXES + turtle, Lang.TURTLE).parse(graph);
        return graph;
    }

    private static void assertSame(String expected, Graph found) {
        assertTrue(parse(expected).isIsomorphicWith(found), () -> "found " + found);
    }
}

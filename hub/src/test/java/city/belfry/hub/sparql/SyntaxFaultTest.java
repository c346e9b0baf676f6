package city.belfry.hub.sparql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody is told whose query the parser refuses.
class SyntaxFaultTest {
    private static SparqlException refused(String query) {
        return assertThrows(SparqlException.class, () -> QueryCheck.parse(query, QueryLimits.PUBLIC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT ?s WHERE { ?s ?p } | UNEXPECTED 1:25 [}] [variable, iri, value, (]",
                "SELECT ?s WHER { ?s ?p ?o } | UNKNOWN 1:11 [WHER] []",
                "SELECT ?s { ?s ?p ?o | UNFINISHED 1:20 [] [}, ., {, FILTER]",
                "SELECT ?s { ?s foo:bar ?o } | PREFIX 1:16 [foo:bar] []",
                "SELECT ?s { ?s ?p \"abc } | UNKNOWN 1:19 [\"abc }] []",
                "SELECT * { ?s ?p ?o } LIMIT x | UNKNOWN 1:29 [x] []",
                "SELECT * { ?s ?p § } | UNKNOWN 1:18 [§] []",
                "SELECT * { ?s ?p ?o FILTER(?s = ) } | UNEXPECTED 1:33 [)] [variable, iri, value, (]",
                "`` | UNFINISHED 0:0 [] [SELECT, ASK, CONSTRUCT, DESCRIBE]"
            })
    void theFaultIsNamedWithItsPlaceAndAFewThingsThatCouldStandThere(String query, String expected) {
        SyntaxFault fault = refused(query).fault().orElseThrow();
        assertEquals(
                expected,
                fault.kind() + " " + fault.line() + ":" + fault.column() + " [" + fault.found() + "] "
                        + fault.expected());
    }

    @Test
    void aFaultOfMeaningKeepsItsWords() {
        SparqlException refused = refused("SELECT (COUNT(*) AS ?s) { ?s ?p ?o }");
        assertTrue(refused.fault().isEmpty());
        assertTrue(refused.getMessage().contains("already in-scope: ?s"), refused::getMessage);
    }

    @Test
    void aLongWordIsCutShort() {
        String message = refused("SELECT * { ?s ?p ?o } " + "x".repeat(5_000)).getMessage();
        assertTrue(message.length() < 200, message);
    }
}

package city.belfry.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A query file is read with its header, and no value of a parameter can do more than be a term.
class QueryLibraryTest {
    private static final String HEADER = "# title@en: Trees of a species\n# title@fr: Arbres d'une espèce\n";

    @TempDir
    private Path folder;

    @Test
    void readsTheHeader() throws IOException {
        NamedQuery query = query("""
                # description@en: All trees
                #   of one species.
                # param species string "Tilia cordata" : Species | Espèce
                # param since date - : Planted since
                # param district iri : District
                # example district=https://lille.example/id/district/1
                # needs: trees, places
                SELECT ?tree { ?tree ?p ?species ; ?q ?since ; ?r ?district }
                """);

        assertEquals("trees", query.name());
        assertEquals(Map.of("en", "Trees of a species", "fr", "Arbres d'une espèce"), query.titles());
        assertEquals("All trees of one species.", query.descriptions().get("en"));
        assertEquals(
                List.of("species", "since", "district"),
                query.parameters().stream().map(Parameter::name).toList());
        assertEquals("Tilia cordata", query.parameters().get(0).defaultValue().orElseThrow());
        assertEquals("Espèce", query.parameters().get(0).labels().get("fr"));
        assertEquals(
                List.of(false, false, true),
                query.parameters().stream().map(Parameter::required).toList());
        assertEquals(List.of("trees", "places"), query.needs());
        assertEquals(Map.of("district", "https://lille.example/id/district/1"), query.examples());
    }

    @Test
    void bindsTermsAndLeavesOptionalOnesOpen() throws IOException {
        NamedQuery query = query("""
                # param species string "Tilia cordata" : Species
                # param since date - : Planted since
                SELECT ?tree { ?tree ?p ?species ; ?q ?since }
                """);

        String bound = query.bind(Map.of("since", "2020-01-01")).toString();
        String open = query.bind(Map.of("species", "Acer")).toString();

        assertTrue(bound.contains("\"Tilia cordata\""), bound);
        assertTrue(bound.contains("2020-01-01"), bound);
        assertTrue(open.contains("\"Acer\"") && open.contains("?since"), open);
    }

    /// Whatever a caller writes, the algebra keeps its operators and their number; the text is one term in it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\" . ?s ?p ?o . #",
                "' } UNION { ?a ?b ?c } #",
                "\\\" ; DROP ALL",
                "\u0000\uFFFF",
                "%s{}$[]*+?.^|()",
                "?tree",
                "\"\"\"x\"\"\"",
                "<https://evil.example/>",
                "’; SERVICE <http://127.0.0.1/> {}"
            })
    void noValueChangesTheShapeOfAQuery(String value) throws IOException {
        NamedQuery query = query("# param species string x : Species\nSELECT ?tree { ?tree ?p ?species }");

        Op bound = Algebra.compile(query.bind(Map.of("species", value)));

        assertEquals(shape(Algebra.compile(query.bind(Map.of()))), shape(bound));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iri | not an iri",
                "iri | relative/path",
                "iri | _:b0",
                "iri | http://a.example/<x>",
                "integer | 1.5",
                "decimal | 1,5",
                "date | 21/06/2026",
                "dateTime | 2026-06-21",
                "boolean | oui",
                "lang | f",
                "code:transport-mode | ../x"
            })
    void aValueOfTheWrongTypeIsRefusedByName(String type, String value) throws IOException {
        NamedQuery query = query("# param value " + type + " - : Value\nASK { ?s ?p ?value }");

        QueryException refused = assertThrows(QueryException.class, () -> query.bind(Map.of("value", value)));

        assertEquals(QueryException.Code.PARAMETER_INVALID, refused.code());
        assertTrue(
                refused.toString().contains("'value'") && refused.toString().contains("expected"), refused.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iri | https://lille.example/id/stop/é-1",
                "integer | -12",
                "decimal | 1.5",
                "date | 2026-06-21",
                "dateTime | 2026-06-21T14:00:00+02:00",
                "boolean | true",
                "lang | fr-CA",
                "string | l'été",
                "code:transport-mode | tram",
                "code:transport-mode | https://w3id.org/belfry/code/transport-mode/tram"
            })
    void aValueOfTheTypeIsTaken(String type, String value) throws IOException {
        NamedQuery query = query("# param value " + type + " - : Value\nASK { ?s ?p ?value }");

        assertTrue(query.bind(Map.of("value", value)).isAskType());
    }

    @Test
    void missingUnknownAndOverlongValuesAreRefused() throws IOException {
        NamedQuery query = query("# param species string : Species\nASK { ?s ?p ?species }");

        assertRefused(QueryException.Code.PARAMETER_MISSING, query, Map.of());
        assertRefused(QueryException.Code.PARAMETER_UNKNOWN, query, Map.of("species", "x", "kind", "y"));
        assertRefused(QueryException.Code.PARAMETER_INVALID, query, Map.of("species", "x".repeat(3000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# param value colour : Value\nASK { ?s ?p ?value }",
                "# param value integer abc : Value\nASK { ?s ?p ?value }",
                "# param limit integer 5 : Limit\nASK { ?s ?p ?limit }",
                "# param\nASK { ?s ?p ?o }",
                "# example other=1\nASK { ?s ?p ?o }",
                "# param value string x : Value\nSELECT ?value { ?s ?p ?value }",
                "SELECT nothing"
            })
    void aFileAtFaultIsNamedWithItsLine(String body) {
        QueryException refused = assertThrows(QueryException.class, () -> query(body));

        assertEquals(QueryException.Code.QUERY_UNREADABLE, refused.code());
        assertTrue(refused.toString().contains("trees/query.rq"), refused.toString());
    }

    @Test
    void anUnknownNameSaysWhereTheListIs() {
        QueryException refused =
                assertThrows(QueryException.class, () -> QueryLibrary.load().query("no-such"));
        assertEquals(QueryException.Code.QUERY_UNKNOWN, refused.code());
    }

    @Test
    void aSavedQueryIsThereAtOnceAndAfterTheNextStart() {
        QueryLibrary library = QueryLibrary.with(folder, query -> {});
        long before = library.changes();

        library.save("oak-trees", HEADER + "SELECT ?tree { ?tree ?p ?o }");
        library.save("oak-trees", HEADER + "SELECT ?oak { ?oak ?p ?o }");

        assertEquals(before + 2, library.changes());
        assertTrue(library.query("oak-trees").text().contains("?oak"));
        assertTrue(
                QueryLibrary.with(folder, query -> {}).query("oak-trees").text().contains("?oak"));
        assertTrue(library.has("lines") && library.isOfBelfry("lines") && !library.isOfBelfry("oak-trees"));

        library.remove("oak-trees");

        assertEquals(false, library.has("oak-trees"));
        assertEquals(false, QueryLibrary.with(folder, query -> {}).has("oak-trees"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../lines", "Lines", "a--b", "a/b", "-a", "1a", "é", "a b", "query.rq"})
    void aNameThatIsNoneIsRefused(String name) {
        QueryLibrary library = QueryLibrary.with(folder, query -> {});
        QueryException refused =
                assertThrows(QueryException.class, () -> library.save(name, HEADER + "SELECT ?tree { ?tree ?p ?o }"));
        assertEquals(QueryException.Code.NAME_INVALID, refused.code());
    }

    @Test
    void whatComesWithBelfryIsNotReplacedAndAFaultIsNotSaved() {
        QueryLibrary library = QueryLibrary.with(folder, query -> {});
        assertEquals(
                QueryException.Code.NAME_TAKEN,
                assertThrows(QueryException.class, () -> library.save("lines", HEADER + "ASK {}"))
                        .code());
        assertEquals(
                QueryException.Code.QUERY_UNREADABLE,
                assertThrows(QueryException.class, () -> library.save("faulty", HEADER + "SELECT"))
                        .code());
        assertEquals(
                QueryException.Code.QUERY_UNREADABLE,
                assertThrows(QueryException.class, () -> library.save("no-title", "SELECT ?s { ?s ?p ?o }"))
                        .code());
        QueryLibrary strict = QueryLibrary.with(folder, query -> {
            throw new QueryException(QueryException.Code.PARAMETER_INVALID, "not here");
        });
        assertThrows(QueryException.class, () -> strict.save("refused", HEADER + "ASK {}"));
        assertEquals(false, Files.exists(folder.resolve("faulty")) || Files.exists(folder.resolve("refused")));
        assertEquals(
                QueryException.Code.LIBRARY_FULL,
                assertThrows(QueryException.class, () -> {
                            for (int i = 0; i <= QueryLibrary.SAVED_MAX; i++) {
                                library.save("q" + i, HEADER + "ASK {}");
                            }
                        })
                        .code());
    }

    @Test
    void aSavedFileAtFaultIsLeftOutAndTold() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("good")).resolve("query.rq"), HEADER + "ASK {}");
        Files.writeString(Files.createDirectories(folder.resolve("bad")).resolve("query.rq"), HEADER + "SELECT");

        QueryLibrary library = QueryLibrary.with(folder, query -> {});

        assertTrue(library.has("good") && !library.has("bad"));
        assertEquals(1, library.faults().size());
        assertTrue(library.faults().get(0).getMessage().contains("bad/query.rq"));
    }

    private NamedQuery query(String body) throws IOException {
        Path file = Files.createDirectories(folder.resolve("trees")).resolve("query.rq");
        Files.writeString(file, HEADER + body);
        return QueryLibrary.of(folder).query("trees");
    }

    private static void assertRefused(QueryException.Code code, NamedQuery query, Map<String, String> values) {
        assertEquals(
                code,
                assertThrows(QueryException.class, () -> query.bind(values)).code());
    }

    /// The algebra with every term blotted out.
    private static String shape(Op op) {
        return op.toString().replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "TERM");
    }
}

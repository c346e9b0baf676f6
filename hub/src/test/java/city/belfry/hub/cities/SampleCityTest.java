package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.ingest.DatasetReport;
import city.belfry.hub.ingest.Outcome;
import city.belfry.ontology.City;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The sample city shows what it is there for: every kind of dataset, faults that are found, questions with answers.
class SampleCityTest {
    @TempDir
    private static Path home;

    private static PublishedCity city;

    @BeforeAll
    static void ingest() {
        city = PublishedCity.sample(home);
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @TestFactory
    Stream<DynamicTest> publishesEveryDataset() {
        return city.report().datasets().stream()
                .map(dataset -> dynamicTest(dataset.dataset(), () -> {
                    Outcome.Published published = assertInstanceOf(Outcome.Published.class, dataset.outcome());
                    assertTrue(published.triples() > 0, "no statements");
                }));
    }

    @Test
    void hasWhatAResidentKnows() {
        assertEquals(32, things("communes", City.Municipality));
        assertEquals(12, things("quartiers", City.District));
        assertEquals(7, things("transport", City.TransitLine));
        assertEquals(62 - 1, things("velos", City.SharedMobilityStation), "one has no position that can be read");
        assertEquals(173 - 1, things("arbres", City.Tree), "one has no position");
    }

    /// Each fault that the README names is found, and no other.
    @Test
    void findsTheFaultsPutInOnPurpose() {
        assertFindings("population", Map.of("NUMBER_UNREADABLE", 1L, "RESIDENTS_MISSING", 1L));
        assertFindings(
                "temperatures",
                Map.of(
                        "FLAGGED_INVALID", 2L,
                        "NUMBER_UNREADABLE", 2L,
                        "OBSERVATION_WITHOUT_RESULT", 2L,
                        "OBSERVATION_WITHOUT_TIME", 1L,
                        "TIME_UNREADABLE", 1L));
        assertFindings("humidite-vent", Map.of("FLAGGED_INVALID", 32L));
        assertFindings("air", Map.of("FLAGGED_INVALID", 9L));
        assertFindings(
                "arbres", Map.of("NUMBER_UNREADABLE", 2L, "NUMBER_OUT_OF_RANGE", 1L, "TREE_WITHOUT_POSITION", 1L));
        assertEquals(1, city.findings("transport", "STOP_WITHOUT_POSITION"));
        assertEquals(1, city.findings("velos", "CODE_UNKNOWN"));
        assertEquals(1, city.findings("equipements", "AMENITY_WITHOUT_POSITION"));
        assertEquals(1, city.findings("consultation", "PROPOSAL_WITHOUT_STATE"));
    }

    private static void assertFindings(String dataset, Map<String, Long> expected) {
        DatasetReport report = city.report(dataset);
        assertEquals(expected, Map.copyOf(report.findings()), dataset);
    }

    /// Every named query has something to say about the sample city, with its examples and with nothing but its
    /// defaults, so that no page of the demo and no first address is empty.
    @TestFactory
    Stream<DynamicTest> everyNamedQueryHasAnAnswer() {
        // What is asked of several cities is answered by FederationSystemTest.
        Stream<NamedQuery> ofOneCity = QueryLibrary.load().all().stream()
                .filter(query -> !query.needs().contains("cities"));
        return ofOneCity.flatMap(query -> {
            boolean hasDefaults = query.parameters().stream()
                    .noneMatch(parameter ->
                            parameter.required() && parameter.defaultValue().isEmpty());
            return Stream.of(query.examples(), Map.<String, String>of())
                    .filter(values -> !values.isEmpty() || hasDefaults)
                    .distinct()
                    .map(values -> dynamicTest(
                            query.name() + " " + values,
                            () -> assertTrue(city.rowsOf(query, values).size() > 1, "the answer is empty")));
        });
    }

    @Test
    void nothingOfTheSampleIsOlderThanItsPublication() {
        var query = QueryLibrary.load().query("datasets-not-updated-since");
        assertEquals(1, city.rowsOf(query, Map.of("since", "2020-01-01")).size(), "only the header");
        assertTrue(city.rowsOf(query, Map.of("since", "2999-01-01")).size() > 10);
    }

    @TestFactory
    Stream<DynamicTest> answersTheQuestionsOfTheDemo() throws IOException {
        return city.expectations().map(file -> dynamicTest(file.getFileName().toString(), () -> city.answersAs(file)));
    }

    private static long things(String dataset, Node type) {
        return city.count(dataset, Node.ANY, RDF.type.asNode(), type);
    }
}

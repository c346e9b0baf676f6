package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.ontology.City;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Two cities that publish their bike stations in different tables are asked with one query.
class VilniusTest {
    @TempDir
    private static Path home;

    private static PublishedCity vilnius;

    @BeforeAll
    static void ingest() {
        PublishedCity.shared("data/madrid/bikestationbicimad_csv.csv");
        vilnius = PublishedCity.real("vilnius", home);
    }

    @AfterAll
    static void close() {
        if (vilnius != null) {
            vilnius.close();
        }
    }

    @Test
    void nothingIsQuarantined() {
        assertEquals(0, vilnius.report("vilnius").quarantined());
        assertEquals(0, vilnius.report("madrid").quarantined());
        assertEquals(
                vilnius.report("madrid").records(),
                vilnius.count("madrid", Node.ANY, RDF.type.asNode(), City.SharedMobilityStation));
    }

    @TestFactory
    Stream<DynamicTest> answersQuestionsAboutTheCity() throws IOException {
        return vilnius.expectations()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> vilnius.answersAs(file)));
    }
}

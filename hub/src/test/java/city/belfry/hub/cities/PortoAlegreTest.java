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

/// A grid of residents, schools and health care beside a train: every cell arrives with its count.
class PortoAlegreTest {
    @TempDir
    private static Path home;

    private static PublishedCity portoAlegre;

    @BeforeAll
    static void ingest() {
        portoAlegre = PublishedCity.real("porto-alegre", home);
    }

    @AfterAll
    static void close() {
        if (portoAlegre != null) {
            portoAlegre.close();
        }
    }

    @Test
    void hasEveryCellWithItsResidents() {
        assertEquals(1_227, portoAlegre.count("malha", Node.ANY, RDF.type.asNode(), City.GridCell));
        assertEquals(177 + 117, portoAlegre.count("malha", Node.ANY, RDF.type.asNode(), City.Amenity));
        long[] residents = {0};
        portoAlegre.each(
                "malha",
                City.residents,
                triple -> residents[0] += Long.parseLong(triple.getObject().getLiteralLexicalForm()));
        assertEquals(812_935, residents[0]);
    }

    @TestFactory
    Stream<DynamicTest> answersQuestionsAboutTheCity() throws IOException {
        return portoAlegre
                .expectations()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> portoAlegre.answersAs(file)));
    }
}

package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.ontology.City;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Proposals of residents arrive with their district, topic, state and support, and without a word of their authors.
class BarcelonaTest {
    @TempDir
    private static Path home;

    private static PublishedCity barcelona;

    @BeforeAll
    static void ingest() {
        PublishedCity.shared("data/barcelona/decidim/proposals-00001-02000.zip");
        barcelona = PublishedCity.real("barcelona", home);
    }

    @AfterAll
    static void close() {
        if (barcelona != null) {
            barcelona.close();
        }
    }

    @Test
    void hasEveryProposalAndDistrict() {
        assertEquals(1_916, things("propostes", City.Proposal));
        assertEquals(10, things("districtes", City.District));
        assertEquals(0, barcelona.report("propostes").findingCount());
    }

    /// Labels are the codes of the proposals; titles, texts and authors stay in the files.
    @Test
    void nothingThatAPersonWroteEntersTheGraph() {
        assertEquals(0, barcelona.count("propostes", Node.ANY, DCTerms.description.asNode(), Node.ANY));
        assertEquals(0, barcelona.count("propostes", Node.ANY, DCTerms.title.asNode(), Node.ANY));
        assertEquals(0, barcelona.count("propostes", Node.ANY, DCTerms.creator.asNode(), Node.ANY));
    }

    @TestFactory
    Stream<DynamicTest> answersQuestionsAboutTheCity() throws IOException {
        return barcelona
                .expectations()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> barcelona.answersAs(file)));
    }

    private static long things(String dataset, Node type) {
        return barcelona.count(dataset, Node.ANY, RDF.type.asNode(), type);
    }
}

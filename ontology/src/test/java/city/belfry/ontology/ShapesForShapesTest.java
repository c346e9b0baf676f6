package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;

/// Every shape that Belfry ships is well formed by the Recommendation, so that no processor skips one without a word.
class ShapesForShapesTest {
    private static final Graph RULES = GraphFactory.createDefaultGraph();
    private static final DatasetGraph SAMPLES = DatasetGraphFactory.create();

    static {
        read("shapes-for-shapes.ttl", DatasetGraphFactory.wrap(RULES), Lang.TURTLE);
        read("ill-formed-shapes.trig", SAMPLES, Lang.TRIG);
    }

    @Test
    void everyShapeIsWellFormed() {
        List<String> faults = new ArrayList<>();
        OntologyFiles.inNamespace("https://w3id.org/belfry/shapes/")
                .forEach((file, graph) -> faults(graph).forEach(fault -> faults.add(file + " " + fault)));
        assertEquals(List.of(), faults);
        assertEquals(List.of(), faults(RULES), "the rules themselves");
    }

    @Test
    void anIllFormedShapeIsSeenAndAWellFormedOneIsNot() {
        assertEquals(List.of(), faults(SAMPLES.getDefaultGraph()));
        List<String> missed = new ArrayList<>();
        int samples = 0;
        for (Node name : (Iterable<Node>) SAMPLES::listGraphNodes) {
            samples++;
            if (faults(SAMPLES.getGraph(name)).isEmpty()) {
                missed.add(name.getLocalName());
            }
        }
        assertEquals(List.of(), missed);
        assertEquals(22, samples);
    }

    private static List<String> faults(Graph shapes) {
        return ShaclValidator.get().validate(RULES, shapes).getEntries().stream()
                .map(entry ->
                        entry.focusNode() + " " + entry.resultPath() + " " + entry.value() + " " + entry.message())
                .toList();
    }

    private static void read(String name, DatasetGraph into, Lang lang) {
        try (var in = ShapesForShapesTest.class.getResourceAsStream(name)) {
            RDFParser.source(in).lang(lang).parse(into);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

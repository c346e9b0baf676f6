package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our shapes for DCAT-AP and for high-value datasets, written from the specifications, judge a catalogue as the shapes
/// that the specifications' authors publish: the same catalogues pass and the same fail.
class ApplicationProfileTest {
    private static final Path PUBLISHED = OntologyFiles.SHARED.resolve("vocab/semic");

    /// The parts of DCAT-AP's shapes, because its edition in one file names property shapes that it lacks.
    @ParameterizedTest
    @CsvSource({
        "dcat-ap, dcat-ap-3.0.1-parts/shapes.ttl dcat-ap-3.0.1-parts/range.ttl",
        "hvd, dcat-ap-hvd-3.0.0-SHACL.ttl"
    })
    void judgesAsThePublishedShapesDo(String profile, String files) {
        assumeTrue(Files.isDirectory(PUBLISHED), "no published shapes in " + PUBLISHED + ": verdicts not compared");
        Graph published = GraphFactory.createDefaultGraph();
        for (String file : files.split(" ", -1)) {
            RDFDataMgr.read(published, PUBLISHED.resolve(file).toString());
        }
        var theirs = ShaclValidator.get().parse(published);
        Shapes ours = Shapes.ofFile(OntologyFiles.ROOT.resolve("ontology/shapes/" + profile + ".ttl"));
        DatasetGraph samples = samples(profile);
        Map<String, Boolean> ourVerdicts = new TreeMap<>();
        Map<String, Boolean> theirVerdicts = new TreeMap<>();
        judge("the good catalogue", samples.getDefaultGraph(), ours, theirs, ourVerdicts, theirVerdicts);
        samples.listGraphNodes()
                .forEachRemaining(
                        name -> judge(name.getURI(), samples.getGraph(name), ours, theirs, ourVerdicts, theirVerdicts));
        assertEquals(theirVerdicts, ourVerdicts);
    }

    private static void judge(
            String name,
            Graph catalogue,
            Shapes ours,
            org.apache.jena.shacl.Shapes theirs,
            Map<String, Boolean> ourVerdicts,
            Map<String, Boolean> theirVerdicts) {
        RDFDataMgr.read(catalogue, resource("background.ttl").toString());
        ourVerdicts.put(
                name, ours.check(catalogue).stream().noneMatch(finding -> finding.severity() == Severity.VIOLATION));
        theirVerdicts.put(
                name,
                ShaclValidator.get().validate(theirs, catalogue).getEntries().stream()
                        .noneMatch(entry -> entry.severity().level().equals(SHACL.Violation)));
    }

    private static DatasetGraph samples(String profile) {
        return RDFDataMgr.loadDatasetGraph(resource(profile + ".trig").toString());
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(ApplicationProfileTest.class.getResource("shapes/" + name));
    }
}

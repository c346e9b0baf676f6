package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our shapes for DCAT-AP, high-value datasets, GeoDCAT-AP and mobilityDCAT-AP, written from the specifications,
/// judge a catalogue as the shapes that the specifications' authors publish: the same catalogues pass and the same
/// fail.
///
/// Where published shapes say something else than their specification, `verdicts-that-differ.csv` names the catalogue,
/// who refuses it and why; a listed catalogue on which both agree fails the test.
class ApplicationProfileTest {
    private static final Path PUBLISHED = OntologyFiles.SHARED.resolve("vocab");

    /// The parts of DCAT-AP's shapes, because its edition in one file names property shapes that it lacks. The two
    /// profiles that build on DCAT-AP publish only what they add.
    @ParameterizedTest
    @CsvSource({
        "dcat-ap, semic/dcat-ap-3.0.1-parts/shapes.ttl semic/dcat-ap-3.0.1-parts/range.ttl",
        "hvd, semic/dcat-ap-hvd-3.0.0-SHACL.ttl",
        "geodcat-ap, semic/geodcat-ap-2.0.0-SHACL.ttl semic/dcat-ap-3.0.1-parts/shapes.ttl",
        "mobilitydcat-ap, mobility/mobilitydcat-ap-1.0.1-SHACL.ttl semic/dcat-ap-3.0.1-parts/shapes.ttl"
    })
    void judgesAsThePublishedShapesDo(String profile, String files) throws IOException {
        assumeTrue(Files.isDirectory(PUBLISHED), "no published shapes in " + PUBLISHED + ": verdicts not compared");
        Graph published = GraphFactory.createDefaultGraph();
        for (String file : files.split(" ", -1)) {
            RDFDataMgr.read(published, PUBLISHED.resolve(file).toString());
        }
        var theirs = ShaclValidator.get().parse(published);
        Shapes ours = Shapes.ofFile(OntologyFiles.ROOT.resolve("ontology/shapes/" + profile + ".ttl"));
        ShapeSamples samples = ShapeSamples.of(profile);
        Map<String, String> differing = new TreeMap<>();
        Stream.concat(samples.passing().stream(), samples.failing().stream())
                .forEach(sample -> compare(sample.name(), sample.graph(), ours, theirs, differing));
        assertEquals(expectedToDiffer(profile), differing);
    }

    private static void compare(
            String name,
            Graph catalogue,
            Shapes ours,
            org.apache.jena.shacl.Shapes theirs,
            Map<String, String> differing) {
        RDFDataMgr.read(catalogue, ShapeSamples.resource("background.ttl").toString());
        boolean weRefuse = ours.check(catalogue).stream().anyMatch(finding -> finding.severity() == Severity.VIOLATION);
        boolean theyRefuse = ShaclValidator.get().validate(theirs, catalogue).getEntries().stream()
                .anyMatch(entry -> entry.severity().level().equals(SHACL.Violation));
        if (weRefuse != theyRefuse) {
            differing.put(name, weRefuse ? "ours" : "theirs");
        }
    }

    /// Who alone refuses which catalogue.
    private static Map<String, String> expectedToDiffer(String profile) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        try (var in = ShapeSamples.resource("verdicts-that-differ.csv").openStream()) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 4))
                    .filter(cells -> cells[0].equals(profile))
                    .forEach(cells -> expected.put(cells[1], cells[2]));
        }
        return expected;
    }
}

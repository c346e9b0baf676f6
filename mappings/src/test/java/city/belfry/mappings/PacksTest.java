package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.ontology.City;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Vocabulary;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.IsoMatcher;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every pack turns its own sample into the quads and findings that lie beside it, in terms that the ontology has.
///
/// `-Dtest.args=-Dgolden.update=true` rewrites the expected files; the difference is then read like source code.
class PacksTest {
    private static final Path PACKS =
            Path.of(System.getProperty("belfry.root", "..")).resolve("mappings/packs");
    private static final String BASE = "https://city.example/id/";
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private record Outcome(DatasetGraph quads, String findings) {}

    @TestFactory
    Stream<DynamicTest> mapsItsSampleToWhatIsExpected() throws IOException {
        return packs().map(pack -> dynamicTest(name(pack), () -> {
            Outcome outcome = run(pack);
            Path expectedQuads = pack.resolve("expected.nq");
            Path expectedFindings = pack.resolve("expected-findings.txt");
            if (UPDATE) {
                Files.writeString(expectedQuads, sorted(outcome.quads()));
                Files.writeString(expectedFindings, outcome.findings());
            }
            assertEquals(Files.readString(expectedFindings), outcome.findings());
            DatasetGraph expected = RDFDataMgr.loadDatasetGraph(expectedQuads.toString());
            if (!IsoMatcher.isomorphic(expected, outcome.quads())) {
                assertEquals(sorted(expected), sorted(outcome.quads()));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> usesOnlyTermsOfTheOntology() throws IOException {
        Graph vocabulary = Vocabulary.graph();
        return packs().map(pack -> dynamicTest(name(pack), () -> {
            Set<String> unknown = new TreeSet<>();
            for (Node term : terms(run(pack).quads())) {
                if ((term.getURI().startsWith(City.NS) || term.getURI().startsWith(City.CODES))
                        && !vocabulary.contains(term, Node.ANY, Node.ANY)) {
                    unknown.add(term.getURI());
                }
            }
            assertEquals(Set.of(), unknown);
        }));
    }

    @TestFactory
    Stream<DynamicTest> saysWhatItIsFor() throws IOException {
        return packs().map(pack -> dynamicTest(name(pack), () -> {
            String readme = Files.readString(pack.resolve("README.md"));
            assertTrue(readme.startsWith("# "), "README.md starts with a title");
            for (String parameter : parameters(pack).keySet()) {
                assertTrue(
                        readme.contains("`" + parameter + "`")
                                || Set.of("dataset", "language").contains(parameter),
                        "README.md explains the parameter " + parameter);
            }
            assertFalse(run(pack).quads().isEmpty(), "the sample gives no quads");
        }));
    }

    private static Stream<Path> packs() throws IOException {
        try (Stream<Path> folders = Files.list(PACKS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("mapping.ttl"))).sorted().toList().stream();
        }
    }

    private static String name(Path pack) {
        return String.valueOf(pack.getFileName());
    }

    private static Outcome run(Path pack) throws IOException {
        Mapping mapping = Mapping.read(pack.resolve("mapping.ttl"), parameters(pack));
        DatasetGraph quads = DatasetGraphFactory.create();
        TreeSet<String> findings = new TreeSet<>();
        new Mapper(mapping, new SourceRoot.Folder(pack.resolve("in")), BASE, Options.standard())
                .run(StreamRDFLib.dataset(quads), finding -> findings.add(line(finding)));
        return new Outcome(quads, findings.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static String line(Finding finding) {
        return finding.severity() + " " + finding;
    }

    private static Map<String, String> parameters(Path pack) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(pack.resolve("parameters.properties"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /// Predicates, classes and codes.
    private static Set<Node> terms(DatasetGraph quads) {
        Set<Node> terms = new HashSet<>();
        quads.stream().forEach(quad -> {
            terms.add(quad.getPredicate());
            if (quad.getObject().isURI()) {
                terms.add(quad.getObject());
            }
        });
        return terms;
    }

    private static String sorted(DatasetGraph quads) {
        List<String> lines = quads.stream().map(PacksTest::line).sorted().toList();
        return lines.stream().collect(Collectors.joining());
    }

    private static String line(Quad quad) {
        StringBuilder line = new StringBuilder();
        for (Node node : List.of(quad.getSubject(), quad.getPredicate(), quad.getObject())) {
            line.append(NodeFmtLib.strNT(node)).append(' ');
        }
        if (!quad.isDefaultGraph()) {
            line.append(NodeFmtLib.strNT(quad.getGraph())).append(' ');
        }
        return line.append(".\n").toString();
    }
}

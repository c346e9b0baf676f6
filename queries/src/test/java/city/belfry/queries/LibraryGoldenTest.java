package city.belfry.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.Query;
import org.apache.jena.query.ResultSet;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.exec.QueryExec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each query of the library answers its own test data with the rows that a person checked.
///
/// `-Dtest.args=-Dgolden.update=true` writes the answers instead; the difference is then read like source code.
class LibraryGoldenTest {
    private static final Path LIBRARY =
            Path.of(System.getProperty("belfry.root", "..")).resolve("queries/library");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    @TestFactory
    Stream<DynamicTest> everyQueryAnswersItsTestData() {
        return QueryLibrary.of(LIBRARY).all().stream()
                .map(query -> DynamicTest.dynamicTest(query.name(), () -> answers(query)));
    }

    private static void answers(NamedQuery named) throws IOException {
        Path folder = LIBRARY.resolve(named.name());
        Query query = named.bind(named.examples());
        DatasetGraph data = data(folder);
        try (QueryExec execution = QueryExec.dataset(data).query(query).build()) {
            switch (query.queryType()) {
                case SELECT -> compareRows(folder, query, csv(execution));
                case ASK -> compareText(folder.resolve("expected.txt"), execution.ask() + "\n");
                case CONSTRUCT -> compareGraph(folder, execution.construct());
                case DESCRIBE -> compareGraph(folder, execution.describe());
                case CONSTRUCT_JSON, UNKNOWN -> throw new AssertionError(named.name() + " is no SPARQL 1.1 query");
            }
        }
    }

    /// As in the hub: the default graph is the union of the named ones.
    private static DatasetGraph data(Path folder) {
        Path turtle = folder.resolve("data.ttl");
        if (Files.exists(turtle)) {
            return DatasetGraphFactory.wrap(RDFDataMgr.loadGraph(turtle.toString()));
        }
        DatasetGraph named =
                RDFDataMgr.loadDatasetGraph(folder.resolve("data.trig").toString());
        DatasetGraph union = DatasetGraphFactory.create();
        named.find().forEachRemaining(quad -> {
            union.add(quad);
            union.add(Quad.create(Quad.defaultGraphIRI, quad.asTriple()));
        });
        return union;
    }

    private static String csv(QueryExec execution) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultSetFormatter.outputAsCSV(bytes, ResultSet.adapt(execution.select()));
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static void compareRows(Path folder, Query query, String csv) throws IOException {
        Path expected = folder.resolve("expected.csv");
        if (UPDATE || query.hasOrderBy()) {
            compareText(expected, csv);
            return;
        }
        assertEquals(bag(Files.readString(expected)), bag(csv));
    }

    private static List<String> bag(String csv) {
        String[] lines = csv.replace("\r\n", "\n").split("\n");
        if (lines.length > 1) {
            Arrays.sort(lines, 1, lines.length);
        }
        return List.of(lines);
    }

    private static void compareText(Path expected, String found) throws IOException {
        if (UPDATE) {
            Files.writeString(expected, found);
        }
        assertEquals(Files.readString(expected).replace("\r\n", "\n"), found);
    }

    private static void compareGraph(Path folder, Graph found) throws IOException {
        Path expected = folder.resolve("expected.ttl");
        if (UPDATE) {
            try (var out = Files.newOutputStream(expected)) {
                RDFDataMgr.write(out, found, Lang.TURTLE);
            }
        }
        assertTrue(RDFDataMgr.loadGraph(expected.toString()).isIsomorphicWith(found), () -> "found: " + found);
    }
}

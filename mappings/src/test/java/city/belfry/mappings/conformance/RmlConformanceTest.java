package city.belfry.mappings.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.Options;
import city.belfry.mappings.Reach;
import city.belfry.mappings.SourceRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.util.IsoMatcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The engine does what the RML group's own cases ask for: the same dataset up to the names of blank nodes, and for a
/// case that must be refused, a refusal for that case's reason.
///
/// `expected-errors.csv` says the reason of each refusal, `not-passing.csv` what does not pass and why; a case of that
/// list that passes fails the build.
class RmlConformanceTest {
    private static final Pattern IRI = Pattern.compile("<[^<>\"]*>");
    private static final char SPACE = '\uE000';
    private static final Map<String, String> EXPECTED_ERRORS = list("expected-errors.csv");
    private static final Map<String, String> NOT_PASSING = list("not-passing.csv");
    private static final CaseDatabases DATABASES = new CaseDatabases();
    private static final CaseWeb WEB = new CaseWeb();
    /// By suite: the cases that were run, and those of them that passed.
    private static final Map<String, Tally> TALLIES = new ConcurrentSkipListMap<>();

    @TempDir
    static Path scratch;

    private record Tally(int cases, int passed) {
        static Tally of(boolean passed) {
            return new Tally(1, passed ? 1 : 0);
        }

        Tally and(Tally other) {
            return new Tally(cases + other.cases, passed + other.passed);
        }
    }

    @AfterAll
    static void stopServers() throws Exception {
        DATABASES.close();
        WEB.close();
        System.out.println("| suite | cases | pass |\n|---|---|---|");
        TALLIES.forEach(
                (suite, tally) -> System.out.println("| %s | %d | %d |".formatted(suite, tally.cases, tally.passed)));
    }

    @TestFactory
    Stream<DynamicNode> sourcesAndTargets() {
        return suite("rml-io");
    }

    @TestFactory
    Stream<DynamicNode> targetsHeldFaultyAreWrongInTheTypeOfNumbersAlone() {
        assumeSuites();
        return TestCase.of("rml-io").stream()
                .filter(testCase ->
                        testCase.id().startsWith("RMLTTC") && NOT_PASSING.containsKey("rml-io/" + testCase.id()))
                .map(testCase -> DynamicTest.dynamicTest(testCase.id(), () -> {
                    Path targets = CaseDumps.empty(scratch.resolve("targets"));
                    mapper(testCase, targets).write(OutputStream.nullOutputStream(), finding -> {});
                    CaseDumps.checkWithIntegers(testCase, targets);
                }));
    }

    @TestFactory
    Stream<DynamicNode> registry() {
        return suite("rml-io-registry");
    }

    @TestFactory
    Stream<DynamicNode> olderMySql() {
        return older("MySQL");
    }

    @TestFactory
    Stream<DynamicNode> olderPostgreSql() {
        return older("PostgreSQL");
    }

    @TestFactory
    Stream<DynamicNode> olderSqlServer() {
        return older("SQLServer");
    }

    @TestFactory
    Stream<DynamicNode> olderSparql() {
        return older("SPARQL");
    }

    @TestFactory
    Stream<DynamicNode> core() {
        return suite("rml-core");
    }

    @TestFactory
    Stream<DynamicNode> functions() {
        return suite("rml-fnml");
    }

    @TestFactory
    Stream<DynamicNode> views() {
        return suite("rml-lv");
    }

    @TestFactory
    Stream<DynamicNode> collections() {
        return suite("rml-cc");
    }

    @TestFactory
    Stream<DynamicNode> quotedTriples() {
        return suite("rml-star");
    }

    @Test
    void theReadmeSaysHowManyCasesPass() throws IOException {
        assumeSuites();
        String readme = Files.readString(
                Path.of(System.getProperty("belfry.root", "..")).resolve("mappings/README.md"));
        for (String suite :
                List.of("rml-core", "rml-lv", "rml-cc", "rml-fnml", "rml-star", "rml-io", "rml-io-registry")) {
            row(readme, suite, suite, TestCase.of(suite).size());
        }
        for (String format : List.of("CSV", "JSON", "XML", "MySQL", "PostgreSQL", "SQLServer", "SPARQL")) {
            row(
                    readme,
                    TestCase.olderRow(format),
                    "rml-test-cases/.*-" + format,
                    TestCase.ofOlderSuite(format).size());
        }
    }

    private static void row(String readme, String name, String listed, int cases) {
        long failing = NOT_PASSING.keySet().stream()
                .filter(key -> key.startsWith(listed + "/") || key.matches(listed))
                .count();
        String row = "| " + name + " | " + cases + " | " + (cases - failing) + " |";
        assertTrue(readme.contains(row), "mappings/README.md needs the row " + row);
    }

    @TestFactory
    Stream<DynamicNode> olderCsv() {
        return older("CSV");
    }

    @TestFactory
    Stream<DynamicNode> olderJson() {
        return older("JSON");
    }

    @TestFactory
    Stream<DynamicNode> olderXml() {
        return older("XML");
    }

    private static Stream<DynamicNode> older(String format) {
        assumeSuites();
        return TestCase.ofOlderSuite(format).stream().map(RmlConformanceTest::test);
    }

    private static Stream<DynamicNode> suite(String suite) {
        assumeSuites();
        return TestCase.of(suite).stream().map(RmlConformanceTest::test);
    }

    private static void assumeSuites() {
        assumeTrue(
                Files.isDirectory(TestCase.SUITES),
                "the official RML suites are not at " + TestCase.SUITES + "; conformance is not tested");
    }

    private static DynamicTest test(TestCase testCase) {
        return DynamicTest.dynamicTest(testCase.suite() + " " + testCase.id(), () -> {
            String reason = NOT_PASSING.get(testCase.suite() + "/" + testCase.id());
            if (reason == null) {
                run(testCase);
                TALLIES.merge(testCase.row(), Tally.of(true), Tally::and);
                return;
            }
            try {
                run(testCase);
            } catch (AssertionError | RuntimeException expected) {
                TALLIES.merge(testCase.row(), Tally.of(false), Tally::and);
                return;
            }
            fail("the case passes; take it off not-passing.csv (" + reason + ")");
        });
    }

    private static void run(TestCase testCase) throws IOException, SQLException {
        DatasetGraph actual = DatasetGraphFactory.create();
        String refusal = "";
        Path targets = CaseDumps.empty(scratch.resolve("targets"));
        Mapper mapper;
        try {
            mapper = mapper(testCase, targets);
            mapper.run(StreamRDFLib.dataset(actual), finding -> {});
        } catch (MappingException refused) {
            refusal = refused.finding()
                    .map(finding -> finding.code())
                    .orElse(refused.code().name());
            if (!testCase.isError()) {
                throw refused;
            }
            assertEquals(
                    EXPECTED_ERRORS.getOrDefault(
                            testCase.suite() + "/" + testCase.id(), "(add it to expected-errors.csv)"),
                    refusal,
                    "reason of the refusal");
            return;
        }
        if (testCase.isError()) {
            fail("the engine did not refuse it; it made\n" + text(actual));
        }
        DatasetGraph expected = read(testCase.output());
        assertTrue(
                IsoMatcher.isomorphic(expected, withoutSpaces(actual)),
                () -> "expected\n" + text(expected) + "but was\n" + text(actual));
        CaseDumps.check(testCase, targets);
        CaseDumps.empty(targets);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        mapper.write(lines, finding -> {});
        String text = lines.toString(StandardCharsets.UTF_8);
        assertTrue(
                IsoMatcher.isomorphic(expected, text.contains("<<(") ? QuotedTriples.read(text) : parsed(text)),
                () -> "the fast path wrote\n" + text);
        CaseDumps.check(testCase, targets);
    }

    private static Mapper mapper(TestCase testCase, Path targets) throws IOException, SQLException {
        return new Mapper(
                Mapping.read(mapping(testCase), Map.of()),
                new SourceRoot.Folder(testCase.folder()),
                testCase.baseIri(),
                Options.standard()
                        .withStrict(testCase.isStrict())
                        .withQuotedSubjects(true)
                        .withReach(Reach.files()
                                .withDatabaseHosts(Set.of("localhost", "mem"))
                                .withWeb(WEB.of(testCase))
                                .withTargets(targets)));
    }

    /// The mapping of a case, with the address of its database.
    private static Path mapping(TestCase testCase) throws IOException, SQLException {
        Path mapping = testCase.folder().resolve("mapping.ttl");
        Optional<CaseDatabases.Dialect> dialect = CaseDatabases.of(testCase);
        if (dialect.isEmpty()) {
            // An endpoint on this machine stands with a port to fill in.
            return Files.writeString(
                    scratch.resolve("mapping.ttl"), Files.readString(mapping).replace("localhost:PORT", "localhost:1"));
        }
        CaseDatabases.Address database = DATABASES.filled(dialect.get(), CaseDatabases.script(testCase));
        Path password = Files.writeString(scratch.resolve("password"), database.password());
        String text = Files.readString(mapping)
                .replaceAll("\\$?CONNECTIONDSN", Matcher.quoteReplacement(database.jdbc()))
                .replaceAll("(d2rq:username) \"[^\"]*\"", "$1 \"" + database.user() + "\"")
                .replaceAll(
                        "(d2rq:password) \"[^\"]*\"",
                        database.password().isEmpty() ? "$1 \"\"" : "$1 \"file:" + password + "\"");
        return Files.writeString(scratch.resolve("mapping.ttl"), text);
    }

    /// Reads the expected output. Some cases want IRIs with a space, which Jena's reader refuses: the space is kept
    /// as a character that no case uses.
    private static DatasetGraph read(Path file) throws IOException {
        if (!Files.exists(file)) {
            // A case without output that is no error case makes nothing.
            return DatasetGraphFactory.create();
        }
        String text = IRI.matcher(Files.readString(file))
                .replaceAll(iri -> iri.group().replace(' ', SPACE));
        return file.toString().endsWith(".nt") ? QuotedTriples.read(text) : parsed(text);
    }

    private static DatasetGraph parsed(String text) {
        DatasetGraph dataset = DatasetGraphFactory.create();
        RDFParser.fromString(text.replace("\\u0020", String.valueOf(SPACE)), Lang.NQUADS)
                .checking(false)
                .errorHandler(ErrorHandlerFactory.errorHandlerNoWarnings)
                .parse(dataset);
        return dataset;
    }

    private static DatasetGraph withoutSpaces(DatasetGraph dataset) {
        DatasetGraph changed = DatasetGraphFactory.create();
        dataset.stream()
                .forEach(quad -> changed.add(
                        quad.getGraph(),
                        withoutSpace(quad.getSubject()),
                        quad.getPredicate(),
                        withoutSpace(quad.getObject())));
        return changed;
    }

    private static Node withoutSpace(Node node) {
        return node.isURI() ? NodeFactory.createURI(node.getURI().replace(' ', SPACE)) : node;
    }

    private static String text(DatasetGraph dataset) {
        List<String> lines = new ArrayList<>();
        dataset.stream().forEach(quad -> lines.add(quad.toString()));
        lines.sort(String::compareTo);
        return String.join("\n", lines) + "\n";
    }

    /// A list `suite/case,text` beside this class; lines with `#` are comments.
    private static Map<String, String> list(String name) {
        Map<String, String> list = new HashMap<>();
        try (InputStream in = RmlConformanceTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int comma = line.indexOf(',');
                if (comma > 0 && !line.startsWith("#")) {
                    list.put(line.substring(0, comma), line.substring(comma + 1).strip());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return list;
    }
}

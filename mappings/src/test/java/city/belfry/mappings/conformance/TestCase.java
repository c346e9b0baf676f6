package city.belfry.mappings.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One case of an official suite.
///
/// @param isError the engine must refuse it
record TestCase(String suite, String id, Path folder, boolean isError) {
    /// Where the suites lie, beside the checkout.
    static final Path SUITES = Path.of(System.getProperty("belfry.root", ".."))
            .resolve("../shared/rml-testcases")
            .normalize();

    /// The cases of a suite's `metadata.csv`, in the order of their names.
    static List<TestCase> of(String suite) {
        Path folder = SUITES.resolve(suite);
        List<TestCase> cases = new ArrayList<>();
        for (Map<String, String> row : table(folder.resolve("metadata.csv"))) {
            String id = row.getOrDefault("ID", "");
            boolean isError = "true".equals(row.get("error"));
            // RML-Star keeps its files one folder deeper.
            Path files = suite.equals("rml-star") ? folder.resolve(isError ? "invalid" : "valid") : folder;
            cases.add(new TestCase(suite, id, files.resolve(id), isError));
        }
        cases.sort(Comparator.comparing(TestCase::id));
        return cases;
    }

    /// Base of relative IRIs: the default of the newer suites; the older ones take that of the document.
    String baseIri() {
        return isOlder() || suite.equals("rml-cc") ? "http://example.com/base/" : "http://example.com/";
    }

    /// The expected statements.
    Path output() {
        return folder.resolve(
                switch (suite) {
                    case "rml-cc", "rml-io" -> "default.nq";
                    case "rml-star" -> "output.nt";
                    default -> "output.nq";
                });
    }

    /// RML-Core asks for an error where data are wrong; the older suite and RML-FNML for the triples of the other
    /// records.
    boolean isStrict() {
        return isError || suite.equals("rml-core");
    }

    private boolean isOlder() {
        return suite.equals("rml-test-cases");
    }

    /// Its row in the table of passes.
    String row() {
        return isOlder() ? olderRow(id.substring(id.lastIndexOf('-') + 1)) : suite;
    }

    static String olderRow(String format) {
        return "rml-test-cases, " + format;
    }

    /// The cases of the older suite whose names end with a format.
    static List<TestCase> ofOlderSuite(String format) {
        Path suite = SUITES.resolve("rml-test-cases");
        Set<String> errors = new HashSet<>();
        for (Map<String, String> row : table(suite.resolve("metadata.csv"))) {
            if ("true".equals(row.get("error expected?"))) {
                errors.add(row.getOrDefault("RML id", ""));
            }
        }
        try (var folders = Files.list(suite)) {
            return folders.filter(folder -> folder.toString().endsWith("-" + format))
                    .sorted()
                    .map(folder -> {
                        String id = folder.getFileName().toString();
                        return new TestCase("rml-test-cases", id, folder, errors.contains(id));
                    })
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Map<String, String>> table(Path file) {
        try (var reader = de.siegmar.fastcsv.reader.CsvReader.builder()
                .ofNamedCsvRecord(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            List<Map<String, String>> rows = new ArrayList<>();
            reader.forEach(found -> rows.add(new HashMap<>(found.getFieldsAsMap())));
            return rows;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

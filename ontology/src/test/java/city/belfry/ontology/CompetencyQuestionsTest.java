package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.RDFDataMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ontology can put and answer each of the questions that it was made for: 43 queries over a small made-up city,
/// each with the rows that are right.
///
/// `-Dgolden.update=true` writes the rows; the difference is then read before it is kept.
class CompetencyQuestionsTest {
    private static final Path FOLDER = OntologyFiles.ROOT.resolve("ontology/cq");
    private static final int QUESTIONS = 43;
    private static final Dataset CITY =
            RDFDataMgr.loadDataset(FOLDER.resolve("sample.trig").toString());

    static List<String> questions() throws IOException {
        return OntologyFiles.files("ontology/cq", ".rq").stream()
                .map(file -> file.getFileName().toString().replace(".rq", ""))
                .toList();
    }

    @Test
    void noQuestionIsMissing() throws IOException {
        List<String> questions = questions();
        assertEquals(QUESTIONS, questions.size());
        for (int number = 1; number <= QUESTIONS; number++) {
            String prefix = String.format("%02d-", number);
            assertEquals(
                    1,
                    questions.stream().filter(name -> name.startsWith(prefix)).count(),
                    prefix);
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isAnswered(String name) throws IOException {
        String query = Files.readString(FOLDER.resolve(name + ".rq"));
        assertTrue(query.startsWith("# question@en: "), "the question stands on top");
        assertTrue(query.contains("\n# question@fr: "), "in French too");
        var rows = new ByteArrayOutputStream();
        try (QueryExecution execution =
                QueryExecution.dataset(CITY).query(query).build()) {
            ResultSetFormatter.outputAsCSV(rows, execution.execSelect());
        }
        String found = rows.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        Path expected = FOLDER.resolve(name + ".csv");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, found);
        }
        assertEquals(Files.readString(expected), found);
        assertTrue(found.lines().count() > 1, "an answer without rows proves nothing");
    }
}

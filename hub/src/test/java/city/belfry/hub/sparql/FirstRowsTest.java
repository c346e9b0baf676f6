package city.belfry.hub.sparql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The first rows of an answer say whether they are all.
class FirstRowsTest {
    private static final String NUMBERS =
            "SELECT ?n { GRAPH ?graph { ?thing <https://lille.example/p/n> ?n } } ORDER BY ?n";

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        hub.put("numbers", "id:a :n 1 . id:b :n 2 . id:c :n 3 .");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 2, false", "3, 3, true", "4, 3, true", "10000, 3, true"})
    void soManyRowsAndTheWord(int limit, int rows, boolean complete) throws Exception {
        HttpResponse<String> answer = ask(NUMBERS, "limit=" + limit);
        assertEquals(rows, answer.body().lines().count() - 1);
        assertEquals(
                Boolean.toString(complete),
                answer.headers().firstValue("Belfry-Complete").orElse(""));
    }

    /// What the question itself asks for is whole when it is there.
    @Test
    void aLimitOfTheQuestionIsItsOwn() throws Exception {
        HttpResponse<String> answer = ask(NUMBERS + " LIMIT 2", "limit=2");
        assertEquals("n\r\n1\r\n2\r\n", answer.body());
        assertEquals("true", answer.headers().firstValue("Belfry-Complete").orElse(""));
    }

    @Test
    void withoutItAnAnswerIsWholeAndAFormMayAskToo() throws Exception {
        assertTrue(ask(NUMBERS, "x=1").headers().firstValue("Belfry-Complete").isEmpty());
        HttpResponse<String> posted = hub.post(
                "/sparql",
                "application/x-www-form-urlencoded",
                RunningHub.form(Map.of("query", NUMBERS, "limit", "1")),
                "Accept",
                "text/csv");
        assertEquals("n\r\n1\r\n", posted.body());
        assertEquals("false", posted.headers().firstValue("Belfry-Complete").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "many", ""})
    void anotherNumberIsRefused(String limit) throws Exception {
        HttpResponse<String> answer = ask(NUMBERS, "limit=" + limit);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("ROWS_INVALID"), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
    }

    private static HttpResponse<String> ask(String query, String more) throws Exception {
        return hub.get("/sparql?" + more + "&query=" + RunningHub.encode(query), "Accept", "text/csv");
    }
}

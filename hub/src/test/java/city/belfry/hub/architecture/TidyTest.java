package city.belfry.hub.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a compiler does not see: SPARQL pasted into Java, failures that vanish, files that have grown too long.
class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("belfry.root", ".."));
    private static final int LINES_MAX = 600;
    private static final Pattern SPARQL = Pattern.compile(
            "\"[^\"\\n]*\\b(SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE)\\b[^\"\\n]*(WHERE|\\{|\\?\\w)");
    private static final Pattern EMPTY_CATCH = Pattern.compile("catch\\s*\\([^)]*\\)\\s*\\{\\s*\\}");

    @Test
    void noSparqlStandsInJava() throws IOException {
        assertEquals(List.of(), found(SPARQL), "put it into a .rq file");
    }

    @Test
    void noCatchIsEmpty() throws IOException {
        assertEquals(List.of(), found(EMPTY_CATCH), "say in the block why nothing is to be done");
    }

    @Test
    void noFileIsLongerThanTwoScreensOfAReader() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            if (Files.readAllLines(file).size() > LINES_MAX) {
                tooLong.add(ROOT.relativize(file).toString());
            }
        }
        assertEquals(List.of(), tooLong, "more than " + LINES_MAX + " lines");
    }

    private static List<String> found(Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                found.add(ROOT.relativize(file) + ": " + matcher.group());
            }
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("ontology", "mappings", "queries", "hub")) {
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}

package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// All Java of the repository has one format, so that a diff shows only what changed.
///
/// `mvn -pl ontology test -Dtest=FormatTest -Dtest.args=-Dformat.update=true` rewrites the files instead.
class FormatTest {
    private static final Path ROOT = Path.of(System.getProperty("belfry.root", ".."));
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    @Test
    void everySourceFileHasTheFormat() throws IOException, FormatterException {
        List<String> unformatted = new ArrayList<>();
        List<Path> files;
        try (var tree = Files.walk(ROOT)) {
            files = tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> ROOT.relativize(file).toString().contains("src"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            String formatted = FORMATTER.formatSource(ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.PALANTIR));
            if (!formatted.equals(text)) {
                unformatted.add(ROOT.relativize(file).toString());
                if (Boolean.getBoolean("format.update")) {
                    Files.writeString(file, formatted);
                }
            }
        }
        if (!Boolean.getBoolean("format.update")) {
            assertEquals(List.of(), unformatted, "run this test with -Dtest.args=-Dformat.update=true");
        }
    }
}

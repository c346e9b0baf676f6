package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A table keeps its texts, and a spreadsheet runs none of them.
class SpreadsheetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "=1+2",
                "'=1+2",
                "''=1+2",
                "'-40' is outside 0 to …",
                "'abc' is no xsd:double",
                "-1",
                "@cmd",
                "'",
                "''",
                "a,\"b\"\nc",
                "'\tx"
            })
    void aTextComesBackAsItWasAndIsNoFormula(String text) {
        String line = Spreadsheet.line(List.of(text, "end"));
        assertEquals(List.of(List.of(text, "end")), Spreadsheet.read(line));
        assertFalse(line.matches("(?s)\"?[=+@\\t\\r-].*"), line);
    }
}

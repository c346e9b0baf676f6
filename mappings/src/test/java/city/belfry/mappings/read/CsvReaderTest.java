package city.belfry.mappings.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.Options;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.ontology.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table reader splits what FastCSV splits, however the bytes arrive; any bytes give findings or a clear refusal,
/// never a crash.
class CsvReaderTest {
    private final List<Finding> findings = new ArrayList<>();

    private static LogicalSource source() {
        return new LogicalSource(
                new Access.File("t.csv", Access.Compression.UNTOLD),
                LogicalSource.Format.CSV,
                "",
                "UTF-8",
                LogicalSource.Dialect.standard(),
                List.of(),
                false,
                List.of("*"),
                List.of(),
                Map.of(),
                false);
    }

    private List<List<String>> read(byte[] bytes, int piece, Limits limits) throws IOException {
        Fields fields = new Fields(source());
        for (String column : List.of("a", "b", "c")) {
            fields.slot(column);
        }
        List<List<String>> rows = new ArrayList<>();
        SourceFile file = new SourceFile("t.csv", "t.csv", bytes.length, () -> new Trickle(bytes, piece));
        new CsvReader(limits)
                .read(
                        file,
                        fields,
                        row -> {
                            List<String> cells = new ArrayList<>();
                            for (int slot = 0; slot < 3; slot++) {
                                cells.add(row.count(slot) == 0 ? "" : row.text(slot, 0));
                            }
                            rows.add(cells);
                        },
                        new Findings(Options.standard(), findings::add));
        return rows;
    }

    /// Hands out few bytes at a time, as a slow network does.
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream bytes;
        private final int piece;

        Trickle(byte[] bytes, int piece) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.piece = piece;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] to, int from, int length) {
            return bytes.read(to, from, Math.min(piece, length));
        }
    }

    @RepeatedTest(500)
    void splitsAsFastCsvDoesHoweverTheBytesArrive(RepetitionInfo repetition) throws IOException {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        StringBuilder table = new StringBuilder("a,b,c").append(random.nextBoolean() ? "\n" : "\r\n");
        for (int rows = random.nextInt(20); rows > 0; rows--) {
            for (int cell = 0; cell < 3; cell++) {
                String quote = random.nextInt(4) == 0 ? "\"" : "";
                table.append(cell == 0 ? quote + "x" : "," + quote)
                        .append(cell(random))
                        .append(quote);
            }
            table.append(rows == 1 && random.nextBoolean() ? "" : random.nextBoolean() ? "\n" : "\r\n");
            table.append(random.nextInt(4) == 0 && rows > 1 ? "\n" : "");
        }
        List<List<String>> expected = new ArrayList<>();
        try (var reader = de.siegmar.fastcsv.reader.CsvReader.builder().ofCsvRecord(table.toString())) {
            reader.forEach(found -> expected.add(found.getFields()));
        }
        byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(expected.subList(1, expected.size()), read(bytes, piece(random), Limits.standard()));
        assertEquals(List.of(), findings);
    }

    /// A few bytes, or all.
    private static int piece(SplittableRandom random) {
        return random.nextBoolean() ? 1 + random.nextInt(9) : 1 << 16;
    }

    private static String cell(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(random.nextBoolean() ? 6 : 30); length > 0; length--) {
            // A minus is what a comma becomes when one bit is wrong.
            text.append("ab-\u00e9\u20ac ".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    @RepeatedTest(50)
    void quotedCellsKeepQuotesDelimitersAndLineEnds(RepetitionInfo repetition) throws IOException {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<List<String>> expected = new ArrayList<>();
        StringBuilder table = new StringBuilder("a,b,c\n");
        for (int rows = 1 + random.nextInt(8); rows > 0; rows--) {
            List<String> cells = new ArrayList<>();
            for (int cell = 0; cell < 3; cell++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(6); length > 0; length--) {
                    text.append("a,\"\n\r\u00e9".charAt(random.nextInt(6)));
                }
                cells.add(text.toString());
                table.append(cell == 0 ? "" : ",")
                        .append('"')
                        .append(text.toString().replace("\"", "\"\""))
                        .append('"');
            }
            table.append(random.nextBoolean() ? "\n" : "\r\n");
            expected.add(cells);
        }
        assertEquals(
                expected, read(table.toString().getBytes(StandardCharsets.UTF_8), piece(random), Limits.standard()));
    }

    @RepeatedTest(200)
    void anyBytesGiveFindingsOrARefusal(RepetitionInfo repetition) throws IOException {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        byte[] bytes = new byte[random.nextInt(400)];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] =
                    random.nextInt(3) == 0 ? (byte) random.nextInt(256) : (byte) "a,\"\n\rb;".charAt(random.nextInt(7));
        }
        read(bytes, 1 + random.nextInt(50), Limits.standard());
    }

    /// Wherever in a record it stands, and whatever stands in the records around.
    @ParameterizedTest
    @ValueSource(
            strings = {"one cell,two,three", "one cell,two,\"three\"", "\"one cell\",two,three", "x,a long cell,y"})
    void aByteThatIsNotUtf8IsAFinding(String row) throws IOException {
        byte[] good = "a,b,c\n1,2,\u00e9\n".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < row.length(); at++) {
            if (Character.isLetter(row.charAt(at))) {
                byte[] bad = (row + "\n\u00e9,5,6\n").getBytes(StandardCharsets.UTF_8);
                bad[at] = (byte) 0xFF;
                byte[] table = Arrays.copyOf(good, good.length + bad.length);
                System.arraycopy(bad, 0, table, good.length, bad.length);
                findings.clear();
                assertEquals(
                        List.of(List.of("1", "2", "\u00e9"), List.of("\u00e9", "5", "6")),
                        read(table, 1 << 16, Limits.standard()));
                assertEquals("ENCODING_WRONG", findings.getFirst().code());
                assertEquals(3, findings.getFirst().place().line());
                assertEquals(1, findings.size());
            }
        }
    }

    @Test
    void aQuoteThatIsNeverClosedIsAFinding() throws IOException {
        assertEquals(
                List.of(List.of("1", "2", "3")),
                read("a,b,c\n1,2,3\n4,\"5,6\n7,8,9\n".getBytes(StandardCharsets.UTF_8), 5, Limits.standard()));
        assertEquals("QUOTE_UNTERMINATED", findings.getFirst().code());
        assertEquals(3, findings.getFirst().place().line());
    }

    /// Whoever mends a table must know how much of it one wrong quote has cost.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "4,\"5,6 | QUOTE_UNTERMINATED: a quoted cell is never closed",
                "4,\"5,6~ | QUOTE_UNTERMINATED: a quoted cell is never closed",
                "4,\"5,6~7,8,9 | QUOTE_UNTERMINATED: a quoted cell is never closed; 2 lines from here on were read as one record",
                "4,\"5,6~7,8,9~ | QUOTE_UNTERMINATED: a quoted cell is never closed; 2 lines from here on were read as one record",
                "4,\"5,6~~~7,8,9~ | QUOTE_UNTERMINATED: a quoted cell is never closed; 4 lines from here on were read as one record",
                "4,\"5\"x,6~7,8,9~ | QUOTE_MISPLACED: text follows the closing quote of a cell",
                "4,\"5,6~7,\"x\",9~ | QUOTE_MISPLACED: text follows the closing quote of a cell; 2 lines from here on were read as one record"
            })
    void aWrongQuoteTellsHowManyLinesItCost(String rows, String told) throws IOException {
        read(("a,b,c~" + rows).replace('~', '\n').getBytes(StandardCharsets.UTF_8), 5, Limits.standard());
        assertEquals(
                told, findings.getFirst().code() + ": " + findings.getFirst().message());
        assertEquals(2, findings.getFirst().place().line());
    }

    @Test
    void aRecordWithTooFewCellsIsAFindingAndTheNextOneIsRead() throws IOException {
        assertEquals(
                List.of(List.of("4", "5", "6")),
                read("a,b,c\n1,2\n4,5,6\n".getBytes(StandardCharsets.UTF_8), 5, Limits.standard()));
        assertEquals("RECORD_LENGTH_WRONG", findings.getFirst().code());
    }

    @Test
    void aRecordBeyondItsLimitEndsTheRun() {
        Limits small = new Limits(1_000_000, 16, 8, 10, 10, 1_000, 1_000, 4, Duration.ofSeconds(10), 10, 1 << 20);
        byte[] endless = ("a,b,c\n\"" + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8);
        MappingException refused = assertThrows(MappingException.class, () -> read(endless, 1 << 16, small));
        assertEquals(MappingException.Code.LIMIT_REACHED, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("recordBytes"), refused.getMessage());
    }
}

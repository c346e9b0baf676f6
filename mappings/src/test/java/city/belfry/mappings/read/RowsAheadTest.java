package city.belfry.mappings.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Options;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A table that is read in another thread gives the same rows, findings and failures in the same order.
class RowsAheadTest {
    private static final List<String> COLUMNS = List.of("a", "b", "missing", "c");
    private boolean closed;
    /// How many rows were known before they came.
    private int foreseen;

    /// What came, in its order: rows, findings, and how it ended.
    private List<String> events(byte[] table, boolean ahead, Options options, int failAt, int rowsWanted) {
        List<String> events = new ArrayList<>();
        LogicalSource source = new LogicalSource(
                new Access.File("t.csv", Access.Compression.UNTOLD),
                LogicalSource.Format.CSV,
                "",
                "UTF-8",
                LogicalSource.Dialect.standard(),
                List.of("", "null"),
                false,
                List.of(),
                List.of(),
                Map.of(),
                false);
        Fields fields = new Fields(source);
        COLUMNS.forEach(fields::slot);
        long said = ahead ? RowsAhead.FILE_BYTES_MIN : 0;
        SourceFile file = new SourceFile("t.csv", "t.csv", said, () -> new Cut(table, failAt));
        Findings findings = new Findings(options, finding -> events.add(finding.toString()));
        try {
            RowReader.Count count =
                    new CsvReader(options.limits()).read(file, fields, new Listening(events, rowsWanted), findings);
            events.add(count.toString());
        } catch (IOException | RuntimeException end) {
            events.add(end.toString());
        }
        events.add(findings.counts().toString());
        return events;
    }

    /// Wants to know of rows before they come, in every other part of the table.
    private final class Listening implements RowConsumer, LookAhead {
        private final List<String> events;
        private final int rowsWanted;
        private final Deque<String> noted = new ArrayDeque<>();
        private int notFetched;
        private boolean wants;

        Listening(List<String> events, int rowsWanted) {
            this.events = events;
            this.rowsWanted = rowsWanted;
        }

        @Override
        public void row(Row row) {
            if (events.size() == rowsWanted) {
                throw new IllegalStateException("enough");
            }
            events.add(text(row));
            assertEquals(0, notFetched);
            if (!noted.isEmpty()) {
                assertEquals(noted.removeFirst(), text(row));
                foreseen++;
            }
        }

        @Override
        public LookAhead lookAhead() {
            assertTrue(noted.isEmpty());
            wants = !wants;
            return wants ? this : LookAhead.NONE;
        }

        @Override
        public void note(Row row) {
            noted.add(text(row));
            assertTrue(++notFetched <= LookAhead.ROWS_MAX);
        }

        @Override
        public void fetch() {
            notFetched = 0;
        }
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder().append(row.line());
        for (int slot = 0; slot < COLUMNS.size(); slot++) {
            text.append('|').append(row.count(slot) == 0 ? "-" : row.text(slot, 0));
        }
        return text.toString();
    }

    /// A file that cannot be read to its end, and says when it is let go of.
    private final class Cut extends FilterInputStream {
        private int left;

        Cut(byte[] bytes, int failAt) {
            super(new ByteArrayInputStream(bytes));
            left = failAt;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("cut off");
            }
            int read = super.read(target, offset, Math.min(length, Math.min(left, 5_000)));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    private static byte[] table(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] cells = {"x", "", "null", "\"a \"\"quoted\"\" one\"", "\"two\nlines\"", "é", "\"x\"y", "one,more"};
        StringBuilder table = new StringBuilder("c,other,b,a\n");
        for (int row = 0; row < rows; row++) {
            table.append(row);
            for (int cell = 0; cell < 3; cell++) {
                int odd = random.nextInt(100);
                table.append(',').append(odd < cells.length ? cells[odd] : Integer.toString(odd * row));
            }
            table.append('\n');
        }
        byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length / 2] = (byte) 0xFF;
        return bytes;
    }

    @Test
    void bothWaysGiveTheSameInTheSameOrder() {
        byte[] table = table(1, 60_000);
        List<String> inPlace = events(table, false, Options.standard(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertEquals(inPlace, events(table, true, Options.standard(), Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertTrue(foreseen > 20_000 && foreseen < 40_000, "rows known before they came: " + foreseen);
        assertTrue(inPlace.size() > 60_000 && inPlace.stream().anyMatch(event -> event.contains("QUOTE_MISPLACED")));
    }

    @Test
    void aFileThatBreaksOffBreaksOffAtTheSameRow() {
        byte[] table = table(2, 20_000);
        List<String> inPlace = events(table, false, Options.standard(), 300_000, Integer.MAX_VALUE);
        assertEquals(inPlace, events(table, true, Options.standard(), 300_000, Integer.MAX_VALUE));
        assertTrue(inPlace.contains("java.io.IOException: cut off"));
    }

    @Test
    void aStrictRunEndsAtTheSameFinding() {
        byte[] table = table(3, 20_000);
        Options strict = Options.standard().withStrict(true);
        List<String> inPlace = events(table, false, strict, Integer.MAX_VALUE, Integer.MAX_VALUE);
        closed = false;
        assertEquals(inPlace, events(table, true, strict, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertTrue(closed);
    }

    @Test
    void aRecordBeyondItsLimitEndsTheRunBehindTheRowsBeforeIt() {
        StringBuilder text = new StringBuilder("a,b,c\n").append("1,2,3\n".repeat(9_000));
        byte[] table = text.append('"').append("x".repeat(2 << 20)).toString().getBytes(StandardCharsets.UTF_8);
        Limits limits = new Limits(
                1 << 20, 100, 9, 9, 9, 1 << 30, 1 << 20, 9, Limits.standard().answerTime(), 9, 1 << 20);
        Options small = Options.standard().withLimits(limits);
        List<String> inPlace = events(table, false, small, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertEquals(inPlace, events(table, true, small, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertTrue(inPlace.get(inPlace.size() - 2).contains("recordBytes"));
    }

    @Test
    void aRunThatEndsEarlyLetsGoOfTheFile() {
        List<String> events = events(table(4, 60_000), true, Options.standard(), Integer.MAX_VALUE, 500);
        assertTrue(events.contains("java.lang.IllegalStateException: enough"));
        assertTrue(closed);
    }

    @Test
    void anInterruptedRunEndsAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(
                IOException.class,
                () -> RowsAhead.read(
                        1, ahead -> new RowReader.Count(0, 0), row -> {}, new Findings(Options.standard(), f -> {})));
        assertTrue(Thread.interrupted());
    }
}

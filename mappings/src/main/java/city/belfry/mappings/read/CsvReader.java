package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.LogicalSource.Dialect;
import city.belfry.ontology.Finding.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads tables: RFC 4180 with the dialect that the mapping declares (CSVW), nothing guessed.
///
/// A file that is no table at all, a record in another encoding, a record with too few or too many cells, a quote that
/// is never closed: each is a finding, and the reader goes on behind it.
public final class CsvReader implements RowReader {
    private final Limits limits;

    public CsvReader(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        // Columns that a pattern asks for are known, with their slots, only when the header is read.
        if (file.packedBytes() < RowsAhead.FILE_BYTES_MIN
                || !fields.wantedColumns().isEmpty()) {
            return read(file, fields, new InPlace(consumer, fields), findings);
        }
        int slots = fields.count();
        return RowsAhead.read(
                slots,
                ahead -> read(file, fields, new Ahead(ahead, slots), Findings.noting(ahead::note)),
                consumer,
                findings);
    }

    private Count read(SourceFile file, Fields fields, Taker taker, Findings findings) throws IOException {
        try (InputStream in = file.open();
                Utf8Input utf8 = Utf8Input.open(in, file.name(), fields.source().encoding(), findings)) {
            if (utf8.isRefused()) {
                return new Count(0, 0);
            }
            return new Scan(file, fields, taker, findings, utf8).run();
        }
    }

    /// Takes the cells of records.
    private sealed interface Taker {
        void begin(byte[] buffer, long line);

        void cell(int slot, int start, int end);

        void end(CsvRecords records);
    }

    /// Hands each record on where it lies.
    private static final class InPlace implements Taker {
        private final RowConsumer consumer;
        private final Fields fields;
        private Row row = new Row(0);

        InPlace(RowConsumer consumer, Fields fields) {
            this.consumer = consumer;
            this.fields = fields;
        }

        @Override
        public void begin(byte[] buffer, long line) {
            if (row.slots() != fields.count()) {
                row = new Row(fields.count());
            }
            row.begin(buffer, line);
        }

        @Override
        public void cell(int slot, int start, int end) {
            row.add(slot, start, end, Row.TEXT);
        }

        @Override
        public void end(CsvRecords records) {
            consumer.row(row);
        }
    }

    /// Gives each record to another thread.
    private static final class Ahead implements Taker {
        private final RowsAhead ahead;
        private final int[] starts;
        private final int[] ends;
        private byte[] buffer = new byte[0];
        private long line;

        Ahead(RowsAhead ahead, int slots) {
            this.ahead = ahead;
            starts = new int[slots];
            ends = new int[slots];
        }

        @Override
        public void begin(byte[] recordBuffer, long recordLine) {
            buffer = recordBuffer;
            line = recordLine;
            Arrays.fill(starts, -1);
        }

        @Override
        public void cell(int slot, int start, int end) {
            starts[slot] = start;
            ends[slot] = end;
        }

        @Override
        public void end(CsvRecords records) {
            ahead.add(buffer, records.from(), records.to(), line, starts, ends);
        }
    }

    /// One walk through one file.
    private final class Scan {
        private final SourceFile file;
        private final Fields fields;
        private final Taker taker;
        private final Findings findings;
        private final Utf8Input in;
        private final CsvRecords records;
        private final List<byte[]> nulls = new ArrayList<>();
        private final List<String> columnNames = new ArrayList<>();
        private boolean emptyIsNull;

        Scan(SourceFile file, Fields fields, Taker taker, Findings findings, Utf8Input in) {
            this.file = file;
            this.fields = fields;
            this.taker = taker;
            this.findings = findings;
            this.in = in;
            LogicalSource source = fields.source();
            records = new CsvRecords(in, source.dialect(), limits, file.name());
            for (String text : source.nulls()) {
                if (text.isEmpty()) {
                    emptyIsNull = true;
                } else {
                    nulls.add(text.getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        Count run() throws IOException {
            Dialect dialect = fields.source().dialect();
            for (int skipped = 0; skipped < dialect.skipRows(); skipped++) {
                records.next();
            }
            if (!records.next()) {
                return new Count(0, in.bytesRead());
            }
            int columns = records.cells();
            int[] slotOfColumn = header(columns, dialect);
            long count = 0;
            boolean more = !dialect.header() || records.next();
            while (more) {
                if (!records.isBlank() && isWhole(columns)) {
                    count++;
                    fill(slotOfColumn);
                }
                more = records.next();
            }
            return new Count(count, in.bytesRead());
        }

        private int[] header(int columns, Dialect dialect) {
            for (int column = 0; column < columns; column++) {
                columnNames.add(dialect.header() ? records.text(column).strip() : "_col." + (column + 1));
            }
            return Columns.slots(columnNames, fields, Place.atLine(file.name(), records.line()), findings);
        }

        private boolean isWhole(int columns) {
            if (records.problem() != CsvRecords.Problem.NONE) {
                records.problem().report(findings, Place.atLine(file.name(), records.line()), records.lines());
                return false;
            }
            int cells = records.cells();
            if (cells != columns && !(cells > columns && records.isEmptyFrom(columns))) {
                findings.violation(
                        "RECORD_LENGTH_WRONG",
                        Place.atLine(file.name(), records.line()),
                        "",
                        "the record has %d cells, the header has %d".formatted(cells, columns),
                        "Quote cells that contain the delimiter, and write all cells of a record.");
                return false;
            }
            return !records.hasHighBytes() || in.isTrusted() || isUtf8();
        }

        /// Looks at each cell: between cells lie leftovers of quotes that were taken out.
        private boolean isUtf8() {
            for (int cell = 0; cell < records.cells(); cell++) {
                int bad = Utf8.firstMalformed(in.buffer(), records.start(cell), records.end(cell));
                if (bad >= 0) {
                    findings.violation(
                            "ENCODING_WRONG",
                            Place.atLine(file.name(), records.line()),
                            cell < columnNames.size() ? columnNames.get(cell) : "",
                            "the byte 0x%02X is not UTF-8".formatted(in.buffer()[bad] & 0xFF),
                            "Declare the encoding of the file in the mapping (csvw:encoding, for example \"windows-1252\") or save the file as UTF-8.");
                    return false;
                }
            }
            return true;
        }

        private void fill(int[] slotOfColumn) {
            byte[] buffer = in.buffer();
            taker.begin(buffer, records.line());
            int cells = Math.min(slotOfColumn.length, records.cells());
            for (int column = 0; column < cells; column++) {
                int slot = slotOfColumn[column];
                if (slot < 0) {
                    continue;
                }
                int start = records.start(column);
                int end = records.end(column);
                if (!(start == end ? emptyIsNull : !nulls.isEmpty() && isNull(buffer, start, end))) {
                    taker.cell(slot, start, end);
                }
            }
            taker.end(records);
        }

        private boolean isNull(byte[] buffer, int start, int end) {
            for (byte[] text : nulls) {
                if (Arrays.equals(buffer, start, end, text, 0, text.length)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Ends the run when a line or record is beyond its limit.
    static MappingException beyond(String limit, int value, String name, long line) {
        return new MappingException(
                Code.LIMIT_REACHED,
                "%s line %d: the record is larger than the limit '%s' of %d; is a quote never closed, or the delimiter wrong?"
                        .formatted(name, line, limit, value));
    }
}

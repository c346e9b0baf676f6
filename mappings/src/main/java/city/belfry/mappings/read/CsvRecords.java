package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.rml.LogicalSource.Dialect;
import city.belfry.ontology.Finding.Place;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Splits bytes into the records and cells of a table. Cells are slices of the input's buffer; a quoted cell with
/// doubled quotes is shortened in place.
///
/// Hot code, measured by `.ci/bench-csv`: one pass over the bytes, eight a step, and no object per record.
final class CsvRecords {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long LINE_ENDS = ONES * '\n';

    /// What is wrong with a record's quotes.
    enum Problem {
        NONE("", ""),
        TEXT_AFTER_QUOTE("QUOTE_MISPLACED", "text follows the closing quote of a cell"),
        NEVER_CLOSED("QUOTE_UNTERMINATED", "a quoted cell is never closed");

        private final String code;
        private final String message;

        Problem(String code, String message) {
            this.code = code;
            this.message = message;
        }

        /// Reports it.
        ///
        /// @param lines how many lines of the file were taken for the record, which is lost with all of them
        void report(Findings findings, Place place, long lines) {
            findings.violation(
                    code,
                    place,
                    "",
                    lines > 1 ? "%s; %d lines from here on were read as one record".formatted(message, lines) : message,
                    "Double every quote inside a quoted cell, or declare another csvw:quoteChar.");
        }
    }

    private final Utf8Input in;
    private final Limits limits;
    private final String name;
    private final byte delimiter;
    /// Eight of them.
    private final long delimiters;
    private final byte quote;
    private final long quotes;
    private final boolean quoted;
    private final byte escape;
    private final boolean escaped;
    private final byte[] comment;
    private final boolean trim;

    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int cells;
    private int from;
    private int to;
    private long line;
    private long nextLine = 1;
    /// All bytes that were looked at, one over the other.
    private long seen;
    private Problem problem = Problem.NONE;

    CsvRecords(Utf8Input in, Dialect dialect, Limits limits, String name) {
        this.in = in;
        this.limits = limits;
        this.name = name;
        delimiter = (byte) dialect.delimiter();
        delimiters = ONES * (delimiter & 0xFF);
        quoted = dialect.quote().isPresent();
        quote = (byte) (char) dialect.quote().orElse('"');
        quotes = ONES * (quote & 0xFF);
        escaped = dialect.escape().isPresent();
        escape = (byte) (char) dialect.escape().orElse('\\');
        comment = dialect.comment().getBytes(StandardCharsets.UTF_8);
        trim = dialect.trim();
    }

    /// Goes to the next record that is no comment.
    ///
    /// @return false at the end of the input
    boolean next() throws IOException {
        while (read()) {
            if (comment.length == 0
                    || to - from < comment.length
                    || !Arrays.equals(in.buffer(), from, from + comment.length, comment, 0, comment.length)) {
                return true;
            }
        }
        return false;
    }

    private boolean read() throws IOException {
        if (in.position() == in.limit() && !in.more()) {
            return false;
        }
        from = in.position();
        line = nextLine;
        cells = 0;
        seen = 0;
        problem = Problem.NONE;
        int at = from;
        byte[] buffer = in.buffer();
        int limit = in.limit();
        while (true) {
            // Start of a cell.
            if (at == limit) {
                if (!refill(at)) {
                    cell(at, at);
                    return finish(at, at);
                }
                at = in.position() + (at - from);
                from = in.position();
                buffer = in.buffer();
                limit = in.limit();
            }
            if (quoted && buffer[at] == quote) {
                at = quotedCell(at + 1);
                buffer = in.buffer();
                limit = in.limit();
            } else {
                int next = plainCells(buffer, at, limit);
                if (next > at) {
                    at = next;
                    continue;
                }
                if (next < 0) {
                    return finishLine(~next);
                }
                int start = at - from;
                while (true) {
                    at = lineEndOr(delimiters, buffer, at, limit);
                    if (at < limit || !refill(at)) {
                        break;
                    }
                    at = in.position() + (at - from);
                    from = in.position();
                    buffer = in.buffer();
                    limit = in.limit();
                }
                cell(from + start, at);
            }
            if (at == limit) {
                return finish(at, at);
            }
            if (buffer[at] == '\n') {
                return finishLine(at);
            }
            at++;
        }
    }

    /// Takes cells without quotes, as far as whole words of the buffer go.
    ///
    /// @return where the cell begins that is to be looked at more closely; when a line end ended the record, all
    ///     bits of its position the other way round
    private int plainCells(byte[] buffer, int begin, int limit) {
        int start = begin;
        for (int at = begin; at + Long.BYTES <= limit; at += Long.BYTES) {
            long word = (long) LONGS.get(buffer, at);
            long lineEnds = zeros(word ^ LINE_ENDS);
            for (long found = zeros(word ^ delimiters) | lineEnds; found != 0; found &= found - 1) {
                int bit = Long.numberOfTrailingZeros(found);
                int end = at + (bit >>> 3);
                cell(start, end);
                if ((lineEnds >>> bit & 1) != 0) {
                    // Not what stands behind the line end.
                    seen |= word & ((1L << bit) - 1);
                    return ~end;
                }
                start = end + 1;
                if (quoted && start < limit && buffer[start] == quote) {
                    seen |= word;
                    return start;
                }
            }
            seen |= word;
        }
        return start;
    }

    /// The highest bit of each byte that is zero.
    private static long zeros(long word) {
        return ~(((word & ~TOPS) + ~TOPS) | word | ~TOPS);
    }

    private boolean finishLine(int at) {
        int end = ends[cells - 1];
        if (end > starts[cells - 1] && end == at && in.buffer()[end - 1] == '\r') {
            ends[cells - 1] = end - 1;
        }
        nextLine++;
        return finish(at, at + 1);
    }

    /// Looks for the next line end or another byte.
    ///
    /// @param wanted the other byte, eight times
    /// @return its position, or the limit
    private int lineEndOr(long wanted, byte[] buffer, int begin, int limit) {
        int at = begin;
        while (at + Long.BYTES <= limit) {
            long word = (long) LONGS.get(buffer, at);
            long found = zeros(word ^ wanted) | zeros(word ^ LINE_ENDS);
            if (found != 0) {
                int before = Long.numberOfTrailingZeros(found) >>> 3;
                seen |= word & ((1L << (before * Byte.SIZE)) - 1);
                return at + before;
            }
            seen |= word;
            at += Long.BYTES;
        }
        byte other = (byte) wanted;
        while (at < limit && buffer[at] != other && buffer[at] != '\n') {
            seen |= buffer[at++];
        }
        return at;
    }

    private boolean finish(int recordEnd, int next) {
        to = recordEnd;
        if (next == recordEnd && recordEnd > from && in.buffer()[recordEnd - 1] != '\n') {
            // The last line, without a line end.
            nextLine++;
        }
        in.advance(next);
        if (trim) {
            byte[] buffer = in.buffer();
            for (int cell = 0; cell < cells; cell++) {
                while (starts[cell] < ends[cell] && isSpace(buffer[starts[cell]])) {
                    starts[cell]++;
                }
                while (starts[cell] < ends[cell] && isSpace(buffer[ends[cell] - 1])) {
                    ends[cell]--;
                }
            }
        }
        return true;
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\t';
    }

    /// Reads a cell behind its opening quote; returns the position of the delimiter or line end behind it.
    private int quotedCell(int begin) throws IOException {
        int start = begin - from;
        int write = begin;
        int at = begin;
        boolean open = true;
        int shift;
        while (true) {
            if (at == in.limit()) {
                if (!refill(at)) {
                    if (open) {
                        problem = Problem.NEVER_CLOSED;
                    }
                    cell(from + start, write);
                    return at;
                }
                shift = in.position() - from;
                at += shift;
                write += shift;
                from += shift;
            }
            byte[] buffer = in.buffer();
            if (open && write == at && !escaped) {
                at = lineEndOr(quotes, buffer, at, in.limit());
                write = at;
                if (at == in.limit()) {
                    continue;
                }
            }
            byte value = buffer[at];
            seen |= value;
            if (open) {
                if (value == quote && !escaped) {
                    if (at + 1 == in.limit() && refill(at)) {
                        shift = in.position() - from;
                        at += shift;
                        write += shift;
                        from += shift;
                        buffer = in.buffer();
                    }
                    if (at + 1 < in.limit() && buffer[at + 1] == quote) {
                        buffer[write++] = quote;
                        at += 2;
                        continue;
                    }
                    open = false;
                    at++;
                } else if (value == quote) {
                    open = false;
                    at++;
                } else if (escaped && value == escape && at + 1 < in.limit()) {
                    buffer[write++] = buffer[at + 1];
                    at += 2;
                } else {
                    if (value == '\n') {
                        nextLine++;
                    }
                    buffer[write++] = value;
                    at++;
                }
            } else if (value == delimiter || value == '\n') {
                cell(from + start, write);
                return at;
            } else {
                if (value != '\r' && !isSpace(value)) {
                    problem = Problem.TEXT_AFTER_QUOTE;
                }
                at++;
            }
        }
    }

    private boolean refill(int at) throws IOException {
        if (at - from >= limits.recordBytes()) {
            throw CsvReader.beyond("recordBytes", limits.recordBytes(), name, line);
        }
        int before = from;
        if (!in.more()) {
            return false;
        }
        int shift = in.position() - before;
        if (shift != 0) {
            for (int cell = 0; cell < cells; cell++) {
                starts[cell] += shift;
                ends[cell] += shift;
            }
        }
        return true;
    }

    private void cell(int start, int end) {
        if (cells == starts.length) {
            if (cells >= limits.columns()) {
                throw CsvReader.beyond("columns", limits.columns(), name, line);
            }
            starts = Arrays.copyOf(starts, cells * 2);
            ends = Arrays.copyOf(ends, cells * 2);
        }
        starts[cells] = start;
        ends[cells++] = end;
    }

    /// Where the record starts in the buffer.
    int from() {
        return from;
    }

    /// Where the record ends in the buffer, without its line end.
    int to() {
        return to;
    }

    int cells() {
        return cells;
    }

    int start(int cell) {
        return starts[cell];
    }

    int end(int cell) {
        return ends[cell];
    }

    long line() {
        return line;
    }

    /// How many lines of the file the record has.
    long lines() {
        return nextLine - line;
    }

    boolean isBlank() {
        return cells == 1 && starts[0] == ends[0];
    }

    boolean isEmptyFrom(int cell) {
        for (int at = cell; at < cells; at++) {
            if (starts[at] != ends[at]) {
                return false;
            }
        }
        return true;
    }

    /// Whether the record has bytes beyond ASCII, and so must be checked.
    boolean hasHighBytes() {
        return (seen & TOPS) != 0;
    }

    Problem problem() {
        return problem;
    }

    String text(int cell) {
        return new String(in.buffer(), starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8);
    }
}

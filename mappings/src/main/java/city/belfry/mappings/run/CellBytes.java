package city.belfry.mappings.run;

import city.belfry.mappings.write.LineBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Puts the bytes of a cell into a term of N-Quads: copied as they are where that is right, else escaped (literals) or
/// percent-encoded (templates of IRIs).
///
/// Hot code, measured by `.ci/bench`: eight bytes a step for literals, one table for IRIs.
enum CellBytes {
    /// The text of a literal.
    LITERAL,
    /// A value in a template of an IRI: letters of any script stay (RML-Core, "IRI-safe values").
    IRI_PART,
    /// A value in a template of a URI: everything beyond ASCII is encoded.
    URI_PART,
    /// A whole IRI, which must be absolute and of plain ASCII; others are left to [Terms].
    WHOLE_IRI;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final boolean[] UNRESERVED = new boolean[256];
    private static final boolean[] IRI = new boolean[256];
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    static {
        for (int c = 0; c < 256; c++) {
            UNRESERVED[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '.'
                    || c == '_'
                    || c == '~';
            IRI[c] = c > ' ' && c < 0x7F && "<>\"{}|\\^`".indexOf(c) < 0;
        }
    }

    /// Writes the text of a cell.
    ///
    /// @return false when it cannot be written here
    boolean write(byte[] from, int start, int end, LineBuffer out) {
        return switch (this) {
            case LITERAL -> {
                int plain = firstSpecial(from, start, end);
                out.add(from, start, plain);
                if (plain < end) {
                    escape(from, plain, end, out);
                }
                yield true;
            }
            case IRI_PART, URI_PART -> {
                int plain = firstReserved(from, start, end);
                out.add(from, start, plain);
                if (plain < end) {
                    encode(from, plain, end, out, this == IRI_PART);
                }
                yield true;
            }
            case WHOLE_IRI -> {
                boolean plain = isPlainIri(from, start, end);
                if (plain) {
                    out.add(from, start, end);
                }
                yield plain;
            }
        };
    }

    /// Whether it must be escaped in a literal of N-Quads, as [city.belfry.mappings.write.QuadText] does.
    static boolean isSpecial(byte value) {
        return value == '"' || value == '\\' || value == '\n' || value == '\r';
    }

    /// Whether one of eight bytes may be special: a quote, a backslash or a control character.
    private static boolean hasSpecial(long word) {
        long quote = word ^ (ONES * '"');
        long backslash = word ^ (ONES * '\\');
        return ((((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - ONES * ' ') & ~word)) & TOPS)
                != 0;
    }

    private static int firstSpecial(byte[] from, int start, int end) {
        int at = start;
        while (at + Long.BYTES <= end && !hasSpecial((long) LONGS.get(from, at))) {
            at += Long.BYTES;
        }
        while (at < end && !isSpecial(from[at])) {
            at++;
        }
        return at;
    }

    private static void escape(byte[] from, int start, int end, LineBuffer out) {
        out.room(2 * (end - start));
        byte[] to = out.bytes();
        int position = out.length();
        for (int at = start; at < end; at++) {
            byte value = from[at];
            if (isSpecial(value)) {
                to[position++] = '\\';
                value = value == '\n' ? (byte) 'n' : value == '\r' ? (byte) 'r' : value;
            }
            to[position++] = value;
        }
        out.length(position);
    }

    private static int firstReserved(byte[] from, int start, int end) {
        int at = start;
        while (at < end && UNRESERVED[from[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private static boolean isPlainIri(byte[] from, int start, int end) {
        int at = start;
        while (at < end && IRI[from[at] & 0xFF]) {
            at++;
        }
        return at == end && isAbsolute(from, start, end);
    }

    /// Percent-encodes UTF-8 as [Iris#encode] does with text.
    private static void encode(byte[] from, int start, int end, LineBuffer out, boolean international) {
        out.room(3 * (end - start));
        byte[] to = out.bytes();
        int position = out.length();
        for (int at = start; at < end; ) {
            int lead = from[at] & 0xFF;
            int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            boolean kept = length == 1
                    ? UNRESERVED[lead]
                    : international && Iris.isInternational(codePoint(from, at, Math.min(length, end - at)));
            for (int next = Math.min(end, at + length); at < next; at++) {
                if (kept) {
                    to[position++] = from[at];
                } else {
                    to[position++] = '%';
                    to[position++] = HEX[(from[at] >> 4) & 0xF];
                    to[position++] = HEX[from[at] & 0xF];
                }
            }
        }
        out.length(position);
    }

    private static int codePoint(byte[] from, int at, int length) {
        int point = from[at] & (0x7F >> length);
        for (int index = 1; index < length; index++) {
            point = point << 6 | (from[at + index] & 0x3F);
        }
        return point;
    }

    private static boolean isAbsolute(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            byte c = bytes[at];
            if (c == ':') {
                return at > start;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (at == start || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return false;
    }
}

package city.belfry.mappings.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One record, seen through the references of a mapping: for each reference (a slot) its values, as slices of UTF-8
/// bytes. A reader fills the same row again for every record; whoever needs a value later copies it.
///
/// A slot has no value (null or absent), one, or several (a JSON array, repeated XML elements).
public final class Row {
    /// Kind of a value in its source; decides the natural datatype (RML-IO-Registry, "JSON").
    public static final byte TEXT = 0;

    public static final byte INTEGER = 1;
    public static final byte DOUBLE = 2;
    public static final byte BOOLEAN = 3;
    /// Texts in the form that their datatype wants, from a database or SPARQL results.
    public static final byte DECIMAL = 5;

    public static final byte DATE = 6;
    public static final byte TIME = 7;
    public static final byte DATE_TIME = 8;
    /// Hexadecimal.
    public static final byte BINARY = 9;
    /// A double that is written as it stands.
    public static final byte PLAIN_DOUBLE = 10;
    /// An object or array where a single value was expected.
    public static final byte COMPOSITE = 4;

    private static final int PACKED_HEADER_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

    private static final int[] NOTHING = {};
    private static final int ELSEWHERE = -1;

    private byte[] bytes = new byte[0];
    /// The texts of a record that has no other values and at most one a slot, where they lie: for each slot the start
    /// of its text, negative when it has none, and the end.
    private int[] texts = NOTHING;
    /// Where the record begins in them, or [#ELSEWHERE] when the values stand in the arrays below.
    private int textsAt = ELSEWHERE;

    /// Texts that do not stand in the source; a slice of them has negative positions, -1 - position.
    private byte[] own = new byte[32];

    private int ownEnd;
    private final int[] first;
    private final int[] count;
    private int[] start;
    private int[] end;
    private byte[] kind;
    private int values;
    private long line;
    private String path = "";
    private long item = -1;

    public Row(int slots) {
        first = new int[slots];
        count = new int[slots];
        start = new int[slots + 8];
        end = new int[slots + 8];
        kind = new byte[slots + 8];
    }

    /// Forgets the values of the record before.
    public void begin(byte[] buffer, long recordLine) {
        bytes = buffer;
        line = recordLine;
        textsAt = ELSEWHERE;
        values = 0;
        ownEnd = 0;
        Arrays.fill(count, 0);
    }

    /// Shows a record of texts, at most one a slot, without copying where they lie; the positions must stay meanwhile.
    ///
    /// @param positions from `at` on, for each slot the start and the end of its text; a negative start: none
    void show(byte[] buffer, long recordLine, int[] positions, int at) {
        bytes = buffer;
        line = recordLine;
        texts = positions;
        textsAt = at;
    }

    /// Copies where the texts of a record lie, before something else is done to its values.
    private void unfold() {
        if (textsAt == ELSEWHERE) {
            return;
        }
        int position = textsAt;
        begin(bytes, line);
        for (int slot = 0; slot < count.length; slot++, position += 2) {
            if (texts[position] >= 0) {
                add(slot, texts[position], texts[position + 1], TEXT);
            }
        }
    }

    /// The record as bytes, which [#unpack] reads; they stay when the reader goes on.
    public byte[] pack() {
        unfold();
        byte[] packedPath = path.getBytes(StandardCharsets.UTF_8);
        int size = PACKED_HEADER_BYTES + packedPath.length + count.length * Integer.BYTES;
        for (int slot = 0; slot < count.length; slot++) {
            for (int at = 0; at < count[slot]; at++) {
                size += 1 + Integer.BYTES + length(first[slot] + at);
            }
        }
        ByteBuffer packed = ByteBuffer.allocate(size);
        packed.putInt(count.length).putLong(line).putLong(item);
        packed.putInt(packedPath.length).put(packedPath);
        for (int slot = 0; slot < count.length; slot++) {
            packed.putInt(count[slot]);
            for (int at = 0; at < count[slot]; at++) {
                int value = first[slot] + at;
                int length = length(value);
                packed.put(kind[value]).putInt(length);
                if (start[value] < 0) {
                    packed.put(own, -1 - start[value], length);
                } else {
                    packed.put(bytes, start[value], length);
                }
            }
        }
        return packed.array();
    }

    private int length(int value) {
        return Math.abs(end[value] - start[value]);
    }

    /// The record that was packed from a position on.
    public static Row unpack(byte[] packed, int from) {
        ByteBuffer in = ByteBuffer.wrap(packed, from, packed.length - from);
        Row row = new Row(in.getInt());
        row.begin(packed, in.getLong());
        row.item = in.getLong();
        int pathLength = in.getInt();
        row.path = new String(packed, in.position(), pathLength, StandardCharsets.UTF_8);
        in.position(in.position() + pathLength);
        for (int slot = 0; slot < row.count.length; slot++) {
            for (int values = in.getInt(); values > 0; values--) {
                byte valueKind = in.get();
                int length = in.getInt();
                row.add(slot, in.position(), in.position() + length, valueKind);
                in.position(in.position() + length);
            }
        }
        return row;
    }

    /// Says where the record stands, when a line does not.
    public void at(String recordPath) {
        path = recordPath;
        item = -1;
    }

    /// Says where the record stands: an item of an array.
    public void at(String arrayPath, long index) {
        path = arrayPath;
        item = index;
    }

    /// Adds a value to a slot. All values of a slot are added before those of the next one.
    public void add(int slot, int from, int to, byte valueKind) {
        unfold();
        if (values == start.length) {
            int grown = values * 2 + 8;
            start = Arrays.copyOf(start, grown);
            end = Arrays.copyOf(end, grown);
            kind = Arrays.copyOf(kind, grown);
        }
        if (count[slot]++ == 0) {
            first[slot] = values;
        }
        start[values] = from;
        end[values] = to;
        kind[values++] = valueKind;
    }

    int slots() {
        return count.length;
    }

    /// Adds a text that does not stand in the source, behind the bytes of the record.
    public void addText(int slot, String text) {
        unfold();
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        if (own.length < ownEnd + added.length) {
            own = Arrays.copyOf(own, Math.max(own.length * 2, ownEnd + added.length));
        }
        System.arraycopy(added, 0, own, ownEnd, added.length);
        add(slot, -1 - ownEnd, -1 - ownEnd - added.length, TEXT);
        ownEnd += added.length;
    }

    /// Makes a slot show the values of another one.
    public void alias(int slot, int of) {
        unfold();
        first[slot] = first[of];
        count[slot] = count[of];
    }

    /// Makes a slot empty again.
    public void clear(int slot) {
        unfold();
        count[slot] = 0;
    }

    /// Values are added here until [#truncate] goes back.
    public int mark() {
        unfold();
        return values;
    }

    public void truncate(int mark) {
        unfold();
        values = mark;
    }

    public byte[] bytes() {
        return bytes;
    }

    /// The buffer grew or moved; all slices keep their positions.
    public void moved(byte[] buffer) {
        bytes = buffer;
    }

    public int count(int slot) {
        if (textsAt != ELSEWHERE) {
            return texts[textsAt + 2 * slot] < 0 ? 0 : 1;
        }
        return count[slot];
    }

    public int start(int slot, int index) {
        return textsAt != ELSEWHERE ? texts[textsAt + 2 * slot] : start[first[slot] + index];
    }

    public int end(int slot, int index) {
        return textsAt != ELSEWHERE ? texts[textsAt + 2 * slot + 1] : end[first[slot] + index];
    }

    public byte kind(int slot, int index) {
        return textsAt != ELSEWHERE ? TEXT : kind[first[slot] + index];
    }

    public String text(int slot, int index) {
        unfold();
        int value = first[slot] + index;
        if (start[value] < 0) {
            return new String(own, -1 - start[value], start[value] - end[value], StandardCharsets.UTF_8);
        }
        return new String(bytes, start[value], end[value] - start[value], StandardCharsets.UTF_8);
    }

    public long line() {
        return line;
    }

    public String path() {
        return item < 0 ? path : path + "[" + item + "]";
    }
}

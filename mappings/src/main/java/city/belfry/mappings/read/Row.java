package city.belfry.mappings.read;

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
    /// An object or array where a single value was expected.
    public static final byte COMPOSITE = 4;

    private byte[] bytes = new byte[0];
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
        values = 0;
        ownEnd = 0;
        Arrays.fill(count, 0);
    }

    /// A copy that keeps its values when the reader goes on.
    public Row copy() {
        Row copy = new Row(first.length);
        int size = 0;
        for (int value = 0; value < values; value++) {
            size += start[value] < 0 ? 0 : end[value] - start[value];
        }
        byte[] kept = new byte[size];
        copy.begin(kept, line);
        copy.path = path;
        copy.item = item;
        copy.own = own.clone();
        copy.ownEnd = ownEnd;
        copy.start = new int[values];
        copy.end = new int[values];
        copy.kind = Arrays.copyOf(kind, values);
        copy.values = values;
        System.arraycopy(first, 0, copy.first, 0, first.length);
        System.arraycopy(count, 0, copy.count, 0, count.length);
        int at = 0;
        for (int value = 0; value < values; value++) {
            if (start[value] < 0) {
                copy.start[value] = start[value];
                copy.end[value] = end[value];
                continue;
            }
            int length = end[value] - start[value];
            System.arraycopy(bytes, start[value], kept, at, length);
            copy.start[value] = at;
            at += length;
            copy.end[value] = at;
        }
        return copy;
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

    /// Adds a text that does not stand in the source, behind the bytes of the record.
    public void addText(int slot, String text) {
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
        first[slot] = first[of];
        count[slot] = count[of];
    }

    /// Makes a slot empty again.
    public void clear(int slot) {
        count[slot] = 0;
    }

    /// Values are added here until [#truncate] goes back.
    public int mark() {
        return values;
    }

    public void truncate(int mark) {
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
        return count[slot];
    }

    public int start(int slot, int index) {
        return start[first[slot] + index];
    }

    public int end(int slot, int index) {
        return end[first[slot] + index];
    }

    public byte kind(int slot, int index) {
        return kind[first[slot] + index];
    }

    public String text(int slot, int index) {
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

package city.belfry.mappings.write;

import java.util.Arrays;

/// Growing bytes with a position that can be set back. Hot code: fields are open to the classes that write terms.
public final class LineBuffer {
    private byte[] bytes;
    private int length;

    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /// A buffer that holds these bytes.
    public static LineBuffer of(byte[] bytes) {
        LineBuffer buffer = new LineBuffer(0);
        buffer.bytes = bytes;
        buffer.length = bytes.length;
        return buffer;
    }

    /// The bytes; valid until the next [#room].
    public byte[] bytes() {
        return bytes;
    }

    /// What was added.
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public int length() {
        return length;
    }

    /// Sets the position, back to a mark or forward over bytes that were written to [#bytes].
    public void length(int position) {
        length = position;
    }

    /// Makes room for so many bytes behind the position.
    public void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    public void add(byte[] from) {
        add(from, 0, from.length);
    }

    public void add(byte one) {
        room(1);
        bytes[length++] = one;
    }

    public void add(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }
}

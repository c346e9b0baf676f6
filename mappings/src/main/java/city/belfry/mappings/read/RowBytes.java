package city.belfry.mappings.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of one record, for readers whose source is not the record's text itself.
final class RowBytes {
    private byte[] bytes = new byte[4096];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        room(added.length);
        System.arraycopy(added, 0, bytes, length, added.length);
        length += added.length;
    }

    void add(RowBytes other) {
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
    }

    void add(char[] text, int from, int count) {
        room(count);
        int at = length;
        for (int index = from; index < from + count; index++) {
            char c = text[index];
            if (c > 0x7F) {
                length = at;
                add(new String(text, index, from + count - index));
                return;
            }
            bytes[at++] = (byte) c;
        }
        length = at;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

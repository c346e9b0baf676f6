package city.belfry.hub.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words that must not be found, looked for all at once: one pass over a file, however many they are.
final class Markers {
    /// Bytes by which a word is recognised; none is shorter.
    private static final int PREFIX = 4;

    private final Map<Integer, List<byte[]>> byPrefix = new HashMap<>();
    /// Whether a word begins with two bytes, since most places can be left after those.
    private final boolean[] begins = new boolean[1 << 16];

    Markers(Collection<String> words) {
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            if (bytes.length < PREFIX) {
                throw new IllegalArgumentException("a word of " + bytes.length + " bytes occurs by chance");
            }
            byPrefix.computeIfAbsent(prefix(bytes, 0), unseen -> new ArrayList<>())
                    .add(bytes);
            begins[pair(bytes, 0)] = true;
        }
    }

    Set<String> in(byte[] text) {
        Set<String> found = new HashSet<>();
        for (int at = 0; at <= text.length - PREFIX; at++) {
            if (!begins[pair(text, at)]) {
                continue;
            }
            for (byte[] word : byPrefix.getOrDefault(prefix(text, at), List.of())) {
                int end = at + word.length;
                if (end <= text.length && Arrays.equals(word, 0, word.length, text, at, end)) {
                    found.add(new String(word, StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }

    private static int pair(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static int prefix(byte[] bytes, int at) {
        return (pair(bytes, at) << 16) | pair(bytes, at + 2);
    }
}

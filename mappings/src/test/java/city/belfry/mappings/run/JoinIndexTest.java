package city.belfry.mappings.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// An index of subjects by key says the same as a map of sets.
class JoinIndexTest {
    @Test
    void findsTheDistinctSubjectsOfAKeyInTheirOrder() {
        SplittableRandom random = new SplittableRandom(7);
        JoinIndex index = new JoinIndex(Memory.unlimited());
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (int turn = 0; turn < 50_000; turn++) {
            String key = "key" + random.nextInt(3_000);
            // A few are longer than a block of the index.
            String path = random.nextInt(2_000) == 0 ? "long".repeat(20_000) : "";
            String subject = "<http://example.org/" + path + random.nextInt(40) + ">";
            index.add(high(key), low(key), bytes(subject));
            expected.computeIfAbsent(key, unseen -> new LinkedHashSet<>()).add(subject);
        }
        expected.forEach((key, subjects) -> assertEquals(List.copyOf(subjects), found(index, key)));
        assertEquals(List.of(), found(index, "key of nobody"));
        assertEquals(List.of(), found(index, ""));
    }

    private static List<String> found(JoinIndex index, String key) {
        List<String> found = new ArrayList<>();
        for (int at = index.first(high(key), low(key)); JoinIndex.isSubject(at); at = index.next(at)) {
            LineBuffer text = new LineBuffer(4);
            index.write(at, text);
            found.add(new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static long high(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Hash.high(bytes, 0, bytes.length);
    }

    private static long low(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Hash.low(bytes, 0, bytes.length);
    }

    private static LineBuffer bytes(String text) {
        return LineBuffer.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

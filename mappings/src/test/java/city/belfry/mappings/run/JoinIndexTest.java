package city.belfry.mappings.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.write.Ascending;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An index of subjects by key says the same as a map of sets, in whatever order they come.
class JoinIndexTest {
    private static final int PAIRS = 50_000;

    @Test
    void subjectsShareMoreThanCanBeSaid() {
        JoinIndex index = new JoinIndex(new Memory(1L << 30));
        String start = "<http://example.org/" + "a".repeat(100_000);
        List<String> subjects = List.of(start + ">", start + "b>", start, "<http://example.org/a>", "_:b", "");
        for (int turn = 0; turn < 2; turn++) {
            for (String subject : subjects) {
                assertTrue(index.add(high("key"), low("key"), false, bytes(subject)));
            }
        }
        assertEquals(subjects, found(index, "key", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "random, random",
        "each once, each once",
        "sorted, sorted",
        "sorted, random",
        "random, sorted",
        "repeated, sorted",
        "repeated, random",
        "mostly sorted, mostly sorted",
        "repeated, mostly sorted"
    })
    void findsTheDistinctSubjectsOfAKeyInTheirOrder(String keys, String subjects) {
        SplittableRandom random = new SplittableRandom(7);
        Memory memory = new Memory(1L << 30);
        JoinIndex index = new JoinIndex(memory);
        Ascending order = new Ascending();
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (int turn = 0; turn < PAIRS; turn++) {
            String key = "key" + number(keys, turn, 3_000, random);
            // A few are longer than a block of the index.
            String path = random.nextInt(2_000) == 0 ? "long".repeat(20_000) : "";
            String subject = "<http://example.org/" + number(subjects, turn, 40, random) + path + ">";
            byte[] text = key.getBytes(UTF_8);
            boolean isNew = order.isGreatest(text, 0, text.length);
            assertTrue(index.add(high(key), low(key), isNew, bytes(subject)));
            expected.computeIfAbsent(key, unseen -> new LinkedHashSet<>()).add(subject);
        }
        List<String> asked = new ArrayList<>(expected.keySet());
        assertInOrder(asked, expected, index);
        assertEquals(List.of(), found(index, "key of nobody", 0));
        assertEquals(List.of(), found(index, "", 0));
        assertEquals(pairs(expected), pairs(index));
        expected.forEach((key, known) -> {
            int first = index.first(high(key), low(key));
            String subject = "<http://example.org/" + random.nextInt(40) + ">";
            assertEquals(known.contains(subject), contains(index, first, subject));
            known.stream().limit(3).forEach(each -> assertTrue(contains(index, first, each)));
            assertFalse(contains(index, first, "<http://example.org/nobody>"));
        });
        assertFalse(contains(index, 0, "<http://example.org/0>"));
        index.close();
        assertTrue(memory.take(memory.cap()) && !memory.take(1), "all memory was given back, and no more");
    }

    /// Asks backwards, and in the order in which the keys came, twice over.
    private static void assertInOrder(List<String> asked, Map<String, Set<String>> expected, JoinIndex index) {
        List<String> all = new ArrayList<>(asked.reversed());
        all.addAll(asked);
        all.addAll(asked);
        int before = 0;
        for (String key : all) {
            assertEquals(List.copyOf(expected.getOrDefault(key, Set.of())), found(index, key, before));
            before = index.first(high(key), low(key));
        }
    }

    @Test
    void whoAsksWithoutANeighbourIsAnsweredToo() {
        JoinIndex index = new JoinIndex(Memory.unlimited());
        assertEquals(List.of(), found(index, "a", 0));
        index.add(high("b"), low("b"), true, bytes("<b>"));
        assertEquals(List.of(), found(index, "a", 0));
        assertEquals(List.of("<b>"), found(index, "b", 0));
        int b = index.first(high("b"), low("b"));
        assertEquals(List.of(), found(index, "a", b));
        assertEquals(List.of("<b>"), found(index, "b", b));
    }

    /// Subjects in order need no table until someone asks; its memory is counted all the same.
    @ParameterizedTest
    @CsvSource({"each once, each once", "sorted, sorted", "repeated, sorted", "repeated, random", "random, random"})
    void memoryThatIsNotThereIsTold(String keys, String subjects) {
        SplittableRandom random = new SplittableRandom(8);
        Memory memory = new Memory(1 << 20);
        JoinIndex index = new JoinIndex(memory);
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        boolean fits = true;
        for (int turn = 0; fits; turn++) {
            assertTrue(turn < PAIRS, "it says in time that the memory is full");
            String key = "key" + number(keys, turn, 3_000, random);
            String subject = "<http://example.org/" + number(subjects, turn, 40_000, random) + ">";
            fits = index.add(high(key), low(key), false, bytes(subject));
            expected.computeIfAbsent(key, unseen -> new LinkedHashSet<>()).add(subject);
        }
        assertEquals(pairs(expected), pairs(index), "what was added last is there too");
        index.close();
        assertTrue(memory.take(memory.cap()) && !memory.take(1), "all memory was given back, and no more");
    }

    private static int number(String order, int turn, int bound, SplittableRandom random) {
        return switch (order) {
            case "each once" -> turn;
            case "sorted" -> turn / 2;
            case "random" -> random.nextInt(bound);
            case "repeated" -> turn % 3_000;
            default -> random.nextInt(1_000) == 0 ? random.nextInt(bound) : turn / 2;
        };
    }

    private static Map<String, List<String>> pairs(Map<String, Set<String>> expected) {
        Map<String, List<String>> pairs = new HashMap<>();
        expected.forEach((key, subjects) -> pairs.put(high(key) + " " + low(key), List.copyOf(subjects)));
        return pairs;
    }

    private static Map<String, List<String>> pairs(JoinIndex index) {
        Map<String, List<String>> pairs = new HashMap<>();
        index.each((high, low, subject) -> pairs.computeIfAbsent(high + " " + low, unseen -> new ArrayList<>())
                .add(new String(subject.bytes(), 0, subject.length(), UTF_8)));
        return pairs;
    }

    private static boolean contains(JoinIndex index, int first, String subject) {
        byte[] bytes = ("-" + subject + "-").getBytes(UTF_8);
        return index.contains(first, bytes, 1, bytes.length - 1);
    }

    private static List<String> found(JoinIndex index, String key, int before) {
        List<String> found = new ArrayList<>();
        for (int at = index.firstAfter(before, high(key), low(key)); JoinIndex.isSubject(at); at = index.next(at)) {
            LineBuffer text = new LineBuffer(4);
            index.write(at, text);
            found.add(new String(text.bytes(), 0, text.length(), UTF_8));
        }
        return found;
    }

    private static long high(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        return Hash.high(bytes, 0, bytes.length);
    }

    private static long low(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        return Hash.low(bytes, 0, bytes.length);
    }

    private static LineBuffer bytes(String text) {
        return LineBuffer.of(text.getBytes(UTF_8));
    }
}

package city.belfry.mappings.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.spill.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A table of terms says the same as a map, in whatever order the terms come.
class TermTableTest {
    private static final int TERMS = 40_000;

    /// The term of a turn: in order, backwards, at random, in order again and again, or mostly in order.
    private static String term(String order, int turn, SplittableRandom random) {
        int number = switch (order) {
            case "each once" -> turn;
            case "sorted" -> turn / 2;
            case "backwards" -> TERMS - turn / 2;
            case "random" -> random.nextInt(TERMS);
            case "repeated" -> turn % 7_000;
            default -> random.nextInt(100) == 0 ? random.nextInt(turn + 1) : turn;
        };
        return "term " + number;
    }

    @ParameterizedTest
    @ValueSource(strings = {"each once", "sorted", "backwards", "random", "repeated", "mostly sorted"})
    void knowsWhatItMet(String order) {
        SplittableRandom random = new SplittableRandom(5);
        TermTable table = new TermTable(1, Memory.unlimited());
        Map<String, Integer> expected = new HashMap<>();
        for (int turn = 0; turn < TERMS; turn++) {
            String term = term(order, turn, random);
            int found = add(table, term);
            Integer known = expected.putIfAbsent(term, expected.size());
            assertEquals(known == null ? -expected.size() : known, found, term);
            if (known == null) {
                table.block(-1 - found)[table.at(-1 - found)] = term.hashCode();
            } else {
                assertEquals(term.hashCode(), table.said(found, 0));
            }
        }
        assertEquals(expected.size(), table.size());
        expected.forEach((term, number) -> assertEquals(number, add(table, term)));
    }

    /// What was there stays known when the memory is full; what comes then is new each time, and nobody says that it is
    /// remembered.
    @ParameterizedTest
    @ValueSource(strings = {"each once", "sorted", "backwards", "random", "repeated", "mostly sorted"})
    void withoutMemoryItForgetsOnlyWhatComesLate(String order) {
        SplittableRandom random = new SplittableRandom(6);
        Memory memory = new Memory(200_000);
        TermTable table = new TermTable(1, memory);
        Map<String, Integer> expected = new HashMap<>();
        boolean isFull = false;
        for (int turn = 0; turn < TERMS; turn++) {
            String term = term(order, turn, random);
            int found = add(table, term);
            if (found >= 0) {
                assertEquals(expected.get(term), found, term);
            } else {
                assertFalse(expected.containsKey(term), term);
                isFull |= !table.isRemembered(-1 - found);
                assertEquals(isFull, !table.isRemembered(-1 - found), term);
                if (!isFull) {
                    expected.put(term, -1 - found);
                }
            }
        }
        assertTrue(isFull && memory.isFull());
        expected.forEach((term, number) -> assertEquals(number, add(table, term)));
    }

    private static int add(TermTable table, String term) {
        byte[] bytes = ("<" + term + ">").getBytes(UTF_8);
        return table.add(bytes, 1, bytes.length - 1);
    }
}

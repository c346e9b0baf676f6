package city.belfry.mappings.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Being greater than all before is found out as a plain comparison of characters and numbers would.
class AscendingTest {
    private static final Pattern TOKEN = Pattern.compile("[0-9]+|[^0-9]", Pattern.DOTALL);

    private static boolean isNumber(String token) {
        return token.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int compare(String one, String other) {
        List<String> left = tokens(one);
        List<String> right = tokens(other);
        for (int at = 0; at < Math.min(left.size(), right.size()); at++) {
            int order = compareTokens(left.get(at), right.get(at));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /// The longer number is the greater one; what is no number stands where its first character does.
    private static int compareTokens(String one, String other) {
        boolean areNumbers = isNumber(one) && isNumber(other);
        return areNumbers && one.length() != other.length()
                ? Integer.compare(one.length(), other.length())
                : one.compareTo(other);
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static boolean isGreatest(Ascending order, String text) {
        byte[] bytes = ("before" + text + "7 behind").getBytes(UTF_8);
        int length = text.getBytes(UTF_8).length;
        return order.isGreatest(bytes, 6, 6 + length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9 10 11 99 100",
                "line-9 line-10 line-10/1 line-10/2 line-11",
                "9/9 9/10 10/1 10/2",
                "T1-1 T1-2 T1-10 T2-1 T10-1",
                "00001 00002 00010",
                "a ab abc b",
                "par_4_0000998 par_4_0000999 par_4_0001000",
                "4__000000____1__IT_1-9 4__000000____1__IT_1-10 4__000001____1__IT_1-1",
                "a-long-text-of-words-1 a-long-text-of-words-2 a-longer-text"
            })
    void sortedTablesAreInOrder(String texts) {
        Ascending order = new Ascending();
        for (String text : texts.split(" ", -1)) {
            assertTrue(isGreatest(order, text), text);
            assertFalse(isGreatest(order, text), "a second " + text);
        }
    }

    @Test
    void theEmptyTextIsTheLeast() {
        Ascending order = new Ascending();
        assertTrue(isGreatest(order, ""));
        assertFalse(isGreatest(order, ""));
        assertTrue(isGreatest(order, "\0"));
        assertFalse(isGreatest(order, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0129a", "a/0z9", "é€0x", "\0001"})
    void sameAsPlainComparison(String letters) {
        SplittableRandom random = new SplittableRandom(letters.hashCode());
        int greater = 0;
        for (int turn = 0; turn < 20_000; turn++) {
            Ascending order = new Ascending();
            String greatest = null;
            String common = text(random, letters, random.nextInt(20));
            for (int step = 0; step < 6; step++) {
                String text = common + text(random, letters, random.nextInt(6));
                boolean expected = greatest == null || compare(text, greatest) > 0;
                assertEquals(expected, isGreatest(order, text), text + " after " + greatest);
                greatest = expected ? text : greatest;
                greater += expected ? 1 : 0;
            }
        }
        assertTrue(greater > 30_000, "%d were greater than all before".formatted(greater));
    }

    @Test
    void numberedThingsAreInTheOrderOfTheirNumbers() {
        int[] numbers = new SplittableRandom(3)
                .ints(5_000, 0, 1_000_000)
                .distinct()
                .sorted()
                .toArray();
        Ascending order = new Ascending();
        assertTrue(Arrays.stream(numbers).allMatch(number -> isGreatest(order, "stop " + number + "a")));
    }

    @Test
    void whereThereIsNoOrderItStopsLooking() {
        SplittableRandom random = new SplittableRandom(4);
        Ascending order = new Ascending();
        int greatest = -1;
        for (int turn = 0; turn < 10_000; turn++) {
            int number = random.nextInt(1_000_000);
            assertFalse(isGreatest(order, "stop " + number) && number <= greatest, "stop " + number);
            greatest = Math.max(greatest, number);
        }
        assertFalse(isGreatest(order, "stop 1000000"));
    }

    private static String text(SplittableRandom random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < length; at++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}

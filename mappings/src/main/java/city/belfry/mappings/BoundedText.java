package city.belfry.mappings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that a regular expression of a mapping is tried on, with a limit to how often its characters are looked at:
/// an expression with repetitions inside repetitions can go on for years on a text of forty characters.
///
/// The limit counts looks and not seconds, so that the same data give the same result on every machine.
public final class BoundedText implements CharSequence {
    /// Looks at a text of any length; about a tenth of a second.
    private static final long LOOKS_MAX = 10_000_000;

    private static final long LOOKS_PER_CHARACTER_MAX = 100;

    private final String text;
    private long left;

    private BoundedText(String text) {
        this.text = text;
        left = Math.max(LOOKS_MAX, LOOKS_PER_CHARACTER_MAX * text.length());
    }

    /// Whether a whole text matches.
    public static boolean matches(Pattern pattern, String text) throws LimitReached {
        return test(pattern, text, Matcher::matches);
    }

    /// Whether a part of a text matches.
    public static boolean finds(Pattern pattern, String text) throws LimitReached {
        return test(pattern, text, Matcher::find);
    }

    /// The first group of an expression that matches a whole text; empty when it does not match.
    public static Optional<String> firstGroup(Pattern pattern, String text) throws LimitReached {
        List<String> found = new ArrayList<>(1);
        test(pattern, text, matcher -> matcher.matches() && found.add(String.valueOf(matcher.group(1))));
        return found.stream().findFirst();
    }

    private static boolean test(Pattern pattern, String text, Predicate<Matcher> test) throws LimitReached {
        try {
            return test.test(pattern.matcher(new BoundedText(text)));
        } catch (NoLooksLeft | StackOverflowError endless) {
            // Java's matcher goes one call deeper for each turn of some repetitions.
            throw new LimitReached(pattern, text.length());
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new NoLooksLeft();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /// Leaves a matcher; never seen outside.
    private static final class NoLooksLeft extends RuntimeException {
        NoLooksLeft() {
            super("", null, false, false);
        }
    }

    /// The expression would take too long on this text.
    public static final class LimitReached extends Exception {
        private static final String ADVICE = "Write it without a repetition inside a repetition.";

        LimitReached(Pattern pattern, int length) {
            super("the regular expression '%s' takes too many steps on a text of %d characters"
                    .formatted(pattern.pattern(), length));
        }

        /// What to do about it.
        public String advice() {
            return ADVICE;
        }

        /// As the end of the run, where no record can be blamed.
        public MappingException endsTheRun() {
            return new MappingException(MappingException.Code.LIMIT_REACHED, getMessage() + ". " + ADVICE, this);
        }
    }
}

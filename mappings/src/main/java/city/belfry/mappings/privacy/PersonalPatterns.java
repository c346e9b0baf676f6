package city.belfry.mappings.privacy;

import java.util.regex.Pattern;

/// What e-mail addresses and telephone numbers look like. All repetitions are bounded, so that no text takes long.
final class PersonalPatterns {
    static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}");

    /// With the country's code, as five pairs behind a 0 (France), or as three, three and four digits (North America):
    /// forms that codes, dates and coordinates do not have.
    static final Pattern PHONE =
            Pattern.compile("(?<![\\p{L}\\d+])\\+\\d{1,3}[ ()-]{0,2}(?:\\d[ ()-]{0,2}){6,12}\\d(?![\\d.])"
                    + "|(?<![\\d.,])0[1-9](?:[ .-]\\d{2}){4}(?![\\d.-]\\d|\\d)"
                    + "|(?<![\\d.-])(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-.]\\d{4}(?![\\d.-]?\\d)");

    private PersonalPatterns() {}

    static boolean hasEmail(String text) {
        return text.indexOf('@') > 0 && EMAIL.matcher(text).find();
    }

    static boolean hasPhone(String text) {
        return PHONE.matcher(text).find();
    }

    static String redacted(String text) {
        return PHONE.matcher(EMAIL.matcher(text).replaceAll(Treatment.REDACTED)).replaceAll(Treatment.REDACTED);
    }

    /// The shape of a value, which says nothing of its content: letters are `x`, digits `9`.
    static String masked(String text, int charactersMax) {
        StringBuilder mask = new StringBuilder();
        text.strip()
                .codePoints()
                .limit(charactersMax)
                .forEach(c -> mask.append(
                        Character.isUpperCase(c)
                                ? "X"
                                : Character.isLetter(c) ? "x" : Character.isDigit(c) ? "9" : Character.toString(c)));
        return mask + (text.strip().codePointCount(0, text.strip().length()) > charactersMax ? "…" : "");
    }
}

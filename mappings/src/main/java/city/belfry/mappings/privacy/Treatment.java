package city.belfry.mappings.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What becomes of a field with personal data, before any rule of a mapping sees it. What a treatment cannot take is
/// left out: the raw value never goes on, except by [Action.Keep].
///
/// @param field as a mapping refers to it, seen from the record: a column, a JSONPath, an XPath of names
public record Treatment(String field, Action action) {
    /// What stands for what was redacted.
    public static final String REDACTED = "[…]";

    private static final String MAC = "HmacSHA256";
    /// 128 bits of the digest: two of a billion people share one with a chance of 10^-21.
    private static final int PSEUDONYM_BYTES = 16;

    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{2})(?:-(\\d{2}).*)?", Pattern.DOTALL);
    private static final Pattern DAY_FIRST =
            Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})[/.-](\\d{4})(?:[ T].*)?", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(?:([.,])(\\d+))?(?![\\d.,]*[eE])");

    /// How a field is treated.
    public sealed interface Action {
        /// The field is left out.
        record Drop() implements Action {}

        /// The field is published as it is, for a reason that the steward states.
        record Keep() implements Action {}

        /// The same value becomes the same name, which nobody without the key can turn back or try out (HMAC-SHA-256).
        record Pseudonym(SecretKeySpec key) implements Action {
            /// A key's bytes have no place in a message.
            @Override
            public String toString() {
                return "Pseudonym";
            }
        }

        /// A value becomes the group that it belongs to, or a part of it.
        ///
        /// @param groups group by value; empty = all values are taken
        /// @param otherwise what a value without a group becomes; empty = it is left out
        /// @param before only what stands before the first such text is kept
        /// @param after only what stands behind the last such text is kept
        record Generalise(
                Map<String, String> groups, Optional<String> otherwise, Optional<String> before, Optional<String> after)
                implements Action {}

        /// A date keeps its year, its month or its day.
        record TruncateDate(DatePart to) implements Action {}

        /// A text keeps its first characters.
        record TruncateText(int characters) implements Action {}

        /// Numbers keep so many decimals; also those of a geometry.
        record TruncateNumbers(int decimals) implements Action {}

        /// E-mail addresses and telephone numbers in a text are replaced. Names in it stay: they cannot be told from
        /// other words.
        record Redact() implements Action {}
    }

    /// To what a date is cut.
    public enum DatePart {
        YEAR,
        MONTH,
        DAY
    }

    /// What a value becomes; empty when it is left out.
    public Optional<String> of(String text) {
        return switch (action) {
            case Action.Drop() -> Optional.empty();
            case Action.Keep() -> Optional.of(text);
            case Action.Pseudonym(SecretKeySpec key) ->
                text.isBlank() ? Optional.empty() : Optional.of(pseudonym(key, text.strip()));
            case Action.Generalise generalise -> generalised(generalise, text.strip());
            case Action.TruncateDate(DatePart to) -> date(to, text.strip());
            case Action.TruncateText(int characters) ->
                Optional.of(text.strip())
                        .map(whole ->
                                whole.substring(0, whole.offsetByCodePoints(0, Math.min(characters, points(whole)))))
                        .filter(cut -> !cut.isEmpty());
            case Action.TruncateNumbers(int decimals) -> numbers(decimals, text);
            case Action.Redact() -> Optional.of(PersonalPatterns.redacted(text));
        };
    }

    /// Whether values go on as they are.
    public boolean isKept() {
        return action instanceof Action.Keep;
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String pseudonym(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, PSEUDONYM_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    private static Optional<String> generalised(Action.Generalise rule, String text) {
        String part = text;
        if (rule.before().isPresent()) {
            int at = part.indexOf(rule.before().get());
            if (at < 0) {
                return rule.otherwise();
            }
            part = part.substring(0, at).strip();
        }
        if (rule.after().isPresent()) {
            int at = part.lastIndexOf(rule.after().get());
            if (at < 0) {
                return rule.otherwise();
            }
            part = part.substring(at + rule.after().get().length()).strip();
        }
        if (part.isEmpty()) {
            return rule.otherwise();
        }
        return rule.groups().isEmpty()
                ? Optional.of(part)
                : Optional.ofNullable(rule.groups().get(part)).or(rule::otherwise);
    }

    private static Optional<String> date(DatePart to, String text) {
        Matcher iso = ISO_DATE.matcher(text);
        if (iso.matches()) {
            return switch (to) {
                case YEAR -> Optional.of(iso.group(1));
                case MONTH -> Optional.of(iso.group(1) + "-" + iso.group(2));
                case DAY -> Optional.ofNullable(iso.group(3)).map(day -> text.substring(0, "2026-01-01".length()));
            };
        }
        Matcher dayFirst = DAY_FIRST.matcher(text);
        if (dayFirst.matches()) {
            String separator = dayFirst.group(2);
            String month = dayFirst.group(3) + separator + dayFirst.group(4);
            return Optional.of(
                    switch (to) {
                        case YEAR -> dayFirst.group(4);
                        case MONTH -> month;
                        case DAY -> dayFirst.group(1) + separator + month;
                    });
        }
        return Optional.empty();
    }

    private static Optional<String> numbers(int decimals, String text) {
        Matcher numbers = NUMBER.matcher(text);
        return numbers.find()
                ? Optional.of(numbers.replaceAll(number -> Matcher.quoteReplacement(cut(number, decimals))))
                : Optional.empty();
    }

    private static String cut(MatchResult number, int decimals) {
        if (number.group(2) == null || number.group(2).length() <= decimals) {
            return number.group();
        }
        int end = decimals == 0 ? number.start(1) : number.start(2) + decimals;
        return number.group().substring(0, end - number.start());
    }
}

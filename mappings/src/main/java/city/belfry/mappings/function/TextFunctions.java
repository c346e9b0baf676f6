package city.belfry.mappings.function;

import static city.belfry.mappings.function.Define.fn;

import city.belfry.mappings.BoundedText;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Functions on texts.
final class TextFunctions {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_SLUG = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    private TextFunctions() {}

    static List<Function> all() {
        return List.of(
                fn("trim", "value", in -> Value.text(in.text(0).strip())),
                fn("lower", "value", in -> Value.text(in.text(0).toLowerCase(Locale.ROOT))),
                fn("upper", "value", in -> Value.text(in.text(0).toUpperCase(Locale.ROOT))),
                fn("slug", "value", in -> Value.text(slug(in.text(0)))),
                fn(
                        "replace",
                        "value find with?",
                        in -> Value.text(
                                in.text(0).replace(in.text(1), in.optional(2).orElse("")))),
                fn(
                        "concat",
                        "value* separator?",
                        in -> Value.text(in.several(0).stream()
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(in.optional(1).orElse(""))))),
                fn(
                        "coalesce",
                        "value*",
                        in -> in.several(0).stream()
                                .flatMap(Optional::stream)
                                .filter(text -> !text.isEmpty())
                                .findFirst()
                                .flatMap(Value::text)),
                fn(
                        "ifEmpty",
                        "value? otherwise",
                        in -> Value.text(
                                in.optional(0).filter(text -> !text.isEmpty()).orElse(in.text(1)))),
                fn("webIri", "value* prefix", in -> webIri(in.several(0), in.text(1))),
                fn("split", "value separator position", in -> piece(in.text(0), in.text(1), in.text(2))),
                fn("matches", "value pattern", in -> Value.truth(matches(in.text(1), in.text(0)))),
                fn("equal", "value other", in -> Value.truth(in.text(0).equals(in.text(1)))),
                fn("notEqual", "value other", in -> Value.truth(!in.text(0).equals(in.text(1)))),
                fn(
                        "isEmpty",
                        "value?",
                        in -> Value.truth(
                                in.optional(0).filter(text -> !text.isEmpty()).isEmpty())),
                fn(
                        "isNotEmpty",
                        "value?",
                        in -> Value.truth(
                                in.optional(0).filter(text -> !text.isEmpty()).isPresent())));
    }

    /// What names a thing in another system: the first value as it is when it is an IRI of the web, else behind a
    /// prefix, which makes it a thing of this city.
    private static Optional<Value> webIri(List<Optional<String>> values, String prefix) {
        return values.stream()
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .flatMap(name ->
                        Value.text(name.startsWith("http://") || name.startsWith("https://") ? name : prefix + name));
    }

    /// The piece at a position; the first is 1, the last is -1; nothing when there are fewer.
    private static Optional<Value> piece(String text, String separator, String position) throws FunctionFailure {
        List<String> pieces = List.of(text.split(Pattern.quote(separator), -1));
        try {
            int at = Integer.parseInt(position);
            int index = at < 0 ? pieces.size() + at : at - 1;
            return index >= 0 && index < pieces.size() ? Value.text(pieces.get(index)) : Optional.empty();
        } catch (NumberFormatException none) {
            throw new FunctionFailure(
                    "NUMBER_UNREADABLE", "'" + position + "' is no position", "Write 1 for the first piece.");
        }
    }

    private static boolean matches(String regex, String text) throws FunctionFailure {
        try {
            return BoundedText.matches(Pattern.compile(regex), text);
        } catch (BoundedText.LimitReached endless) {
            throw new FunctionFailure("PATTERN_ENDLESS", String.valueOf(endless.getMessage()), endless.advice());
        } catch (PatternSyntaxException bad) {
            throw new FunctionFailure(
                    "PATTERN_UNREADABLE", "'" + regex + "' is no regular expression", "Correct the mapping.");
        }
    }

    /// Lower case, without accents, everything else than letters and digits as one hyphen: `Hôtel de Ville` →
    /// `hotel-de-ville`.
    static String slug(String text) {
        String plain = text.replace("œ", "oe")
                .replace("Œ", "oe")
                .replace("æ", "ae")
                .replace("Æ", "ae")
                .replace("ß", "ss");
        String base = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return EDGES.matcher(NO_SLUG.matcher(base).replaceAll("-")).replaceAll("");
    }
}

package city.belfry.mappings.function;

import static city.belfry.mappings.function.Define.fn;

import city.belfry.mappings.function.Function.Arguments;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The words of a source to the codes of a list.
final class CodeFunctions {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Remembered<String, Map<String, String>> tables = new Remembered<>(CodeFunctions::table);

    private CodeFunctions() {}

    static List<Function> all() {
        CodeFunctions codes = new CodeFunctions();
        return List.of(fn("lookup", "value? table prefix? otherwise?", codes::lookup));
    }

    /// `table` is `word=code|word=code`. Words are compared without case, accents and outer spaces; an absent value is
    /// the empty word.
    private Optional<Value> lookup(Arguments in) throws FunctionFailure {
        Map<String, String> table = tables.of(in.text(1));
        Optional<String> given = in.optional(0).filter(value -> !value.isBlank());
        String code = table.get(folded(given.orElse("")));
        if (code == null) {
            code = in.optional(3).orElse(null);
        }
        if (code != null) {
            return Value.text(in.optional(2).orElse("") + code);
        }
        if (given.isEmpty()) {
            return Optional.empty();
        }
        throw new FunctionFailure(
                "CODE_UNKNOWN",
                "'" + given.get() + "' is none of the known words " + words(in.text(1)) + ".",
                "Correct the cell, or add the word to the table of the mapping.");
    }

    private static String words(String table) {
        return Pattern.compile("\\|")
                .splitAsStream(table)
                .map(entry -> entry.substring(0, Math.max(0, entry.indexOf('='))))
                .filter(word -> !word.isEmpty())
                .toList()
                .toString();
    }

    private static Map<String, String> table(String text) throws FunctionFailure {
        Map<String, String> table = new LinkedHashMap<>();
        for (String entry : text.split("\\|", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new FunctionFailure(
                        "TABLE_INVALID",
                        "'" + entry + "' in the table of the mapping is not of the form word=code.",
                        "Write word=code|word=code.");
            }
            table.put(
                    folded(entry.substring(0, equals)),
                    entry.substring(equals + 1).strip());
        }
        return table;
    }

    private static String folded(String word) {
        return MARKS.matcher(Normalizer.normalize(word.strip(), Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}

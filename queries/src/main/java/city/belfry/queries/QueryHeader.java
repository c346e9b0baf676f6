package city.belfry.queries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the comment lines on top of a `.rq` file: titles, descriptions, parameters, examples, needs.
final class QueryHeader {
    private static final Pattern TEXT = Pattern.compile("#\\s*(title|description)@([A-Za-z-]+)\\s*:\\s*(.*)");
    private static final Pattern CONTINUATION = Pattern.compile("#\\s{3,}(\\S.*)");
    private static final Pattern PARAMETER =
            Pattern.compile("#\\s*param\\s+(\\w+)\\s+(\\S+)(?:\\s+(\"[^\"]*\"|[^\\s:]\\S*))?\\s+:\\s+(.*)");
    private static final Pattern EXAMPLE = Pattern.compile("#\\s*example\\s+(\\w+)\\s*=\\s*(.*)");
    private static final Pattern NEEDS = Pattern.compile("#\\s*needs\\s*:\\s*(.*)");
    private static final Pattern KEYWORD = Pattern.compile("#\\s*(title|description|param|example|needs)\\b.*");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_]*");

    private final String file;
    final Map<String, String> titles = new LinkedHashMap<>();
    final Map<String, String> descriptions = new LinkedHashMap<>();
    final List<Parameter> parameters = new ArrayList<>();
    final Map<String, String> examples = new LinkedHashMap<>();
    final List<String> needs = new ArrayList<>();
    private String continuedLanguage = "";

    private QueryHeader(String file) {
        this.file = file;
    }

    static QueryHeader read(String file, String text) {
        QueryHeader header = new QueryHeader(file);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.startsWith("#")) {
                break;
            }
            header.take(line.stripTrailing(), number);
        }
        header.check();
        return header;
    }

    private void take(String line, int number) {
        Matcher continuation = CONTINUATION.matcher(line);
        if (!continuedLanguage.isEmpty() && continuation.matches()) {
            descriptions.merge(continuedLanguage, continuation.group(1), (before, more) -> before + " " + more);
            return;
        }
        continuedLanguage = "";
        Matcher text = TEXT.matcher(line);
        Matcher parameter = PARAMETER.matcher(line);
        Matcher example = EXAMPLE.matcher(line);
        Matcher needed = NEEDS.matcher(line);
        if (text.matches()) {
            takeText(text.group(1), text.group(2), text.group(3).strip());
        } else if (parameter.matches()) {
            parameters.add(parameter(parameter, number));
        } else if (example.matches()) {
            examples.put(example.group(1), example.group(2).strip());
        } else if (needed.matches()) {
            needs.addAll(List.of(needed.group(1).strip().split("\\s*,\\s*")));
        } else if (KEYWORD.matcher(line).matches()) {
            throw unreadable(number, "'" + line + "' is no line of a header", "see an existing query");
        }
    }

    private void takeText(String kind, String language, String text) {
        if (kind.equals("title")) {
            titles.put(language, text);
        } else {
            descriptions.put(language, text);
            continuedLanguage = language;
        }
    }

    private Parameter parameter(Matcher line, int number) {
        String name = line.group(1);
        if (!NAME.matcher(name).matches() || NamedQuery.RESERVED.contains(name)) {
            throw unreadable(
                    number, "parameter '" + name + "'", "a name in camelCase that is none of " + NamedQuery.RESERVED);
        }
        ParameterType type = ParameterType.named(line.group(2))
                .orElseThrow(() -> unreadable(
                        number,
                        "parameter '" + name + "' has the type '" + line.group(2) + "'",
                        "iri, string, integer, decimal, date, dateTime, boolean, lang or code:{scheme}"));
        Optional<String> written = Optional.ofNullable(line.group(3)).map(QueryHeader::unquoted);
        boolean optional = written.filter("-"::equals).isPresent();
        Optional<String> value = written.filter(text -> !text.equals("-"));
        value.filter(text -> type.term(text).isEmpty()).ifPresent(text -> {
            throw unreadable(number, "default '" + text + "' of parameter '" + name + "'", type.expectation());
        });
        return new Parameter(name, type, labels(line.group(4)), value, value.isEmpty() && !optional);
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private static Map<String, String> labels(String text) {
        int bar = text.indexOf('|');
        return bar < 0
                ? Map.of("en", text.strip())
                : Map.of(
                        "en",
                        text.substring(0, bar).strip(),
                        "fr",
                        text.substring(bar + 1).strip());
    }

    private void check() {
        for (String language : List.of("en", "fr")) {
            if (!titles.containsKey(language)) {
                throw unreadable(1, "there is no title in '" + language + "'", "# title@" + language + ": …");
            }
        }
        for (String name : examples.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw unreadable(1, "the example names '" + name + "'", "a parameter of this query");
            }
        }
    }

    private QueryException unreadable(int line, String found, String expected) {
        return new QueryException(
                QueryException.Code.QUERY_UNREADABLE,
                file + " line " + line + ": " + found + "; expected " + expected + ".");
    }
}

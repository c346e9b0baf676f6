package city.belfry.hub.sparql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.query.QueryParseException;

/// Where a query is no SPARQL and why, in few words: the parser's own message lists every token that it knows.
///
/// @param line from 1; 0 when the query as a whole is at fault
/// @param found what stands there, cut short; empty at the end of the query
/// @param expected a few of the things that could stand there: [#VARIABLE], [#IRI], [#VALUE] or themselves
public record SyntaxFault(Kind kind, int line, int column, String found, List<String> expected) {
    static final String VARIABLE = "variable";
    static final String IRI = "iri";
    static final String VALUE = "value";

    /// What is wrong.
    public enum Kind {
        /// A word of SPARQL in the wrong place.
        UNEXPECTED,
        /// No word of SPARQL, or a text without its end.
        UNKNOWN,
        /// The query ends too early.
        UNFINISHED,
        /// A prefix is used that is not declared.
        PREFIX;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int EXPECTED_MAX = 4;
    private static final int FOUND_CHARACTERS_MAX = 40;
    private static final Pattern UNEXPECTED_AT =
            Pattern.compile("^Encountered \"(.*)\" at line (\\d+), column (\\d+)\\.");
    private static final Pattern UNKNOWN_AT = Pattern.compile(
            "^Lexical error at line (\\d+), column (\\d+)\\.(?:.*after prefix \"(.*)\")?", Pattern.DOTALL);
    private static final Pattern PREFIX_AT =
            Pattern.compile("^Line (\\d+), column (\\d+): Unresolved prefixed name: (.*)");
    private static final Pattern TOKEN = Pattern.compile("(?m)^ +[\"<](.+)[\">] \\.\\.\\.");
    private static final Pattern WORD = Pattern.compile("[?$]?[\\w:.-]+|<[^>\\s]*>?|\"[^\"\\n]*\"?|\\S");

    /// The parser's names for what people know under one.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("VAR1", VARIABLE),
            Map.entry("IRIref", IRI),
            Map.entry("PNAME_LN", IRI),
            Map.entry("INTEGER", VALUE),
            Map.entry("STRING_LITERAL1", VALUE));
    /// What is told first, when more could stand there than is told.
    private static final List<String> TOLD = List.of(
            "}",
            ".",
            ")",
            VARIABLE,
            IRI,
            VALUE,
            "SELECT",
            "ASK",
            "CONSTRUCT",
            "DESCRIBE",
            "{",
            "(",
            "WHERE",
            "FILTER",
            "OPTIONAL",
            "LIMIT",
            "AS",
            "BY",
            "INTEGER");

    public SyntaxFault {
        expected = List.copyOf(expected);
    }

    /// The fault that the parser tells; empty when it is about the meaning of the query and its words are clear.
    static Optional<SyntaxFault> of(String query, QueryParseException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher unexpected = UNEXPECTED_AT.matcher(message);
        if (unexpected.find()) {
            int line = Integer.parseInt(unexpected.group(2));
            int column = Integer.parseInt(unexpected.group(3));
            boolean isAtEnd = unexpected.group(1).contains("<EOF>");
            return Optional.of(new SyntaxFault(
                    isAtEnd ? Kind.UNFINISHED : Kind.UNEXPECTED,
                    line,
                    column,
                    isAtEnd ? "" : wordAt(query, line, column),
                    expected(message)));
        }
        Matcher unknown = UNKNOWN_AT.matcher(message);
        if (unknown.find()) {
            String found = Optional.ofNullable(unknown.group(3)).orElse("").replace("\\\"", "\"");
            int line = Integer.parseInt(unknown.group(1));
            // The parser stands behind what it has read in vain; of a single letter at the end it says no word.
            boolean isLastLetter = found.isEmpty() && message.contains("<EOF>");
            int column = Math.max(1, Integer.parseInt(unknown.group(2)) - (isLastLetter ? 1 : found.length()));
            String word = found.isEmpty() ? wordAt(query, line, column) : cut(found.strip());
            return Optional.of(new SyntaxFault(Kind.UNKNOWN, line, column, word, List.of()));
        }
        Matcher prefix = PREFIX_AT.matcher(message);
        return prefix.find()
                ? Optional.of(new SyntaxFault(
                        Kind.PREFIX,
                        Integer.parseInt(prefix.group(1)),
                        Integer.parseInt(prefix.group(2)),
                        cut(prefix.group(3)),
                        List.of()))
                : Optional.empty();
    }

    private static List<String> expected(String message) {
        List<String> all = new ArrayList<>();
        Matcher token = TOKEN.matcher(message);
        while (token.find()) {
            all.add(NAMES.getOrDefault(token.group(1), token.group(1).toUpperCase(Locale.ROOT)));
        }
        return TOLD.stream().filter(all::contains).limit(EXPECTED_MAX).toList();
    }

    private static String wordAt(String query, int line, int column) {
        List<String> lines = query.lines().toList();
        if (line < 1 || line > lines.size() || column > lines.get(line - 1).length()) {
            return "";
        }
        Matcher word = WORD.matcher(lines.get(line - 1))
                .region(column - 1, lines.get(line - 1).length());
        return word.find() ? cut(word.group()) : "";
    }

    private static String cut(String text) {
        return text.length() <= FOUND_CHARACTERS_MAX ? text : text.substring(0, FOUND_CHARACTERS_MAX) + "…";
    }

    /// For programs and logs; the pages say the same in the reader's language.
    String inEnglish() {
        String what = switch (kind) {
            case UNEXPECTED -> "'" + found + "' cannot stand there.";
            case UNKNOWN -> "'" + found + "' is no word of SPARQL, or has no end.";
            case UNFINISHED -> "the query ends too early.";
            case PREFIX -> "the prefix of '" + found + "' is not declared. Declare it with PREFIX.";
        };
        String wanted = expected.stream()
                .map(each -> switch (each) {
                    case VARIABLE -> "a variable such as ?s";
                    case IRI -> "an IRI such as <https://…> or belfry:name";
                    case VALUE -> "a value such as 5 or \"text\"";
                    default -> each;
                })
                .collect(Collectors.joining(", "));
        return (line > 0 ? "line " + line + ", column " + column + ": " : "")
                + what
                + (wanted.isEmpty() ? "" : " Expected for example: " + wanted);
    }
}

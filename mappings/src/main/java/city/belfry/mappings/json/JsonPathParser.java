package city.belfry.mappings.json;

import city.belfry.mappings.json.JsonFilter.Operand;
import city.belfry.mappings.json.JsonPath.InvalidJsonPath;
import city.belfry.mappings.json.JsonPath.Segment;
import city.belfry.mappings.json.JsonPath.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads JSONPath (RFC 9535, appendix A).
final class JsonPathParser {
    /// Filters nested deeper are refused.
    private static final int DEPTH_MAX = 64;

    private final String text;
    private int at;
    private int depth;

    JsonPathParser(String text) {
        this.text = text;
    }

    JsonPath query() throws InvalidJsonPath {
        List<Segment> segments;
        if (text.startsWith("$") || text.startsWith("@")) {
            at = 1;
            segments = segments();
        } else if (text.startsWith("[") || text.startsWith(".") || text.isEmpty()) {
            segments = segments();
        } else {
            segments = new ArrayList<>(List.of(new Segment(false, List.of(looseName()))));
            segments.addAll(segments());
        }
        if (at < text.length()) {
            throw invalid("'" + text.charAt(at) + "' is not expected");
        }
        return new JsonPath(List.copyOf(segments));
    }

    private List<Segment> segments() throws InvalidJsonPath {
        List<Segment> segments = new ArrayList<>();
        while (at < text.length()) {
            if (text.startsWith("..", at)) {
                at += 2;
                segments.add(new Segment(true, peek('[') ? bracket() : List.of(dotted())));
            } else if (peek('.')) {
                at++;
                segments.add(new Segment(false, List.of(dotted())));
            } else if (peek('[')) {
                segments.add(new Segment(false, bracket()));
            } else {
                break;
            }
        }
        return segments;
    }

    private Selector dotted() throws InvalidJsonPath {
        if (peek('*')) {
            at++;
            return new Selector.Wildcard();
        }
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw invalid("a name or '*' is expected");
        }
        return new Selector.Name(text.substring(start, at));
    }

    /// A name at the start of a reference without `$`: everything up to a dot or bracket. A semicolon needs
    /// quotes, as all that is no shorthand in RFC 9535 should.
    private Selector looseName() throws InvalidJsonPath {
        int start = at;
        while (at < text.length() && ".[]{};".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw invalid("a name is expected");
        }
        String name = text.substring(start, at);
        return name.equals("*") ? new Selector.Wildcard() : new Selector.Name(name);
    }

    /// As RFC 9535 §2.5.1.1, and with hyphens, which are common in names and mean nothing else here.
    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '@' || c == ':' || c >= 0x80;
    }

    private List<Selector> bracket() throws InvalidJsonPath {
        expect('[');
        List<Selector> selectors = new ArrayList<>();
        do {
            blanks();
            selectors.add(selector());
            blanks();
        } while (accept(','));
        expect(']');
        return List.copyOf(selectors);
    }

    private Selector selector() throws InvalidJsonPath {
        if (accept('*')) {
            return new Selector.Wildcard();
        }
        if (peek('\'') || peek('"')) {
            return new Selector.Name(quoted());
        }
        if (accept('?')) {
            blanks();
            return new Selector.Filter(or());
        }
        long start = peek(':') ? Selector.Slice.OPEN : integer();
        blanks();
        if (!accept(':')) {
            return new Selector.Index(start);
        }
        blanks();
        long end = peek(':') || peek(']') || peek(',') ? Selector.Slice.OPEN : integer();
        blanks();
        long step = 1;
        if (accept(':')) {
            blanks();
            step = peek(']') || peek(',') ? 1 : integer();
        }
        return new Selector.Slice(start, end, step);
    }

    private long integer() throws InvalidJsonPath {
        int start = at;
        if (peek('-')) {
            at++;
        }
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        try {
            return Long.parseLong(text.substring(start, at));
        } catch (NumberFormatException none) {
            at = start;
            throw invalid("a number, a name in quotes, '*' or '?' is expected");
        }
    }

    private String quoted() throws InvalidJsonPath {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            if (at == text.length()) {
                break;
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case '/', '\\', '\'', '"' -> value.append(escaped);
                case 'u' -> {
                    try {
                        value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    } catch (NumberFormatException | IndexOutOfBoundsException bad) {
                        throw invalid("\\u needs four hexadecimal digits");
                    }
                    at += 4;
                }
                default -> throw invalid("the escape \\" + escaped + " is not known");
            }
        }
        expect(quote);
        return value.toString();
    }

    private JsonFilter or() throws InvalidJsonPath {
        if (++depth > DEPTH_MAX) {
            throw invalid("the filter is nested too deeply");
        }
        List<JsonFilter> parts = new ArrayList<>(List.of(and()));
        while (accept("||")) {
            parts.add(and());
        }
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new JsonFilter.Or(List.copyOf(parts));
    }

    private JsonFilter and() throws InvalidJsonPath {
        List<JsonFilter> parts = new ArrayList<>(List.of(basic()));
        while (accept("&&")) {
            parts.add(basic());
        }
        return parts.size() == 1 ? parts.getFirst() : new JsonFilter.And(List.copyOf(parts));
    }

    private JsonFilter basic() throws InvalidJsonPath {
        blanks();
        if (peek('!') && !text.startsWith("!=", at)) {
            at++;
            return new JsonFilter.Not(basic());
        }
        if (accept('(')) {
            JsonFilter inner = or();
            blanks();
            expect(')');
            return inner;
        }
        for (String name : List.of("match", "search")) {
            if (text.startsWith(name + "(", at)) {
                at += name.length() + 1;
                Operand value = operand();
                blanks();
                expect(',');
                Operand pattern = operand();
                if (pattern instanceof Operand.Literal(Json literal) && literal instanceof Json.Text(String regex)) {
                    compiles(regex);
                }
                blanks();
                expect(')');
                return new JsonFilter.Matches(value, pattern, name.equals("match"));
            }
        }
        Operand left = operand();
        blanks();
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (accept(operator)) {
                return new JsonFilter.Compare(left, operator, operand());
            }
        }
        if (left instanceof Operand.Query query) {
            return new JsonFilter.Exists(query);
        }
        throw invalid("a comparison is expected");
    }

    private void compiles(String regex) throws InvalidJsonPath {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException bad) {
            throw invalid("\"" + regex + "\" is no regular expression");
        }
    }

    private Operand operand() throws InvalidJsonPath {
        blanks();
        if (accept("length(")) {
            Operand of = operand();
            blanks();
            expect(')');
            return new Operand.Length(of);
        }
        if (accept("count(")) {
            if (!(operand() instanceof Operand.Query of)) {
                throw invalid("count takes a query");
            }
            blanks();
            expect(')');
            return new Operand.Count(of);
        }
        if (accept("value(")) {
            Operand of = operand();
            blanks();
            expect(')');
            return of;
        }
        if (peek('@') || peek('$')) {
            boolean absolute = text.charAt(at++) == '$';
            return new Operand.Query(absolute, List.copyOf(segments()));
        }
        if (peek('\'') || peek('"')) {
            return new Operand.Literal(new Json.Text(quoted()));
        }
        if (accept("true")) {
            return new Operand.Literal(new Json.Truth(true));
        }
        if (accept("false")) {
            return new Operand.Literal(new Json.Truth(false));
        }
        if (accept("null")) {
            return new Operand.Literal(new Json.Null());
        }
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        try {
            Double.parseDouble(number);
        } catch (NumberFormatException none) {
            at = start;
            throw invalid("a value is expected");
        }
        return new Operand.Literal(new Json.Numeral(number, false));
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean accept(char c) {
        if (peek(c)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean accept(String word) {
        blanks();
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private void expect(char c) throws InvalidJsonPath {
        if (!accept(c)) {
            throw invalid("'" + c + "' is expected");
        }
    }

    private InvalidJsonPath invalid(String what) {
        return new InvalidJsonPath(what + " at character " + (at + 1) + " of \"" + text + "\"");
    }
}

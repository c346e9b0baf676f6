package city.belfry.hub.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Tables for spreadsheets: CSV (RFC 4180) in which no cell is run as a formula.
public final class Spreadsheet {
    /// First characters that make a formula of a cell (OWASP, CSV injection).
    private static final String FORMULA = "=+-@\t\r";

    private Spreadsheet() {}

    /// A line with its end.
    public static String line(List<String> cells) {
        return cells.stream().map(Spreadsheet::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// Quoted where needed; a text that a spreadsheet would run gets an apostrophe before it. So does one that looks as
    /// if it had one already, or nobody could tell whose it is.
    private static String cell(String text) {
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /// Apostrophes before it do not count.
    private static boolean startsFormula(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start < text.length() && FORMULA.indexOf(text.charAt(start)) >= 0;
    }

    /// The cells of what [#line] wrote, line by line, as they were before.
    static List<List<String>> read(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean isDouble = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (c == '"' && !isDouble) {
                    quoted = false;
                } else {
                    cell.append(c);
                    i += isDouble ? 1 : 0;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                line.add(plain(cell));
            } else if (c == '\n') {
                line.add(plain(cell));
                lines.add(List.copyOf(line));
                line.clear();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return lines;
    }

    private static String plain(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        return text.startsWith("'") && startsFormula(text.substring(1)) ? text.substring(1) : text;
    }
}

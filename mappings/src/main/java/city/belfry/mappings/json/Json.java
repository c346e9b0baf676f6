package city.belfry.mappings.json;

import java.util.List;
import java.util.Map;

/// A JSON value. Numbers keep the text in which they were written.
public sealed interface Json {
    /// The value as JSON.
    default String text() {
        StringBuilder text = new StringBuilder();
        write(this, text);
        return text.toString();
    }

    private static void write(Json value, StringBuilder to) {
        switch (value) {
            case Text(String text) -> quote(text, to);
            case Numeral(String text, boolean isInteger) -> to.append(text);
            case Truth(boolean truth) -> to.append(truth);
            case Null() -> to.append("null");
            case Array(List<Json> items) -> {
                to.append('[');
                for (int at = 0; at < items.size(); at++) {
                    to.append(at == 0 ? "" : ",");
                    write(items.get(at), to);
                }
                to.append(']');
            }
            case Members(Map<String, Json> members) -> {
                to.append('{');
                boolean first = true;
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    to.append(first ? "" : ",");
                    first = false;
                    quote(member.getKey(), to);
                    to.append(':');
                    write(member.getValue(), to);
                }
                to.append('}');
            }
        }
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c < ' ') {
                to.append("\\u%04x".formatted((int) c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }

    record Text(String value) implements Json {}

    record Numeral(String text, boolean isInteger) implements Json {
        double value() {
            return Double.parseDouble(text);
        }
    }

    record Truth(boolean value) implements Json {}

    record Null() implements Json {}

    record Array(List<Json> items) implements Json {}

    record Members(Map<String, Json> members) implements Json {}
}

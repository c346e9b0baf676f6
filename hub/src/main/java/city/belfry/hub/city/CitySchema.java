package city.belfry.hub.city;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Descriptions of `city.yaml` made from the records that read it: a JSON Schema (2020-12) for editors and the table of
/// `docs/configuration.md`. So neither can say anything that the reader does not do.
public final class CitySchema {
    private CitySchema() {}

    /// The schema; editors take it from the comment `# yaml-language-server: $schema=city.schema.json`.
    public static String json() {
        return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                + "  \"title\": \"city.yaml of a Belfry hub\",\n"
                + object(CityDocument.class, "  ") + "\n}\n";
    }

    /// One Markdown table a section.
    public static String markdown() {
        StringBuilder out = new StringBuilder();
        section(out, "", CityDocument.class);
        return out.toString();
    }

    private static String object(Class<?> type, String indent) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        String required = components.stream()
                .filter(CitySchema::isRequired)
                .map(component -> "\"" + component.getName() + "\"")
                .collect(Collectors.joining(", "));
        String properties = components.stream()
                .map(component -> indent + "  \"" + component.getName() + "\": { \"description\": "
                        + quoted(YamlRecords.key(component).value()) + ", "
                        + schema(component.getGenericType(), YamlRecords.key(component), indent + "  ") + " }")
                .collect(Collectors.joining(",\n"));
        return indent + "\"type\": \"object\",\n" + indent + "\"additionalProperties\": false,\n" + indent
                + "\"required\": [" + required + "],\n" + indent + "\"properties\": {\n" + properties + "\n" + indent
                + "}";
    }

    private static String schema(Type type, Key key, String indent) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return schema(inner, key, indent);
            }
            if (generic.getRawType() == List.class) {
                return "\"type\": \"array\", \"items\": { " + schema(inner, key, indent) + " }";
            }
            return "\"type\": \"object\", \"additionalProperties\": { \"type\": [\"string\", \"number\", \"boolean\"] }";
        }
        Class<?> raw = (Class<?>) type;
        if (raw == LocalText.class) {
            return "\"type\": [\"string\", \"object\"], \"additionalProperties\": { \"type\": \"string\" }";
        }
        if (raw.isEnum()) {
            return "\"enum\": ["
                    + YamlRecords.constants(raw).stream()
                            .map(CitySchema::quoted)
                            .collect(Collectors.joining(", "))
                    + "]";
        }
        if (raw == int.class || raw == long.class) {
            return "\"type\": \"integer\"";
        }
        if (raw == boolean.class) {
            return "\"type\": \"boolean\"";
        }
        if (raw == URI.class) {
            return "\"type\": \"string\", \"format\": \"uri\"";
        }
        if (raw.isRecord() && !YamlRecords.isOneValue(raw)) {
            return "\n" + object(raw, indent + "  ") + "\n" + indent;
        }
        return "\"type\": \"string\""
                + (key.pattern().isEmpty() ? "" : ", \"pattern\": " + quoted("^" + key.pattern() + "$"));
    }

    private static boolean isRequired(RecordComponent component) {
        Class<?> raw = component.getType();
        return YamlRecords.key(component).fallback().isEmpty()
                && raw != Optional.class
                && raw != List.class
                && raw != Map.class
                && !(raw.isRecord() && !YamlRecords.isOneValue(raw) && YamlRecords.isOptionalAsAWhole(raw));
    }

    private static void section(StringBuilder out, String name, Class<?> type) {
        if (!name.isEmpty()) {
            out.append("\n### `").append(name).append("`\n\n");
        }
        out.append("| key | value | default | what it is |\n|---|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            Key key = YamlRecords.key(component);
            out.append("| `")
                    .append(component.getName())
                    .append("` | ")
                    .append(kind(component.getGenericType()))
                    .append(" | ")
                    .append(
                            isRequired(component)
                                    ? "required"
                                    : key.fallback().isEmpty() ? "none" : "`" + key.fallback() + "`")
                    .append(" | ")
                    .append(key.value().replace("|", "\\|"))
                    .append(" |\n");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> inner = innermost(component.getGenericType());
            if (inner.isRecord() && inner != LocalText.class && !YamlRecords.isOneValue(inner)) {
                String path = name.isEmpty() ? component.getName() : name + "." + component.getName();
                section(out, path + (component.getType() == List.class ? "[]" : ""), inner);
            }
        }
    }

    private static Class<?> innermost(Type type) {
        return type instanceof ParameterizedType generic
                ? innermost(generic.getActualTypeArguments()[0])
                : (Class<?>) type;
    }

    private static String kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return "list of " + kind(generic.getActualTypeArguments()[0]);
            }
            return generic.getRawType() == Map.class ? "pairs" : kind(generic.getActualTypeArguments()[0]);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return YamlRecords.constants(raw).stream()
                    .map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", "));
        }
        if (raw == LocalText.class) {
            return "text, or texts by language";
        }
        if (raw == URI.class) {
            return "address";
        }
        if (raw == ZoneId.class) {
            return "time zone";
        }
        if (raw == Duration.class) {
            return "time (`30s`, `10m`)";
        }
        if (raw == DataSize.class) {
            return "size (`512 MB`)";
        }
        if (raw == Percent.class) {
            return "share (`5 %`)";
        }
        if (raw.isRecord()) {
            return "section";
        }
        return raw == String.class ? "text" : raw == boolean.class ? "`true`, `false`" : "number";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

package city.belfry.hub.city;

import city.belfry.hub.city.CityException.Code;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads YAML into records, so that every value is typed and every fault has its line and column.
///
/// The keys are the names of the record components; what is not a key is refused, since a setting without effect
/// misleads.
final class YamlRecords {
    /// Characters of one document; a city with a thousand datasets takes a tenth of it.
    private static final int CODE_POINTS_MAX = 4 << 20;
    /// Aliases of collections; more is an attempt to fill the memory.
    private static final int ALIASES_MAX = 50;

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final String file;

    private YamlRecords(String file) {
        this.file = file;
    }

    /// @param file name of the document in messages
    static <R extends Record> R read(String file, String text, Class<R> type) {
        YamlRecords reader = new YamlRecords(file);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(CODE_POINTS_MAX)
                .setMaxAliasesForCollections(ALIASES_MAX)
                .build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark().map(YamlRecords::at).orElse("");
            throw new CityException(
                    Code.CITY_NOT_YAML,
                    file + place + ": this is no YAML: " + e.getProblem()
                            + ". Check the indentation and the quotes around this place.",
                    e);
        } catch (YamlEngineException e) {
            throw new CityException(Code.CITY_NOT_YAML, file + ": this is no YAML: " + firstLine(e), e);
        }
        Node node = root.orElseThrow(() -> new CityException(
                Code.CITY_KEY_MISSING,
                file + " is empty; expected the keys " + String.join(", ", keys(type))
                        + ". 'belfry init' writes one to start from."));
        return reader.record(node, "", type);
    }

    /// The keys of a record type, in order.
    static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private <R> R record(Node node, String path, Class<R> type) {
        if (!(node instanceof MappingNode mapping)) {
            throw invalid(node, path, "expected the keys " + String.join(", ", keys(type)));
        }
        Map<String, NodeTuple> entries = entries(mapping, path);
        for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
            if (!keys(type).contains(entry.getKey())) {
                throw new CityException(
                        Code.CITY_KEY_UNKNOWN,
                        file + position(entry.getValue().getKeyNode()) + ": unknown key '" + entry.getKey() + "'"
                                + (path.isEmpty() ? "" : " in '" + path + "'") + "."
                                + Nearest.hint(entry.getKey(), keys(type)) + " Known here: "
                                + String.join(", ", keys(type)) + ".");
            }
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            NodeTuple entry = entries.get(components[i].getName());
            String inner = path.isEmpty() ? components[i].getName() : path + "." + components[i].getName();
            values[i] = entry == null
                    ? absent(components[i], inner, node)
                    : value(entry.getValueNode(), inner, components[i].getGenericType(), key(components[i]));
        }
        return construct(type, values, node, path);
    }

    private Map<String, NodeTuple> entries(MappingNode mapping, String path) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw invalid(tuple.getKeyNode(), path, "a key is one word");
            }
            if (entries.put(name.getValue(), tuple) != null) {
                throw invalid(name, path, "the key '" + name.getValue() + "' stands here twice; keep one of the two");
            }
        }
        return entries;
    }

    private Object absent(RecordComponent component, String path, Node parent) {
        Key key = key(component);
        if (!key.fallback().isEmpty()) {
            return scalar(key.fallback(), component.getType());
        }
        Class<?> raw = component.getType();
        if (raw == Optional.class) {
            return Optional.empty();
        }
        if (raw == List.class) {
            return List.of();
        }
        if (raw == Map.class) {
            return Map.of();
        }
        if (raw.isRecord() && isOptionalAsAWhole(raw)) {
            Object[] values = Arrays.stream(raw.getRecordComponents())
                    .map(inner -> absent(inner, path, parent))
                    .toArray();
            return construct(raw, values, parent, path);
        }
        throw new CityException(
                Code.CITY_KEY_MISSING, file + position(parent) + ": the key '" + path + "' is missing. " + key.value());
    }

    /// A section may be left out when nothing in it is required.
    static boolean isOptionalAsAWhole(Class<?> type) {
        return type != LocalText.class
                && Arrays.stream(type.getRecordComponents()).allMatch(component -> {
                    Class<?> raw = component.getType();
                    return !key(component).fallback().isEmpty()
                            || raw == Optional.class
                            || raw == List.class
                            || raw == Map.class;
                });
    }

    private Object value(Node node, String path, Type type, Key key) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return Optional.of(value(node, path, arguments[0], key));
            }
            if (generic.getRawType() == List.class) {
                return list(node, path, arguments[0], key);
            }
            return texts(node, path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == LocalText.class) {
            return node instanceof MappingNode ? new LocalText(texts(node, path)) : LocalText.plain(text(node, path));
        }
        if (raw.isRecord() && !isOneValue(raw)) {
            return record(node, path, raw);
        }
        String text = text(node, path);
        if (!key.pattern().isEmpty() && !text.matches(key.pattern())) {
            throw invalid(node, path, "'" + text + "' does not match " + key.pattern());
        }
        try {
            return scalar(text, raw);
        } catch (RuntimeException e) {
            throw invalid(node, path, "'" + text + "' is no valid value: " + firstLine(e));
        }
    }

    private List<Object> list(Node node, String path, Type element, Key key) {
        if (!(node instanceof SequenceNode sequence)) {
            throw invalid(node, path, "expected a list ('- one' on a line each, or [one, two])");
        }
        List<Object> values = new ArrayList<>();
        Set<Object> identifiers = new HashSet<>();
        for (Node item : sequence.getValue()) {
            Object value = value(item, path + "[" + values.size() + "]", element, key);
            values.add(value);
            if (!identifiers.add(identity(value))) {
                throw invalid(item, path, "'" + identity(value) + "' stands in this list twice; each may stand once");
            }
        }
        return List.copyOf(values);
    }

    /// What must be unique in a list: the id of an entry, or the entry itself.
    private static Object identity(Object value) {
        return switch (value) {
            case DatasetEntry dataset -> dataset.id();
            case LinkEntry link -> link.id();
            case PrivacyRule rule -> rule.field();
            default -> value;
        };
    }

    private Map<String, String> texts(Node node, String path) {
        if (!(node instanceof MappingNode mapping)) {
            throw invalid(node, path, "expected pairs 'name: value'");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        entries(mapping, path).forEach((name, entry) -> texts.put(name, text(entry.getValueNode(), path + "." + name)));
        return texts;
    }

    private String text(Node node, String path) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw invalid(node, path, "expected one value, found " + (node instanceof MappingNode ? "keys" : "a list"));
    }

    private static Object scalar(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class) {
            return Integer.parseInt(text);
        }
        if (type == long.class) {
            return Long.parseLong(text);
        }
        if (type == boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("expected true or false");
            };
        }
        if (type == URI.class) {
            return absoluteUri(text);
        }
        if (type == ZoneId.class) {
            return ZoneId.of(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == DataSize.class) {
            return DataSize.parse(text);
        }
        if (type == Percent.class) {
            return Percent.parse(text);
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        throw new IllegalStateException("city.yaml has no reader for " + type);
    }

    /// A record that is written as one word and not as a section.
    static boolean isOneValue(Class<?> type) {
        return type == DataSize.class || type == Percent.class;
    }

    private static URI absoluteUri(String text) {
        URI uri = URI.create(text);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("expected an address that starts with https:// or http://");
        }
        return uri;
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a time such as 30s, 10m, 2h or 7d");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Object constant(String text, Class<?> type) {
        List<String> names = constants(type);
        int index = names.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", names) + "." + Nearest.hint(text, names));
        }
        return type.getEnumConstants()[index];
    }

    /// The words of an enum as they are written in YAML: `N_TRIPLES` is `n-triples`.
    static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private <R> R construct(Class<R> type, Object[] values, Node node, String path) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw invalid(node, path, cause == null ? e.toString() : firstLine(cause));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be built", e);
        }
    }

    static Key key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalStateException(component + " has no @Key");
        }
        return key;
    }

    private CityException invalid(Node node, String path, String problem) {
        return new CityException(
                Code.CITY_VALUE_INVALID,
                file + position(node) + (path.isEmpty() ? "" : ", '" + path + "'") + ": " + problem
                        + (problem.endsWith(".") || problem.endsWith("?") ? "" : "."));
    }

    private static String position(Node node) {
        return node.getStartMark().map(YamlRecords::at).orElse("");
    }

    private static String at(Mark mark) {
        return " line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.json.Json;
import city.belfry.mappings.json.JsonPath;
import city.belfry.mappings.json.JsonPath.InvalidJsonPath;
import city.belfry.mappings.json.JsonPath.Segment;
import city.belfry.mappings.json.JsonPath.Selector;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON and JSON Lines. The document streams past as far as the iterator is made of names, indexes and `[*]`;
/// only one record is held at a time, or, behind a filter or `..`, what lies below the streamed part.
///
/// Records whose references are all names of members are not even held: their members go straight to the row.
public final class JsonReader implements RowReader {
    /// What stands in a source may tell of a person, and has no place in a message.
    private static final Pattern QUOTED_TOKEN = Pattern.compile("token '[^']*'");

    private final Limits limits;
    private final JsonFactory factory;
    private final List<TreatedJson> treatments;

    public JsonReader(Limits limits) {
        this(limits, List.of());
    }

    JsonReader(Limits limits, List<Treatment> treatments) {
        this.limits = limits;
        this.treatments = treatments.stream().map(TreatedJson::new).toList();
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nestingDepth())
                        .maxStringLength(limits.recordBytes())
                        .build())
                .build();
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        return read(file, fields, Optional.empty(), consumer);
    }

    /// Takes the records as a whole, after their treatment.
    @FunctionalInterface
    interface WholeTaker {
        void record(Json record, String path);
    }

    /// Hands on each record with all its members, whoever refers to them.
    void whole(SourceFile file, LogicalSource source, WholeTaker taker) throws IOException {
        read(file, new Fields(source), Optional.of(taker), row -> {});
    }

    private Count read(SourceFile file, Fields fields, Optional<WholeTaker> whole, RowConsumer consumer)
            throws IOException {
        try (CountedStream in = new CountedStream(file.open());
                JsonParser parser = parser(in, fields.source().encoding())) {
            Walk walk = new Walk(parser, fields, whole, consumer, file.name());
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                walk.descend(token, 0, "$");
            }
            return new Count(walk.records, in.count());
        } catch (JacksonException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "%s line %d column %d: this is no JSON: %s."
                            .formatted(
                                    file.name(),
                                    broken.getLocation() == null
                                            ? 0
                                            : broken.getLocation().getLineNr(),
                                    broken.getLocation() == null
                                            ? 0
                                            : broken.getLocation().getColumnNr(),
                                    QUOTED_TOKEN
                                            .matcher(broken.getOriginalMessage())
                                            .replaceAll("token '…'")),
                    broken);
        }
    }

    private JsonParser parser(InputStream in, String encoding) {
        boolean detected = encoding.startsWith("UTF-");
        return detected
                ? factory.createParser(ObjectReadContext.empty(), in)
                : factory.createParser(ObjectReadContext.empty(), new InputStreamReader(in, Charset.forName(encoding)));
    }

    /// A query that the planner has already checked.
    private static JsonPath compiled(String text) {
        try {
            return JsonPath.parse(text);
        } catch (InvalidJsonPath invalid) {
            throw new MappingException(Code.EXPRESSION_INVALID, invalid.reason(), invalid);
        }
    }

    /// One walk through one document.
    private final class Walk {
        private final JsonParser parser;
        private final Optional<WholeTaker> whole;
        private final RowConsumer consumer;
        private final String name;
        private final Row row;
        private final RowBytes bytes = new RowBytes();
        private final List<String> nulls;
        /// The part of the iterator that streams, and what is left for the held part.
        private final List<Segment> streamed;

        private final JsonPath rest;
        /// Slot by member name, when all references are member names.
        private final Map<String, Integer> members = new HashMap<>();

        private final boolean flat;
        /// Query by slot, where there is one.
        private final Map<Integer, JsonPath> queries = new LinkedHashMap<>();

        private long records;
        private long held;

        Walk(JsonParser parser, Fields fields, Optional<WholeTaker> whole, RowConsumer consumer, String name) {
            this.parser = parser;
            this.whole = whole;
            this.consumer = consumer;
            this.name = name;
            nulls = fields.source().nulls().stream()
                    .filter(text -> !text.isEmpty() || !fields.source().old())
                    .toList();
            row = new Row(fields.count());
            List<Segment> segments = compiled(fields.source().iterator()).segments();
            int streaming = 0;
            while (streaming < segments.size() && streams(segments.get(streaming))) {
                streaming++;
            }
            streamed = segments.subList(0, streaming);
            rest = new JsonPath(segments.subList(streaming, segments.size()));
            boolean onlyMembers = rest.segments().isEmpty() && treatments.isEmpty() && whole.isEmpty();
            for (int slot = 0; slot < fields.count(); slot++) {
                if (fields.isDerived(slot)) {
                    continue;
                }
                JsonPath query = compiled(fields.name(slot));
                queries.put(slot, query);
                if (query.segments().size() == 1
                        && !query.segments().getFirst().descendants()
                        && query.segments().getFirst().selectors().size() == 1
                        && query.segments().getFirst().selectors().getFirst() instanceof Selector.Name(String member)
                        && !members.containsKey(member)) {
                    members.put(member, slot);
                } else {
                    onlyMembers = false;
                }
            }
            flat = onlyMembers;
        }

        private static boolean streams(Segment segment) {
            return !segment.descendants()
                    && segment.selectors().size() == 1
                    && switch (segment.selectors().getFirst()) {
                        case Selector.Name found -> true;
                        case Selector.Wildcard wildcard -> true;
                        case Selector.Index(long index) -> index >= 0;
                        case Selector.Slice slice -> false;
                        case Selector.Filter filter -> false;
                    };
        }

        /// Goes from a value, at its first token, to the records below it; ends at its last token.
        void descend(JsonToken token, int depth, String path) {
            if (depth == streamed.size()) {
                item(token, path);
                return;
            }
            Selector selector = streamed.get(depth).selectors().getFirst();
            if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String member = parser.currentName();
                    JsonToken value = parser.nextToken();
                    boolean wanted = switch (selector) {
                        case Selector.Name(String wantedName) -> wantedName.equals(member);
                        case Selector.Wildcard wildcard -> true;
                        case Selector.Index index -> false;
                        case Selector.Slice slice -> false;
                        case Selector.Filter filter -> false;
                    };
                    if (wanted) {
                        descend(value, depth + 1, path + "." + member);
                    } else {
                        parser.skipChildren();
                    }
                }
            } else if (token == JsonToken.START_ARRAY) {
                long at = 0;
                boolean last = depth + 1 == streamed.size() && flat;
                for (JsonToken value = parser.nextToken(); value != JsonToken.END_ARRAY; value = parser.nextToken()) {
                    boolean wanted = selector instanceof Selector.Wildcard
                            || (selector instanceof Selector.Index(long index) && index == at);
                    if (!wanted) {
                        parser.skipChildren();
                    } else if (last && value == JsonToken.START_OBJECT) {
                        row.at(path, at);
                        members();
                    } else {
                        descend(value, depth + 1, path + "[" + at + "]");
                    }
                    at++;
                }
            }
        }

        private void item(JsonToken token, String path) {
            if (flat && token == JsonToken.START_OBJECT) {
                row.at(path);
                members();
                return;
            }
            held = 0;
            Json value = value(token);
            List<Json> items = rest.select(value);
            for (int at = 0; at < items.size(); at++) {
                row.at(rest.segments().isEmpty() ? path : path + " item " + (at + 1));
                record(items.get(at));
            }
        }

        /// Fills a row from the members of the object that was just opened.
        private void members() {
            bytes.clear();
            row.begin(bytes.array(), 0);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                Integer slot = members.get(parser.currentName());
                JsonToken token = parser.nextToken();
                if (slot == null) {
                    parser.skipChildren();
                    continue;
                }
                row.clear(slot);
                int start = bytes.length();
                switch (token) {
                    case VALUE_STRING -> {
                        bytes.add(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
                        if (nulls.isEmpty() || !nulls.contains(parser.getString())) {
                            row.add(slot, start, bytes.length(), Row.TEXT);
                        }
                    }
                    case VALUE_NUMBER_INT -> number(slot, start, Row.INTEGER);
                    case VALUE_NUMBER_FLOAT -> number(slot, start, Row.DOUBLE);
                    case VALUE_TRUE, VALUE_FALSE -> {
                        bytes.add(parser.getString());
                        row.add(slot, start, bytes.length(), Row.BOOLEAN);
                    }
                    case START_OBJECT, START_ARRAY -> {
                        held = 0;
                        composite(slot, start, value(token));
                    }
                    default -> {}
                }
                if (bytes.length() > limits.recordBytes()) {
                    throw beyond("recordBytes", limits.recordBytes());
                }
            }
            row.moved(bytes.array());
            records++;
            consumer.row(row);
        }

        private void number(int slot, int start, byte kind) {
            bytes.add(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            row.add(slot, start, bytes.length(), kind);
        }

        private void record(Json raw) {
            Json item = raw;
            for (TreatedJson treatment : treatments) {
                item = treatment.of(item);
            }
            if (whole.isPresent()) {
                records++;
                whole.get().record(item, row.path());
                return;
            }
            bytes.clear();
            row.begin(bytes.array(), 0);
            for (Map.Entry<Integer, JsonPath> query : queries.entrySet()) {
                for (Json value : query.getValue().select(item)) {
                    add(query.getKey(), value);
                }
            }
            row.moved(bytes.array());
            records++;
            consumer.row(row);
        }

        private void add(int slot, Json value) {
            int start = bytes.length();
            switch (value) {
                case Json.Text(String text) -> {
                    if (!nulls.contains(text)) {
                        bytes.add(text);
                        row.add(slot, start, bytes.length(), Row.TEXT);
                    }
                }
                case Json.Numeral(String text, boolean isInteger) -> {
                    bytes.add(text);
                    row.add(slot, start, bytes.length(), isInteger ? Row.INTEGER : Row.DOUBLE);
                }
                case Json.Truth(boolean truth) -> {
                    bytes.add(Boolean.toString(truth));
                    row.add(slot, start, bytes.length(), Row.BOOLEAN);
                }
                case Json.Null nothing -> {}
                case Json.Array array -> composite(slot, start, array);
                case Json.Members object -> composite(slot, start, object);
            }
        }

        /// Keeps the JSON text of an object or array, for functions that take one (geometry).
        private void composite(int slot, int start, Json value) {
            bytes.add(value.text());
            row.add(slot, start, bytes.length(), Row.COMPOSITE);
        }

        private Json value(JsonToken token) {
            held += 8;
            if (held
                    > (rest.segments().isEmpty() && !streamed.isEmpty()
                            ? limits.recordBytes()
                            : limits.documentBytes())) {
                throw beyond(
                        rest.segments().isEmpty() && !streamed.isEmpty() ? "recordBytes" : "documentBytes",
                        rest.segments().isEmpty() && !streamed.isEmpty()
                                ? limits.recordBytes()
                                : limits.documentBytes());
            }
            return switch (token) {
                case VALUE_STRING -> {
                    String text = parser.getString();
                    held += text.length();
                    yield new Json.Text(text);
                }
                case VALUE_NUMBER_INT -> new Json.Numeral(parser.getString(), true);
                case VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getString(), false);
                case VALUE_TRUE -> new Json.Truth(true);
                case VALUE_FALSE -> new Json.Truth(false);
                case START_ARRAY -> {
                    List<Json> items = new ArrayList<>();
                    for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                        items.add(value(next));
                    }
                    yield new Json.Array(items);
                }
                case START_OBJECT -> {
                    Map<String, Json> object = new LinkedHashMap<>();
                    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                        String member = parser.currentName();
                        object.put(member, value(parser.nextToken()));
                    }
                    yield new Json.Members(object);
                }
                default -> new Json.Null();
            };
        }

        private MappingException beyond(String limit, int value) {
            return new MappingException(
                    Code.LIMIT_REACHED,
                    "%s: a record is larger than the limit '%s' of %d bytes.".formatted(name, limit, value));
        }
    }
}

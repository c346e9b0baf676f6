package city.belfry.mappings.json;

import java.util.ArrayList;
import java.util.List;

/// A compiled JSONPath query (RFC 9535). Immutable.
///
/// References of RML are often written without the leading `$`; [#parse] takes them as relative to the record.
///
/// @param segments applied one after the other, starting with the root
public record JsonPath(List<Segment> segments) {
    /// Compiles a query.
    ///
    /// @param text the query, for example `$.stations[*]` or `name`
    public static JsonPath parse(String text) throws InvalidJsonPath {
        return new JsonPathParser(text).query();
    }

    /// The values that the query selects below a value, in document order.
    public List<Json> select(Json root) {
        return select(segments, root, root);
    }

    static List<Json> select(List<Segment> segments, Json root, Json start) {
        List<Json> nodes = List.of(start);
        for (Segment segment : segments) {
            List<Json> next = new ArrayList<>();
            for (Json node : nodes) {
                if (segment.descendants()) {
                    below(segment, root, node, next);
                } else {
                    apply(segment, root, node, next);
                }
            }
            nodes = next;
        }
        return nodes;
    }

    private static void below(Segment segment, Json root, Json node, List<Json> found) {
        apply(segment, root, node, found);
        switch (node) {
            case Json.Array array -> array.items().forEach(item -> below(segment, root, item, found));
            case Json.Members object -> object.members().values().forEach(item -> below(segment, root, item, found));
            case Json.Text text -> {}
            case Json.Numeral number -> {}
            case Json.Truth truth -> {}
            case Json.Null nothing -> {}
        }
    }

    private static void apply(Segment segment, Json root, Json node, List<Json> found) {
        for (Selector selector : segment.selectors()) {
            switch (node) {
                case Json.Array array -> items(selector, root, array.items(), found);
                case Json.Members object -> members(selector, root, object, found);
                case Json.Text text -> {}
                case Json.Numeral number -> {}
                case Json.Truth truth -> {}
                case Json.Null nothing -> {}
            }
        }
    }

    private static void items(Selector selector, Json root, List<Json> items, List<Json> found) {
        switch (selector) {
            case Selector.Name name -> {}
            case Selector.Wildcard wildcard -> found.addAll(items);
            case Selector.Index(long index) -> {
                long at = index < 0 ? items.size() + index : index;
                if (at >= 0 && at < items.size()) {
                    found.add(items.get((int) at));
                }
            }
            case Selector.Slice slice -> slice(slice, items, found);
            case Selector.Filter(JsonFilter filter) -> {
                for (Json item : items) {
                    if (filter.test(root, item)) {
                        found.add(item);
                    }
                }
            }
        }
    }

    private static void members(Selector selector, Json root, Json.Members object, List<Json> found) {
        switch (selector) {
            case Selector.Name(String name) -> {
                Json value = object.members().get(name);
                if (value != null) {
                    found.add(value);
                }
            }
            case Selector.Wildcard wildcard -> found.addAll(object.members().values());
            case Selector.Index index -> {}
            case Selector.Slice slice -> {}
            case Selector.Filter(JsonFilter filter) -> {
                for (Json item : object.members().values()) {
                    if (filter.test(root, item)) {
                        found.add(item);
                    }
                }
            }
        }
    }

    /// RFC 9535 §2.3.4.2.2.
    private static void slice(Selector.Slice slice, List<Json> items, List<Json> found) {
        long length = items.size();
        long step = slice.step();
        if (step > 0) {
            long lower = Math.clamp(normal(slice.start(), 0, length), 0, length);
            long upper = Math.clamp(normal(slice.end(), length, length), 0, length);
            for (long at = lower; at < upper; at += step) {
                found.add(items.get((int) at));
            }
        } else if (step < 0) {
            long upper = Math.clamp(normal(slice.start(), length - 1, length), -1, length - 1);
            long lower = Math.clamp(normal(slice.end(), -length - 1, length), -1, length - 1);
            for (long at = upper; at > lower; at += step) {
                found.add(items.get((int) at));
            }
        }
    }

    private static long normal(long bound, long standard, long length) {
        long value = bound == Selector.Slice.OPEN ? standard : bound;
        return value >= 0 ? value : length + value;
    }

    /// One step of a query.
    ///
    /// @param descendants applied to the value and everything below it (`..`)
    public record Segment(boolean descendants, List<Selector> selectors) {}

    /// What a step takes of a value.
    public sealed interface Selector {
        record Name(String name) implements Selector {}

        record Wildcard() implements Selector {}

        record Index(long index) implements Selector {}

        /// A range of an array; [#OPEN] = bound not given.
        record Slice(long start, long end, long step) implements Selector {
            static final long OPEN = Long.MIN_VALUE;
        }

        record Filter(JsonFilter filter) implements Selector {}
    }

    /// What is wrong in a query; the caller knows where it stands.
    public static final class InvalidJsonPath extends Exception {
        private final String reason;

        InvalidJsonPath(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }
}

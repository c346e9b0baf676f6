package city.belfry.mappings.read;

import city.belfry.mappings.Options;
import city.belfry.mappings.json.Json;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Records with all that stands in them, not only what a mapping refers to, after the treatment of personal data.
public final class WholeRecords {
    private static final Pattern EVERY_COLUMN = Pattern.compile(".*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

    private WholeRecords() {}

    /// Takes records value by value.
    public interface Taker {
        /// The next record of the file.
        default void begin(long line, String path) {}

        /// Whether of a field only values with an `@` are wanted.
        default boolean isEnough(String field) {
            return false;
        }

        /// One value, by the reference that a mapping would use for it; items of arrays as `[*]`.
        void value(String field, String text);
    }

    /// Reads one file of a source; what is wrong in it is told when it is mapped.
    ///
    /// @param references what is read of a source whose records are no whole: the answers of a query
    public static void each(
            SourceFile file,
            LogicalSource source,
            List<String> references,
            Sources sources,
            Options options,
            Taker taker) {
        Findings findings = new Findings(options.withStrict(false), finding -> {});
        try {
            switch (source.format()) {
                case JSON -> {
                    JsonReader reader = new JsonReader(options.limits(), options.treatments());
                    reader.whole(file, source, (record, path) -> {
                        taker.begin(0, path);
                        leaves("", record, taker);
                    });
                }
                case XML -> XmlLeaves.each(file, source, options, taker);
                case CSV, XLSX, ROWS -> {
                    Fields fields = new Fields(source);
                    if (source.access() instanceof Access.File || source.access() instanceof Access.Database) {
                        fields.wantColumns(EVERY_COLUMN);
                    } else {
                        references.forEach(fields::slot);
                    }
                    sources.reader(source, options.withStrict(false))
                            .read(file, fields, row -> row(row, fields, taker), findings);
                }
            }
        } catch (IOException broken) {
            throw file.unreadable(broken);
        }
    }

    private static void row(Row row, Fields fields, Taker taker) {
        taker.begin(row.line(), row.path());
        for (int slot = 0; slot < fields.count(); slot++) {
            String name = fields.name(slot);
            boolean onlyAt = taker.isEnough(name);
            for (int at = 0; at < row.count(slot); at++) {
                if (!onlyAt || hasAt(row, slot, at)) {
                    taker.value(name, row.text(slot, at));
                }
            }
        }
    }

    private static boolean hasAt(Row row, int slot, int at) {
        byte[] bytes = row.bytes();
        int start = row.start(slot, at);
        if (start < 0) {
            return true;
        }
        for (int byteAt = start; byteAt < row.end(slot, at); byteAt++) {
            if (bytes[byteAt] == '@') {
                return true;
            }
        }
        return false;
    }

    private static void leaves(String path, Json value, Taker taker) {
        switch (value) {
            case Json.Text(String text) -> taker.value(path, text);
            case Json.Numeral(String text, boolean isInteger) -> taker.value(path, text);
            case Json.Truth(boolean truth) -> taker.value(path, Boolean.toString(truth));
            case Json.Null nothing -> {}
            case Json.Array(List<Json> items) -> items.forEach(item -> leaves(path + "[*]", item, taker));
            case Json.Members(Map<String, Json> members) ->
                members.forEach((name, member) -> leaves(member(path, name), member, taker));
        }
    }

    private static String member(String path, String name) {
        if (NAME.matcher(name).matches()) {
            return path.isEmpty() ? name : path + "." + name;
        }
        return (path.isEmpty() ? "$" : path) + "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.json.Json;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Scan.ViewField;
import city.belfry.mappings.read.Readers;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.read.RowReader;
import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.write.LineBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns records into rows of a logical view (RML-LV): all combinations of the values of its fields, then of the
/// matching rows of the views that it is joined with. A field without a value leaves its place empty, it does not take
/// the row away.
final class ViewRows implements RowConsumer {
    private final Scan.Step.View view;
    private final Place place;
    private final Terms terms;
    private final ViewReading reading;
    private final RowConsumer next;
    private final List<Joined> joins = new ArrayList<>();
    private final Map<ViewField.Items, RowReader> readers = new HashMap<>();
    /// Values of the row in the making.
    private final @Nullable FieldValue[] values;

    private final Row row;
    private final LineBuffer bytes = new LineBuffer(1 << 10);
    private long records;

    ViewRows(Scan.Step.View view, Place place, Terms terms, ViewReading reading, RowConsumer next) {
        this.view = view;
        this.place = place;
        this.terms = terms;
        this.reading = reading;
        this.next = next;
        values = new FieldValue[view.slots()];
        row = new Row(view.slots());
        for (Scan.ViewJoin join : view.joins()) {
            joins.add(new Joined(join));
        }
    }

    @Override
    public void row(Row record) {
        values[view.indexSlot()] = FieldValue.ofIndex(records++);
        combine(view.fields(), 0, record, Optional.empty(), () -> extend(0, record));
    }

    /// Goes through the values of the fields from one on, and for each combination of them on to what comes then.
    ///
    /// @param text the value that the fields stand in, when they do not stand in a record
    private void combine(List<ViewField> fields, int at, Row record, Optional<FieldValue> text, Runnable then) {
        if (at == fields.size()) {
            then.run();
            return;
        }
        ViewField field = fields.get(at);
        Runnable others = () -> combine(fields, at + 1, record, text, then);
        long found = switch (field) {
            case ViewField.Value value -> values(value, record, others);
            case ViewField.Items items when text.isPresent() -> items(items, 0, text.get(), record, others);
            case ViewField.Items items -> {
                long count = 0;
                for (int item = 0; item < record.count(items.textSlot()); item++) {
                    FieldValue itemText =
                            new FieldValue(record.text(items.textSlot(), item), record.kind(items.textSlot(), item));
                    count += items(items, count, document(items, itemText), record, others);
                }
                yield count;
            }
        };
        if (found == 0) {
            clear(field);
            others.run();
        }
    }

    private long values(ViewField.Value field, Row record, Runnable then) {
        List<FieldValue> found = terms.fieldValues(field.term(), record);
        for (int index = 0; index < found.size(); index++) {
            values[field.slot()] = found.get(index);
            values[field.indexSlot()] = FieldValue.ofIndex(index);
            combine(field.inside(), 0, record, Optional.of(found.get(index)), then);
        }
        return found.size();
    }

    /// Reads the records of a text.
    ///
    /// @param first index of the first of them
    private long items(ViewField.Items field, long first, FieldValue text, Row record, Runnable then) {
        RowReader reader = readers.computeIfAbsent(
                field, unseen -> Readers.of(field.fields().source().format(), reading.limits()));
        byte[] document = text.bytes();
        SourceFile file =
                new SourceFile(place.file(), place.file(), document.length, () -> new ByteArrayInputStream(document));
        long[] count = {0};
        try {
            reader.read(
                    file,
                    field.fields(),
                    item -> {
                        values[field.indexSlot()] = FieldValue.ofIndex(first + count[0]++);
                        combine(field.inside(), 0, item, Optional.empty(), then);
                    },
                    reading.findings());
        } catch (MappingException unreadable) {
            if (unreadable.code() != MappingException.Code.SOURCE_UNREADABLE) {
                throw unreadable;
            }
            place.violation(
                    record,
                    "FIELD_UNREADABLE",
                    view.name(),
                    "the text of a field cannot be read as %s: %s"
                            .formatted(field.fields().source().format(), unreadable.getMessage()),
                    "Correct the text, or the reference formulation of the iterable field.");
        } catch (IOException broken) {
            throw new UncheckedIOException("bytes in memory cannot be read", broken);
        }
        return count[0];
    }

    /// An item of a record as a document of its own: texts of JSON are quoted again.
    private static FieldValue document(ViewField.Items field, FieldValue item) {
        return field.fields().source().format() == LogicalSource.Format.JSON && item.kind() == Row.TEXT
                ? new FieldValue(new Json.Text(item.text()).text(), Row.TEXT)
                : item;
    }

    private void clear(ViewField field) {
        switch (field) {
            case ViewField.Value value -> {
                values[value.slot()] = null;
                values[value.indexSlot()] = null;
            }
            case ViewField.Items items -> values[items.indexSlot()] = null;
        }
        field.inside().forEach(this::clear);
    }

    /// Adds the fields of the joins from one on, and hands on the finished row.
    private void extend(int at, Row record) {
        if (at == joins.size()) {
            fill(record);
            next.row(row);
            return;
        }
        joins.get(at).extend(record, () -> extend(at + 1, record));
    }

    private void fill(Row record) {
        bytes.length(0);
        row.begin(bytes.bytes(), record.line());
        row.at(record.path());
        for (int slot = 0; slot < values.length; slot++) {
            FieldValue value = values[slot];
            if (value != null) {
                int start = bytes.length();
                bytes.add(value.bytes());
                row.add(slot, start, bytes.length(), value.kind());
            }
        }
        row.moved(bytes.bytes());
    }

    /// A join with another view, whose rows are held by their keys.
    private final class Joined {
        private record Key(long high, long low) {}

        private final Scan.ViewJoin join;
        private final JoinKey childKey;
        private final Map<Key, List<List<Optional<FieldValue>>>> rows = new HashMap<>();

        Joined(Scan.ViewJoin join) {
            this.join = join;
            childKey = new JoinKey(join.childKeys(), terms);
            JoinKey parentKey = new JoinKey(join.parentKeys(), terms);
            reading.walk().through(join.parent(), parent -> {
                List<Optional<FieldValue>> taken = join.fields().stream()
                        .map(field ->
                                terms.fieldValues(field.term(), parent).stream().findFirst())
                        .toList();
                parentKey.each(
                        parent,
                        (high, low) -> rows.computeIfAbsent(new Key(high, low), unseen -> new ArrayList<>())
                                .add(taken));
            });
        }

        void extend(Row record, Runnable then) {
            fill(record);
            long[] found = {0};
            childKey.each(row, (high, low) -> {
                for (List<Optional<FieldValue>> match : rows.getOrDefault(new Key(high, low), List.of())) {
                    for (int field = 0; field < match.size(); field++) {
                        set(field, match.get(field), found[0]);
                    }
                    found[0]++;
                    then.run();
                }
            });
            if (found[0] == 0 && !join.isInner()) {
                join.fields().forEach(ViewRows.this::clear);
                then.run();
            }
        }

        private void set(int field, Optional<FieldValue> value, long index) {
            ViewField.Value into = join.fields().get(field);
            values[into.slot()] = value.orElse(null);
            values[into.indexSlot()] = value.isPresent() ? FieldValue.ofIndex(index) : null;
        }
    }
}

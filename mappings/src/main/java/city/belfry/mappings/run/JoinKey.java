package city.belfry.mappings.run;

import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.write.Ascending;
import city.belfry.mappings.write.Distinct;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What two records of a join must have in common: the values of its conditions.
///
/// A key is the 128-bit hash of its values, in which the place and the length of each count, so that ("a", "bc") and
/// ("ab", "c") are different keys. Two keys have the same hash as seldom as two statements ([Distinct]).
final class JoinKey {
    /// Comes before all that values are made of, so that keys have the order of their values.
    private static final byte BETWEEN = 0;

    private final List<Term> parts;
    private final Terms terms;
    /// The slot of a part that is a plain reference; -1 for any other.
    private final int[] slots;

    private long high;
    private long low;
    private final Ascending order = new Ascending();
    /// The values of several parts one behind the other, to compare them.
    private final LineBuffer values = new LineBuffer(64);

    JoinKey(List<Term> parts, Terms terms) {
        this.parts = parts;
        this.terms = terms;
        slots = parts.stream().mapToInt(JoinKey::slot).toArray();
    }

    private static int slot(Term part) {
        return part.conditions().isEmpty()
                        && !part.type().isIri()
                        && part.source() instanceof Source.Slot(int slot, String name)
                ? slot
                : -1;
    }

    /// Whether it is made of cells as they are.
    boolean isOfCells() {
        return slots().allMatch(slot -> slot >= 0);
    }

    /// The slots of its parts; -1 for a part that is no plain reference.
    IntStream slots() {
        return Arrays.stream(slots);
    }

    /// Takes one key.
    @FunctionalInterface
    interface Taker {
        void key(long high, long low);
    }

    /// Hands on every combination of the values of the parts; none when a part has no value.
    void each(Row row, Taker taker) {
        switch (read(row)) {
            case NONE -> {}
            case ONE -> taker.key(high, low);
            case PERHAPS_SEVERAL -> combinations(row, taker);
        }
    }

    /// How many keys a record has.
    enum Count {
        NONE,
        ONE,
        /// To be found out by [#each].
        PERHAPS_SEVERAL
    }

    /// Reads the key of a record that has one of plain cells.
    Count read(Row row) {
        begin();
        for (int slot : slots) {
            if (slot < 0) {
                return Count.PERHAPS_SEVERAL;
            }
            int count = row.count(slot);
            if (count == 0) {
                return Count.NONE;
            }
            int start = row.start(slot, 0);
            byte kind = row.kind(slot, 0);
            // A double is compared in its canonical form, which the plain way makes.
            if (count > 1 || start < 0 || kind == Row.DOUBLE || kind == Row.COMPOSITE) {
                return Count.PERHAPS_SEVERAL;
            }
            add(row.bytes(), start, row.end(slot, 0));
        }
        return Count.ONE;
    }

    /// The upper half of what [#read] read.
    long high() {
        return high;
    }

    /// The lower half of what [#read] read.
    long low() {
        return low;
    }

    /// Whether the key that was read as the only one of its record is greater than all that this was asked for.
    boolean isGreatest(Row row) {
        if (slots.length == 1) {
            return order.isGreatest(row.bytes(), row.start(slots[0], 0), row.end(slots[0], 0));
        }
        values.length(0);
        for (int slot : slots) {
            values.add(row.bytes(), row.start(slot, 0), row.end(slot, 0));
            values.add(BETWEEN);
        }
        return order.isGreatest(values.bytes(), 0, values.length());
    }

    /// Whether keys came in no order, as far as [#isGreatest] was asked.
    boolean isInNoOrder() {
        return order.isGivenUp();
    }

    private void begin() {
        high = 0;
        low = 0;
    }

    private void add(byte[] from, int start, int end) {
        high = Hash.high(high, from, start, end);
        low = Hash.low(low, from, start, end);
    }

    private void combinations(Row row, Taker taker) {
        List<List<byte[]>> keys = List.of(List.of());
        for (Term part : parts) {
            List<List<byte[]>> longer = new ArrayList<>();
            for (String text : terms.texts(part, row)) {
                byte[] value = text.getBytes(StandardCharsets.UTF_8);
                for (List<byte[]> values : keys) {
                    List<byte[]> more = new ArrayList<>(values);
                    more.add(value);
                    longer.add(more);
                }
            }
            keys = longer;
        }
        for (List<byte[]> values : keys) {
            begin();
            values.forEach(value -> add(value, 0, value.length));
            taker.key(high, low);
        }
    }
}

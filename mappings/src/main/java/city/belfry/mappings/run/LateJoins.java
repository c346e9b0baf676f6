package city.belfry.mappings.run;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.spill.Partitions;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadLines;
import city.belfry.mappings.write.QuadReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.riot.system.StreamRDF;

/// Joins whose parents do not fit into memory: parents and children wait in files, spread by their key, and are put
/// together file by file when all have come (a grace hash join).
///
/// A file whose parents are still too many is spread once more; when all of them have one key, its children are
/// gone through several times, each time with as many parents as fit.
final class LateJoins {
    // A record: the number of its index, the halves of its key.
    private static final int HIGH = Integer.BYTES;
    private static final int LOW = HIGH + Long.BYTES;
    private static final int HEADER = LOW + Long.BYTES;

    private final Spill spill;
    private final Partitions parents;
    private final Partitions children;
    /// The last child of each index. Rows that follow each other often say the same, and each would meet all parents of
    /// its key: 450 points of a line that ask for the points of their line would make 200,000 statements for 450.
    private final Map<Integer, byte[]> lastChild = new HashMap<>();

    private final List<StreamRDF> sinks = new ArrayList<>();
    private final LineBuffer record = new LineBuffer(512);

    LateJoins(Spill spill) {
        this.spill = spill;
        parents = new Partitions(spill);
        children = new Partitions(spill);
    }

    /// Adds the subject of a parent.
    ///
    /// @param index number of the join's index
    void addParent(int index, long high, long low, LineBuffer subject) {
        begin(index, high, low);
        record.add(subject.bytes(), 0, subject.length());
        parents.add(Hash.mix(high, index), record.bytes(), 0, record.length());
    }

    /// Adds a statement of a child that lacks its object.
    ///
    /// @param before what stands before the object in the line
    /// @param after what stands behind it, with the line end
    void addChild(int index, long high, long low, byte[] before, byte[] after, StreamRDF sink) {
        begin(index, high, low);
        if (!sinks.contains(sink)) {
            sinks.add(sink);
        }
        record.add(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(sinks.indexOf(sink))
                .putInt(before.length)
                .array());
        record.add(before);
        record.add(after);
        byte[] last = lastChild.get(index);
        if (last != null && Arrays.equals(last, 0, last.length, record.bytes(), 0, record.length())) {
            return;
        }
        lastChild.put(index, record.copy());
        children.add(Hash.mix(high, index), record.bytes(), 0, record.length());
    }

    private void begin(int index, long high, long low) {
        record.length(0);
        record.add(ByteBuffer.allocate(HEADER)
                .putInt(index)
                .putLong(high)
                .putLong(low)
                .array());
    }

    /// Writes the statements of all children.
    void finish() {
        join(parents, children);
    }

    private void join(Partitions left, Partitions right) {
        for (int number = 0; number < left.count(); number++) {
            if (left.records(number) > 0 && right.records(number) > 0) {
                join(left, right, number);
            }
            left.discard(number);
            right.discard(number);
        }
    }

    private void join(Partitions left, Partitions right, int number) {
        Memory memory = new Memory(spill.joins().cap());
        Map<Integer, JoinIndex> indexes = new HashMap<>();
        if (fill(indexes, memory, left, number, 1, 0)) {
            probe(indexes, right, number);
            return;
        }
        indexes.clear();
        if (left.canSpread()) {
            join(left.spread(number), right.spread(number));
            return;
        }
        // The memory counts what the index takes, about twice the bytes of the records.
        int turns = Math.toIntExact(4 * left.bytes(number) / memory.cap() + 2);
        for (int turn = 0; turn < turns; turn++) {
            Map<Integer, JoinIndex> some = new HashMap<>();
            fill(some, Memory.unlimited(), left, number, turns, turn);
            probe(some, right, number);
        }
    }

    /// Fills indexes with the parents whose subject is of one turn.
    ///
    /// @return false when they do not fit
    private static boolean fill(
            Map<Integer, JoinIndex> indexes, Memory memory, Partitions left, int number, int turns, int turn) {
        LineBuffer subject = new LineBuffer(256);
        boolean[] fits = {true};
        left.each(number, (hash, bytes, from, to) -> {
            if (!fits[0]) {
                return;
            }
            int start = from + HEADER;
            if (turns > 1 && Long.remainderUnsigned(Hash.low(bytes, start, to), turns) != turn) {
                return;
            }
            set(subject, bytes, start, to);
            fits[0] = indexes.computeIfAbsent(number(bytes, from), unseen -> new JoinIndex(memory))
                    .add(half(bytes, from + HIGH), half(bytes, from + LOW), false, subject);
        });
        return fits[0];
    }

    private void probe(Map<Integer, JoinIndex> indexes, Partitions right, int number) {
        LineBuffer line = new LineBuffer(1024);
        right.each(number, (hash, bytes, from, to) -> {
            JoinIndex index = indexes.get(number(bytes, from));
            if (index == null) {
                return;
            }
            int sinkStart = from + HEADER;
            StreamRDF sink = sinks.get(number(bytes, sinkStart));
            int beforeStart = sinkStart + 2 * Integer.BYTES;
            int beforeEnd = beforeStart + number(bytes, sinkStart + Integer.BYTES);
            int first = index.first(half(bytes, from + HIGH), half(bytes, from + LOW));
            for (int at = first; JoinIndex.isSubject(at); at = index.next(at)) {
                set(line, bytes, beforeStart, beforeEnd);
                index.write(at, line);
                line.add(bytes, beforeEnd, to);
                if (sink instanceof QuadLines lines) {
                    lines.line(line, beforeEnd - beforeStart);
                } else {
                    sink.quad(QuadReader.quad(line.bytes(), 0, line.length()));
                }
            }
        });
    }

    private static void set(LineBuffer buffer, byte[] bytes, int from, int to) {
        buffer.length(0);
        buffer.add(bytes, from, to);
    }

    private static long half(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, Long.BYTES).getLong();
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt();
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.write.Distinct;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The distinct subjects of the parents of a join by key, in the order in which they were met.
///
/// Hot code (`MappingBench`): keys and subjects lie one behind the other in one array of bytes and point at
/// each other by position; no object per key or subject.
final class JoinIndex {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_KEYS = 1 << 8;

    // A key: hash, its first subject, its last subject, length, bytes.
    private static final int FIRST = 4;
    private static final int LAST = 8;
    private static final int KEY_LENGTH = 12;
    private static final int KEY = 16;
    // A subject: the next one of its key, length, bytes.
    private static final int LENGTH = 4;
    private static final int SUBJECT = 8;

    /// No position: what stands first in the arena is left free.
    private static final int NONE = 0;

    /// Positions in the arena are ints.
    private static final int ARENA_BYTES_MAX = 1 << 29;

    private final Memory memory;
    private final LineBuffer arena = new LineBuffer(1 << 12);
    private final Distinct pairs;
    /// Positions of keys by hash.
    private int[] table = new int[FIRST_KEYS];

    private int keys;
    private long taken;

    JoinIndex(Memory memory) {
        this.memory = memory;
        pairs = new Distinct(memory);
        arena.room(1);
        arena.length(1);
    }

    /// Adds a subject to those of a key.
    ///
    /// @param subject a term of N-Quads
    /// @return false when it was added beyond the memory: the index must be given up
    boolean add(LineBuffer key, LineBuffer subject) {
        long keyHash = Hash.low(key.bytes(), 0, key.length());
        if (!pairs.add(
                Hash.mix(Hash.high(key.bytes(), 0, key.length()), Hash.high(subject.bytes(), 0, subject.length())),
                Hash.mix(keyHash, Hash.low(subject.bytes(), 0, subject.length())))) {
            return true;
        }
        int at = find(key, (int) keyHash);
        int position = table[at];
        if (position == NONE) {
            position = addKey(key, (int) keyHash);
            table[at] = position;
            if (++keys > table.length / 2) {
                grow();
            }
        }
        int added = arena.length();
        arena.room(SUBJECT);
        arena.length(added + SUBJECT);
        arena.add(subject.bytes(), 0, subject.length());
        set(added, NONE);
        set(added + LENGTH, subject.length());
        int last = get(position + LAST);
        set(last == NONE ? position + FIRST : last, added);
        set(position + LAST, added);
        return !pairs.isFrozen() && isWithinMemory();
    }

    private boolean isWithinMemory() {
        long held = arena.bytes().length + (long) table.length * Integer.BYTES;
        if (held == taken) {
            return true;
        }
        boolean isThere = arena.length() < ARENA_BYTES_MAX && memory.take(held - taken);
        taken = isThere ? held : taken;
        return isThere;
    }

    /// Takes one pair of a key and a subject; the bytes are overwritten by the next one.
    @FunctionalInterface
    interface Taker {
        void pair(LineBuffer key, LineBuffer subject);
    }

    /// Hands on all pairs.
    void each(Taker taker) {
        LineBuffer key = new LineBuffer(128);
        LineBuffer subject = new LineBuffer(256);
        for (int position : table) {
            if (position == NONE) {
                continue;
            }
            key.length(0);
            key.add(arena.bytes(), position + KEY, position + KEY + get(position + KEY_LENGTH));
            for (int at = get(position + FIRST); at != NONE; at = next(at)) {
                subject.length(0);
                write(at, subject);
                taker.pair(key, subject);
            }
        }
    }

    /// Gives its memory back; it must not be used any more.
    void close() {
        memory.give(taken);
        pairs.close();
    }

    private int addKey(LineBuffer key, int hash) {
        int position = arena.length();
        arena.room(KEY);
        arena.length(position + KEY);
        arena.add(key.bytes(), 0, key.length());
        set(position, hash);
        set(position + FIRST, NONE);
        set(position + LAST, NONE);
        set(position + KEY_LENGTH, key.length());
        return position;
    }

    /// The place of a key in the table, or the free place where it belongs.
    private int find(LineBuffer key, int hash) {
        int mask = table.length - 1;
        int at = hash & mask;
        while (table[at] != NONE && !isAt(table[at], key, hash)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean isAt(int position, LineBuffer key, int hash) {
        int start = position + KEY;
        return get(position) == hash
                && Arrays.equals(
                        arena.bytes(), start, start + get(position + KEY_LENGTH), key.bytes(), 0, key.length());
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        int mask = table.length - 1;
        for (int position : old) {
            if (position != NONE) {
                int at = get(position) & mask;
                while (table[at] != NONE) {
                    at = (at + 1) & mask;
                }
                table[at] = position;
            }
        }
    }

    /// The first subject of a key, or the first of none.
    int first(LineBuffer key) {
        int position = table[find(key, (int) Hash.low(key.bytes(), 0, key.length()))];
        return position == NONE ? NONE : get(position + FIRST);
    }

    /// Whether there is a subject, and [#next] may be asked for the one behind it.
    static boolean isSubject(int position) {
        return position != NONE;
    }

    int next(int position) {
        return get(position);
    }

    /// Appends a subject, a term of N-Quads.
    void write(int position, LineBuffer to) {
        int start = position + SUBJECT;
        to.add(arena.bytes(), start, start + get(position + LENGTH));
    }

    private int get(int position) {
        return (int) INTS.get(arena.bytes(), position);
    }

    private void set(int position, int value) {
        INTS.set(arena.bytes(), position, value);
    }
}

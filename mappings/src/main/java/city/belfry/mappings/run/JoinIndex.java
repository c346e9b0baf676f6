package city.belfry.mappings.run;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.write.Ascending;
import city.belfry.mappings.write.Distinct;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.Hashes;
import city.belfry.mappings.write.LineBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The distinct subjects of the parents of a join by key, in the order in which they were met.
///
/// A key is known by its 128-bit hash ([JoinKey]). Hot code (`MappingBench`): keys and subjects lie one behind another
/// in blocks of bytes and point at each other by position; no object per key or subject. Subjects of one kind begin
/// alike, so that each is kept without what it shares with the first one.
///
/// Two tables that are joined are often sorted by the same thing. So keys that come in order ([Ascending]) find their
/// place in the table of keys only when someone asks for it, and who asks for keys in their order is answered without.
final class JoinIndex {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_SLOTS = 1 << 8;
    private static final int GROWTH = 4;
    private static final int BLOCK_BITS = 16;
    private static final int BLOCK_BYTES = 1 << BLOCK_BITS;
    /// Positions are ints.
    private static final int BLOCKS_MAX = 1 << (31 - BLOCK_BITS);

    /// Upper bound of what a pair takes in [#pairs], while that grows.
    private static final int PAIR_BYTES = 80;
    private static final int PAIRS_RESERVED = 1 << 10;

    // A key: two halves of its hash, its last subject, the key added after it; its first subject stands behind it.
    private static final int LOW = 8;
    private static final int LAST = 16;
    private static final int AFTER = 20;
    private static final int KEY = 24;
    // A subject: the next one of its key, how many bytes it shares with the first one of all, how many follow, these.
    private static final int SHARED = 4;
    private static final int LENGTH = 6;
    private static final int SUBJECT = 10;
    private static final int SHARED_MAX = Short.MAX_VALUE;

    /// No position: the first one is [#FIRST].
    private static final int NONE = 0;

    private static final int FIRST = 8;
    /// No slot.
    private static final int NOWHERE = -1;

    private final Memory memory;
    /// The first subject of all, as far as others may share it.
    private byte[] firstSubject = {};
    private byte[][] blocks = new byte[4][];
    private int blockCount;
    /// Where the free part of the last block begins.
    private int free = BLOCK_BYTES;
    /// Upper half a part of the hash, which the place comes from too; lower half the position of the key.
    private long[] table = new long[FIRST_SLOTS];
    /// How many slots the keys need, for which there is memory.
    private int wanted = FIRST_SLOTS;
    private int keys;
    private int firstKey = NONE;
    private int lastKey = NONE;
    /// The first key that has no slot; all keys after it have none either.
    private int unplaced = NONE;
    /// Which subjects a key has behind its first one, which stands beside it; the others lie far apart. None as long as
    /// nobody asked, since each was greater than all before.
    private @Nullable Distinct pairs;
    private final Ascending subjects = new Ascending();
    private int unknownPairs;
    private long reserved;
    private long taken;
    private boolean fits = true;

    /// Written, so that Java does not leave out the reading.
    @SuppressWarnings("UnusedVariable")
    private long fetched;

    JoinIndex(Memory memory) {
        this.memory = memory;
    }

    /// Adds a subject to those of a key.
    ///
    /// @param isNew nothing was added to this key yet; false when that is not known
    /// @param subject a term of N-Quads
    /// @return false when it was added beyond the memory: the index must be given up
    boolean add(long high, long low, boolean isNew, LineBuffer subject) {
        boolean isGreatest = subjects.isGreatest(subject.bytes(), 0, subject.length());
        int slot = isNew ? NOWHERE : find(high, low);
        int key = isNew ? NONE : (int) table[slot];
        if (key == NONE) {
            addKey(high, low, slot, subject);
        } else if (isNewOf(key, high, low, subject, isGreatest)) {
            append(key, subject);
        }
        return fits;
    }

    /// Adds a key.
    ///
    /// @param slot where it belongs, or nowhere yet
    private void addKey(long high, long low, int slot, LineBuffer subject) {
        if (firstKey == NONE) {
            firstSubject = Arrays.copyOf(subject.bytes(), Math.min(subject.length(), SHARED_MAX));
        }
        int shared = shared(subject.bytes(), 0, subject.length());
        int key = allocate(KEY + SUBJECT + subject.length() - shared);
        byte[] block = block(key);
        int start = offset(key);
        LONGS.set(block, start, high);
        LONGS.set(block, start + LOW, low);
        INTS.set(block, start + LAST, key + KEY);
        INTS.set(block, start + AFTER, NONE);
        put(key + KEY, subject, shared);
        if (firstKey == NONE) {
            firstKey = key;
        } else {
            INTS.set(block(lastKey), offset(lastKey) + AFTER, key);
        }
        lastKey = key;
        if (slot != NOWHERE) {
            table[slot] = low << Integer.SIZE | key;
        } else if (unplaced == NONE) {
            unplaced = key;
        }
        if (++keys > wanted / 8 * 5) {
            take((long) wanted * (GROWTH - 1) * Long.BYTES);
            wanted *= GROWTH;
        }
    }

    /// Whether a subject was added to those of a key.
    ///
    /// @param first the first of them, or the first of none
    boolean contains(int first, byte[] subject, int from, int to) {
        // An index that was given up has none, whatever is remembered of it.
        if (first == NONE || keys == 0) {
            return false;
        }
        if (isAt(first, subject, from, to)) {
            return true;
        }
        if (pairs == null) {
            if (unknownPairs == 0) {
                return false;
            }
            // All parents are known by now, and their memory is reserved.
            pairs = allPairs(Memory.unlimited());
        }
        byte[] block = block(first);
        int key = offset(first) - KEY;
        long high = (long) LONGS.get(block, key);
        long low = (long) LONGS.get(block, key + LOW);
        return pairs.contains(Hash.high(high, subject, from, to), Hash.low(low, subject, from, to));
    }

    private void append(int key, LineBuffer subject) {
        int shared = shared(subject.bytes(), 0, subject.length());
        int added = allocate(SUBJECT + subject.length() - shared);
        put(added, subject, shared);
        int last = (int) INTS.get(block(key), offset(key) + LAST);
        INTS.set(block(last), offset(last), added);
        INTS.set(block(key), offset(key) + LAST, added);
    }

    /// Whether a key has not got a subject yet, which it then gets.
    ///
    /// @param isGreatest no key has it
    private boolean isNewOf(int key, long high, long low, LineBuffer subject, boolean isGreatest) {
        if (pairs == null && isGreatest) {
            if (unknownPairs++ % PAIRS_RESERVED == 0) {
                long before = taken;
                take((long) PAIRS_RESERVED * PAIR_BYTES);
                reserved += taken - before;
            }
            return true;
        }
        byte[] bytes = subject.bytes();
        if (isAt(key + KEY, bytes, 0, subject.length())) {
            return false;
        }
        if (pairs == null) {
            memory.give(reserved);
            taken -= reserved;
            reserved = 0;
            pairs = allPairs(memory);
        }
        boolean isNew =
                pairs.add(Hash.high(high, bytes, 0, subject.length()), Hash.low(low, bytes, 0, subject.length()));
        fits &= !pairs.isFrozen();
        return isNew;
    }

    private Distinct allPairs(Memory from) {
        Distinct all = new Distinct(from);
        LineBuffer subject = new LineBuffer(256);
        for (int key = firstKey; key != NONE; key = keyAfter(key)) {
            byte[] block = block(key);
            long high = (long) LONGS.get(block, offset(key));
            long low = (long) LONGS.get(block, offset(key) + LOW);
            for (int at = next(key + KEY); isSubject(at); at = next(at)) {
                subject.length(0);
                write(at, subject);
                all.add(
                        Hash.high(high, subject.bytes(), 0, subject.length()),
                        Hash.low(low, subject.bytes(), 0, subject.length()));
            }
        }
        return all;
    }

    private boolean isAt(int position, byte[] subject, int from, int to) {
        byte[] block = block(position);
        int start = offset(position);
        int shared = (short) SHORTS.get(block, start + SHARED);
        int length = (int) INTS.get(block, start + LENGTH);
        return shared + length == to - from
                && shared == shared(subject, from, to)
                && Arrays.equals(block, start + SUBJECT, start + SUBJECT + length, subject, from + shared, to);
    }

    private void put(int position, LineBuffer subject, int shared) {
        byte[] block = block(position);
        int start = offset(position);
        int length = subject.length() - shared;
        INTS.set(block, start, NONE);
        SHORTS.set(block, start + SHARED, (short) shared);
        INTS.set(block, start + LENGTH, length);
        System.arraycopy(subject.bytes(), shared, block, start + SUBJECT, length);
    }

    /// How many bytes a subject shares with the first one of all.
    private int shared(byte[] subject, int from, int to) {
        int shared = Arrays.mismatch(firstSubject, 0, firstSubject.length, subject, from, to);
        return shared < 0 ? firstSubject.length : shared;
    }

    /// A position with so many bytes behind it in one block; what is longer than a block gets one of its length.
    private int allocate(int bytes) {
        if (free + bytes > BLOCK_BYTES) {
            free = blockCount == 0 ? FIRST : 0;
            if (blockCount == blocks.length) {
                blocks = Arrays.copyOf(blocks, blockCount * 2);
            }
            int size = Math.max(BLOCK_BYTES, free + bytes);
            take(size);
            blocks[blockCount++] = new byte[size];
            fits &= blockCount < BLOCKS_MAX;
        }
        int position = (blockCount - 1) << BLOCK_BITS | free;
        free += bytes;
        return position;
    }

    private void take(long bytes) {
        if (memory.take(bytes)) {
            taken += bytes;
        } else {
            fits = false;
        }
    }

    /// Takes one pair of a key and a subject; the bytes are overwritten by the next one.
    @FunctionalInterface
    interface Taker {
        void pair(long high, long low, LineBuffer subject);
    }

    /// Hands on all pairs.
    void each(Taker taker) {
        LineBuffer subject = new LineBuffer(256);
        for (int key = firstKey; key != NONE; key = keyAfter(key)) {
            byte[] block = block(key);
            long high = (long) LONGS.get(block, offset(key));
            long low = (long) LONGS.get(block, offset(key) + LOW);
            for (int at = key + KEY; isSubject(at); at = next(at)) {
                subject.length(0);
                write(at, subject);
                taker.pair(high, low, subject);
            }
        }
    }

    /// Gives its memory back; it must not be used any more.
    void close() {
        memory.give(taken);
        if (pairs != null) {
            pairs.close();
        }
    }

    /// Whether a look-up is likely to wait for the memory, so that [#fetch] is worth its while.
    boolean isFar() {
        return Hashes.isFar(table);
    }

    /// Looks at the slots of several keys, and at the keys that are there, before they are asked for.
    void fetch(Hashes lows) {
        lows.lookUp(table);
        long any = 0;
        for (int number = 0; number < lows.count(); number++) {
            int key = (int) lows.found(number);
            any += key == NONE ? 0 : block(key)[offset(key)];
        }
        fetched = any;
    }

    /// The slot of a key, or the free slot where it belongs.
    private int find(long high, long low) {
        if (unplaced != NONE || table.length < wanted) {
            place();
        }
        int mask = table.length - 1;
        int at = (int) low & mask;
        while (table[at] != NONE && !isKey(table[at], high, low)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /// Gives the keys their slots that have none.
    private void place() {
        if (table.length < wanted) {
            table = new long[wanted];
            unplaced = firstKey;
        }
        int mask = table.length - 1;
        for (; unplaced != NONE; unplaced = keyAfter(unplaced)) {
            long low = (long) LONGS.get(block(unplaced), offset(unplaced) + LOW);
            int at = (int) low & mask;
            while (table[at] != NONE) {
                at = (at + 1) & mask;
            }
            table[at] = low << Integer.SIZE | unplaced;
        }
    }

    private boolean isKey(long slot, long high, long low) {
        return (int) (slot >>> Integer.SIZE) == (int) low && isKey((int) slot, high, low);
    }

    private boolean isKey(int position, long high, long low) {
        byte[] block = block(position);
        int start = offset(position);
        return (long) LONGS.get(block, start) == high && (long) LONGS.get(block, start + LOW) == low;
    }

    private int keyAfter(int key) {
        return (int) INTS.get(block(key), offset(key) + AFTER);
    }

    /// The first subject of a key, or the first of none.
    int first(long high, long low) {
        // One after the other: finding may make a new table.
        int slot = find(high, low);
        int key = (int) table[slot];
        return key == NONE ? NONE : key + KEY;
    }

    /// The same for who asks for one key after the other: perhaps in the order in which they were added.
    ///
    /// @param before what was found before, or the first of none
    int firstAfter(int before, long high, long low) {
        int key = before == NONE ? NONE : keyAfter(before - KEY);
        key = key == NONE ? firstKey : key;
        return key != NONE && isKey(key, high, low) ? key + KEY : first(high, low);
    }

    /// Whether there is a subject, and [#next] may be asked for the one behind it.
    static boolean isSubject(int position) {
        return position != NONE;
    }

    int next(int position) {
        return (int) INTS.get(block(position), offset(position));
    }

    /// Appends a subject, a term of N-Quads.
    void write(int position, LineBuffer to) {
        byte[] block = block(position);
        int start = offset(position);
        to.add(firstSubject, 0, (short) SHORTS.get(block, start + SHARED));
        to.add(block, start + SUBJECT, start + SUBJECT + (int) INTS.get(block, start + LENGTH));
    }

    private byte[] block(int position) {
        return blocks[position >>> BLOCK_BITS];
    }

    private static int offset(int position) {
        return position & (BLOCK_BYTES - 1);
    }
}

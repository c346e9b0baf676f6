package city.belfry.mappings.write;

import city.belfry.mappings.spill.Memory;
import java.util.Arrays;

/// Terms that were met, each with a number, and with it what was said first with this term: a [Hash#brief] per kind of
/// statement (a column). A term that was not met before can only be part of new statements, so that one look into this
/// table answers for all of them; the hashes are for the rows that meet the term again.
///
/// Terms are known by 128-bit hashes (see [Distinct]). The table grows as far as its memory allows and then freezes:
/// terms that it does not know are then new, and forgotten. Not safe for several threads.
///
/// Hot code, measured by `.ci/bench`: open addressing in one array of longs (upper half a tag, lower half a number),
/// entries in blocks in the order of their numbers.
///
/// Terms that come in order ([Ascending]) find their place in that array only when one comes that does not: each place
/// costs a miss of the cache.
public final class TermTable {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int BLOCK_BITS = 12;
    private static final int BLOCK_ENTRIES = 1 << BLOCK_BITS;
    private static final long TAG = 0xFFFFFFFF00000000L;

    /// The number of terms that came when the table was frozen.
    private static final int NOBODY = Integer.MAX_VALUE;

    private final int width;
    private final Memory memory;
    private final Ascending order = new Ascending();
    private boolean frozen;
    /// How many slots the entries need, for which there is memory.
    private int wanted = FIRST_SLOTS;
    private long[] slots = new long[FIRST_SLOTS];
    /// How many entries have their slots.
    private int placed;
    private long[][] blocks = new long[16][];
    private int size;

    /// A table.
    ///
    /// @param columns kinds of statements that are remembered with a term
    public TermTable(int columns, Memory memory) {
        width = columns + 2;
        this.memory = memory;
    }

    /// The number of a term; when it was not met before, it is added. The bytes are those by which it differs from the
    /// other terms of the table.
    ///
    /// @return the number, or -1 - number when the term is new
    public int add(byte[] bytes, int from, int to) {
        long high = Hash.high(bytes, from, to);
        long low = Hash.low(bytes, from, to);
        boolean isAsked = !order.isGreatest(bytes, from, to);
        int slot = isAsked ? find(high, low) : 0;
        if (isAsked && slots[slot] != 0) {
            return (int) slots[slot] - 1;
        }
        if (frozen || !hasRoom()) {
            frozen = true;
            return -1 - NOBODY;
        }
        int number = size++;
        append(number, high, low);
        if (isAsked) {
            slots[slot] = (low & TAG) | (number + 1);
            placed = size;
        }
        // Full at 5/8: probes stay short.
        if (size > wanted / 8 * 5) {
            grow();
        }
        return -1 - number;
    }

    /// Whether a look-up is likely to wait for the memory, so that [#fetch] is worth its while.
    public boolean isFar() {
        return Hashes.isFar(slots) && order.isGivenUp();
    }

    /// Looks at the slots of several terms at once, by [Hash#low] of their bytes, before they are asked for.
    public void fetch(Hashes lows) {
        lows.lookUp(slots);
    }

    /// The slot of a term, or the free slot where it belongs.
    private int find(long high, long low) {
        if (placed < size || slots.length < wanted) {
            place();
        }
        int mask = slots.length - 1;
        int at = (int) low & mask;
        while (slots[at] != 0) {
            if (((slots[at] ^ low) & TAG) == 0 && isEntry((int) slots[at] - 1, high, low)) {
                return at;
            }
            at = (at + 1) & mask;
        }
        return at;
    }

    /// Whether the next entry has a block, or memory for one.
    private boolean hasRoom() {
        return (size & (BLOCK_ENTRIES - 1)) != 0 || memory.take((long) BLOCK_ENTRIES * width * Long.BYTES);
    }

    private boolean isEntry(int number, long high, long low) {
        long[] block = blocks[number >>> BLOCK_BITS];
        int at = (number & (BLOCK_ENTRIES - 1)) * width;
        return block[at] == high && block[at + 1] == low;
    }

    private void append(int number, long high, long low) {
        int index = number >>> BLOCK_BITS;
        int at = (number & (BLOCK_ENTRIES - 1)) * width;
        if (at == 0) {
            if (index == blocks.length) {
                blocks = Arrays.copyOf(blocks, index * 2);
            }
            blocks[index] = new long[BLOCK_ENTRIES * width];
        }
        blocks[index][at] = high;
        blocks[index][at + 1] = low;
    }

    /// Takes the memory for more slots, so that it is there when they are needed.
    private void grow() {
        int more = Math.multiplyExact(wanted, 4);
        if (!memory.take((long) more * Long.BYTES)) {
            frozen = true;
            return;
        }
        memory.give((long) wanted * Long.BYTES);
        wanted = more;
    }

    /// Gives the entries their slots that have none.
    private void place() {
        if (slots.length < wanted) {
            slots = new long[wanted];
            placed = 0;
        }
        int mask = slots.length - 1;
        for (; placed < size; placed++) {
            long low = blocks[placed >>> BLOCK_BITS][(placed & (BLOCK_ENTRIES - 1)) * width + 1];
            int at = (int) low & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = (low & TAG) | (placed + 1);
        }
    }

    /// What was said first with a term; 0 when nothing was, or nothing that is remembered here.
    public long said(int number, int column) {
        return number == NOBODY
                ? 0
                : blocks[number >>> BLOCK_BITS][(number & (BLOCK_ENTRIES - 1)) * width + 2 + column];
    }

    /// Whether something can be remembered with a term.
    public boolean isRemembered(int number) {
        return number != NOBODY;
    }

    /// Where what is said of a term is remembered: an array, and from [#at] on a place in it for each column.
    public long[] block(int number) {
        return blocks[number >>> BLOCK_BITS];
    }

    /// See [#block].
    public int at(int number) {
        return (number & (BLOCK_ENTRIES - 1)) * width + 2;
    }

    public int size() {
        return size;
    }
}

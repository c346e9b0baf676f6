package city.belfry.mappings.write;

import city.belfry.mappings.spill.Memory;

/// A set of 128-bit hashes: which statements were written already. Two different statements have the same hash with a
/// probability below 10⁻²⁰ for a thousand million of them.
///
/// It grows as far as its memory allows and then freezes: what it does not know it takes for new, and forgets.
///
/// Hot code: open addressing in one array of longs, two per entry, no objects.
public final class Distinct {
    private static final int FIRST_ENTRIES = 1 << 10;
    /// Two longs each must fit into one array.
    private static final int ENTRIES_MAX = 1 << 29;

    private static final int ENTRY_BYTES = 2 * Long.BYTES;

    private final Memory memory;
    private boolean frozen;
    private long[] table = new long[FIRST_ENTRIES * 2];
    private int mask = FIRST_ENTRIES - 1;
    private int size;
    private long taken;

    public Distinct(Memory memory) {
        this.memory = memory;
        take((long) FIRST_ENTRIES * ENTRY_BYTES);
    }

    /// Takes memory, or freezes when there is none.
    private void take(long bytes) {
        if (memory.take(bytes)) {
            taken += bytes;
        } else {
            frozen = true;
        }
    }

    /// Adds a hash.
    ///
    /// @return false when it was there
    public boolean add(long high, long low) {
        int at = find(high, low);
        if (table[at * 2] != 0) {
            return false;
        }
        if (frozen) {
            return true;
        }
        table[at * 2] = notFree(high);
        table[at * 2 + 1] = low;
        // Full at 5/8: probes stay short.
        if (++size > (mask + 1) / 8 * 5) {
            grow();
        }
        return true;
    }

    /// Whether a hash was added.
    public boolean contains(long high, long low) {
        return table[find(high, low) * 2] != 0;
    }

    /// The place of a hash in the table, or the free place where it belongs.
    private int find(long high, long low) {
        long first = notFree(high);
        int at = (int) low & mask;
        while (table[at * 2] != 0 && (table[at * 2] != first || table[at * 2 + 1] != low)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /// Zero marks a free place; a hash that is zero is moved beside it.
    private static long notFree(long high) {
        return high == 0 ? 1 : high;
    }

    public int size() {
        return size;
    }

    /// Whether it no longer remembers.
    public boolean isFrozen() {
        return frozen;
    }

    private void grow() {
        long[] old = table;
        int entries = (mask + 1) * 2;
        // While the old table is copied both are there.
        long added = (long) entries * ENTRY_BYTES;
        if (entries > ENTRIES_MAX) {
            memory.exhaust();
            frozen = true;
            return;
        }
        take(added);
        if (frozen) {
            return;
        }
        table = new long[entries * 2];
        mask = entries - 1;
        for (int from = 0; from < old.length; from += 2) {
            if (old[from] != 0) {
                int at = (int) old[from + 1] & mask;
                while (table[at * 2] != 0) {
                    at = (at + 1) & mask;
                }
                table[at * 2] = old[from];
                table[at * 2 + 1] = old[from + 1];
            }
        }
        memory.give(added / 2);
        taken -= added / 2;
    }

    /// Gives its memory back; it must not be used any more.
    public void close() {
        memory.give(taken);
        table = new long[0];
    }
}

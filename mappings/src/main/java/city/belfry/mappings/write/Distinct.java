package city.belfry.mappings.write;

/// A set of 128-bit hashes: which statements were written already. Two different statements have the same hash with a
/// probability below 10⁻²⁰ for a thousand million of them.
///
/// Hot code: open addressing in one array of longs, two per entry, no objects.
public final class Distinct {
    private static final int FIRST_ENTRIES = 1 << 10;

    private long[] table = new long[FIRST_ENTRIES * 2];
    private int mask = FIRST_ENTRIES - 1;
    private int size;

    /// Adds a hash.
    ///
    /// @return false when it was there
    public boolean add(long high, long low) {
        // Zero marks a free place; a hash that is zero is moved beside it.
        long first = high == 0 ? 1 : high;
        int at = (int) low & mask;
        while (true) {
            long known = table[at * 2];
            if (known == 0) {
                break;
            }
            if (known == first && table[at * 2 + 1] == low) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[at * 2] = first;
        table[at * 2 + 1] = low;
        // Full at 5/8: probes stay short.
        if (++size > (mask + 1) / 8 * 5) {
            grow();
        }
        return true;
    }

    public int size() {
        return size;
    }

    private void grow() {
        long[] old = table;
        int entries = (mask + 1) * 2;
        table = new long[Math.multiplyExact(entries, 2)];
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
    }
}

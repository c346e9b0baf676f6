package city.belfry.mappings.write;

/// A few hashes, kept until they are looked up at once in a table of open addressing, whose length is a power of two.
public final class Hashes {
    /// From here on the slots are too many for the caches that are near.
    private static final int SLOTS_FAR = 1 << 17;

    private final long[] hashes;
    private final long[] found;
    private int count;

    public Hashes(int most) {
        hashes = new long[most];
        found = new long[most];
    }

    /// Whether looking into a table is likely to wait for the memory.
    public static boolean isFar(long[] slots) {
        return slots.length >= SLOTS_FAR;
    }

    /// Keeps a hash; when there is no room, the look-up goes without it.
    public void add(long hash) {
        if (count < hashes.length) {
            hashes[count++] = hash;
        }
    }

    /// Reads the slot at which looking for each hash begins.
    public void lookUp(long[] slots) {
        int mask = slots.length - 1;
        for (int number = 0; number < count; number++) {
            found[number] = slots[(int) hashes[number] & mask];
        }
    }

    public int count() {
        return count;
    }

    /// What [#lookUp] read.
    public long found(int number) {
        return found[number];
    }

    public void clear() {
        count = 0;
    }
}

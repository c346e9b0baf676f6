package city.belfry.mappings.write;

/// A few hashes, kept until they are looked up at once.
public final class Hashes {
    private final long[] hashes;
    private int count;

    public Hashes(int most) {
        hashes = new long[most];
    }

    /// Keeps a hash; when there is no room, the look-up goes without it.
    public void add(long hash) {
        if (count < hashes.length) {
            hashes[count++] = hash;
        }
    }

    public int count() {
        return count;
    }

    public long get(int number) {
        return hashes[number];
    }

    public void clear() {
        count = 0;
    }
}

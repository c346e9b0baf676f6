package city.belfry.mappings.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Records of bytes in temporary files, spread by a hash, so that what belongs together lies together in a file that
/// is small enough for memory. A file that is not is spread once more, by other bits of the hash.
///
/// [#add] is safe for several threads; reading begins when all is added.
public final class Partitions implements AutoCloseable {
    private static final int BITS = 5;
    private static final int COUNT = 1 << BITS;
    /// 2³⁰ files: what is still together then has one hash, and no finer file would part it.
    private static final int LEVEL_MAX = 5;

    private static final int WRITE_BYTES = 1 << 15;
    private static final int READ_BYTES = 1 << 18;
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private final Spill spill;
    private final int level;
    private final @Nullable Part[] parts = new Part[COUNT];

    public Partitions(Spill spill) {
        this(spill, 0);
    }

    private Partitions(Spill spill, int level) {
        this.spill = spill;
        this.level = level;
    }

    /// One file.
    private static final class Part {
        private final FileChannel file;
        private ByteBuffer buffer = ByteBuffer.allocate(WRITE_BYTES);
        private long bytes;
        private long records;

        Part(FileChannel file) {
            this.file = file;
        }
    }

    /// Adds a record.
    public synchronized void add(long hash, byte[] bytes, int from, int to) {
        int number = (int) (hash >>> (64 - BITS * (level + 1))) & (COUNT - 1);
        Part part = parts[number];
        if (part == null) {
            part = new Part(spill.file());
            parts[number] = part;
        }
        int length = to - from;
        try {
            if (part.buffer.remaining() < HEADER_BYTES + length) {
                flush(part);
                if (part.buffer.capacity() < HEADER_BYTES + length) {
                    part.buffer = ByteBuffer.allocate(HEADER_BYTES + length);
                }
            }
        } catch (IOException refused) {
            throw spill.unusable(refused);
        }
        part.buffer.putLong(hash).putInt(length).put(bytes, from, length);
        part.bytes += length;
        part.records++;
    }

    private static void flush(Part part) throws IOException {
        part.buffer.flip();
        while (part.buffer.hasRemaining()) {
            part.file.write(part.buffer);
        }
        part.buffer.clear();
    }

    /// Files that may have records.
    public int count() {
        return COUNT;
    }

    public long records(int number) {
        Part part = parts[number];
        return part == null ? 0 : part.records;
    }

    /// Bytes of the records of a file, without what is kept beside each.
    public long bytes(int number) {
        Part part = parts[number];
        return part == null ? 0 : part.bytes;
    }

    /// Whether a file can be spread once more.
    public boolean canSpread() {
        return level < LEVEL_MAX;
    }

    /// Takes one record; the bytes are overwritten by the next one.
    @FunctionalInterface
    public interface Taker {
        void record(long hash, byte[] bytes, int from, int to);
    }

    /// Hands on the records of a file in the order in which they were added; may be called again.
    public void each(int number, Taker taker) {
        Part part = parts[number];
        if (part == null) {
            return;
        }
        try {
            flush(part);
            byte[] bytes = new byte[READ_BYTES];
            int at = 0;
            int limit = 0;
            long position = 0;
            while (true) {
                int wanted = HEADER_BYTES;
                if (limit - at >= HEADER_BYTES) {
                    wanted += ByteBuffer.wrap(bytes, at + Long.BYTES, Integer.BYTES)
                            .getInt();
                }
                if (limit - at < wanted) {
                    System.arraycopy(bytes, at, bytes, 0, limit - at);
                    limit -= at;
                    at = 0;
                    bytes = bytes.length < wanted ? Arrays.copyOf(bytes, wanted) : bytes;
                    int read = part.file.read(ByteBuffer.wrap(bytes, limit, bytes.length - limit), position);
                    if (read < 0) {
                        return;
                    }
                    position += read;
                    limit += read;
                } else {
                    long hash = ByteBuffer.wrap(bytes, at, Long.BYTES).getLong();
                    taker.record(hash, bytes, at + HEADER_BYTES, at + wanted);
                    at += wanted;
                }
            }
        } catch (IOException refused) {
            throw spill.unusable(refused);
        }
    }

    /// Spreads the records of a file over more files, and lets go of it.
    public Partitions spread(int number) {
        Partitions finer = new Partitions(spill, level + 1);
        each(number, finer::add);
        discard(number);
        return finer;
    }

    /// Lets go of a file that was read.
    public void discard(int number) {
        Part part = parts[number];
        if (part != null) {
            spill.discard(part.file);
            parts[number] = null;
        }
    }

    @Override
    public void close() {
        for (int number = 0; number < COUNT; number++) {
            discard(number);
        }
    }
}

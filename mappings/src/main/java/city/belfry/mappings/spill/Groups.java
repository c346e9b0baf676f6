package city.belfry.mappings.spill;

import city.belfry.mappings.write.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Values gathered by key: in memory in the order of the first value of each key; beyond the memory in files, and then
/// in another order of the keys. The values of one key keep their order, and must fit into memory.
public final class Groups {
    /// What a map, a list and an array of bytes take beside the bytes (64-bit JVM, compressed pointers).
    private static final int KEY_BYTES = 150;

    private static final int VALUE_BYTES = 28;

    private final Spill spill;
    private final Joining joining;
    private Map<Key, List<byte[]>> byKey = new LinkedHashMap<>();
    private long held;
    private Partitions partitions;
    private boolean isSpilled;

    /// @param joining how a value comes to those of its key
    public Groups(Spill spill, Joining joining) {
        this.spill = spill;
        this.joining = joining;
        partitions = new Partitions(spill);
    }

    /// Puts a value to the others of its key: behind them, or in the place of one.
    @FunctionalInterface
    public interface Joining {
        void join(List<byte[]> values, byte[] value);
    }

    private static final class Key {
        private final byte[] bytes;

        Key(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    public void add(byte[] key, byte[] value) {
        if (isSpilled) {
            toFile(key, value);
            return;
        }
        join(byKey, key, value);
        // What takes the place of another value is counted too; a source of such records goes to files too early.
        long bytes = VALUE_BYTES + (long) value.length + KEY_BYTES + key.length;
        held += bytes;
        if (!spill.groups().take(bytes)) {
            isSpilled = true;
            byKey.forEach((known, values) -> values.forEach(kept -> toFile(known.bytes, kept)));
            spill.groups().give(held - bytes);
            byKey = Map.of();
        }
    }

    private void join(Map<Key, List<byte[]>> map, byte[] key, byte[] value) {
        joining.join(map.computeIfAbsent(new Key(key), unseen -> new ArrayList<>(1)), value);
    }

    private void toFile(byte[] key, byte[] value) {
        byte[] both = ByteBuffer.allocate(Integer.BYTES + key.length + value.length)
                .putInt(key.length)
                .put(key)
                .put(value)
                .array();
        partitions.add(Hash.high(key, 0, key.length), both, 0, both.length);
    }

    /// Hands on each key with its values, and forgets them.
    public void each(BiConsumer<byte[], List<byte[]>> taker) {
        if (isSpilled) {
            each(partitions, taker);
        } else {
            byKey.forEach((key, values) -> taker.accept(key.bytes, values));
            spill.groups().give(held);
        }
        byKey = new LinkedHashMap<>();
        held = 0;
        isSpilled = false;
        partitions = new Partitions(spill);
    }

    private void each(Partitions from, BiConsumer<byte[], List<byte[]>> taker) {
        for (int number = 0; number < from.count(); number++) {
            long needed = from.bytes(number) + from.records(number) * (KEY_BYTES + VALUE_BYTES);
            if (needed > spill.groups().cap() && from.records(number) > 1 && from.canSpread()) {
                each(from.spread(number), taker);
                continue;
            }
            Map<Key, List<byte[]>> part = new LinkedHashMap<>();
            from.each(number, (hash, bytes, start, end) -> {
                int keyStart = start + Integer.BYTES;
                int keyEnd =
                        keyStart + ByteBuffer.wrap(bytes, start, Integer.BYTES).getInt();
                join(part, Arrays.copyOfRange(bytes, keyStart, keyEnd), Arrays.copyOfRange(bytes, keyEnd, end));
            });
            part.forEach((key, values) -> taker.accept(key.bytes, values));
            from.discard(number);
        }
    }
}

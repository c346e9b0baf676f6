package city.belfry.mappings.function;

import java.util.concurrent.ConcurrentHashMap;

/// Results of costly preparations, by what they were prepared from. Bounded and thread-safe.
final class Remembered<K, V> {
    /// A mapping names a handful of patterns and tables; more than this means that cells are used as keys.
    static final int ENTRIES_MAX = 256;

    private final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();
    private final Preparation<K, V> preparation;

    Remembered(Preparation<K, V> preparation) {
        this.preparation = preparation;
    }

    V of(K key) throws Function.FunctionFailure {
        V known = entries.get(key);
        if (known != null) {
            return known;
        }
        V made = preparation.make(key);
        if (entries.size() >= ENTRIES_MAX) {
            entries.clear();
        }
        entries.put(key, made);
        return made;
    }

    @FunctionalInterface
    interface Preparation<K, V> {
        V make(K key) throws Function.FunctionFailure;
    }
}

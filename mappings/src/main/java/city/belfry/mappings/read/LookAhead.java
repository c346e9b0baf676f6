package city.belfry.mappings.read;

import java.util.List;
import java.util.stream.Stream;

/// Learns of rows a little before they come, so that what they need of large tables is in the processor's cache when
/// they do: to wait for several places of the memory at once takes hardly longer than to wait for one.
public interface LookAhead {
    /// How many rows are noted between two calls of [#fetch], at the most.
    int ROWS_MAX = 16;

    /// Nobody wants to know.
    LookAhead NONE = new LookAhead() {
        @Override
        public void note(Row row) {
            // Nothing is wanted.
        }

        @Override
        public void fetch() {
            // Nothing was noted.
        }
    };

    /// Notes what a row will need.
    void note(Row row);

    /// Looks at all that was noted since the last time.
    void fetch();

    /// Several as one, those that want nothing left out.
    static LookAhead of(Stream<LookAhead> several) {
        List<LookAhead> all =
                several.filter(one -> !one.equals(NONE)).distinct().toList();
        if (all.size() < 2) {
            return all.isEmpty() ? NONE : all.getFirst();
        }
        return new LookAhead() {
            @Override
            public void note(Row row) {
                all.forEach(one -> one.note(row));
            }

            @Override
            public void fetch() {
                all.forEach(LookAhead::fetch);
            }
        };
    }
}

package city.belfry.hub.store;

import java.util.Arrays;

/// Many triples of one graph as three columns of node ids, and the orders in which the database's indexes want them.
///
/// Hot code (see `LoadBench`): a B+tree takes sorted keys several times faster than keys in the order of a source.
/// Node ids are compared as unsigned, which is the order of their bytes in the index. Not thread-safe.
final class TripleColumns {
    static final int SUBJECT = 0;
    static final int PREDICATE = 1;
    static final int OBJECT = 2;

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final int INSERTION_SORT_MAX = 12;

    private final long[][] columns = {new long[FIRST_CAPACITY], new long[FIRST_CAPACITY], new long[FIRST_CAPACITY]};
    private int size;

    int size() {
        return size;
    }

    void add(long subject, long predicate, long object) {
        if (size == columns[SUBJECT].length) {
            grow();
        }
        columns[SUBJECT][size] = subject;
        columns[PREDICATE][size] = predicate;
        columns[OBJECT][size] = object;
        size++;
    }

    long at(int column, int row) {
        return columns[column][row];
    }

    void clear() {
        size = 0;
    }

    private void grow() {
        int capacity = Math.toIntExact(size + (size >> 1) + 1L);
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Arrays.copyOf(columns[column], capacity);
        }
    }

    /// The rows sorted by the three columns in the order given, without repeats.
    int[] sorted(int first, int second, int third) {
        long[] a = columns[first];
        long[] b = columns[second];
        long[] c = columns[third];
        int[] rows = sortedWithRepeats(a, b, c);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || compare(a, b, c, rows[kept - 1], rows[i]) != 0) {
                rows[kept++] = rows[i];
            }
        }
        return kept == size ? rows : Arrays.copyOf(rows, kept);
    }

    /// The rows sorted by subject, predicate and object.
    int[] sortedWithRepeats() {
        return sortedWithRepeats(columns[SUBJECT], columns[PREDICATE], columns[OBJECT]);
    }

    private int[] sortedWithRepeats(long[] a, long[] b, long[] c) {
        int[] rows = new int[size];
        for (int row = 0; row < size; row++) {
            rows[row] = row;
        }
        return mergeSorted(rows, a, b, c);
    }

    /// Compares a triple with one of another set, by subject, predicate and object.
    int compare(int row, TripleColumns other, int otherRow) {
        for (int column = 0; column < columns.length; column++) {
            int comparison = Long.compareUnsigned(at(column, row), other.at(column, otherRow));
            if (comparison != 0) {
                return comparison;
            }
        }
        return 0;
    }

    private static int[] mergeSorted(int[] rows, long[] a, long[] b, long[] c) {
        int n = rows.length;
        for (int low = 0; low < n; low += INSERTION_SORT_MAX) {
            insertionSort(rows, low, Math.min(low + INSERTION_SORT_MAX, n), a, b, c);
        }
        int[] from = rows;
        int[] to = new int[n];
        for (int width = INSERTION_SORT_MAX; width < n; width = width > (n >> 1) ? n : width << 1) {
            for (int low = 0; low < n; low += width << 1) {
                merge(from, to, low, Math.min(low + width, n), Math.min(low + (width << 1), n), a, b, c);
                if (n - low <= width << 1) {
                    break;
                }
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void insertionSort(int[] rows, int low, int high, long[] a, long[] b, long[] c) {
        for (int i = low + 1; i < high; i++) {
            int row = rows[i];
            int j = i - 1;
            while (j >= low && compare(a, b, c, rows[j], row) > 0) {
                rows[j + 1] = rows[j];
                j--;
            }
            rows[j + 1] = row;
        }
    }

    private static void merge(int[] from, int[] to, int low, int middle, int high, long[] a, long[] b, long[] c) {
        if (middle >= high || compare(a, b, c, from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, low, to, low, high - low);
            return;
        }
        int left = low;
        int right = middle;
        for (int out = low; out < high; out++) {
            if (right >= high || (left < middle && compare(a, b, c, from[left], from[right]) <= 0)) {
                to[out] = from[left++];
            } else {
                to[out] = from[right++];
            }
        }
    }

    private static int compare(long[] a, long[] b, long[] c, int x, int y) {
        if (a[x] != a[y]) {
            return Long.compareUnsigned(a[x], a[y]);
        }
        if (b[x] != b[y]) {
            return Long.compareUnsigned(b[x], b[y]);
        }
        return Long.compareUnsigned(c[x], c[y]);
    }
}

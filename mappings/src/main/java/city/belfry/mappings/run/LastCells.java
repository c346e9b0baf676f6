package city.belfry.mappings.run;

import city.belfry.mappings.read.Row;
import city.belfry.mappings.write.LineBuffer;
import java.util.Arrays;

/// The cells of the row before that something is made of, to notice a row that says the same again: tables are often
/// sorted by the things that they are about. It stops looking when rows hardly ever repeat each other.
final class LastCells {
    private static final int ROWS_TRIED = 1 << 10;
    /// Less than one row in so many repeats the one before: looking costs more than it brings.
    private static final int ROWS_FOR_ONE = 16;

    private final int[] slots;
    private final int[] ends;
    private final LineBuffer cells = new LineBuffer(64);
    private boolean isKept;
    private int tried;
    private int repeated;

    LastCells(int[] slots) {
        this.slots = slots;
        ends = new int[slots.length];
    }

    /// Whether the cells are those of the row before, each a single value; keeps them for the next row.
    boolean areIn(Row row) {
        if (tried == ROWS_TRIED) {
            if (repeated < ROWS_TRIED / ROWS_FOR_ONE) {
                return false;
            }
            tried = 0;
            repeated = 0;
        }
        tried++;
        if (isKept && isSame(row)) {
            repeated++;
            return true;
        }
        isKept = keep(row);
        return false;
    }

    private boolean isSame(Row row) {
        int from = 0;
        for (int at = 0; at < slots.length; at++) {
            int slot = slots[at];
            if (row.count(slot) != 1
                    || row.kind(slot, 0) != Row.TEXT
                    || row.start(slot, 0) < 0
                    || !Arrays.equals(
                            row.bytes(), row.start(slot, 0), row.end(slot, 0), cells.bytes(), from, ends[at])) {
                return false;
            }
            from = ends[at];
        }
        return true;
    }

    private boolean keep(Row row) {
        cells.length(0);
        for (int at = 0; at < slots.length; at++) {
            int slot = slots[at];
            if (row.count(slot) != 1 || row.kind(slot, 0) != Row.TEXT || row.start(slot, 0) < 0) {
                return false;
            }
            cells.add(row.bytes(), row.start(slot, 0), row.end(slot, 0));
            ends[at] = cells.length();
        }
        return slots.length > 0;
    }
}

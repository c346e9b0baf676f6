package city.belfry.mappings.write;

import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.spill.Partitions;
import city.belfry.mappings.spill.Spill;

/// Lines that came when the memory was full: not written before that, but perhaps several times since. They wait in
/// files and are handed on once each, when all have come.
final class LateLines {
    /// What a line takes in a [Distinct], at the most.
    private static final long LINE_BYTES = 64;

    private final Spill spill;
    private final Partitions lines;

    LateLines(Spill spill) {
        this.spill = spill;
        lines = new Partitions(spill);
    }

    void add(byte[] bytes, int from, int to) {
        lines.add(Hash.high(bytes, from, to), bytes, from, to);
    }

    /// Hands on each different line, in an order that depends on nothing but the lines.
    void each(Partitions.Taker taker) {
        each(lines, taker);
    }

    private void each(Partitions from, Partitions.Taker taker) {
        for (int number = 0; number < from.count(); number++) {
            if (from.records(number) * LINE_BYTES > spill.statements().cap() && from.canSpread()) {
                each(from.spread(number), taker);
                continue;
            }
            Distinct seen = new Distinct(Memory.unlimited());
            from.each(number, (hash, bytes, start, end) -> {
                if (seen.add(hash, Hash.low(bytes, start, end))) {
                    taker.record(hash, bytes, start, end);
                }
            });
            from.discard(number);
        }
    }
}

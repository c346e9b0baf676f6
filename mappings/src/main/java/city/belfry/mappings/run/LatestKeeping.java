package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan.Step;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.spill.Groups;
import city.belfry.mappings.spill.Spill;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keeps, of the records with the same key, the one with the greatest order.
final class LatestKeeping implements Steps.Gathering {
    private final Step.Latest step;
    private final Place place;
    private final RowConsumer next;
    /// By key one value: length and bytes of the order, number of the file, number of the record, the record.
    private final Groups latest;

    private final List<String> files = new ArrayList<>();

    LatestKeeping(Step.Latest step, Place place, Spill spill, RowConsumer next) {
        this.step = step;
        this.place = place;
        this.next = next;
        latest = new Groups(spill, LatestKeeping::keepLater);
    }

    private static void keepLater(List<byte[]> values, byte[] value) {
        if (values.isEmpty()) {
            values.add(value);
        } else if (compareOrders(value, values.getFirst()) >= 0) {
            values.set(0, value);
        }
    }

    private static int compareOrders(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, Integer.BYTES, orderEnd(left), right, Integer.BYTES, orderEnd(right));
    }

    private static int orderEnd(byte[] value) {
        return Integer.BYTES + ByteBuffer.wrap(value).getInt();
    }

    @Override
    public void row(Row row) {
        if (files.isEmpty() || !files.getLast().equals(place.file())) {
            files.add(place.file());
        }
        byte[] order = LineGathering.text(row, step.orderSlot()).getBytes(StandardCharsets.UTF_8);
        byte[] packed = row.pack();
        latest.add(
                LineGathering.key(row, step.keySlots()),
                ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + order.length + packed.length)
                        .putInt(order.length)
                        .put(order)
                        .putInt(files.size() - 1)
                        .putLong(place.record())
                        .put(packed)
                        .array());
    }

    @Override
    public void end() {
        latest.each((key, values) -> {
            byte[] value = values.getFirst();
            ByteBuffer kept = ByteBuffer.wrap(value).position(orderEnd(value));
            place.returnTo(files.get(kept.getInt()), kept.getLong());
            next.row(Row.unpack(value, kept.position()));
        });
    }
}

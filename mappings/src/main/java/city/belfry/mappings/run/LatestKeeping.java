package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan.Step;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps, of the records with the same key, the one with the greatest order.
final class LatestKeeping implements Steps.Gathering {
    private final Step.Latest step;
    private final Place place;
    private final RowConsumer next;
    private final Map<List<String>, Kept> latest = new LinkedHashMap<>();

    LatestKeeping(Step.Latest step, Place place, RowConsumer next) {
        this.step = step;
        this.place = place;
        this.next = next;
    }

    private record Kept(String order, Row row, String file, long record) {}

    @Override
    public void row(Row row) {
        List<String> key = new ArrayList<>(step.keySlots().size());
        for (int slot : step.keySlots()) {
            key.add(text(row, slot));
        }
        String order = text(row, step.orderSlot());
        Kept known = latest.get(key);
        if (known == null || order.compareTo(known.order()) >= 0) {
            latest.put(key, new Kept(order, row.copy(), place.file(), place.record()));
        }
    }

    private static String text(Row row, int slot) {
        return row.count(slot) == 0 ? "" : row.text(slot, 0);
    }

    @Override
    public void end() {
        for (Kept kept : latest.values()) {
            place.returnTo(kept.file(), kept.record());
            next.row(kept.row());
        }
        latest.clear();
    }
}

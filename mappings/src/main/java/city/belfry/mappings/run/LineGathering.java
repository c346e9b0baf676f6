package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan.Step;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Gathers the points of records with the same key into one line.
final class LineGathering implements Steps.Gathering {
    private final Step.Line step;
    private final Fields fields;
    private final Place place;
    private final RowConsumer next;
    private final Map<List<String>, List<Point>> lines = new LinkedHashMap<>();

    LineGathering(Step.Line step, Fields fields, Place place, RowConsumer next) {
        this.step = step;
        this.fields = fields;
        this.place = place;
        this.next = next;
    }

    private record Point(double order, String position) {}

    @Override
    public void row(Row row) {
        List<String> key = new ArrayList<>(step.keySlots().size());
        for (int slot : step.keySlots()) {
            key.add(row.count(slot) == 0 ? "" : row.text(slot, 0));
        }
        double order = number(row, step.orderSlot());
        double longitude = number(row, step.longitudeSlot());
        double latitude = number(row, step.latitudeSlot());
        if (Double.isNaN(order) || Double.isNaN(longitude) || Double.isNaN(latitude)) {
            return;
        }
        String position = row.text(step.longitudeSlot(), 0).strip() + " "
                + row.text(step.latitudeSlot(), 0).strip();
        lines.computeIfAbsent(key, unseen -> new ArrayList<>()).add(new Point(order, position));
    }

    private double number(Row row, int slot) {
        String text = row.count(slot) == 0 ? "" : row.text(slot, 0).strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException invalid) {
            place.violation(
                    row,
                    "NUMBER_UNREADABLE",
                    fields.name(slot),
                    "'" + text + "' is no number",
                    "Write a decimal number; the point is left out of its line.");
            return Double.NaN;
        }
    }

    @Override
    public void end() {
        Row row = new Row(fields.count());
        lines.forEach((key, points) -> {
            row.begin(new byte[0], 0);
            row.at(String.join(" ", key));
            for (int at = 0; at < key.size(); at++) {
                row.addText(step.keySlots().get(at), key.get(at));
            }
            if (points.size() > 1) {
                points.sort(Comparator.comparingDouble(Point::order));
                row.addText(
                        step.targetSlot(),
                        points.stream().map(Point::position).collect(Collectors.joining(", ", "LINESTRING(", ")")));
            } else {
                place.violation(
                        row,
                        "LINE_TOO_SHORT",
                        fields.name(step.targetSlot()),
                        "a line needs two points, this one has one",
                        "");
            }
            place.nextRecord();
            next.row(row);
        });
        lines.clear();
    }
}

package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan.Step;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.spill.Groups;
import city.belfry.mappings.spill.Spill;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Gathers the points of records with the same key into one line.
final class LineGathering implements Steps.Gathering {
    /// Points of one line, which is held whole; a line with more is a finding.
    static final int POINTS_MAX = 1_000_000;

    private final Step.Line step;
    private final Fields fields;
    private final Place place;
    private final RowConsumer next;
    /// By key its points: the order, and the position as it stands in WKT.
    private final Groups lines;

    LineGathering(Step.Line step, Fields fields, Place place, Spill spill, RowConsumer next) {
        this.step = step;
        this.fields = fields;
        this.place = place;
        this.next = next;
        lines = new Groups(spill, (points, point) -> {
            // One more tells that there are too many.
            if (points.size() <= POINTS_MAX) {
                points.add(point);
            }
        });
    }

    /// The values of a key, each behind its length.
    static byte[] key(Row row, List<Integer> slots) {
        List<byte[]> parts = new ArrayList<>(slots.size());
        int size = 0;
        for (int slot : slots) {
            byte[] part = text(row, slot).getBytes(StandardCharsets.UTF_8);
            parts.add(part);
            size += Integer.BYTES + part.length;
        }
        ByteBuffer key = ByteBuffer.allocate(size);
        parts.forEach(part -> key.putInt(part.length).put(part));
        return key.array();
    }

    private static List<String> parts(byte[] key) {
        List<String> parts = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(key);
        while (in.hasRemaining()) {
            byte[] part = new byte[in.getInt()];
            in.get(part);
            parts.add(new String(part, StandardCharsets.UTF_8));
        }
        return parts;
    }

    static String text(Row row, int slot) {
        return row.count(slot) == 0 ? "" : row.text(slot, 0);
    }

    @Override
    public void row(Row row) {
        double order = number(row, step.orderSlot());
        double longitude = number(row, step.longitudeSlot());
        double latitude = number(row, step.latitudeSlot());
        if (Double.isNaN(order) || Double.isNaN(longitude) || Double.isNaN(latitude)) {
            return;
        }
        String position = text(row, step.longitudeSlot()).strip() + " "
                + text(row, step.latitudeSlot()).strip();
        byte[] bytes = position.getBytes(StandardCharsets.US_ASCII);
        lines.add(
                key(row, step.keySlots()),
                ByteBuffer.allocate(Double.BYTES + bytes.length)
                        .putDouble(order)
                        .put(bytes)
                        .array());
    }

    private double number(Row row, int slot) {
        String text = text(row, slot).strip();
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
        lines.each((key, points) -> {
            List<String> parts = parts(key);
            row.begin(new byte[0], 0);
            row.at(String.join(" ", parts));
            for (int at = 0; at < parts.size(); at++) {
                row.addText(step.keySlots().get(at), parts.get(at));
            }
            if (points.size() > POINTS_MAX) {
                refuse(
                        row,
                        "LINE_TOO_LONG",
                        "the line has more than %,d points".formatted(POINTS_MAX),
                        "Is the key one value for many lines?");
            } else if (points.size() > 1) {
                points.sort(Comparator.comparingDouble(
                        point -> ByteBuffer.wrap(point).getDouble()));
                row.addText(
                        step.targetSlot(),
                        points.stream()
                                .map(point -> new String(
                                        point, Double.BYTES, point.length - Double.BYTES, StandardCharsets.US_ASCII))
                                .collect(Collectors.joining(", ", "LINESTRING(", ")")));
            } else {
                refuse(row, "LINE_TOO_SHORT", "a line needs two points, this one has one", "");
            }
            place.nextRecord();
            next.row(row);
        });
    }

    private void refuse(Row row, String code, String message, String suggestion) {
        place.violation(row, code, fields.name(step.targetSlot()), message, suggestion);
    }
}

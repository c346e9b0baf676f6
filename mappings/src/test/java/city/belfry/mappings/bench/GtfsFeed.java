package city.belfry.mappings.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// A made-up metro feed of the shape of GTFS-Madrid-Bench: ten tables with its columns and, at scale 1, its numbers of
/// rows, in CSV, JSON or XML, the same bytes for the same arguments.
///
/// What makes it hard to map: SHAPES asks itself (450 rows a key), many rows say the same type triple, and STOPS asks
/// itself through a column that is empty in one row of five.
final class GtfsFeed {
    /// Tables by name, with their columns.
    static final Map<String, List<String>> TABLES = tables();

    private static final int TRIPS = 130;
    private static final int ROUTES = 13;
    private static final int STOPS = 1_262;
    private static final int SERVICES = 5;
    private static final int SERVICES_WITH_DATES = 10;
    private static final int DATES = 120;
    private static final int FREQUENCIES = 855;
    private static final int STOP_TIMES = 2_145;
    private static final int SHAPE_POINTS = 58_540;

    private final int scale;
    private final String format;
    private final Path folder;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    GtfsFeed(int scale, String format, Path folder) {
        this.scale = scale;
        this.format = format;
        this.folder = folder;
    }

    private static Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put(
                "AGENCY",
                List.of(
                        "agency_id",
                        "agency_name",
                        "agency_url",
                        "agency_timezone",
                        "agency_lang",
                        "agency_phone",
                        "agency_fare_url"));
        tables.put(
                "CALENDAR",
                List.of(
                        "service_id",
                        "monday",
                        "tuesday",
                        "wednesday",
                        "thursday",
                        "friday",
                        "saturday",
                        "sunday",
                        "start_date",
                        "end_date"));
        tables.put("CALENDAR_DATES", List.of("service_id", "date", "exception_type"));
        tables.put(
                "FEED_INFO",
                List.of(
                        "feed_publisher_name",
                        "feed_publisher_url",
                        "feed_lang",
                        "feed_start_date",
                        "feed_end_date",
                        "feed_version"));
        tables.put(
                "ROUTES",
                List.of(
                        "route_id",
                        "agency_id",
                        "route_short_name",
                        "route_long_name",
                        "route_desc",
                        "route_type",
                        "route_url",
                        "route_color",
                        "route_text_color"));
        tables.put("FREQUENCIES", List.of("trip_id", "start_time", "end_time", "headway_secs", "exact_times"));
        tables.put(
                "STOPS",
                List.of(
                        "stop_id",
                        "stop_code",
                        "stop_name",
                        "stop_desc",
                        "stop_lat",
                        "stop_lon",
                        "zone_id",
                        "stop_url",
                        "location_type",
                        "parent_station",
                        "stop_timezone",
                        "wheelchair_boarding"));
        tables.put(
                "TRIPS",
                List.of(
                        "route_id",
                        "service_id",
                        "trip_id",
                        "trip_headsign",
                        "trip_short_name",
                        "direction_id",
                        "block_id",
                        "shape_id",
                        "wheelchair_accessible"));
        tables.put(
                "STOP_TIMES",
                List.of(
                        "trip_id",
                        "arrival_time",
                        "departure_time",
                        "stop_id",
                        "stop_sequence",
                        "stop_headsign",
                        "pickup_type",
                        "drop_off_type",
                        "shape_dist_traveled"));
        tables.put(
                "SHAPES",
                List.of("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence", "shape_dist_traveled"));
        return tables;
    }

    /// One row; takes the cells in the order of the columns.
    private interface Rows {
        void row(String... cells) throws IOException;
    }

    private interface Writing {
        void write(Rows rows, SplittableRandom random) throws IOException;
    }

    /// Writes the tables.
    ///
    /// @return distinct triples that the mapping of [GtfsMapping] makes of them
    long write() throws IOException {
        Files.createDirectories(folder);
        table("AGENCY", (to, random) -> {
            for (int i = 0; i < scale; i++) {
                to.row(
                        agency(i),
                        "Metro " + i,
                        "http://example.org/metro/" + i,
                        "Europe/Madrid",
                        "es",
                        "34" + i,
                        "http://example.org/fares/" + i);
            }
        });
        table("CALENDAR", (to, random) -> {
            for (int i = 0; i < SERVICES * scale; i++) {
                String[] cells = new String[10];
                cells[0] = service(i);
                for (int day = 1; day <= 7; day++) {
                    cells[day] = Integer.toString(random.nextInt(2));
                }
                cells[8] = "2026-01-01";
                cells[9] = "2026-12-31";
                to.row(cells);
            }
        });
        table("CALENDAR_DATES", (to, random) -> {
            for (int i = 0; i < DATES * scale; i++) {
                int day = i / (SERVICES_WITH_DATES * scale);
                to.row(
                        service(i % (SERVICES_WITH_DATES * scale)),
                        "2026-05-%02d".formatted(1 + day),
                        Integer.toString(i & 1));
            }
        });
        table("FEED_INFO", (to, random) -> {
            for (int i = 0; i < scale; i++) {
                to.row("Publisher" + i, "http://example.org/feed/" + i, "es", "2026-01-01", "2026-12-31", "v" + i);
            }
        });
        table("ROUTES", (to, random) -> {
            for (int i = 0; i < ROUTES * scale; i++) {
                to.row(
                        route(i),
                        agency(i % scale),
                        "L" + i,
                        "From north to south " + i,
                        "Line " + i,
                        Integer.toString(random.nextInt(8)),
                        "http://example.org/lines/" + i,
                        "%06X".formatted(random.nextInt(1 << 24)),
                        "FFFFFF");
            }
        });
        table("FREQUENCIES", (to, random) -> {
            for (int i = 0; i < FREQUENCIES * scale; i++) {
                int hour = 6 + i / (TRIPS * scale);
                to.row(
                        trip(i % (TRIPS * scale)),
                        "%02d:05:00".formatted(hour),
                        "%02d:05:00".formatted(hour + 1),
                        Integer.toString(180 + random.nextInt(720)),
                        "0");
            }
        });
        table("STOPS", (to, random) -> {
            for (int i = 0; i < STOPS * scale; i++) {
                to.row(
                        stop(i),
                        Integer.toString(i),
                        "Square " + i,
                        "At the corner of street " + i,
                        decimal(40 + random.nextDouble(), 5),
                        decimal(-4 + random.nextDouble(), 5),
                        "A",
                        "http://example.org/stops/" + i,
                        Integer.toString(i & 1),
                        i % 5 == 0 ? "" : stop(i - i % 5),
                        "Europe/Madrid",
                        Integer.toString(random.nextInt(3)));
            }
        });
        table("TRIPS", (to, random) -> {
            for (int i = 0; i < TRIPS * scale; i++) {
                to.row(
                        route(i % (ROUTES * scale)),
                        service(i % (SERVICES_WITH_DATES * scale)),
                        trip(i),
                        "Headsign " + i,
                        "Short " + i,
                        Integer.toString(i & 1),
                        "b" + i,
                        shape(i),
                        "1");
            }
        });
        table("STOP_TIMES", (to, random) -> {
            for (int i = 0; i < STOP_TIMES * scale; i++) {
                int call = i / (TRIPS * scale);
                String minute = "%02d:%02d".formatted(6 + call / 30, 2 * (call % 30));
                to.row(
                        trip(i % (TRIPS * scale)),
                        minute + ":00",
                        minute + ":20",
                        stop((int) (i * 7L % ((long) STOPS * scale))),
                        Integer.toString(1 + call),
                        "To " + i % 97,
                        "0",
                        "1",
                        decimal(0.713 * call, 3));
            }
        });
        table("SHAPES", this::shapes);
        return expected();
    }

    private void shapes(Rows to, SplittableRandom random) throws IOException {
        for (int line = 0; line < TRIPS * scale; line++) {
            double latitude = 40.3 + random.nextDouble() / 5;
            double longitude = -3.8 + random.nextDouble() / 5;
            double distance = 0;
            int points = SHAPE_POINTS / TRIPS + (line % TRIPS < SHAPE_POINTS % TRIPS ? 1 : 0);
            for (int point = 1; point <= points; point++) {
                latitude += 1e-4 * random.nextDouble();
                longitude += 1e-4 * random.nextDouble();
                distance += 20 * random.nextDouble();
                to.row(
                        shape(line),
                        decimal(latitude, 5),
                        decimal(longitude, 5),
                        Integer.toString(point),
                        decimal(distance, 3));
            }
        }
    }

    /// Worked out from the numbers of rows: what each row says, less what several rows say alike.
    private long expected() {
        long stops = rows("STOPS");
        long withParent = stops - (stops + 4) / 5;
        return 7 * rows("AGENCY")
                + 7 * rows("FEED_INFO")
                + 9 * rows("ROUTES")
                + 6 * rows("FREQUENCIES")
                + 9 * rows("TRIPS")
                + 10 * rows("STOP_TIMES")
                + 12 * stops
                + withParent
                + 11 * rows("CALENDAR")
                + 4 * rows("CALENDAR_DATES")
                + (long) SERVICES_WITH_DATES * scale
                + 6 * rows("SHAPES")
                + (long) TRIPS * scale;
    }

    private long rows(String table) {
        return rows.getOrDefault(table, 0L);
    }

    private void table(String name, Writing writing) throws IOException {
        List<String> columns = List.copyOf(TABLES.getOrDefault(name, List.of()));
        long[] count = {0};
        try (BufferedWriter out =
                Files.newBufferedWriter(folder.resolve(name + "." + format), StandardCharsets.UTF_8)) {
            out.write(
                    switch (format) {
                        case "csv" -> String.join(",", columns) + "\n";
                        case "json" -> "[\n";
                        default -> "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Category>\n";
                    });
            // A generator of its own for each table: a table does not depend on the others.
            writing.write(cells -> out.write(row(columns, cells, count[0]++)), new SplittableRandom(name.hashCode()));
            out.write(
                    switch (format) {
                        case "csv" -> "";
                        case "json" -> "\n]\n";
                        default -> "</Category>\n";
                    });
        }
        rows.put(name, count[0]);
    }

    private String row(List<String> columns, String[] cells, long number) {
        if (format.equals("csv")) {
            return String.join(",", cells) + "\n";
        }
        List<String> parts = new ArrayList<>(cells.length);
        for (int column = 0; column < cells.length; column++) {
            if (!cells[column].isEmpty()) {
                String name = columns.get(column);
                parts.add(
                        format.equals("json")
                                ? "\"" + name + "\":\"" + cells[column] + "\""
                                : "<" + name + ">" + cells[column] + "</" + name + ">");
            }
        }
        return format.equals("json")
                ? (number == 0 ? "{" : ",\n{") + String.join(",", parts) + "}"
                : "<Record>" + String.join("", parts) + "</Record>\n";
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String agency(int number) {
        return "ag%05d".formatted(number);
    }

    private static String service(int number) {
        return "sv%06d".formatted(number);
    }

    private static String route(int number) {
        return "4__%06d___".formatted(number);
    }

    private static String trip(int number) {
        return "4_I%08d_2026I11".formatted(number);
    }

    private static String stop(int number) {
        return "par_4_%07d".formatted(number);
    }

    private static String shape(int number) {
        return "4__%06d____1__IT_1".formatted(number);
    }
}

package city.belfry.mappings.function;

import static city.belfry.mappings.function.Define.fn;

import city.belfry.mappings.function.Function.Arguments;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times. A point in time always leaves with its offset; a local time without a zone is refused.
final class TimeFunctions {
    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    private static final Pattern SERVICE_TIME = Pattern.compile("\\s*(\\d{1,3}):([0-5]\\d):([0-5]\\d)\\s*");

    /// The pattern that a pack's parameter names when the source follows ISO 8601.
    private static final String ISO = "ISO";

    private static final DateTimeFormatter ISO_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final Remembered<Form, DateTimeFormatter> formatters = new Remembered<>(TimeFunctions::formatter);
    private final Remembered<String, ZoneId> zones = new Remembered<>(TimeFunctions::zone);

    private TimeFunctions() {}

    static List<Function> all() {
        TimeFunctions times = new TimeFunctions();
        return List.of(
                fn("dateTime", "value pattern? zone? language?", times::dateTime),
                fn("date", "value pattern? language?", times::date),
                fn("epochDateTime", "value zone?", times::epochDateTime),
                fn("daySeconds", "value", TimeFunctions::daySeconds));
    }

    private Optional<Value> dateTime(Arguments in) throws FunctionFailure {
        String text = in.text(0).strip();
        TemporalAccessor parsed = parsed(text, in.optional(1), in.optional(3), ISO_TIME);
        try {
            if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                return dateTime(OffsetDateTime.from(parsed));
            }
            LocalDateTime local = LocalDateTime.from(parsed);
            Optional<String> zone = in.optional(2);
            if (zone.isEmpty()) {
                throw new FunctionFailure(
                        "TIME_WITHOUT_ZONE",
                        "'" + text + "' says no offset from UTC, and the mapping names no time zone.",
                        "Give the function the parameter zone, for example Europe/Paris.");
            }
            ZoneId place = zones.of(zone.get());
            ZoneRules rules = place.getRules();
            // The moment of the jump has two names: 02:00 is the end of the last hour of winter time, as in tables that
            // name hours by their end.
            if (rules.getValidOffsets(local).isEmpty()
                    && !local.equals(rules.getTransition(local).getDateTimeBefore())) {
                throw new FunctionFailure(
                        "TIME_DOES_NOT_EXIST",
                        "'" + text + "' was skipped in " + place + " when the clocks went forward.",
                        "Ask the publisher whether the column is in UTC or in winter time all year.");
            }
            return dateTime(local.atZone(place).toOffsetDateTime());
        } catch (DateTimeException e) {
            throw unreadable(text, in.optional(1));
        }
    }

    private static Optional<Value> dateTime(OffsetDateTime time) {
        return Value.typed(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time), XSD + "dateTime");
    }

    private Optional<Value> date(Arguments in) throws FunctionFailure {
        String text = in.text(0).strip();
        TemporalAccessor parsed = parsed(text, in.optional(1), in.optional(2), DateTimeFormatter.ISO_LOCAL_DATE);
        try {
            return Value.typed(LocalDate.from(parsed).toString(), XSD + "date");
        } catch (DateTimeException e) {
            throw unreadable(text, in.optional(1));
        }
    }

    private Optional<Value> epochDateTime(Arguments in) throws FunctionFailure {
        String text = in.text(0).strip();
        try {
            Instant instant = Instant.ofEpochSecond(Long.parseLong(text));
            return dateTime(
                    instant.atZone(zones.of(in.optional(1).orElse("UTC"))).toOffsetDateTime());
        } catch (NumberFormatException | DateTimeException e) {
            throw new FunctionFailure(
                    "TIME_UNREADABLE",
                    "'" + text + "' is no number of seconds since 1970-01-01T00:00:00Z.",
                    "GBFS 2 counts seconds; a text such as 2025-11-04T18:01:13Z wants the function dateTime.");
        }
    }

    /// Seconds since noon minus twelve hours of the service day (GTFS Schedule, field type Time): `25:10:00` is 90600.
    private static Optional<Value> daySeconds(Arguments in) throws FunctionFailure {
        Matcher matcher = SERVICE_TIME.matcher(in.text(0));
        if (!matcher.matches()) {
            throw new FunctionFailure(
                    "TIME_UNREADABLE",
                    "'" + in.text(0) + "' is no time of the form HH:MM:SS.",
                    "GTFS allows hours past 24 for journeys after midnight, but wants all three parts.");
        }
        int seconds = Integer.parseInt(matcher.group(1)) * 3600
                + Integer.parseInt(matcher.group(2)) * 60
                + Integer.parseInt(matcher.group(3));
        return Value.typed(Integer.toString(seconds), XSD + "integer");
    }

    private TemporalAccessor parsed(
            String text, Optional<String> pattern, Optional<String> language, DateTimeFormatter otherwise)
            throws FunctionFailure {
        DateTimeFormatter formatter = pattern.isEmpty() || pattern.get().equals(ISO)
                ? otherwise
                : formatters.of(new Form(pattern.get(), language.orElse("en")));
        TemporalAccessor parsed;
        try {
            parsed = formatter.parse(text);
        } catch (DateTimeException e) {
            throw unreadable(text, pattern);
        }
        if (wasMovedToTheEndOfItsMonth(parsed, formatter, text)) {
            throw unreadable(text, pattern);
        }
        return parsed;
    }

    /// java.time reads 31 June as 30 June, unless it is so strict that it refuses 24:00 too.
    private static boolean wasMovedToTheEndOfItsMonth(
            TemporalAccessor parsed, DateTimeFormatter formatter, String text) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null || date.getDayOfMonth() != date.lengthOfMonth()) {
            return false;
        }
        TemporalAccessor written = formatter.parseUnresolved(text, new ParsePosition(0));
        return written.isSupported(ChronoField.DAY_OF_MONTH)
                && written.getLong(ChronoField.DAY_OF_MONTH) > date.getDayOfMonth();
    }

    private record Form(String pattern, String language) {}

    private static DateTimeFormatter formatter(Form form) throws FunctionFailure {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(form.pattern())
                    .toFormatter(Locale.forLanguageTag(form.language()));
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure(
                    "PATTERN_INVALID",
                    "'" + form.pattern() + "' is no pattern of a date or time (" + e.getMessage() + ").",
                    "Write it in the letters of java.time, for example dd/MM/yyyy HH:mm.");
        }
    }

    private static ZoneId zone(String name) throws FunctionFailure {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new FunctionFailure(
                    "ZONE_UNKNOWN",
                    "'" + name + "' is no time zone of the IANA database.",
                    "Write it as Europe/Paris or UTC.");
        }
    }

    private static FunctionFailure unreadable(String text, Optional<String> pattern) {
        return new FunctionFailure(
                "TIME_UNREADABLE",
                "'" + text + "' does not follow "
                        + pattern.map(form -> "the pattern " + form).orElse("ISO 8601") + ".",
                "Correct the cell, or the pattern in the mapping.");
    }
}

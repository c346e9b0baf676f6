package city.belfry.hub.city;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written `512 MB` or `2 GB`; the units are powers of 1024, as in Java's own options.
public record DataSize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) ?(B|KB|MB|GB|TB)");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    static DataSize parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a size such as '512 MB' or '2 GB'");
        }
        int shift = 10 * java.util.List.of("B", "KB", "MB", "GB", "TB").indexOf(parts.group(2));
        return new DataSize(Long.parseLong(parts.group(1)) << shift);
    }

    /// For people: the largest unit in which the number is 1 or more, with one decimal below 10.
    @Override
    public String toString() {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit > 0 && value < 10
                ? String.format(Locale.ROOT, "%.1f %s", value, units[unit])
                : String.format(Locale.ROOT, "%.0f %s", value, units[unit]);
    }
}

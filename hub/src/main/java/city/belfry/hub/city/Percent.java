package city.belfry.hub.city;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A share of a hundred, written `5 %`.
///
/// @param value between 0 and 100
public record Percent(BigDecimal value) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) ?%");

    public Percent {
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("expected 0 % to 100 %");
        }
    }

    static Percent parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a share such as '5 %'");
        }
        return new Percent(new BigDecimal(parts.group(1)));
    }

    /// Whether a part is a larger share of the whole than this.
    public boolean isPassedBy(long part, long whole) {
        BigDecimal limit = value.multiply(BigDecimal.valueOf(whole));
        return BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(100)).compareTo(limit) > 0;
    }

    @Override
    public String toString() {
        return value.toPlainString() + " %";
    }
}

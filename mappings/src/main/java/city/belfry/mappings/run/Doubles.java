package city.belfry.mappings.run;

import java.math.BigDecimal;

/// Canonical form of xsd:double (XML Schema 1.1 Part 2, §3.3.5.2): one digit before the point, `E`, an exponent.
final class Doubles {
    private Doubles() {}

    static String canonical(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return value > 0 ? "INF" : "-INF";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0E0" : "0.0E0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        return (value < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "E" + exponent;
    }
}

package city.belfry.mappings.function;

import static city.belfry.mappings.function.Define.fn;

import city.belfry.mappings.function.Function.Arguments;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers as cities write them, and units.
final class NumberFunctions {
    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    private static final int GROUP_DIGITS = 3;
    /// How a number of JSON arrives, in its canonical form (XML Schema part 2, double): `3.0765E0`.
    private static final Pattern CANONICAL_DOUBLE = Pattern.compile("-?\\d\\.\\d{1,40}E-?\\d{1,3}");

    private NumberFunctions() {}

    static List<Function> all() {
        return List.of(
                fn("number", "value decimal? grouping? minimum? maximum?", NumberFunctions::number),
                fn("convert", "value from to", NumberFunctions::convert));
    }

    private static Optional<Value> number(Arguments in) throws FunctionFailure {
        String text =
                plain(in.text(0), in.optional(1).orElse("."), in.optional(2).orElse(""));
        BigDecimal number = new BigDecimal(text);
        if (isBeyond(number, in.optional(3), -1) || isBeyond(number, in.optional(4), 1)) {
            throw new FunctionFailure(
                    "NUMBER_OUT_OF_RANGE",
                    "'" + in.text(0) + "' is outside " + in.optional(3).orElse("…") + " to "
                            + in.optional(4).orElse("…") + ".",
                    "Correct the value at the source, or leave the cell empty when it was not measured.");
        }
        return Value.typed(text, XSD + (text.contains(".") ? "decimal" : "integer"));
    }

    private static boolean isBeyond(BigDecimal number, Optional<String> limit, int side) throws FunctionFailure {
        return limit.isPresent() && number.compareTo(new BigDecimal(plain(limit.get(), ".", ""))) == side;
    }

    /// The number in digits with a point: `1 234,5` with decimal `,` and grouping ` ` is `1234.5`.
    ///
    /// A grouping mark must stand before groups of three digits, so that `1.45` is never read as 145.
    static String plain(String cell, String decimal, String grouping) throws FunctionFailure {
        String text = cell.strip().replace('\u2212', '-');
        if (decimal.equals(".") && CANONICAL_DOUBLE.matcher(text).matches()) {
            return new BigDecimal(text).toPlainString();
        }
        StringBuilder digits = new StringBuilder(text.length());
        int at = 0;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            if (text.charAt(at) == '-') {
                digits.append('-');
            }
            at++;
        }
        int integerStart = digits.length();
        int sinceGroup = -1;
        boolean fraction = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits.append(c);
                if (sinceGroup >= 0 && !fraction) {
                    sinceGroup++;
                }
            } else if (!fraction
                    && isGrouping(c, grouping)
                    && groupMayStart(digits.length() - integerStart, sinceGroup)) {
                sinceGroup = 0;
            } else if (!fraction && decimal.length() == 1 && c == decimal.charAt(0)) {
                fraction = true;
                if (digits.length() == integerStart) {
                    digits.append('0');
                }
                digits.append('.');
            } else {
                throw unreadable(cell, decimal, grouping);
            }
        }
        boolean groupIsShort = sinceGroup >= 0 && sinceGroup != GROUP_DIGITS;
        if (digits.length() == integerStart || digits.charAt(digits.length() - 1) == '.' || groupIsShort) {
            throw unreadable(cell, decimal, grouping);
        }
        return digits.toString();
    }

    private static boolean groupMayStart(int digits, int sinceGroup) {
        return sinceGroup < 0 ? digits >= 1 && digits <= GROUP_DIGITS : sinceGroup == GROUP_DIGITS;
    }

    /// A space as grouping mark also stands for the two that typographers use: U+00A0 and U+202F.
    private static boolean isGrouping(char c, String grouping) {
        return grouping.length() == 1
                && (c == grouping.charAt(0)
                        || (grouping.charAt(0) == ' ' && (c == '\u00a0' || c == '\u202f' || c == '\u2009')));
    }

    private static FunctionFailure unreadable(String cell, String decimal, String grouping) {
        return new FunctionFailure(
                "NUMBER_UNREADABLE",
                "'" + cell + "' is no number with '" + decimal + "' before the decimals"
                        + (grouping.isEmpty() ? "." : " and '" + grouping + "' between groups of three digits."),
                "Correct the cell, or say in the mapping how this column writes numbers.");
    }

    /// A unit as a linear scale over the base unit of its quantity.
    ///
    /// @param quantity what it measures
    /// @param factor base units in one of it
    /// @param offset base units at its zero
    private record Unit(String quantity, String factor, String offset) {
        Unit(String quantity, String factor) {
            this(quantity, factor, "0");
        }
    }

    /// Units by their UCUM code (case-sensitive). Factors are exact by definition (SI brochure, 9th edition, and the
    /// international yard and nautical mile), except the conventional millimetre of mercury.
    private static final Map<String, Unit> UNITS = Map.ofEntries(
            Map.entry("K", new Unit("temperature", "1")),
            Map.entry("Cel", new Unit("temperature", "1", "273.15")),
            Map.entry("m", new Unit("length", "1")),
            Map.entry("mm", new Unit("length", "0.001")),
            Map.entry("cm", new Unit("length", "0.01")),
            Map.entry("km", new Unit("length", "1000")),
            Map.entry("[ft_i]", new Unit("length", "0.3048")),
            Map.entry("[mi_i]", new Unit("length", "1609.344")),
            Map.entry("m/s", new Unit("speed", "1")),
            Map.entry("km/h", new Unit("speed", "0.27777777777777777777777777777777777")),
            Map.entry("[kn_i]", new Unit("speed", "0.51444444444444444444444444444444444")),
            Map.entry("Pa", new Unit("pressure", "1")),
            Map.entry("hPa", new Unit("pressure", "100")),
            Map.entry("mbar", new Unit("pressure", "100")),
            Map.entry("kPa", new Unit("pressure", "1000")),
            Map.entry("mm[Hg]", new Unit("pressure", "133.322387415")),
            Map.entry("g/m3", new Unit("concentration", "1")),
            Map.entry("mg/m3", new Unit("concentration", "0.001")),
            Map.entry("ug/m3", new Unit("concentration", "0.000001")),
            Map.entry("1", new Unit("ratio", "1")),
            Map.entry("%", new Unit("ratio", "0.01")),
            Map.entry("s", new Unit("time", "1")),
            Map.entry("min", new Unit("time", "60")),
            Map.entry("h", new Unit("time", "3600")));

    private static Optional<Value> convert(Arguments in) throws FunctionFailure {
        Unit from = unit(in.text(1));
        Unit to = unit(in.text(2));
        if (!from.quantity().equals(to.quantity())) {
            throw new FunctionFailure(
                    "UNIT_MISMATCH",
                    "'" + in.text(1) + "' measures " + from.quantity() + " and '" + in.text(2) + "' " + to.quantity()
                            + ".",
                    "Name two units of one quantity in the mapping.");
        }
        BigDecimal inBase = new BigDecimal(plain(in.text(0), ".", ""))
                .multiply(new BigDecimal(from.factor()))
                .add(new BigDecimal(from.offset()));
        BigDecimal converted = inBase.subtract(new BigDecimal(to.offset()))
                .divide(new BigDecimal(to.factor()), MathContext.DECIMAL128)
                .setScale(DECIMALS_MAX, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return Value.typed(
                (converted.scale() < 0 ? converted.setScale(0) : converted).toPlainString(), XSD + "decimal");
    }

    /// More decimals than any city sensor has; fewer than the error of the inexact factors.
    private static final int DECIMALS_MAX = 9;

    private static Unit unit(String code) throws FunctionFailure {
        Unit unit = UNITS.get(code);
        if (unit == null) {
            throw new FunctionFailure(
                    "UNIT_UNKNOWN",
                    "'" + code + "' is none of the units "
                            + String.join(", ", UNITS.keySet().stream().sorted().toList()) + ".",
                    "Use the UCUM code of the unit.");
        }
        return unit;
    }
}

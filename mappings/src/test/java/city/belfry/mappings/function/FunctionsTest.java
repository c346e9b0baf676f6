package city.belfry.mappings.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the functions make of the cells of real feeds, and which finding they give when they cannot.
class FunctionsTest {

    private static Optional<String> call(String name, String... values) throws FunctionFailure {
        Function function = FunctionLibrary.standard().find(Define.NS + name).orElseThrow();
        return function.body().apply(new Given(Arrays.asList(values))).map(Value::text);
    }

    private static String failure(String name, String... values) {
        return assertThrows(FunctionFailure.class, () -> call(name, values)).code();
    }

    /// An argument `-` is absent.
    private record Given(List<String> values) implements Function.Arguments {
        @Override
        public String text(int parameter) {
            return values.get(parameter);
        }

        @Override
        public Optional<String> optional(int parameter) {
            return parameter < values.size()
                    ? Optional.of(values.get(parameter)).filter(value -> !value.equals("-"))
                    : Optional.empty();
        }

        @Override
        public List<Optional<String>> several(int parameter) {
            return List.of(optional(parameter));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "145.411;,;.;145411",
                "1 234,5;,;` `;1234.5",
                "1\u202f234,5;,;` `;1234.5",
                "-3,70569;,;-;-3.70569",
                "\u22120.5;.;-;-0.5",
                "+12;.;-;12",
                ",5;,;-;0.5",
                "1.234.567;,;.;1234567",
                "5.06366E1;.;-;50.6366",
            })
    void readsNumbersAsTheColumnWritesThem(String cell, String decimal, String grouping, String expected)
            throws FunctionFailure {
        assertEquals(Optional.of(expected), call("number", cell, decimal, grouping));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1.45;,;.", "1.2345;,;.", "12,;,;-", "1,5;.;-", "N/A;.;-", "1e3;.;-", "--2;.;-", "1..234;,;."})
    void refusesANumberThatCouldMeanAnother(String cell, String decimal, String grouping) {
        assertEquals("NUMBER_UNREADABLE", failure("number", cell, decimal, grouping));
    }

    @Test
    void refusesAPatternThatNeverEndsOnATextOrIsNone() throws FunctionFailure {
        assertEquals("PATTERN_ENDLESS", failure("matches", "a".repeat(40), "a?".repeat(40) + "a".repeat(40)));
        assertEquals("PATTERN_UNREADABLE", failure("matches", "a", "["));
        assertEquals(Optional.of("true"), call("matches", "aab", "(a+)+b"));
    }

    @Test
    void refusesANumberOutsideItsRange() throws FunctionFailure {
        assertEquals("NUMBER_OUT_OF_RANGE", failure("number", "101", "-", "-", "0", "100"));
        assertEquals(Optional.of("100"), call("number", "100", "-", "-", "0", "100"));
    }

    @ParameterizedTest
    @CsvSource({
        "20, Cel, K, 293.15",
        "32, km/h, m/s, 8.888888889",
        "10, [kn_i], m/s, 5.144444444",
        "1013.25, hPa, Pa, 101325",
        "760, mm[Hg], hPa, 1013.250144354",
        "55, %, 1, 0.55",
    })
    void convertsUnits(String value, String from, String to, String expected) throws FunctionFailure {
        assertEquals(Optional.of(expected), call("convert", value, from, to));
    }

    @Test
    void refusesUnitsOfDifferentQuantities() {
        assertEquals("UNIT_MISMATCH", failure("convert", "1", "m", "s"));
        assertEquals("UNIT_UNKNOWN", failure("convert", "1", "furlong", "m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2025-11-04T18:01:13.785Z;-;-;2025-11-04T18:01:13.785Z",
                "2025-07-01 06:00:00;-;Europe/Paris;2025-07-01T06:00:00+02:00",
                "2025-07-01T06:00;ISO;Europe/Paris;2025-07-01T06:00:00+02:00",
                "2025-01-01T24:00;-;Europe/Madrid;2025-01-02T00:00:00+01:00",
                "13/08/2025 7:00;dd/MM/yyyy H:mm;Europe/Madrid;2025-08-13T07:00:00+02:00",
                // The moment at which the clocks go forward is the end of the last hour before.
                "2025-03-30T02:00;-;Europe/Madrid;2025-03-30T03:00:00+02:00",
                // The hour that comes twice when the clocks go back: the first of the two.
                "2025-10-26T02:30;-;Europe/Paris;2025-10-26T02:30:00+02:00",
            })
    void givesEveryTimeItsOffset(String cell, String pattern, String zone, String expected) throws FunctionFailure {
        assertEquals(Optional.of(expected), call("dateTime", cell, pattern, zone));
    }

    @Test
    void refusesTimesThatAreNoPointInTime() {
        assertEquals("TIME_WITHOUT_ZONE", failure("dateTime", "2025-07-01T06:00", "-", "-"));
        assertEquals("TIME_DOES_NOT_EXIST", failure("dateTime", "2025-03-30T02:30", "-", "Europe/Paris"));
        assertEquals("TIME_UNREADABLE", failure("dateTime", "yesterday", "-", "Europe/Paris"));
        assertEquals("TIME_UNREADABLE", failure("dateTime", "2026-06-31T09:00:00+02:00", "-", "-"));
        assertEquals("TIME_UNREADABLE", failure("date", "29/02/2025", "dd/MM/yyyy", "-"));
        assertEquals("ZONE_UNKNOWN", failure("dateTime", "2025-07-01T06:00", "-", "Europe/Lille"));
        assertEquals("PATTERN_INVALID", failure("date", "1", "{{", "-"));
    }

    @Test
    void readsDatesInTheWordsOfTheirLanguage() throws FunctionFailure {
        assertEquals(Optional.of("2024-01-01"), call("date", "1 de enero de 2024", "d 'de' MMMM 'de' yyyy", "es"));
        assertEquals(Optional.of("2019-09-02"), call("date", "20190902", "yyyyMMdd"));
        assertEquals(Optional.of("2025-11-04T18:01:13Z"), call("epochDateTime", "1762279273"));
    }

    @Test
    void countsSecondsOfAServiceDayPastMidnight() throws FunctionFailure {
        assertEquals(Optional.of("90600"), call("daySeconds", "25:10:00"));
        assertEquals(Optional.of("20160"), call("daySeconds", " 5:36:00"));
        assertEquals("TIME_UNREADABLE", failure("daySeconds", "12:60:00"));
    }

    @Test
    void findsCodesWithoutCaseAndAccents() throws FunctionFailure {
        String table = "EN SERVICE=in-service|HORS SERVICE=out-of-service|Connecté=connected|=unknown";
        assertEquals(Optional.of("state/in-service"), call("lookup", "En service ", table, "state/"));
        assertEquals(Optional.of("connected"), call("lookup", "CONNECTE", table));
        assertEquals(Optional.of("unknown"), call("lookup", "-", table));
        assertEquals(Optional.empty(), call("lookup", "-", "a=b"));
        assertEquals(Optional.of("other"), call("lookup", "x", "a=b", "-", "other"));
        assertEquals("CODE_UNKNOWN", failure("lookup", "x", table));
    }

    @Test
    void placesLambert93OnItsOrigin() throws FunctionFailure {
        // The false origin of RGF93 / Lambert-93 is 3° E, 46°30' N (EPSG:2154).
        assertEquals(Optional.of("POINT(3 46.5)"), call("transformPoint", "700000", "6600000", "EPSG:2154"));
        assertEquals(Optional.of("3"), call("transformLongitude", "700000,0", "6600000,0", "EPSG:2154", ","));
        assertEquals(Optional.of("46.5"), call("transformLatitude", "700000", "6600000", "EPSG:2154"));
        assertEquals("CRS_UNKNOWN", failure("transformPoint", "1", "1", "EPSG:1"));
    }

    @Test
    void agreesWithTheGridCoordinatesOfAMadridStation() throws FunctionFailure {
        // Plaza de España: UTM 30 N on ETRS89 and degrees, both published by the city; half a metre apart at most.
        String wkt = call("transformPoint", "439579,3291", "4475049,263", "EPSG:25830", ",")
                .orElseThrow();
        Matcher matcher = Pattern.compile("POINT\\((\\S+) (\\S+)\\)").matcher(wkt);
        assertEquals(true, matcher.matches());
        assertEquals(-3.7122567, Double.parseDouble(matcher.group(1)), 5e-6);
        assertEquals(40.4238823, Double.parseDouble(matcher.group(2)), 5e-6);
    }

    @Test
    void refusesPositionsThatNobodyMeant() {
        assertEquals("COORDINATE_OUT_OF_RANGE", failure("point", "50.6", "103.0"));
        assertEquals("COORDINATE_OUT_OF_RANGE", failure("transformPoint", "200", "50.6", "EPSG:4326"));
        assertEquals("COORDINATE_OUT_OF_RANGE", failure("transformLongitude", "704000", "50.6", "EPSG:4258"));
        assertEquals("COORDINATE_OUT_OF_RANGE", failure("wkt", "POINT (704000 50)", "EPSG:4326"));
        assertEquals("COORDINATE_MISSING", failure("point", "0", "0.0"));
        assertEquals("COORDINATE_UNREADABLE", failure("point", "3,08", "50,65"));
    }

    @Test
    void readsAnglesAndWkt() throws FunctionFailure {
        assertEquals(Optional.of("-3.7121972"), call("degrees", "3°42'43.91\"O"));
        assertEquals(Optional.of("POINT (3.08 50.65)"), call("wkt", "POINT (50.65 3.08)", "-", "true"));
        assertEquals("GEOMETRY_UNREADABLE", failure("wkt", "POINT (50.65)"));
        assertEquals("COORDINATE_OUT_OF_RANGE", failure("wkt", "POINT (704000 7059000)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"Point\",\"coordinates\":[3.081625,50.651638,21]};POINT(3.081625 50.651638)",
                "{\"coordinates\":[[3,50],[4,51]],\"type\":\"LineString\"};LINESTRING(3 50,4 51)",
                "{\"type\":\"Polygon\",\"coordinates\":[[[3,50],[4,50],[4,51],[3,50]]]};POLYGON((3 50,4 50,4 51,3 50))",
                "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[3,50],[4,50],[4,51],[3,50]]]]};MULTIPOLYGON(((3 50,4 50,4 51,3 50)))",
                "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]}]};GEOMETRYCOLLECTION(POINT(1 2))",
            })
    void writesGeoJsonAsWkt(String json, String wkt) throws FunctionFailure {
        assertEquals(Optional.of(wkt), call("geoJsonWkt", json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"Polygon\",\"coordinates\":[[[3,50],[4,50],[4,51],[3,51]]]}",
                "{\"type\":\"Point\",\"coordinates\":[[3,50]]}",
                "{\"type\":\"Circle\",\"coordinates\":[3,50]}",
                "{\"type\":\"Point\",\"coordinates\":[\"3\",\"50\"]}",
                "{\"type\":\"Point\",\"coordinates\":[3",
                "[[[[[[[[[[[[[[[[[[[[",
                "null",
            })
    void refusesWhatIsNoGeometry(String json) {
        assertEquals("GEOMETRY_UNREADABLE", failure("geoJsonWkt", json));
    }

    @Test
    void hashesAsTheStandardsSay() throws FunctionFailure {
        // FIPS 180-4, example for "abc".
        assertEquals(
                Optional.of("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), call("hash", "abc"));
        MappingException refused = assertThrows(MappingException.class, () -> call("hmac", "abc", "secret"));
        assertEquals(MappingException.Code.KEY_UNUSABLE, refused.code());
    }
}

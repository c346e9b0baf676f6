package city.belfry.mappings.function;

import static city.belfry.mappings.function.Define.fn;

import city.belfry.mappings.function.Function.Arguments;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.io.WKTWriter;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/// Positions and shapes to WKT in CRS84: longitude before latitude, decimal degrees (GeoSPARQL 1.1 §8.8.1).
final class GeometryFunctions {
    /// Seven decimals of a degree are a centimetre on the ground.
    private static final int DEGREE_DECIMALS = 7;

    private static final Pattern DEGREES_MINUTES_SECONDS = Pattern.compile(
            "\\s*(\\d{1,3})\\s*[°º]\\s*(?:(\\d{1,2})\\s*['′’]\\s*)?(?:(\\d{1,2}(?:[.,]\\d+)?)\\s*(?:\"|″|”|''))?\\s*([NSEWO])\\s*");

    private final Remembered<String, BasicCoordinateTransform> transforms =
            new Remembered<>(GeometryFunctions::transform);

    private GeometryFunctions() {}

    static List<Function> all() {
        GeometryFunctions geometries = new GeometryFunctions();
        return List.of(
                fn("point", "longitude latitude", GeometryFunctions::point),
                fn("transformPoint", "x y crs decimal?", in -> wkt(geometries.transformed(in))),
                fn(
                        "transformLongitude",
                        "x y crs decimal?",
                        in -> degrees(geometries.transformed(in).longitude())),
                fn(
                        "transformLatitude",
                        "x y crs decimal?",
                        in -> degrees(geometries.transformed(in).latitude())),
                fn("degrees", "value", GeometryFunctions::degreesMinutesSeconds),
                fn("wkt", "value crs? swapAxes?", geometries::normalised),
                fn("geoJsonWkt", "value", in -> Optional.of(literal(GeoJsonGeometry.toWkt(in.text(0))))));
    }

    /// A position in CRS84, in degrees.
    private record Position(BigDecimal longitude, BigDecimal latitude) {}

    private static Optional<Value> point(Arguments in) throws FunctionFailure {
        return wkt(new Position(coordinate(in.text(0), "."), coordinate(in.text(1), ".")));
    }

    private static Optional<Value> wkt(Position position) throws FunctionFailure {
        requireOnEarth(position.longitude().doubleValue(), position.latitude().doubleValue());
        return Optional.of(literal("POINT(" + position.longitude().toPlainString() + " "
                + position.latitude().toPlainString() + ")"));
    }

    private static Value literal(String wkt) {
        return new Value(wkt, "http://www.opengis.net/ont/geosparql#wktLiteral");
    }

    private static Optional<Value> degrees(BigDecimal value) {
        return Value.typed(value.toPlainString(), "http://www.w3.org/2001/XMLSchema#double");
    }

    private static BigDecimal coordinate(String text, String decimal) throws FunctionFailure {
        try {
            return new BigDecimal(NumberFunctions.plain(text, decimal, ""));
        } catch (FunctionFailure e) {
            throw new FunctionFailure(
                    "COORDINATE_UNREADABLE",
                    "'" + text + "' is no coordinate with '" + decimal + "' before the decimals.",
                    "Correct the cell; for a decimal comma use the function number first.");
        }
    }

    static void requireOnEarth(double longitude, double latitude) throws FunctionFailure {
        if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
            throw new FunctionFailure(
                    "COORDINATE_OUT_OF_RANGE",
                    "Longitude " + longitude + " and latitude " + latitude + " are not on the Earth.",
                    "Look whether the two columns are swapped, or are metres of a national grid.");
        }
        if (longitude == 0 && latitude == 0) {
            throw new FunctionFailure(
                    "COORDINATE_MISSING",
                    "Longitude and latitude are both 0, as they are where nobody filled them in.",
                    "Leave both cells empty, or give the real position.");
        }
    }

    private Position transformed(Arguments in) throws FunctionFailure {
        String decimal = in.optional(3).orElse(".");
        ProjCoordinate from = new ProjCoordinate(
                coordinate(in.text(0), decimal).doubleValue(),
                coordinate(in.text(1), decimal).doubleValue());
        return transformed(from, in.text(2));
    }

    private Position transformed(ProjCoordinate from, String crs) throws FunctionFailure {
        ProjCoordinate to = new ProjCoordinate();
        BasicCoordinateTransform transform = transforms.of(crs);
        if (transform.getSourceCRS().isGeographic()) {
            // Proj4j makes 180 of a longitude beyond it.
            requireOnEarth(from.x, from.y);
        }
        try {
            // The projections of proj4j keep scratch values, so one transform serves one caller at a time.
            synchronized (transform) {
                transform.transform(from, to);
            }
        } catch (Proj4jException e) {
            throw outside(from, crs);
        }
        if (!Double.isFinite(to.x) || !Double.isFinite(to.y)) {
            throw outside(from, crs);
        }
        requireOnEarth(to.x, to.y);
        return new Position(rounded(to.x), rounded(to.y));
    }

    private static BigDecimal rounded(double degrees) {
        BigDecimal rounded = BigDecimal.valueOf(degrees).setScale(DEGREE_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static FunctionFailure outside(ProjCoordinate from, String crs) {
        return new FunctionFailure(
                "COORDINATE_OUT_OF_RANGE",
                from.x + " " + from.y + " is no place in " + crs + ".",
                "Look whether the columns are swapped or in another reference system.");
    }

    private static BasicCoordinateTransform transform(String crs) throws FunctionFailure {
        CRSFactory factory = new CRSFactory();
        try {
            return new BasicCoordinateTransform(
                    factory.createFromName(crs), factory.createFromParameters("CRS84", "+proj=longlat +datum=WGS84"));
        } catch (Proj4jException e) {
            throw new FunctionFailure(
                    "CRS_UNKNOWN",
                    "'" + crs + "' is no known coordinate reference system.",
                    "Write its EPSG code, for example EPSG:2154 for Lambert-93.");
        }
    }

    /// Degrees, minutes and seconds as maps print them: `3°42'43.91"O` is -3.7121972. `O` is west, as in French and
    /// Spanish.
    private static Optional<Value> degreesMinutesSeconds(Arguments in) throws FunctionFailure {
        Matcher matcher = DEGREES_MINUTES_SECONDS.matcher(in.text(0));
        if (!matcher.matches()) {
            throw new FunctionFailure(
                    "COORDINATE_UNREADABLE",
                    "'" + in.text(0) + "' is no angle in degrees, minutes and seconds with N, S, E, W or O.",
                    "Write it as 50°38'14.1\"N.");
        }
        double minutes = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        double seconds = matcher.group(3) == null
                ? 0
                : Double.parseDouble(matcher.group(3).replace(',', '.'));
        double angle = Integer.parseInt(matcher.group(1)) + minutes / 60 + seconds / 3600;
        boolean negative = "SWO".contains(matcher.group(4));
        return degrees(rounded(negative ? -angle : angle));
    }

    /// WKT from any reference system, checked and written again. `swapAxes` is `true` for latitude before longitude.
    private Optional<Value> normalised(Arguments in) throws FunctionFailure {
        Geometry geometry;
        try {
            geometry = new WKTReader().read(in.text(0));
        } catch (ParseException | IllegalArgumentException e) {
            throw new FunctionFailure(
                    "GEOMETRY_UNREADABLE",
                    "This is no WKT geometry (" + e.getMessage() + ").",
                    "Expected for example POINT (3.08 50.65).");
        }
        if (geometry.isEmpty()) {
            return Optional.empty();
        }
        boolean swap = in.optional(2).filter("true"::equals).isPresent();
        Placing placing = new Placing(in.optional(1), swap);
        geometry.apply(placing);
        if (placing.failure.isPresent()) {
            throw placing.failure.get();
        }
        return Optional.of(literal(new WKTWriter(2).write(geometry)));
    }

    /// Moves every coordinate of a geometry to CRS84 and remembers the first that cannot be moved.
    private final class Placing implements CoordinateSequenceFilter {
        private final Optional<String> crs;
        private final boolean swap;
        private Optional<FunctionFailure> failure = Optional.empty();

        Placing(Optional<String> crs, boolean swap) {
            this.crs = crs;
            this.swap = swap;
        }

        @Override
        public void filter(CoordinateSequence sequence, int at) {
            double x = sequence.getOrdinate(at, swap ? Coordinate.Y : Coordinate.X);
            double y = sequence.getOrdinate(at, swap ? Coordinate.X : Coordinate.Y);
            try {
                if (crs.isPresent()) {
                    Position position = transformed(new ProjCoordinate(x, y), crs.get());
                    x = position.longitude().doubleValue();
                    y = position.latitude().doubleValue();
                }
                requireOnEarth(x, y);
            } catch (FunctionFailure e) {
                failure = Optional.of(e);
            }
            sequence.setOrdinate(at, Coordinate.X, x);
            sequence.setOrdinate(at, Coordinate.Y, y);
        }

        @Override
        public boolean isDone() {
            return failure.isPresent();
        }

        @Override
        public boolean isGeometryChanged() {
            return true;
        }
    }
}

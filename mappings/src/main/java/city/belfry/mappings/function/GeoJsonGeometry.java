package city.belfry.mappings.function;

import city.belfry.mappings.function.Function.FunctionFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A GeoJSON geometry object (RFC 7946 §3.1) as WKT, with the digits of its source. Heights are left out.
final class GeoJsonGeometry {
    /// MultiPolygon has four levels of arrays; a collection of collections is discouraged by RFC 7946 §3.1.8.
    private static final int DEPTH_MAX = 16;

    private static final int LINEAR_RING_POSITIONS_MIN = 4;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();

    /// Coordinates: a position or a list of coordinates.
    private sealed interface Coordinates {
        record Position(BigDecimal x, BigDecimal y) implements Coordinates {}

        record Several(List<Coordinates> parts) implements Coordinates {}
    }

    private GeoJsonGeometry() {}

    static String toWkt(String json) throws FunctionFailure {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("a geometry is an object with type and coordinates");
            }
            return geometry(parser);
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage());
        }
    }

    private static String geometry(JsonParser parser) throws FunctionFailure {
        String type = "";
        Coordinates coordinates = new Coordinates.Several(List.of());
        List<String> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "type" -> type = parser.getString();
                case "coordinates" -> coordinates = coordinates(parser, value);
                case "geometries" -> {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        members.add(geometry(parser));
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return wkt(type, coordinates, members);
    }

    private static String wkt(String type, Coordinates coordinates, List<String> members) throws FunctionFailure {
        return switch (type) {
            case "Point" -> "POINT" + wrapped(coordinates, 0, false);
            case "LineString" -> "LINESTRING" + wrapped(coordinates, 1, false);
            case "MultiPoint" -> "MULTIPOINT" + wrapped(coordinates, 1, false);
            case "Polygon" -> "POLYGON" + wrapped(coordinates, 2, true);
            case "MultiLineString" -> "MULTILINESTRING" + wrapped(coordinates, 2, false);
            case "MultiPolygon" -> "MULTIPOLYGON" + wrapped(coordinates, 3, true);
            case "GeometryCollection" -> "GEOMETRYCOLLECTION(" + String.join(",", members) + ")";
            default -> throw unreadable("'" + type + "' is no type of geometry");
        };
    }

    private static String wrapped(Coordinates coordinates, int depth, boolean rings) throws FunctionFailure {
        StringBuilder text = new StringBuilder();
        if (depth == 0) {
            text.append('(');
        }
        write(coordinates, depth, rings, text);
        return depth == 0 ? text.append(')').toString() : text.toString();
    }

    private static void write(Coordinates coordinates, int depth, boolean rings, StringBuilder text)
            throws FunctionFailure {
        switch (coordinates) {
            case Coordinates.Position(BigDecimal x, BigDecimal y) -> {
                if (depth != 0) {
                    throw unreadable("a position stands where a list of positions was expected");
                }
                GeometryFunctions.requireOnEarth(x.doubleValue(), y.doubleValue());
                text.append(x.toPlainString()).append(' ').append(y.toPlainString());
            }
            case Coordinates.Several(List<Coordinates> parts) -> {
                if (depth == 0 || parts.isEmpty()) {
                    throw unreadable("the coordinates are not of the depth that the type asks for");
                }
                if (rings && depth == 1) {
                    requireRing(parts);
                }
                char mark = '(';
                for (Coordinates part : parts) {
                    text.append(mark);
                    write(part, depth - 1, rings, text);
                    mark = ',';
                }
                text.append(')');
            }
        }
    }

    /// RFC 7946 §3.1.6: a linear ring is closed and has four or more positions.
    private static void requireRing(List<Coordinates> positions) throws FunctionFailure {
        if (positions.size() < LINEAR_RING_POSITIONS_MIN
                || !positions.getFirst().equals(positions.getLast())) {
            throw unreadable("a ring of the polygon is not closed or has fewer than four positions");
        }
    }

    private static Coordinates coordinates(JsonParser parser, JsonToken start) throws FunctionFailure {
        if (start != JsonToken.START_ARRAY) {
            throw unreadable("coordinates are a list");
        }
        List<Coordinates> parts = new ArrayList<>();
        List<BigDecimal> numbers = new ArrayList<>(3);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                parts.add(coordinates(parser, token));
            } else if (token != null && token.isNumeric()) {
                numbers.add(parser.getDecimalValue());
            } else {
                throw unreadable("coordinates hold numbers only");
            }
        }
        if (numbers.isEmpty()) {
            return new Coordinates.Several(parts);
        }
        if (numbers.size() < 2 || !parts.isEmpty()) {
            throw unreadable("a position has a longitude and a latitude");
        }
        return new Coordinates.Position(numbers.get(0), numbers.get(1));
    }

    private static FunctionFailure unreadable(String reason) {
        return new FunctionFailure(
                "GEOMETRY_UNREADABLE",
                "This is no GeoJSON geometry: " + reason + ".",
                "See RFC 7946, section 3.1; coordinates are longitude before latitude.");
    }
}

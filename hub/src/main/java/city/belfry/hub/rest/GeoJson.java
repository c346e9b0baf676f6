package city.belfry.hub.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/// Well-known text of the graph as GeoJSON (RFC 7946). Both have longitude before latitude here: the graph holds CRS84,
/// the coordinate system of GeoSPARQL literals that name none.
public final class GeoJson {
    /// The datatype of a WKT literal (GeoSPARQL 1.1 §8.5.1).
    public static final String WKT_LITERAL = "http://www.opengis.net/ont/geosparql#wktLiteral";

    private GeoJson() {}

    public static boolean isGeometry(Node node) {
        return node.isLiteral() && WKT_LITERAL.equals(node.getLiteralDatatypeURI());
    }

    /// Whether a geometry comes near a window: their boxes touch.
    static boolean touches(Node literal, Envelope window) {
        return read(literal)
                .filter(geometry -> geometry.getEnvelopeInternal().intersects(window))
                .isPresent();
    }

    /// The geometry object of a WKT literal; empty when it cannot be read or names another coordinate system.
    public static Optional<Map<String, Object>> geometry(Node literal) {
        return read(literal).flatMap(GeoJson::known);
    }

    private static Optional<Map<String, Object>> known(Geometry geometry) {
        try {
            return Optional.of(object(geometry));
        } catch (IllegalArgumentException noneInGeoJson) {
            return Optional.empty();
        }
    }

    private static Optional<Geometry> read(Node literal) {
        String text = literal.getLiteralLexicalForm().strip();
        if (text.startsWith("<")) {
            if (!text.startsWith("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")) {
                return Optional.empty();
            }
            text = text.substring(text.indexOf('>') + 1);
        }
        try {
            return Optional.of(new WKTReader().read(text));
        } catch (ParseException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /// A row of an answer: its first geometry, and all the rest as properties.
    public static Map<String, Object> feature(List<Var> columns, Binding row) {
        Map<String, Object> properties = TableJson.row(columns, row);
        Optional<Map<String, Object>> geometry = Optional.empty();
        for (Var column : columns) {
            Node node = row.get(column);
            if (geometry.isEmpty() && node != null && isGeometry(node)) {
                geometry = geometry(node);
                properties.remove(column.getVarName());
            }
        }
        return feature(Optional.empty(), geometry, properties);
    }

    public static Map<String, Object> feature(
            Optional<String> id, Optional<Map<String, Object>> geometry, Map<String, Object> properties) {
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        id.ifPresent(text -> feature.put("id", text));
        feature.put("geometry", geometry.orElse(null));
        feature.put("properties", properties);
        return feature;
    }

    private static Map<String, Object> object(Geometry geometry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", geometry.getGeometryType());
        if (geometry instanceof GeometryCollection collection && geometry.getClass() == GeometryCollection.class) {
            object.put(
                    "geometries",
                    parts(collection).stream().map(GeoJson::object).toList());
        } else {
            object.put("coordinates", coordinates(geometry));
        }
        return object;
    }

    private static Object coordinates(Geometry geometry) {
        return switch (geometry) {
            case Point point -> position(point.getCoordinate());
            case LineString line -> positions(line);
            case Polygon polygon -> rings(polygon);
            case MultiPoint points ->
                parts(points).stream().map(GeoJson::coordinates).toList();
            case MultiLineString lines ->
                parts(lines).stream().map(GeoJson::coordinates).toList();
            case MultiPolygon polygons ->
                parts(polygons).stream().map(GeoJson::coordinates).toList();
            default -> throw new IllegalArgumentException("GeoJSON has no " + geometry.getGeometryType());
        };
    }

    private static List<Geometry> parts(GeometryCollection collection) {
        List<Geometry> parts = new ArrayList<>();
        for (int i = 0; i < collection.getNumGeometries(); i++) {
            parts.add(collection.getGeometryN(i));
        }
        return parts;
    }

    private static List<Object> rings(Polygon polygon) {
        List<Object> rings = new ArrayList<>();
        rings.add(positions(polygon.getExteriorRing()));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(positions(polygon.getInteriorRingN(i)));
        }
        return rings;
    }

    private static List<Object> positions(LineString line) {
        List<Object> positions = new ArrayList<>();
        for (Coordinate coordinate : line.getCoordinates()) {
            positions.add(position(coordinate));
        }
        return positions;
    }

    private static List<Double> position(Coordinate coordinate) {
        return List.of(coordinate.getX(), coordinate.getY());
    }
}

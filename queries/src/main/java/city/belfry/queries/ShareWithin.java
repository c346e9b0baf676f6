package city.belfry.queries;

import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.function.FunctionBase3;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/// `fn:shareWithin(?area, ?points, ?metres)`: which share of an area, from 0 to 1, lies within a distance of any of
/// some points.
///
/// The area is WKT in longitude and latitude; the points are one text, `longitude latitude` each, with semicolons
/// between, as `GROUP_CONCAT(…; separator=";")` makes it. Distances are those of a plane that touches the Earth at the
/// area, good to 0.1 % for a city.
public final class ShareWithin extends FunctionBase3 {
    /// The function in a query.
    public static final String IRI = "https://w3id.org/belfry/fn#shareWithin";

    /// Points of one call; an area of more stops is asked in parts.
    private static final int POINTS_MAX = 10_000;
    /// Mean radius R1 of the IUGG; metres.
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;
    /// Corners of a quarter of a circle: its area is then right to 0.04 %.
    private static final int QUARTER_CORNERS = 32;

    private static final GeometryFactory SHAPES = new GeometryFactory();

    @Override
    public NodeValue exec(NodeValue area, NodeValue points, NodeValue metres) {
        Geometry shape = area(area);
        double reach = metres.getDouble();
        if (shape.getArea() <= 0 || !(reach >= 0)) {
            throw new ExprEvalException("the first argument is no area, or the last no distance");
        }
        double latitude = shape.getCentroid().getY();
        double northMetres = Math.toRadians(1) * EARTH_RADIUS_METRES;
        AffineTransformation flat =
                AffineTransformation.scaleInstance(northMetres * Math.cos(Math.toRadians(latitude)), northMetres);
        Geometry flatArea = flat.transform(shape);
        Geometry reached = flat.transform(points(points)).buffer(reach, QUARTER_CORNERS);
        return NodeValue.makeDouble(flatArea.intersection(reached).getArea() / flatArea.getArea());
    }

    private static Geometry area(NodeValue wkt) {
        String text = wkt.asNode().getLiteralLexicalForm();
        try {
            Geometry read =
                    new WKTReader(SHAPES).read(text.startsWith("<") ? text.substring(text.indexOf('>') + 1) : text);
            // Published outlines cross themselves now and then; what they enclose is meant.
            return GeometryFixer.fix(read);
        } catch (ParseException | IllegalArgumentException e) {
            throw new ExprEvalException("the first argument is no WKT", e);
        }
    }

    private static Geometry points(NodeValue list) {
        String[] pairs = list.getString().split(";", -1);
        if (pairs.length > POINTS_MAX) {
            throw new ExprEvalException("more than " + POINTS_MAX + " points");
        }
        Coordinate[] points = new Coordinate[pairs.length];
        try {
            for (int i = 0; i < pairs.length; i++) {
                String pair = pairs[i].strip();
                int blank = pair.indexOf(' ');
                points[i] = new Coordinate(
                        Double.parseDouble(pair.substring(0, Math.max(0, blank))),
                        Double.parseDouble(pair.substring(blank + 1)));
            }
        } catch (NumberFormatException e) {
            throw new ExprEvalException("the second argument is no list of points", e);
        }
        return SHAPES.createMultiPointFromCoords(points);
    }
}

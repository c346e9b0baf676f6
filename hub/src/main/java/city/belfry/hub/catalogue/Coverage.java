package city.belfry.hub.catalogue;

import city.belfry.ontology.City;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// Where and when the things of a dataset are, as far as its own statements tell.
///
/// @param box smallest box around all geometries in CRS84
/// @param period first and last day of all times
public record Coverage(Optional<Box> box, Optional<Period> period) {
    public static final Coverage NONE = new Coverage(Optional.empty(), Optional.empty());

    private static final Node AS_WKT = NodeFactory.createURI("http://www.opengis.net/ont/geosparql#asWKT");
    private static final String CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>";
    private static final String SOSA = "http://www.w3.org/ns/sosa/";
    /// What an observation, a count or an event is dated by. When a record was written says nothing of what it is
    /// about.
    private static final List<Node> TIMES = List.of(
            NodeFactory.createURI(SOSA + "resultTime"),
            NodeFactory.createURI(SOSA + "phenomenonTime"),
            City.startDate,
            City.endDate,
            City.referenceDate);

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");
    private static final int DAY_LENGTH = 10;

    /// In degrees.
    public record Box(double west, double south, double east, double north) {
        /// As a polygon of well-known text, anticlockwise from the south-west.
        String wkt() {
            return "POLYGON((%1$s %2$s, %3$s %2$s, %3$s %4$s, %1$s %4$s, %1$s %2$s))"
                    .formatted(number(west), number(south), number(east), number(north));
        }

        /// To about a metre: more would pretend to a precision that a box has not.
        private static String number(double degrees) {
            return java.math.BigDecimal.valueOf(degrees)
                    .setScale(5, java.math.RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }

    /// Days as ISO 8601 writes them.
    public record Period(String start, String end) {}

    public static Coverage of(Graph statements) {
        return new Coverage(box(statements), period(statements));
    }

    private static Optional<Box> box(Graph statements) {
        Bounds bounds = new Bounds();
        statements
                .find(Node.ANY, AS_WKT, Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(triple -> bounds.add(triple.getObject().getLiteralLexicalForm()));
        return bounds.box();
    }

    private static Optional<Period> period(Graph statements) {
        String first = "";
        String last = "";
        for (Node property : TIMES) {
            var found = statements.find(Node.ANY, property, Node.ANY);
            while (found.hasNext()) {
                Node value = found.next().getObject();
                // Years of four digits compare as text; anything else is no day.
                if (value.isLiteral()
                        && DAY.matcher(value.getLiteralLexicalForm()).matches()) {
                    String day = value.getLiteralLexicalForm().substring(0, DAY_LENGTH);
                    first = first.isEmpty() || day.compareTo(first) < 0 ? day : first;
                    last = day.compareTo(last) > 0 ? day : last;
                }
            }
        }
        return first.isEmpty() ? Optional.empty() : Optional.of(new Period(first, last));
    }

    /// Reads the numbers of well-known text without building geometries: a city's outlines have millions of them.
    private static final class Bounds {
        private double west = Double.POSITIVE_INFINITY;
        private double south = Double.POSITIVE_INFINITY;
        private double east = Double.NEGATIVE_INFINITY;
        private double north = Double.NEGATIVE_INFINITY;

        void add(String wkt) {
            String text = wkt;
            if (text.startsWith("<")) {
                if (!text.startsWith(CRS84)) {
                    return;
                }
                text = text.substring(CRS84.length());
            }
            int length = text.length();
            int position = 0;
            int ordinate = 0;
            double longitude = 0;
            while (position < length) {
                char c = text.charAt(position);
                if (c == '-' || c == '.' || (c >= '0' && c <= '9')) {
                    int end = position + 1;
                    while (end < length && isOfNumber(text.charAt(end))) {
                        end++;
                    }
                    double value = number(text.substring(position, end));
                    if (ordinate == 0) {
                        longitude = value;
                    } else if (ordinate == 1) {
                        add(longitude, value);
                    }
                    ordinate++;
                    position = end;
                } else {
                    if (c == ',' || c == '(') {
                        ordinate = 0;
                    }
                    position++;
                }
            }
        }

        private static boolean isOfNumber(char c) {
            return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+';
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        private void add(double longitude, double latitude) {
            // Also false for NaN.
            if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
                west = Math.min(west, longitude);
                east = Math.max(east, longitude);
                south = Math.min(south, latitude);
                north = Math.max(north, latitude);
            }
        }

        Optional<Box> box() {
            return west > east ? Optional.empty() : Optional.of(new Box(west, south, east, north));
        }
    }
}

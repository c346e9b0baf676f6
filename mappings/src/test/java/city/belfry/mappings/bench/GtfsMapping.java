package city.belfry.mappings.bench;

import java.util.ArrayList;
import java.util.List;

/// The RML mapping of a [GtfsFeed], in the W3C group's vocabulary or the older one.
final class GtfsMapping {
    private static final String MADRID = "http://transport.linkeddata.es/madrid/";
    private static final String RESOURCE = "http://transport.linkeddata.es/resource/";

    private final String format;
    private final boolean old;
    private final StringBuilder text = new StringBuilder();

    private GtfsMapping(String format, boolean old) {
        this.format = format;
        this.old = old;
    }

    static String of(String format, boolean old) {
        return new GtfsMapping(format, old).write();
    }

    private String write() {
        text.append("""
                @base <http://example.com/ns#> .
                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                @prefix gtfs: <http://vocab.gtfs.org/terms#> .
                @prefix foaf: <http://xmlns.com/foaf/0.1/> .
                @prefix dct: <http://purl.org/dc/terms/> .
                @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
                @prefix schema: <http://schema.org/> .
                """);
        text.append(old ? """
                        @prefix r: <http://www.w3.org/ns/r2rml#> .
                        @prefix rml: <http://semweb.mmlab.be/ns/rml#> .
                        @prefix ql: <http://semweb.mmlab.be/ns/ql#> .
                        """ : """
                        @prefix r: <http://w3id.org/rml/> .
                        @prefix rml: <http://w3id.org/rml/> .
                        @prefix ql: <http://w3id.org/rml/> .
                        """);
        map("stoptimes", "STOP_TIMES", "metro/stoptimes/{trip_id}-{stop_id}-{arrival_time}", "gtfs:StopTime")
                .cell("gtfs:arrivalTime", "arrival_time")
                .cell("gtfs:departureTime", "departure_time")
                .typed("gtfs:stopSequence", "stop_sequence", "xsd:integer")
                .cell("gtfs:headsign", "stop_headsign")
                .link("gtfs:pickupType", "PickupType/{pickup_type}")
                .link("gtfs:dropOffType", "DropOffType/{drop_off_type}")
                .typed("gtfs:distanceTraveled", "shape_dist_traveled", "xsd:double")
                .join("gtfs:trip", "trips", "trip_id", "trip_id")
                .join("gtfs:stop", "stops", "stop_id", "stop_id")
                .end();
        map("trips", "TRIPS", "metro/trips/{trip_id}", "gtfs:Trip")
                .cell("gtfs:headsign", "trip_headsign")
                .cell("gtfs:shortName", "trip_short_name")
                .cell("gtfs:direction", "direction_id")
                .cell("gtfs:block", "block_id")
                .link("gtfs:wheelchairAccessible", "WheelchairBoardingStatus/{wheelchair_accessible}")
                .join("gtfs:service", "services1", "service_id", "service_id")
                .join("gtfs:service", "services2", "service_id", "service_id")
                .join("gtfs:route", "routes", "route_id", "route_id")
                .join("gtfs:shape", "shapes", "shape_id", "shape_id")
                .end();
        map("routes", "ROUTES", "metro/routes/{route_id}", "gtfs:Route")
                .cell("gtfs:shortName", "route_short_name")
                .cell("gtfs:longName", "route_long_name")
                .cell("dct:description", "route_desc")
                .link("gtfs:routeType", "RouteType/{route_type}")
                .iri("gtfs:routeUrl", "route_url")
                .cell("gtfs:color", "route_color")
                .cell("gtfs:textColor", "route_text_color")
                .join("gtfs:agency", "agency", "agency_id", "agency_id")
                .end();
        map("agency", "AGENCY", "agency/{agency_id}", "gtfs:Agency")
                .iri("foaf:page", "agency_url")
                .cell("foaf:name", "agency_name")
                .cell("gtfs:timeZone", "agency_timezone")
                .cell("dct:language", "agency_lang")
                .cell("foaf:phone", "agency_phone")
                .iri("gtfs:fareUrl", "agency_fare_url")
                .end();
        map("stops", "STOPS", "metro/stops/{stop_id}", "gtfs:Stop")
                .cell("gtfs:code", "stop_code")
                .cell("dct:identifier", "stop_id")
                .cell("foaf:name", "stop_name")
                .cell("dct:description", "stop_desc")
                .typed("geo:lat", "stop_lat", "xsd:double")
                .typed("geo:long", "stop_lon", "xsd:double")
                .cell("gtfs:zone", "zone_id")
                .iri("foaf:page", "stop_url")
                .link("gtfs:locationType", "LocationType/{location_type}")
                .cell("gtfs:timeZone", "stop_timezone")
                .link("gtfs:wheelchairAccessible", "WheelchairBoardingStatus/{wheelchair_boarding}")
                .join("gtfs:parentStation", "stops", "parent_station", "stop_id")
                .end();
        map("services1", "CALENDAR", "metro/services/{service_id}", "gtfs:Service")
                .join("gtfs:serviceRule", "calendar_rules", "service_id", "service_id")
                .end();
        map("services2", "CALENDAR_DATES", "metro/services/{service_id}", "gtfs:Service")
                .join("gtfs:serviceRule", "calendar_date_rules", "service_id", "service_id")
                .end();
        map(
                        "calendar_date_rules",
                        "CALENDAR_DATES",
                        "metro/calendar_date_rule/{service_id}-{date}",
                        "gtfs:CalendarDateRule")
                .typed("dct:date", "date", "xsd:date")
                .typed("gtfs:dateAddition", "exception_type", "xsd:boolean")
                .end();
        GtfsMapping rules = map("calendar_rules", "CALENDAR", "metro/calendar_rules/{service_id}", "gtfs:CalendarRule");
        for (String day : List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")) {
            rules.typed("gtfs:" + day, day, "xsd:boolean");
        }
        rules.typed("schema:startDate", "start_date", "xsd:date")
                .typed("schema:endDate", "end_date", "xsd:date")
                .end();
        map("feed", "FEED_INFO", "metro/feed/{feed_publisher_name}", "gtfs:Feed")
                .cell("dct:publisher", "feed_publisher_name")
                .iri("foaf:page", "feed_publisher_url")
                .cell("dct:language", "feed_lang")
                .typed("schema:startDate", "feed_start_date", "xsd:date")
                .typed("schema:endDate", "feed_end_date", "xsd:date")
                .cell("schema:version", "feed_version")
                .end();
        map("shapes", "SHAPES", "metro/shape/{shape_id}", "gtfs:Shape")
                .join("gtfs:shapePoint", "shapePoints", "shape_id", "shape_id")
                .end();
        map("shapePoints", "SHAPES", "metro/shape_point/{shape_id}-{shape_pt_sequence}", "gtfs:ShapePoint")
                .typed("geo:lat", "shape_pt_lat", "xsd:double")
                .typed("geo:long", "shape_pt_lon", "xsd:double")
                .cell("gtfs:pointSequence", "shape_pt_sequence")
                .typed("gtfs:distanceTraveled", "shape_dist_traveled", "xsd:double")
                .end();
        map("frequencies", "FREQUENCIES", "metro/frequency/{trip_id}-{start_time}", "gtfs:Frequency")
                .cell("gtfs:startTime", "start_time")
                .cell("gtfs:endTime", "end_time")
                .typed("gtfs:headwaySeconds", "headway_secs", "xsd:integer")
                .typed("gtfs:exactTimes", "exact_times", "xsd:boolean")
                .join("gtfs:trip", "trips", "trip_id", "trip_id")
                .end();
        return text.toString();
    }

    private final List<String> parts = new ArrayList<>();

    private GtfsMapping map(String name, String table, String subject, String type) {
        String path = table + "." + format;
        String source = old
                ? "\"" + path + "\""
                : "[ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path \"" + path
                        + "\" ; rml:null \"\" ]";
        String iterator = switch (format) {
            case "csv" -> "";
            case "json" -> " rml:iterator \"$[*]\" ;";
            default -> " rml:iterator \"/Category/Record\" ;";
        };
        String formulation = switch (format) {
            case "csv" -> "CSV";
            case "json" -> "JSONPath";
            default -> "XPath";
        };
        parts.clear();
        parts.add("\n<" + name + "> rml:logicalSource [ rml:source " + source + " ;" + iterator
                + " rml:referenceFormulation ql:" + formulation + " ]");
        parts.add("r:subjectMap [ r:template \"" + MADRID + subject + "\" ]");
        return said("rdf:type", "r:constant " + type);
    }

    private GtfsMapping said(String predicate, String object) {
        parts.add("r:predicateObjectMap [ r:predicate " + predicate + " ; r:objectMap [ " + object + " ] ]");
        return this;
    }

    private GtfsMapping cell(String predicate, String column) {
        return said(predicate, "rml:reference \"" + column + "\"");
    }

    private GtfsMapping typed(String predicate, String column, String datatype) {
        return said(predicate, "rml:reference \"" + column + "\" ; r:datatype " + datatype);
    }

    private GtfsMapping iri(String predicate, String column) {
        return said(predicate, "rml:reference \"" + column + "\" ; r:termType r:IRI");
    }

    private GtfsMapping link(String predicate, String template) {
        return said(predicate, "r:template \"" + RESOURCE + template + "\"");
    }

    private GtfsMapping join(String predicate, String parent, String child, String parentColumn) {
        return said(
                predicate,
                "r:parentTriplesMap <" + parent + "> ; r:joinCondition [ r:child \"" + child + "\" ; r:parent \""
                        + parentColumn + "\" ]");
    }

    private void end() {
        text.append(String.join(" ;\n  ", parts)).append(" .\n");
    }
}

package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.ontology.City;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The whole timetable of a capital arrives: as many journeys, calls, stops and lines as another reader counts.
class RigaTest {
    @TempDir
    private static Path home;

    private static PublishedCity riga;
    private static Path feed;

    @BeforeAll
    static void ingest() {
        feed = PublishedCity.shared("data/riga/gtfs-rigas-satiksme-2019-10.zip");
        riga = PublishedCity.real("riga", home);
    }

    @AfterAll
    static void close() {
        if (riga != null) {
            riga.close();
        }
    }

    @Test
    void hasEveryJourneyAndCall() throws IOException {
        assertEquals(14_060, things(City.Journey));
        assertEquals(341_735, things(City.CallAtStop));
        assertEquals(rows("trips"), things(City.Journey));
        assertEquals(rows("stop_times"), things(City.CallAtStop));
    }

    @Test
    void hasEveryLineStopCalendarAndShape() throws IOException {
        assertEquals(rows("routes"), things(City.TransitLine));
        assertEquals(rows("stops"), things(City.Quay) + things(City.StopPlace) + things(City.StationEntrance));
        assertEquals(rows("calendar_dates"), things(City.ServiceException));
        Set<String> shapes = new HashSet<>();
        each("shapes", row -> shapes.add(row.getField("shape_id")));
        assertEquals(shapes.size(), things(City.LinePattern));
    }

    @Test
    void departuresAddUp() throws IOException {
        long[] expected = {0};
        each("stop_times", row -> expected[0] += seconds(row.getField("departure_time")));
        long[] sum = {0};
        riga.each("satiksme", City.departureSeconds, triple -> sum[0] += number(triple));
        assertEquals(expected[0], sum[0]);
    }

    @Test
    void everyLineServesTheStopsOfItsTrips() throws IOException {
        Map<String, String> lineOfTrip = new HashMap<>();
        each("trips", row -> lineOfTrip.put(row.getField("trip_id"), row.getField("route_id")));
        Set<String> served = new HashSet<>();
        each("stop_times", row -> served.add(lineOfTrip.get(row.getField("trip_id")) + " " + row.getField("stop_id")));
        assertEquals(served.size(), riga.count("satiksme", Node.ANY, City.servesStop, Node.ANY));
    }

    @Test
    void nothingIsQuarantined() {
        assertEquals(0, riga.report("satiksme").quarantined());
        assertEquals(
                0, riga.report("satiksme").findingCount(), () -> riga.report().toString());
    }

    @TestFactory
    Stream<DynamicTest> answersQuestionsAboutTheCity() throws IOException {
        return riga.expectations().map(file -> dynamicTest(file.getFileName().toString(), () -> riga.answersAs(file)));
    }

    /// A tram line drawn over the real network: five stops, three of them there already, a tram every eight minutes on
    /// Wednesdays; and line 11 runs in one direction only. What is expected is counted in the answers without it.
    @Test
    void aTramLineDrawnOverTheCityChangesWhatItTouchesAndNothingElse() {
        QueryLibrary library = QueryLibrary.load();
        NamedQuery lines = library.query("lines");
        NamedQuery headway = library.query("line-headway-by-hour");
        Map<String, String> eleven = Map.of("line", "11", "date", "2019-10-09", "mode", "tram");
        List<Triple> servedStops = new ArrayList<>();
        riga.each("satiksme", City.servesStop, servedStops::add);
        List<String> stops = servedStops.stream()
                .map(triple -> triple.getObject().getURI())
                .distinct()
                .sorted()
                .limit(3)
                .toList();
        List<Triple> directions = new ArrayList<>();
        riga.each("satiksme", City.direction, directions::add);
        Set<Node> back = directions.stream()
                .filter(triple -> number(triple) == 1)
                .map(Triple::getSubject)
                .collect(Collectors.toSet());
        Set<Node> lineEleven = new HashSet<>();
        riga.each("satiksme", City.shortName, triple -> {
            if (triple.getObject().getLiteralLexicalForm().equals("11")
                    && triple.getSubject().getURI().contains("tram")) {
                lineEleven.add(triple.getSubject());
            }
        });
        List<Triple> gone = new ArrayList<>();
        riga.each("satiksme", City.onLine, triple -> {
            if (lineEleven.contains(triple.getObject()) && back.contains(triple.getSubject())) {
                gone.add(triple);
            }
        });
        riga.draw("tram-x", changes -> {
            changes.read(
                    NEW_LINE.replace("STOPS", "<" + String.join("> , <", stops) + ">"), Lang.TURTLE, true, "tram-x");
            gone.forEach(changes::remove);
        });

        List<String> before = riga.rowsOf(lines, Map.of());
        List<String> after = riga.rowsIn("tram-x", lines, Map.of());
        assertEquals(before.size() + 1, after.size());
        List<String> fresh = after.stream().filter(row -> !before.contains(row)).toList();
        assertEquals(List.of("https://riga.example/id/line/x,X – New,tram,5,2"), fresh);

        List<String> oneWay = riga.rowsOf(headway, eleven).stream()
                .filter(row -> !row.split(",", -1)[1].equals("1"))
                .toList();
        assertTrue(gone.size() > 50 && oneWay.size() > 10, gone.size() + " journeys, " + oneWay.size() + " rows");
        assertEquals(oneWay, riga.rowsIn("tram-x", headway, eleven));

        List<String> ofNew = riga.rowsIn("tram-x", headway, Map.of("line", "X", "date", "2019-10-09", "mode", "tram"));
        assertEquals(List.of("hour,direction,departures,minutesBetween", "7,0,7.5,8.0", "8,0,7.5,8.0"), ofNew);
        assertEquals(
                riga.rowsOf(headway, Map.of("line", "7", "date", "2019-10-09", "mode", "tram")),
                riga.rowsIn("tram-x", headway, Map.of("line", "7", "date", "2019-10-09", "mode", "tram")));
    }

    private static final String NEW_LINE = """
            PREFIX belfry: <https://w3id.org/belfry/ont#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            BASE <https://riga.example/id/>
            <line/x> a belfry:TransitLine ; rdfs:label "X – New" ; belfry:shortName "X" ;
              belfry:transportMode <https://w3id.org/belfry/code/transport-mode/tram> ;
              belfry:servesStop STOPS , <stop/x1> , <stop/x2> .
            <stop/x1> a belfry:Quay ; rdfs:label "X1" ; belfry:longitude 24.1e0 ; belfry:latitude 56.95e0 ;
              belfry:wheelchairBoarding <https://w3id.org/belfry/code/wheelchair-boarding/possible> .
            <stop/x2> a belfry:Quay ; rdfs:label "X2" ; belfry:longitude 24.11e0 ; belfry:latitude 56.96e0 ;
              belfry:wheelchairBoarding <https://w3id.org/belfry/code/wheelchair-boarding/possible> .
            <calendar/x> a belfry:ServiceCalendar ; belfry:runsOnWednesday true ;
              belfry:startDate "2019-10-01"^^xsd:date ; belfry:endDate "2019-10-31"^^xsd:date .
            <journey/x> a belfry:Journey ; belfry:onLine <line/x> ; belfry:inCalendar <calendar/x> ; belfry:direction 0 .
            <call/x> a belfry:CallAtStop ; belfry:ofJourney <journey/x> ; belfry:atStop <stop/x1> ; belfry:departureSeconds 25200 .
            <frequency/x> a belfry:FrequencyBand ; belfry:ofJourney <journey/x> ;
              belfry:startSeconds 25200 ; belfry:endSeconds 32400 ; belfry:headwaySeconds 480 .
            """;

    private static long things(Node type) {
        return riga.count("satiksme", Node.ANY, RDF.type.asNode(), type);
    }

    private static long number(Triple triple) {
        return Long.parseLong(triple.getObject().getLiteralLexicalForm());
    }

    private static long seconds(String time) {
        String[] parts = time.split(":", -1);
        return Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60 + Long.parseLong(parts[2]);
    }

    private static long rows(String file) throws IOException {
        long[] count = {0};
        each(file, row -> count[0]++);
        return count[0];
    }

    private static void each(String file, Consumer<NamedCsvRecord> consumer) throws IOException {
        try (ZipFile zip = new ZipFile(feed.toFile());
                Reader reader = new InputStreamReader(
                        zip.getInputStream(zip.getEntry("gtfs/" + file + ".txt")), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv =
                        CsvReader.builder().detectBomHeader(false).ofNamedCsvRecord(withoutMark(reader))) {
            csv.forEach(consumer);
        }
    }

    /// The feed's files begin with a byte order mark.
    private static Reader withoutMark(Reader reader) throws IOException {
        java.io.PushbackReader pushback = new java.io.PushbackReader(reader);
        int first = pushback.read();
        if (first != '\ufeff' && first >= 0) {
            pushback.unread(first);
        }
        return pushback;
    }
}

package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.ontology.City;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
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

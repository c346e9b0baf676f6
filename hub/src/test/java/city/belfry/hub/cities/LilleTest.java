package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.why.Answer;
import city.belfry.mappings.Trace;
import city.belfry.ontology.City;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonValue;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Two weeks of bike sharing: every capture is read, every station stands once and in its commune, every number counts.
class LilleTest {
    private static final Node OBSERVATION = NodeFactory.createURI("http://www.w3.org/ns/sosa/Observation");
    private static final Node RESULT = NodeFactory.createURI("http://www.w3.org/ns/sosa/hasSimpleResult");
    private static final Node ENTITY = NodeFactory.createURI("http://www.w3.org/ns/prov#Entity");

    @TempDir
    private static Path home;

    private static PublishedCity lille;

    /// Name and address of a station, and its position in the last capture.
    private static final Map<String, double[]> STATIONS = new HashMap<>();
    /// Station and time of change: a row that did not change between captures is one observation.
    private static final Set<String> STATES = new HashSet<>();

    private static final Map<String, String> COMMUNES = new HashMap<>();

    private static int captures;
    private static long bikes;

    @BeforeAll
    static void ingest() throws IOException {
        Path zip = PublishedCity.shared("data/lille/vlille-hourly-2025-11-03_2025-11-16.zip");
        lille = PublishedCity.real("lille", home);
        count(zip);
    }

    private static void count(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                captures++;
                try (Reader reader = new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8);
                        CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
                    for (NamedCsvRecord row : csv) {
                        String station = row.getField("nom") + "@" + row.getField("adresse");
                        STATIONS.put(station, new double[] {
                            Double.parseDouble(row.getField("x")), Double.parseDouble(row.getField("y"))
                        });
                        COMMUNES.put(station, row.getField("commune"));
                        if (STATES.add(station + row.getField("date_modification"))) {
                            bikes += Long.parseLong(row.getField("nb_velos_dispo"));
                            bikes += Long.parseLong(row.getField("nb_places_dispo"));
                        }
                    }
                }
            }
        }
    }

    @AfterAll
    static void close() {
        if (lille != null) {
            lille.close();
        }
    }

    /// A label stands in every capture; the record that made it is one of them, and has it.
    @Test
    void aNameOfAStationIsTakenBackToItsCaptureInTheArchive() {
        Node label = NodeFactory.createURI("http://www.w3.org/2000/01/rdf-schema#label");
        List<Triple> labels = new ArrayList<>();
        lille.each("vlille", label, labels::add);
        Triple wanted = labels.stream()
                .filter(triple -> triple.getSubject().getURI().contains("/id/bike-station/"))
                .findFirst()
                .orElseThrow();
        Answer answer = lille.why(wanted.getSubject(), label, wanted.getObject());
        Answer.Reason.FromSource reason = assertInstanceOf(
                Answer.Reason.FromSource.class,
                answer.statements().getFirst().reasons().getFirst());
        assertEquals(
                "Métropole européenne de Lille",
                reason.dataset().publisher().orElseThrow().in("fr"));
        Answer.Evidence.Found found = assertInstanceOf(Answer.Evidence.Found.class, reason.evidence());
        assertEquals(Trace.End.WHOLE, found.end());
        Trace.SourceRecord record = found.origins().getFirst().record();
        assertTrue(record.place().source().contains(".zip!"), record::toString);
        assertTrue(record.place().line() > 1, record::toString);
        String name = wanted.getObject().getLiteralLexicalForm();
        assertTrue(
                record.cells().stream()
                        .anyMatch(cell ->
                                cell.field().equals("nom") && cell.text().contains(name)),
                record::toString);
    }

    @Test
    void readsEveryCapture() {
        assertEquals(336, captures);
        assertEquals(captures, things(ENTITY));
    }

    @Test
    void hasEveryStationOnce() {
        assertEquals(302, STATIONS.size());
        assertEquals(STATIONS.size(), things(City.SharedMobilityStation));
    }

    @Test
    void everyChangeIsAnObservationOfBikesAndOneOfDocks() {
        assertEquals(2L * STATES.size(), things(OBSERVATION));
        long[] sum = {0};
        lille.each(
                "vlille",
                RESULT,
                triple -> sum[0] += Long.parseLong(triple.getObject().getLiteralLexicalForm()));
        assertEquals(bikes, sum[0]);
    }

    /// The feed's own INSEE code is empty in every row, and its communes are spelt in 34 ways.
    @Test
    void everyStationIsLinkedToTheCommuneItStandsIn() throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        JsonArray communes = JSON.parse(Files.readString(PublishedCity.shared("data/lille/communes-59-nord.geojson")))
                .get("features")
                .getAsArray();
        for (double[] position : STATIONS.values()) {
            expected.merge(communeAt(communes, position), 1L, Long::sum);
        }
        Map<String, Long> linked = new TreeMap<>();
        lille.each("links", City.inMunicipality, triple -> {
            String iri = triple.getObject().getURI();
            linked.merge(iri.substring(iri.lastIndexOf('-') + 1), 1L, Long::sum);
        });
        assertEquals(expected, linked);
        assertEquals(302, linked.values().stream().mapToLong(Long::longValue).sum());
    }

    /// 34 spellings of 22 places: each one that is not the official one is a finding; all stations are published.
    @Test
    void aCommuneThatIsSpeltInItsOwnWayLeadsToTheRowOfItsStation() throws Exception {
        // The first two belong to Lille; the boundaries leave out the article of the last.
        Set<String> official = new HashSet<>(Set.of("Hellemmes", "Lomme", "La Madeleine"));
        JSON.parse(Files.readString(PublishedCity.shared("data/lille/communes-59-nord.geojson")))
                .get("features")
                .getAsArray()
                .forEach(feature ->
                        official.add(feature.getAsObject().getObj("properties").getString("nom")));
        long wrong = COMMUNES.values().stream()
                .filter(commune -> !official.contains(commune))
                .count();
        assertTrue(wrong > 50, "the spellings are what they were: " + wrong);
        assertEquals(wrong, lille.findings("vlille", "COMMUNE_SPELLING"));
        assertEquals(0, lille.report("vlille").quarantined());

        PublishedCity.Faults french = lille.faults("vlille", "COMMUNE_SPELLING", "fr");
        assertTrue(french.list().contains("n'est pas écrite comme dans la liste officielle. Trouvé : "), french.list());
        assertTrue(french.one().contains("accents et traits d'union compris"), french.one());
        assertTrue(french.one().contains("L'enregistrement est publié."), french.one());
        Matcher found = Pattern.compile("Trouvé : ([^<]+)<").matcher(french.one());
        assertTrue(found.find(), french.one());
        assertTrue(french.one().contains(".zip!2025-11-"), "the capture: " + french.one());
        assertTrue(french.one().contains("\"nom\",\"adresse\""), "the header of its row: " + french.one());
        assertTrue(
                Pattern.compile(",,\"?" + Pattern.quote(found.group(1)) + "\"?,")
                        .matcher(french.one())
                        .find(),
                () -> "the row: " + french.one());
    }

    /// From 2023 on the rents are texts with a comma. What cannot be read is left out and told; the rest is published.
    @Test
    void aDecimalCommaLeadsToItsRecordAndTheRestIsPublished() throws Exception {
        long commas = 0;
        long all = 0;
        for (int year = 2020; year <= 2026; year++) {
            for (JsonValue rent : JSON.parseAny(
                            Files.readString(PublishedCity.shared("data/lille/encadrements_lille_" + year + ".json")))
                    .getAsArray()) {
                all++;
                commas += rent.getAsObject().get("prix_med").isString() ? 1 : 0;
            }
        }
        Node median = NodeFactory.createURI("https://lille.example/terms/rent#median");
        Node zone = NodeFactory.createURI("https://lille.example/terms/rent#zone");
        assertEquals(commas, lille.findings("loyers", "NUMBER_UNREADABLE"));
        assertEquals(all - commas, lille.count("loyers", Node.ANY, median, Node.ANY));
        assertEquals(all, lille.count("loyers", Node.ANY, zone, Node.ANY));

        PublishedCity.Faults french = lille.faults("loyers", "NUMBER_UNREADABLE", "fr");
        assertTrue(french.list().contains("n'est pas un nombre comme « prix_med » en attend"), french.list());
        assertTrue(french.one().contains("(virgule ou point décimal)"), french.one());
        assertTrue(french.one().contains("encadrements_lille_2023.json"), french.one());
        assertTrue(french.one().contains("\"prix_med\" : \"18,1\""), french.one());

        // What the finding says to do, done.
        assertEquals(0, lille.report("loyers-2026").findingCount());
        assertEquals(160, lille.count("loyers-2026", Node.ANY, median, Node.ANY));
    }

    /// All pages, in all forms, against our shapes and those of the profiles' authors.
    @Test
    void aPortalHarvestsItsCatalogueWithoutAViolation() throws IOException, InterruptedException {
        lille.itsCatalogueIsSound(1);
    }

    @TestFactory
    Stream<DynamicTest> answersQuestionsAboutTheCity() throws IOException {
        return lille.expectations()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> lille.answersAs(file)));
    }

    private static long things(Node type) {
        return lille.count("vlille", Node.ANY, RDF.type.asNode(), type);
    }

    private static String communeAt(JsonArray communes, double[] position) {
        for (JsonValue feature : communes) {
            JsonObject geometry = feature.getAsObject().getObj("geometry");
            JsonArray coordinates = geometry.get("coordinates").getAsArray();
            boolean isMulti = geometry.getString("type").equals("MultiPolygon");
            for (JsonValue polygon : coordinates) {
                JsonArray ring = isMulti
                        ? polygon.getAsArray().get(0).getAsArray()
                        : coordinates.get(0).getAsArray();
                if (isInside(ring, position[0], position[1])) {
                    return feature.getAsObject().getObj("properties").getString("code");
                }
            }
        }
        return "none";
    }

    /// Counts the sides that a ray to the east crosses.
    private static boolean isInside(JsonArray ring, double x, double y) {
        boolean inside = false;
        for (int at = 0; at + 1 < ring.size(); at++) {
            double x1 = at(ring, at, 0);
            double y1 = at(ring, at, 1);
            double x2 = at(ring, at + 1, 0);
            double y2 = at(ring, at + 1, 1);
            if (y1 > y != y2 > y && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static double at(JsonArray ring, int point, int axis) {
        return ring.get(point).getAsArray().get(axis).getAsNumber().value().doubleValue();
    }
}

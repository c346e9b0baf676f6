package city.belfry.hub.cities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import city.belfry.hub.ingest.FindingsFile;
import city.belfry.hub.ingest.RawRecord;
import city.belfry.ontology.City;
import city.belfry.ontology.Finding;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Wide tables, quality marks, thousands points, ISO-8859-1 and a spreadsheet named .csv: nothing is lost and nothing
/// wrong gets in.
class MadridTest {
    private static final Node RESULT = NodeFactory.createURI("http://www.w3.org/ns/sosa/hasSimpleResult");
    private static final String WEATHER = "data/madrid/METEOROLOGIA_HORARIOS20250813.csv";

    @TempDir
    private static Path home;

    private static PublishedCity madrid;

    @BeforeAll
    static void ingest() {
        PublishedCity.shared(WEATHER);
        madrid = PublishedCity.real("madrid", home);
    }

    @AfterAll
    static void close() {
        if (madrid != null) {
            madrid.close();
        }
    }

    /// A steward sees the row of each flagged hour as the city has published it.
    @Test
    void aFlaggedHourLeadsToItsRow() {
        List<Finding> findings = FindingsFile.read(home, "meteo", FindingsFile.Kind.PUBLISHED);
        assertEquals(10_000, findings.size(), "as many as are kept");
        for (Finding finding : findings.subList(0, 20)) {
            assertEquals("FLAGGED_INVALID", finding.code());
            RawRecord row = RawRecord.of(home, madrid.inputChecksum("meteo"), finding.place())
                    .orElseThrow();
            assertTrue(row.header().startsWith("PROVINCIA;MUNICIPIO;ESTACION"), row.header());
            assertTrue(row.text().contains(";N"), row.text());
        }
    }

    @Test
    void aStewardReadsAboutAFlaggedHourInFrench() throws Exception {
        PublishedCity.Faults faults = madrid.faults("meteo", "FLAGGED_INVALID", "fr");
        assertTrue(faults.list().contains("L'éditeur a marqué cette mesure comme non valide"), faults.list());
        assertTrue(faults.one().contains("l'éditeur doit changer sa marque"), faults.one());
        assertTrue(faults.one().contains("METEOROLOGIA_HORARIOS20250813.csv"), faults.one());
        assertTrue(faults.one().contains("PROVINCIA;MUNICIPIO;ESTACION"), faults.one());
    }

    @Test
    void validHoursAreObservationsAndOthersFindings() throws IOException {
        long[] valid = {0};
        long[] invalid = {0};
        BigDecimal[] sum = {BigDecimal.ZERO};
        Set<String> stations = new HashSet<>();
        rows(WEATHER, StandardCharsets.UTF_8, row -> {
            stations.add(row.getField("ESTACION"));
            for (int hour = 1; hour <= 24; hour++) {
                if (row.getField("V%02d".formatted(hour)).equals("V")) {
                    valid[0]++;
                    sum[0] = sum[0].add(new BigDecimal(row.getField("H%02d".formatted(hour))));
                } else {
                    invalid[0]++;
                }
            }
        });
        assertEquals(26, stations.size());
        assertEquals(527_982, valid[0]);
        assertEquals(12_474, invalid[0]);
        assertEquals(valid[0], madrid.count("meteo", Node.ANY, RESULT, Node.ANY));
        assertEquals(invalid[0], madrid.findings("meteo", "FLAGGED_INVALID"));
        assertEquals(invalid[0], madrid.report("meteo").findingCount());
        BigDecimal[] published = {BigDecimal.ZERO};
        madrid.each(
                "meteo",
                RESULT,
                triple -> published[0] =
                        published[0].add(new BigDecimal(triple.getObject().getLiteralLexicalForm())));
        assertEquals(0, sum[0].compareTo(published[0]), () -> sum[0] + " but " + published[0]);
        Set<Node> places = new HashSet<>();
        madrid.each("meteo", City.measuredAt, triple -> places.add(triple.getObject()));
        assertEquals(stations.size(), places.size());
    }

    @Test
    void aPointBetweenThousandsIsNoDecimalPoint() throws IOException {
        long[] residents = {0};
        long[] rows = {0};
        rows("data/madrid/poblacion_1_enero.csv", StandardCharsets.UTF_8, row -> {
            rows[0]++;
            residents[0] += Long.parseLong(row.getField("num_personas").replace(".", ""));
        });
        long[] published = {0};
        madrid.each(
                "poblacion",
                City.residents,
                triple -> published[0] += Long.parseLong(triple.getObject().getLiteralLexicalForm()));
        assertEquals(residents[0], published[0]);
        assertEquals(rows[0], madrid.count("poblacion", Node.ANY, City.residents, Node.ANY));
        assertEquals(
                1,
                madrid.count(
                        "poblacion",
                        madrid.iri("population/poblacion-1-1-1-de-enero-de-2024"),
                        City.residents,
                        NodeFactory.createLiteralDT("145411", XSDDatatype.XSDinteger)));
    }

    @Test
    void treesAddUp() throws IOException {
        long[] trees = {0};
        rows("data/madrid/01_ArboladoEspeciesZonasVerdesDistritosCalles_2024.csv", StandardCharsets.ISO_8859_1, row -> {
            String count = row.getField("Nº_Unidades 2024");
            trees[0] += count.isEmpty() ? 0 : Long.parseLong(count);
        });
        long[] published = {0};
        madrid.each(
                "arbolado",
                City.treeCount,
                triple -> published[0] += Long.parseLong(triple.getObject().getLiteralLexicalForm()));
        assertEquals(trees[0], published[0]);
        assertEquals(21, districtsWithTrees());
    }

    private static long districtsWithTrees() {
        Set<Node> districts = new HashSet<>();
        madrid.each("arbolado", City.standsIn, triple -> districts.add(triple.getObject()));
        return districts.stream()
                .filter(district -> madrid.count("poblacion", district, RDF.type.asNode(), City.District) == 1)
                .count();
    }

    /// Four files of the collection begin with the letters PK. One is a spreadsheet; the others are tables whose first
    /// column is called PK.
    @Test
    void aSpreadsheetNamedCsvIsSaidToBeOne() throws IOException {
        assertEquals(1, madrid.findings("zonas-verdes", "FILE_IS_XLSX"));
        for (String table :
                List.of("Museos_Madrid", "lugares_Wifi_gratuitos_Madrid", "202625-0-aparcamientos-publicos")) {
            try (InputStream in = Files.newInputStream(PublishedCity.shared("data/madrid/" + table + ".csv"))) {
                byte[] start = in.readNBytes(4);
                assertEquals("PK", new String(start, 0, 2, StandardCharsets.US_ASCII));
                assertNotEquals(3, start[2]);
            }
        }
        assertEquals(0, madrid.findings("museos", "FILE_IS_XLSX"));
    }

    /// A spreadsheet once saved the museums' latitudes as 4.045.546.866.305.680; no museum gets a position from that.
    @Test
    void coordinatesThatASpreadsheetSpoiltAreFindings() {
        assertEquals(69, madrid.report("museos").records());
        assertEquals(69, madrid.report("museos").quarantined());
    }

    /// All pages, in all forms, against our shapes and those of the profiles' authors.
    @Test
    void aPortalHarvestsItsCatalogueWithoutAViolation() throws IOException, InterruptedException {
        madrid.itsCatalogueIsSound(2);
    }

    @TestFactory
    Stream<DynamicTest> answersQuestionsAboutTheCity() throws IOException {
        return madrid.expectations()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> madrid.answersAs(file)));
    }

    private static void rows(String file, Charset encoding, Consumer<NamedCsvRecord> consumer) throws IOException {
        String text = Files.readString(PublishedCity.shared(file), encoding);
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .fieldSeparator(';')
                .ofNamedCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            csv.forEach(consumer);
        }
    }
}

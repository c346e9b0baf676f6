package city.belfry.hub.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that analysts have, as Debian ships them, read what the hub answers: GDAL, rdflib, SPARQLWrapper, Python,
/// curl and LibreOffice. Each test is skipped aloud where its program is not there.
class DebianClientsTest {
    private static final Duration RUN_MAX = Duration.ofMinutes(2);
    /// Debian's own Python, which has Debian's own packages.
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    private static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.ofSampleCity(folder.resolve("home"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void gdalCountsTheFeaturesOfGeoJson() throws Exception {
        needs("ogrinfo from gdal-bin", "ogrinfo", "--version");
        String areas = run("ogrinfo", "-ro", "-al", "-so", url("/api/v1/queries/areas/results?format=geojson"));
        assertTrue(areas.contains("Feature Count: 32"), areas);
        assertTrue(areas.contains("Geometry: Polygon") || areas.contains("Geometry: Unknown"), areas);
        assertTrue(areas.contains("residents: Integer"), areas);
        String stops =
                run("ogrinfo", "-ro", "-al", "-so", url("/api/v1/queries/line-stops-step-free/results?format=geojson"));
        assertTrue(stops.contains("Geometry: Point"), stops);
    }

    @Test
    void ogr2ogrWritesAGeoPackageFromALink() throws Exception {
        needs("ogr2ogr from gdal-bin", "ogr2ogr", "--version");
        Path written = folder.resolve("stations.gpkg");
        run("ogr2ogr", "-f", "GPKG", written.toString(), url("/api/v1/queries/latest-values/results?format=geojson"));
        String read = run("ogrinfo", "-ro", "-al", "-geom=SUMMARY", written.toString());
        assertTrue(read.contains("Feature Count: 11"), read);
        assertTrue(read.contains("Lille – République"), read);
    }

    @Test
    void sparqlWrapperAndRdflibAskAndRead() throws Exception {
        needs("python3-rdflib and python3-sparqlwrapper", PYTHON, "-c", "import rdflib, SPARQLWrapper");
        Path script = folder.resolve("ask.py");
        Files.writeString(script, """
                import sys
                import rdflib
                from SPARQLWrapper import SPARQLWrapper, JSON, POST

                hub = sys.argv[1]
                query = open(sys.argv[2], encoding="utf-8").read()
                for method in ("GET", POST):
                    wrapper = SPARQLWrapper(hub + "/sparql")
                    wrapper.setQuery(query)
                    wrapper.setReturnFormat(JSON)
                    wrapper.setMethod(method)
                    rows = wrapper.query().convert()["results"]["bindings"]
                    print(len(rows), rows[0]["name"]["value"])
                thing = rdflib.Graph()
                thing.parse(hub + sys.argv[3], format="turtle")
                print(len(thing) > 5, thing.value(rdflib.URIRef(sys.argv[4]), rdflib.RDFS.label))
                """);
        Path query = folder.resolve("ask.rq");
        Files.writeString(query, """
                PREFIX belfry: <https://w3id.org/belfry/ont#>
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                SELECT ?area ?name WHERE { ?area a belfry:Municipality ; rdfs:label ?name } ORDER BY ?name
                """);
        String said = run(
                PYTHON,
                script.toString(),
                url(""),
                query.toString(),
                "/doc/municipality/communes-59017?format=ttl",
                RunningHub.BASE + "/id/municipality/communes-59017");
        assertEquals("32 Armentières\n32 Armentières\nTrue Armentières\n", said);
    }

    /// What a page offers to be copied is run as it stands there.
    @Test
    void theWordsToCopyRun() throws Exception {
        needs("python3", PYTHON, "--version");
        needs("curl", "curl", "--version");
        String page = hub.get("/queries/line-communes-residents?line=1", "Accept", "text/html")
                .body();
        List<NamedCsvRecord> rows = csv(hub.get("/api/v1/queries/line-communes-residents/results?line=1&format=csv")
                .body());
        Path script = folder.resolve("copied.py");
        Files.writeString(script, snippet(page, "python"));
        assertEquals(rows.size() + " rows\n", run(PYTHON, script.toString()));
        Path shell = folder.resolve("copied.sh");
        Files.writeString(shell, "cd " + folder + "\n" + snippet(page, "curl") + "\n");
        run("sh", shell.toString());
        assertEquals(
                rows.size(),
                csv(Files.readString(folder.resolve("line-communes-residents.csv")))
                        .size());
    }

    @Test
    void libreOfficeOpensTheSpreadsheetWithItsAccents() throws Exception {
        needs("soffice from libreoffice-calc", "soffice", "--version");
        Path from = folder.resolve("communes.csv");
        Files.writeString(
                from,
                hub.get("/api/v1/queries/bike-stations-by-commune/results?format=csv-bom")
                        .body());
        String profile = "-env:UserInstallation=" + folder.resolve("profile").toUri();
        // As its dialog is answered: comma, double quote, UTF-8 (76), from the first line on.
        run(
                "soffice",
                profile,
                "--headless",
                "--infilter=CSV:44,34,76,1",
                "--convert-to",
                "ods",
                "--outdir",
                folder.toString(),
                from.toString());
        Path back = Files.createDirectory(folder.resolve("back"));
        run(
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1",
                "--outdir",
                back.toString(),
                folder.resolve("communes.ods").toString());
        List<String> expected = column(Files.readString(from), "commune");
        assertEquals(expected, column(Files.readString(back.resolve("communes.csv")), "commune"));
        assertTrue(expected.contains("Villeneuve-d'Ascq") && expected.contains("Mons-en-Barœul"), expected.toString());
        assertEquals(
                column(Files.readString(from), "residents"),
                column(Files.readString(back.resolve("communes.csv")), "residents"));
    }

    /// A text that would be a formula is none; a number below zero stays a number.
    @Test
    void noCellOfASpreadsheetIsAFormula() throws Exception {
        hub.put("formulas", "id:a rdfs:label \"=HYPERLINK(0)\" ; :n -5 . id:b rdfs:label \"@SUM(1)\" ; :n 7 .");
        String name = "a-formula";
        String saved = """
                # title@en: Formulas
                # title@fr: Formules
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                SELECT ?label ?n WHERE { GRAPH <%s/graph/formulas> {
                  ?thing rdfs:label ?label ; <%s/p/n> ?n } } ORDER BY ?label
                """.formatted(RunningHub.BASE, RunningHub.BASE);
        assertEquals(
                201,
                hub.send(hub.request("/api/v1/queries/" + name)
                                .header("Authorization", "Bearer " + hub.token())
                                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(saved)))
                        .statusCode());
        String sheet =
                hub.get("/api/v1/queries/" + name + "/results?format=csv-bom").body();
        assertEquals("\ufefflabel,n\r\n'=HYPERLINK(0),-5\r\n'@SUM(1),7\r\n", sheet);
        String plain =
                hub.get("/api/v1/queries/" + name + "/results?format=csv").body();
        assertEquals("label,n\r\n=HYPERLINK(0),-5\r\n@SUM(1),7\r\n", plain);
    }

    private static String snippet(String page, String language) {
        Matcher found = Pattern.compile("data-snippet=\"" + language + "\"><code>([^<]*)</code>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(found.find(), language);
        return found.group(1)
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static List<String> column(String csv, String name) {
        return csv(csv).stream().map(row -> row.getField(name)).toList();
    }

    private static List<NamedCsvRecord> csv(String text) {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            csv.forEach(rows::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private static String url(String path) {
        return "http://localhost:" + hub.port() + path;
    }

    private static void needs(String what, String... command) throws Exception {
        boolean isThere;
        try {
            Process asked = start(command);
            isThere = asked.waitFor(RUN_MAX.toSeconds(), TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (IOException absent) {
            isThere = false;
        }
        assumeTrue(isThere, () -> "Skipped: no answer was read by a client of Debian, since there is no " + what + ".");
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String run(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        boolean ended = process.waitFor(RUN_MAX.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertTrue(ended && process.exitValue() == 0, () -> String.join(" ", command) + "\n" + said);
        return said;
    }
}

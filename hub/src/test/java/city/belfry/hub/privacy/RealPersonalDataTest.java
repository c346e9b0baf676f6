package city.belfry.hub.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.DatasetReport;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.Outcome;
import city.belfry.hub.ingest.Progress;
import city.belfry.hub.store.CityStore;
import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Consultations with first names and citizens' reports with nicknames and addresses in free text: nothing of that is
/// in any answer, page, log, finding or file of the hub but the cache of sources.
///
/// The raw values are taken from the files when the test runs; they stand neither in the repository nor in what the
/// test prints.
class RealPersonalDataTest {
    private static final Path ROOT =
            Path.of(System.getProperty("belfry.root", "..")).toAbsolutePath().normalize();
    private static final Path DATA = ROOT.resolve("../shared/data").normalize();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Shorter words occur by chance in indexes and checksums.
    private static final int MARKER_CHARACTERS_MIN = 6;

    private static final String SPARQL_JSON = "application/sparql-results+json";
    private static final String SPARQL_XML = "application/sparql-results+xml";
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[a-zA-Z]{2,}");

    private static final String PREFIXES = """
            PREFIX rml: <http://w3id.org/rml/>
            PREFIX fn: <https://w3id.org/belfry/fn#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            PREFIX ex: <https://private.example/terms#>
            """;

    private static final String PROPOSALS = PREFIXES + """
            <#p> a rml:TriplesMap ;
              rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "proposals/*.json" ] ;
                rml:referenceFormulation rml:JSONPath ; rml:iterator "$.proposal" ] ;
              rml:subjectMap [ rml:template "proposal/{id}" ; rml:class ex:Proposal ] ;
              rml:predicateObjectMap
                [ rml:predicate rdfs:label ; rml:objectMap [ rml:reference "title" ; rml:language "ca" ] ] ,
                [ rml:predicate ex:summary ; rml:objectMap [ rml:reference "summary" ] ] ,
                [ rml:predicate ex:author ; rml:objectMap [ rml:template "person/{author.name}" ] ] ,
                [ rml:predicate ex:everyName ; rml:objectMap [ rml:reference "$..name" ] ] ,
                [ rml:predicate ex:number ; rml:objectMap [ rml:functionExecution [ rml:function fn:number ;
                  rml:input [ rml:parameter fn:value ; rml:inputValueMap [ rml:reference "author.name" ] ] ] ] ] .
            """;

    private static final String REPORTS = PREFIXES + """
            <#r> a rml:TriplesMap ;
              rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "*.csv" ] ; rml:referenceFormulation rml:CSV ] ;
              rml:subjectMap [ rml:template "report/{ID}" ; rml:class ex:Report ] ;
              rml:predicateObjectMap
                [ rml:predicate rdfs:label ; rml:objectMap [ rml:reference "Title" ] ] ,
                [ rml:predicate ex:text ; rml:objectMap [ rml:reference "Description" ] ] ,
                [ rml:predicate ex:by ; rml:objectMap [ rml:template "person/{User}" ] ] ,
                [ rml:predicate ex:zip ; rml:objectMap [ rml:reference "Zip Code" ] ] ,
                [ rml:predicate ex:latitude ; rml:objectMap [ rml:reference "Latitude" ] ] .
            """;

    private static final String CITY = """
            city: { id: private, label: Private, base: https://private.example, languages: [en] }
            access: { folders: [FOLDER] }
            datasets:
              - { id: DATASET, title: Real, source: 'SOURCE', mapping: mapping.ttl, privacy: [RULES] }
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private static Path shared(String path) {
        Path file = DATA.resolve(path);
        assumeTrue(
                Files.exists(file),
                () -> "Skipped: the real data " + file + " are not there; they are no part of Belfry.");
        return file;
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path city(String dataset, Path source, String mapping, String rules) throws IOException {
        Files.writeString(folder.resolve("mapping.ttl"), mapping);
        return Files.writeString(
                folder.resolve("city.yaml"),
                CITY.replace("FOLDER", String.valueOf(source.getParent()))
                        .replace("DATASET", dataset)
                        .replace("SOURCE", source.toString())
                        .replace("RULES", rules));
    }

    private DatasetReport ingest(Path cityFile) {
        CityFile city = CityFile.read(cityFile);
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (CityStore store = CityStore.open(home());
                PrintStream caught = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setOut(caught);
            System.setErr(caught);
            return new Ingest(city, store, Clock.systemUTC(), Progress.NONE)
                    .run(city.datasets())
                    .datasets()
                    .getFirst();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// How many of the markers a text has; never which ones.
    private static long hits(byte[] bytes, Collection<String> markers) {
        return new Markers(markers).in(bytes).size();
    }

    private static long hits(String text, Collection<String> markers) {
        return hits(text.getBytes(StandardCharsets.UTF_8), markers);
    }

    /// What the files of the home hold, packed ones unpacked; the cache of sources is looked at only by its rights.
    private void eachFile(FileTaker taker) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(home())) {
            all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home().resolve("cache")))
                    .toList();
        }
        for (Path file : all) {
            byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".zst")) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                    bytes = in.readAllBytes();
                }
            }
            taker.file(home().relativize(file).toString(), bytes);
        }
    }

    private interface FileTaker {
        void file(String name, byte[] bytes) throws IOException;
    }

    /// The same through all public doors, for markers that are in no file: nothing can answer what is not there, but a
    /// name could be made anew out of the cache.
    private void noAnswerHas(Set<String> markers, Path cityFile, String dataset, String thing) throws Exception {
        try (RunningHub hub = RunningHub.ofCity(cityFile.toString(), home())) {
            List<String> paths = new ArrayList<>(List.of(
                    "/",
                    "/dataset/" + dataset,
                    "/donnees-personnelles",
                    "/api/v1/datasets",
                    "/doc/" + thing,
                    "/doc/" + thing + "?format=ttl",
                    "/doc/" + thing + "?format=jsonld",
                    "/doc/" + thing + "?format=rdf",
                    "/doc/" + thing + "?format=nt",
                    "/graph/" + dataset + "?format=ttl",
                    "/graph/" + dataset + "?format=nt",
                    "/why?subject=" + RunningHub.encode("https://private.example/id/" + thing),
                    "/api/v1/why?subject=" + RunningHub.encode("https://private.example/id/" + thing)));
            markers.stream().limit(5).forEach(marker -> paths.add("/search?q=" + RunningHub.encode(marker)));
            for (String path : paths) {
                var answer = hub.get(path, "Accept", path.startsWith("/api") ? "application/json" : "text/html");
                assertEquals(200, answer.statusCode(), path.startsWith("/search") ? "/search" : path);
                // A search page repeats what was looked for, in its box.
                long allowed = path.startsWith("/search") ? 1 : 0;
                assertTrue(hits(answer.body(), markers) <= allowed, path.startsWith("/search") ? "/search" : path);
            }
            String graph = "{ GRAPH <https://private.example/graph/" + dataset + "> { ?s ?p ?o } }";
            for (String type : List.of("text/csv", "text/tab-separated-values", SPARQL_JSON, SPARQL_XML)) {
                noAnswerTo(hub, "SELECT * " + graph, type, markers);
            }
            for (String type :
                    List.of("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")) {
                noAnswerTo(hub, "CONSTRUCT { ?s ?p ?o } WHERE " + graph, type, markers);
            }
            var why = JSON.readTree(hub.get(
                            "/api/v1/why?subject=" + RunningHub.encode("https://private.example/id/" + thing),
                            "Accept",
                            "application/json")
                    .body());
            assertTrue(why.toString().contains("\"kind\":\"records\""), "the records are found");
        }
    }

    private static void noAnswerTo(RunningHub hub, String query, String type, Set<String> markers) throws Exception {
        var all = hub.get("/sparql?query=" + RunningHub.encode(query), "Accept", type);
        assertEquals(200, all.statusCode(), type);
        assertTrue(all.body().length() > 1000, type);
        assertEquals(0, hits(all.body(), markers), type);
    }

    private static void published(DatasetReport report) {
        if (report.outcome() instanceof Outcome.Failed failed) {
            throw new AssertionError("not published", failed.failure());
        }
        assertInstanceOf(Outcome.Published.class, report.outcome());
    }

    private void refusedWithoutAWord(Path cityFile, Set<String> raw) throws IOException {
        DatasetReport report = ingest(cityFile);
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, report.outcome());
        assertEquals("PERSONAL_DATA_UNDECLARED", failed.failure().code().name());
        assertEquals(0, hits(failed.failure().getMessage(), raw), "message");
        try (Stream<Path> files = Files.list(home().resolve("findings"))) {
            for (Path file : files.toList()) {
                assertEquals(0, hits(Files.readAllBytes(file), raw), "findings");
            }
        }
        assertEquals(0, hits(log.toByteArray(), raw), "log");
    }

    /// Words that the hub has by itself, such as those of the ontology, prove nothing.
    private Set<String> withoutThoseOfTheHub(Set<String> markers) throws IOException {
        Set<String> left = new HashSet<>(markers);
        Markers all = new Markers(markers);
        eachFile((name, bytes) -> left.removeAll(all.in(bytes)));
        return left;
    }

    private void noFileHas(Set<String> markers) throws IOException {
        Markers all = new Markers(markers);
        eachFile((name, bytes) -> assertEquals(0, all.in(bytes).size(), name));
        assertEquals(0, hits(log.toByteArray(), markers), "log");
    }

    @Test
    void noFirstNameOfAConsultationIsInAnythingButTheCache() throws Exception {
        Path source = shared("barcelona/decidim/proposals-00001-02000.zip");
        Set<String> names = new TreeSet<>();
        StringBuilder kept = new StringBuilder();
        String[] thing = {""};
        try (ZipFile zip = new ZipFile(source.toFile())) {
            for (var entry : zip.stream()
                    .filter(each -> each.getName().endsWith(".json"))
                    .toList()) {
                JsonNode proposal = JSON.readTree(zip.getInputStream(entry)).path("proposal");
                names.add(proposal.path("author").path("name").asString(""));
                for (String field : List.of("title", "district", "category", "subcategory")) {
                    kept.append(proposal.path(field)).append('\n');
                }
                thing[0] = "proposal/" + proposal.path("id");
            }
        }
        String published = kept.toString();
        Set<String> markers = new HashSet<>(names);
        markers.removeIf(name -> name.length() < MARKER_CHARACTERS_MIN || published.contains(name));
        assertTrue(markers.size() > 50, "too few names to tell");

        refusedWithoutAWord(city("proposals", source, PROPOSALS, ""), markers);
        Set<String> telling = withoutThoseOfTheHub(markers);
        Path cityFile = city(
                "proposals",
                source,
                PROPOSALS,
                "{field: author.name, treatment: pseudonym, purpose: participation, basis: 'eu-gdpr:A6-1-e'},"
                        + "{field: title, treatment: redact}, {field: summary, treatment: drop},"
                        + "{field: url, treatment: drop}, {field: external_url, treatment: drop}");
        published(ingest(cityFile));
        // A second version has a file of changes.
        Files.writeString(
                cityFile,
                Files.readString(cityFile)
                        .replace("title, treatment: redact", "title, treatment: truncate, characters: 30"));
        published(ingest(cityFile));
        noFileHas(telling);
        noAnswerHas(telling, cityFile, "proposals", thing[0]);
        noFileHas(telling);
    }

    @Test
    void noNicknameOrAddressOfCitizensReportsIsInAnythingButTheCache() throws Exception {
        Path source = shared("newyork-311/NYC_20190522.csv");
        String text = Files.readString(source, StandardCharsets.UTF_8);
        Set<String> markers = new TreeSet<>();
        Matcher emails = EMAIL.matcher(text);
        while (emails.find()) {
            markers.add(emails.group());
        }
        assertFalse(markers.isEmpty());
        StringBuilder kept = new StringBuilder();
        String[] thing = {""};
        Set<String> users = new TreeSet<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord report : csv) {
                thing[0] = "report/" + report.getField("ID");
                users.add(report.getField("User").strip());
                kept.append(report.getField("Title"))
                        .append(report.getField("Description"))
                        .append('\n');
            }
        }
        String published = kept.toString();
        users.stream()
                .filter(user -> user.length() >= MARKER_CHARACTERS_MIN && !published.contains(user))
                .forEach(markers::add);
        // Most reports name their author by a number; what tells are the addresses in the texts and a few nicknames.
        assertTrue(markers.size() > 2, "too few addresses and nicknames to tell");

        refusedWithoutAWord(city("reports", source, REPORTS, ""), markers);
        Set<String> telling = withoutThoseOfTheHub(markers);
        Path cityFile = city(
                "reports",
                source,
                REPORTS,
                "{field: User, treatment: pseudonym, purpose: statistics, basis: 'eu-gdpr:A6-1-e', retention: P2Y},"
                        + "{field: Title, treatment: redact}, {field: Description, treatment: redact},"
                        + "{field: Address, treatment: generalise, after: ','},"
                        + "{field: Latitude, treatment: truncate, decimals: 3}, {field: Longitude, treatment: truncate, decimals: 3},"
                        + "{field: 'Zip Code', treatment: truncate, characters: 3}");
        published(ingest(cityFile));
        noFileHas(telling);
        noAnswerHas(telling, cityFile, "reports", thing[0]);
        noFileHas(telling);
    }
}

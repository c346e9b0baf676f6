package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.cli.Spoken;
import city.belfry.hub.store.CityStore;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S2 and S3: no XML document makes the hub read a file, call a machine or fill its memory; no path leads out of the
/// folders that were declared.
class HostileFilesTest {
    private static final String MARK = "geheim-uit-bestand";
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    @TempDir
    private static Path folder;

    private static RunningHub hub;
    private static Canary canary;
    /// One for all runs, since to open one takes longer than a run.
    private static CityStore store;

    @BeforeAll
    static void start() throws IOException {
        hub = RunningHub.start(folder.resolve("home"));
        Files.writeString(folder.resolve("secret.txt"), MARK);
        Files.writeString(folder.resolve("secret.xml"), "<r><i id='1'>" + MARK + "</i></r>");
        Files.writeString(folder.resolve("secret.ttl"), "<urn:a> <urn:b> \"" + MARK + "\" .");
        canary = Canary.start("<urn:s> <urn:p> \"" + MARK + "\" .");
        store = CityStore.open(folder.resolve("ingested"));
    }

    @AfterAll
    static void stop() {
        hub.close();
        store.close();
        canary.close();
    }

    /// Beginnings of a document, each with an entity `&x;` in its body.
    private static Map<String, String> prologues() {
        String file = folder.resolve("secret.txt").toUri().toString();
        String there = "http://127.0.0.1:" + canary.port() + "/";
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"" + "ha".repeat(50) + "\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }
        Map<String, String> prologues = new LinkedHashMap<>();
        prologues.put("file", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + file + "\">]>");
        prologues.put("address", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + there + "\">]>");
        prologues.put("parameter", "<!DOCTYPE r [<!ENTITY % p SYSTEM \"" + there + "p.dtd\"> %p; <!ENTITY x \"y\">]>");
        prologues.put("outer DTD", "<!DOCTYPE r SYSTEM \"" + there + "r.dtd\">");
        prologues.put("public DTD", "<!DOCTYPE r PUBLIC \"-//X//Y\" \"" + there + "r.dtd\" [<!ENTITY x \"y\">]>");
        prologues.put("laughs", laughs + "<!ENTITY x \"&a11;\">]>");
        prologues.put(
                "quadratic",
                "<!DOCTYPE r [<!ENTITY q \"" + "q".repeat(200_000) + "\"><!ENTITY x \"" + "&q;".repeat(2_000)
                        + "\">]>");
        prologues.put("recursive", "<!DOCTYPE r [<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">]>");
        prologues.put(
                "attribute default", "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + file + "\"><!ATTLIST r a CDATA \"&x;\">]>");
        return prologues;
    }

    private static String rdf(String prologue) {
        return "<?xml version=\"1.0\"?>" + prologue + "<rdf:RDF xmlns:rdf=\"" + RDF
                + "\"><rdf:Description rdf:about=\"urn:a\"><p xmlns=\"urn:\">&x;</p></rdf:Description></rdf:RDF>";
    }

    @Test
    void noXmlDoorReadsCallsOrGrows() throws Exception {
        int tried = 0;
        long refused = 0;
        long slowest = 0;
        Path city = Files.createDirectories(folder.resolve("xml"));
        TriedDatasets datasets = new TriedDatasets(city);
        for (Map.Entry<String, String> prologue : prologues().entrySet()) {
            for (String method : List.of("PUT", "POST")) {
                long start = System.nanoTime();
                HttpResponse<String> answer = hub.send(hub.request("/graphs?graph=urn:x")
                        .header("Authorization", "Bearer " + hub.token())
                        .header("Content-Type", "application/rdf+xml")
                        .method(method, HttpRequest.BodyPublishers.ofString(rdf(prologue.getValue()))));
                slowest = Math.max(slowest, System.nanoTime() - start);
                assertFalse(answer.body().contains(MARK), prologue.getKey());
                assertTrue(
                        answer.statusCode() >= 400 && answer.statusCode() != 500,
                        prologue.getKey() + answer.statusCode() + answer.body());
                tried++;
                refused++;
            }
            String name = prologue.getKey().replace(' ', '-');
            Files.writeString(city.resolve(name + ".rdf"), rdf(prologue.getValue()));
            Files.writeString(
                    city.resolve(name + ".xml"),
                    "<?xml version=\"1.0\"?>" + prologue.getValue() + "<r><i id='1'>&x;</i></r>");
            Files.writeString(city.resolve(name + ".rml.ttl"), mapping(name + ".xml", "/r/i", "."));
            datasets.add("source: " + name + ".rdf, format: rdf-xml");
            datasets.add("source: " + name + ".xml, mapping: " + name + ".rml.ttl");
        }
        tried += datasets.tried();
        refused += datasets.refused(store);
        int functions = xpaths();
        Figures.print(
                "S2",
                "%d XML documents with a DOCTYPE in 4 doors, %d refused, slowest request %d ms; %d XPath functions; canary hits %d, file reads 0"
                        .formatted(tried, refused, slowest / 1_000_000, functions, canary.hits()));
        assertEquals(tried, refused);
        assertEquals(0, canary.hits());
    }

    /// Functions of XPath that read something beside the document.
    private static int xpaths() throws IOException {
        String file = folder.resolve("secret.xml").toUri().toString();
        List<String> functions = List.of(
                "doc('" + file + "')/r/i",
                "document('" + file + "')/r/i",
                "unparsed-text('" + folder.resolve("secret.txt").toUri() + "')",
                "collection('" + folder.toUri() + "')",
                "doc('http://127.0.0.1:" + canary.port() + "/')",
                "environment-variable('PATH')",
                "system-property('user.home')",
                "uri-collection('" + folder.toUri() + "')",
                "json-doc('" + file + "')",
                "parse-xml-fragment(unparsed-text('"
                        + folder.resolve("secret.txt").toUri() + "'))");
        Path city = Files.createDirectories(folder.resolve("xpath"));
        Files.writeString(city.resolve("a.xml"), "<r><i id='1'>x</i></r>");
        TriedDatasets datasets = new TriedDatasets(city);
        int number = 0;
        for (String function : functions) {
            for (String mapping : List.of(mapping("a.xml", "/r/i", function), mapping("a.xml", function, "."))) {
                number++;
                Files.writeString(city.resolve(number + ".rml.ttl"), mapping);
                datasets.add("source: a.xml, mapping: " + number + ".rml.ttl");
            }
        }
        // Some make nothing of what they may not read, which is published as nothing.
        datasets.refused(store);
        assertFalse(TriedDatasets.holds(store, MARK));
        return datasets.tried();
    }

    private static String mapping(String file, String iterator, String reference) {
        return """
                @prefix rml: <http://w3id.org/rml/> .
                <#m> a rml:TriplesMap ;
                  rml:logicalSource [ rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "%s" ] ;
                    rml:referenceFormulation rml:XPath ; rml:iterator "%s" ] ;
                  rml:subjectMap [ rml:template "thing/1" ] ;
                  rml:predicateObjectMap [ rml:predicate <urn:p> ; rml:objectMap [ rml:reference "%s" ] ] .
                """.formatted(file, iterator, reference);
    }

    private static List<String> waysOut(String ending) {
        List<String> ways = new ArrayList<>();
        for (String up : List.of(
                "../",
                "../../",
                "./../",
                "a/../../",
                "%2e%2e/",
                "..%2f",
                "%252e%252e/",
                "..\\",
                "..\\\\",
                "....//",
                ".../",
                "..;/",
                "\\\\?\\",
                "//",
                "..%c0%af",
                "..%00/")) {
            ways.add(up + "secret." + ending);
        }
        String absolute = folder.resolve("secret." + ending).toString();
        ways.addAll(List.of(
                absolute,
                "file:" + absolute,
                "file://" + absolute,
                "FILE:" + absolute,
                "link." + ending,
                "linked/secret." + ending,
                "secret." + ending + "\0",
                "~/secret." + ending,
                "*/../../secret." + ending,
                "../*." + ending,
                "/proc/self/cwd/../" + absolute,
                "\\\\localhost\\c$\\secret"));
        return ways;
    }

    @Test
    void noPathOfACityLeadsOut() throws Exception {
        Path city = Files.createDirectories(folder.resolve("paths"));
        for (String ending : List.of("ttl", "txt")) {
            Files.createSymbolicLink(city.resolve("link." + ending), folder.resolve("secret." + ending));
        }
        Files.createSymbolicLink(city.resolve("linked"), folder);
        Files.writeString(city.resolve("own.ttl"), "<urn:a> <urn:b> 1 .");
        TriedDatasets datasets = new TriedDatasets(city);
        for (String way : waysOut("ttl")) {
            String quoted = "\"" + way.replace("\\", "\\\\").replace("\0", "\\0") + "\"";
            for (String entry : List.of(
                    "source: " + quoted + ", format: turtle",
                    "source: own.ttl, format: turtle, shapes: [" + quoted + "]",
                    "source: own.ttl, mapping: " + quoted)) {
                datasets.add(entry);
            }
        }
        long refused = datasets.refused(store);
        Figures.print(
                "S3",
                "%d paths of sources, shapes and mappings, %d refused, reads outside 0"
                        .formatted(datasets.tried(), refused));
        assertEquals(datasets.tried(), refused);
        assertFalse(TriedDatasets.holds(store, MARK));
    }

    /// What `belfry map` writes where the mapping says stays below the folder for it; a run of the hub has none.
    @Test
    void noTargetOfAMappingLeadsOut() throws Exception {
        Path targets = Files.createDirectories(folder.resolve("targets"));
        Path sources = Files.createDirectories(folder.resolve("to-map"));
        Files.writeString(sources.resolve("a.csv"), "id\n1\n");
        Files.createSymbolicLink(targets.resolve("link.ttl"), folder.resolve("secret.ttl"));
        Files.createSymbolicLink(targets.resolve("dangling.ttl"), folder.resolve("made.ttl"));
        Files.createSymbolicLink(targets.resolve("linked"), folder);
        List<String> ways = new ArrayList<>(waysOut("ttl"));
        ways.addAll(List.of("dangling.ttl", "linked/made.ttl", "linked/new/made.ttl", ".", "..", "", "/", "a/.."));
        TriedDatasets datasets = new TriedDatasets(sources);
        Map<String, String> before = filesOutside();
        int tried = 0;
        int refused = 0;
        for (String way : ways) {
            String path = way.replace("\\", "\\\\").replace("\0", "\\u0000");
            String address =
                    (way.startsWith("/") ? "file:" : "file:" + targets + "/") + way.replaceAll("[^!-~]|\\\\", "");
            for (String target : List.of(
                    "a rml:FilePath ; rml:path \"" + path + "\"",
                    "a <http://rdfs.org/ns/void#Dataset> ; <http://rdfs.org/ns/void#dataDump> <" + address + ">",
                    "a <http://www.w3.org/ns/dcat#Distribution> ; <http://www.w3.org/ns/dcat#downloadURL> <" + address
                            + ">")) {
                tried++;
                String name = tried + ".rml.ttl";
                Files.writeString(sources.resolve(name), """
                        @prefix rml: <http://w3id.org/rml/> .
                        <#m> a rml:TriplesMap ;
                          rml:logicalSource [ rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ;
                              rml:path "a.csv" ] ; rml:referenceFormulation rml:CSV ] ;
                          rml:subjectMap [ rml:template "thing/{id}" ; rml:class <urn:c> ;
                              rml:logicalTarget [ rml:target [ %s ] ] ] .
                        """.formatted(target));
                Spoken said = Spoken.by(
                        "map",
                        "-m",
                        sources.resolve(name).toString(),
                        "--source-dir",
                        sources.toString(),
                        "--target-dir",
                        targets.toString());
                refused += said.exitCode() == 0 ? 0 : 1;
                assertEquals(before, filesOutside(), way + " " + target + said.err());
                datasets.add("source: a.csv, mapping: " + name);
            }
        }
        Figures.print(
                "S3",
                "%d targets of mappings that lead out, %d refused by map, the others below their folder; as sources of the hub %d of %d refused; files changed outside 0"
                        .formatted(tried, refused, datasets.refused(store), datasets.tried()));
        assertEquals(before.get("secret.ttl"), filesOutside().get("secret.ttl"));
    }

    /// Names and contents of all that a target must not touch.
    private static Map<String, String> filesOutside() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path beside : List.of(folder, folder.resolve(".."))) {
            try (var files = Files.list(beside)) {
                for (Path file : files.toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (beside.equals(folder) && Files.isRegularFile(file)) {
                        found.put(name, Files.readString(file));
                    } else if (name.contains("secret") || name.contains("made") || name.equals("new")) {
                        found.put(beside + "/" + name, "");
                    }
                }
            }
        }
        return found;
    }

    @Test
    void noAddressLeadsOut() throws Exception {
        int tried = 0;
        Files.writeString(folder.resolve("home/queries-secret.rq"), MARK);
        for (String door : List.of(
                "/assets/",
                "/webjars/",
                "/graph/",
                "/dataset/",
                "/doc/stop/",
                "/doc/",
                "/id/stop/",
                "/queries/",
                "/api/v1/queries/",
                "/api/v1/datasets/",
                "/ont/",
                "/vocab/",
                "/profiles/",
                "/shapes/",
                "/align/",
                "/code/",
                "/scenarios/",
                "/api/v1/scenarios/",
                "/api/v1/why?subject=",
                "/sparql?default-graph-uri=",
                "/graphs?graph=",
                "/search?q=")) {
            for (String ending : List.of("ttl", "txt")) {
                for (String way : waysOut(ending)) {
                    for (String method : List.of("GET", "PUT")) {
                        String path = door + (way.contains("%") ? way.replaceAll("[^!-~]|\\\\", "") : encode(way));
                        HttpRequest.Builder request = hub.request(path)
                                .header("Authorization", "Bearer " + hub.token())
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("PUT") ? "{}" : ""));
                        HttpResponse<String> answer = hub.send(request);
                        assertFalse(answer.body().contains(MARK), path);
                        assertTrue(answer.statusCode() != 500, method + " " + path + answer.body());
                        tried++;
                    }
                }
            }
        }
        long outside;
        try (var files = Files.list(folder)) {
            outside = files.filter(file -> file.getFileName().toString().startsWith("secret"))
                    .count();
        }
        Figures.print(
                "S3", "%d addresses that lead out, 0 shown, %d files outside as before".formatted(tried, outside));
        assertEquals(3, outside);
    }
}

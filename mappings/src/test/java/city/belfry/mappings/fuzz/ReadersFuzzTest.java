package city.belfry.mappings.fuzz;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.Options;
import city.belfry.mappings.Reach;
import city.belfry.mappings.SourceRoot;
import city.belfry.mappings.json.Json;
import city.belfry.mappings.json.JsonPath;
import city.belfry.mappings.json.JsonPath.InvalidJsonPath;
import city.belfry.mappings.plan.Planner;
import city.belfry.mappings.read.Expressions;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.RmlDocument;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Any bytes give records, findings or a clear refusal ([MappingException]) within limits; nothing else is ever thrown,
/// nothing hangs, nothing fills the machine.
///
/// Without more it runs its seeds; `JAZZER_FUZZ=1 mvn -Dtest='ReadersFuzzTest#csv' …` looks for new ones.
class ReadersFuzzTest {
    private static final Limits SMALL =
            new Limits(10_000, 64, 32, 50, 200, 2_000_000, 200_000, 4, Duration.ofSeconds(10), 10, 1 << 20);
    private static final String SOLUTIONS = "SELECT ?id ?name WHERE { ?id ?p ?name }";
    private static final Json SOME = new Json.Members(Map.of(
            "a", new Json.Text("a".repeat(60)),
            "b", new Json.Array(List.of(new Json.Numeral("1", true), new Json.Null(), new Json.Text("b"))),
            "c", new Json.Members(Map.of("a", new Json.Text("(a+)+b")))));
    private static final Map<String, Mapping> MAPPINGS = new ConcurrentHashMap<>();

    private static Mapping mapping(String formulation, String iterator) {
        return mapping("a rml:FilePath ; rml:path \"a\" ; rml:null \"\"", formulation, iterator);
    }

    private static Mapping mapping(String source, String formulation, String iterator) {
        return MAPPINGS.computeIfAbsent(source + formulation + iterator, unseen -> {
            try {
                Path document = Files.createTempFile("belfry-fuzz", ".ttl");
                Files.writeString(document, """
                        @prefix rml: <http://w3id.org/rml/> .
                        @prefix ex: <http://example.org/> .
                        @prefix belfry: <https://w3id.org/belfry/ont#> .
                        @prefix fn: <https://w3id.org/belfry/fn#> .
                        @prefix csvw: <http://www.w3.org/ns/csvw#> .
                        @prefix d2rq: <http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#> .
                        @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
                        @prefix formats: <http://www.w3.org/ns/formats/> .
                        <#m> rml:logicalSource [
                            rml:source [ %s ] ;
                            rml:referenceFormulation %s ; rml:iterator "%s" ] ;
                          rml:subjectMap [ rml:template "s/{id}" ] ;
                          rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ,
                            [ rml:predicate ex:deep ; rml:objectMap [ rml:reference "id" ; rml:termType rml:IRI ] ] .
                        """.formatted(source, formulation, iterator));
                Mapping mapping = Mapping.read(document, Map.of());
                Files.delete(document);
                return mapping;
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    private static void run(Mapping mapping, SourceRoot root) {
        run(mapping, root, Reach.files());
    }

    private static void run(Mapping mapping, SourceRoot root, Reach reach) {
        try {
            new Mapper(
                            mapping,
                            root,
                            "http://example.org/",
                            Options.standard().withLimits(SMALL).withReach(reach))
                    .write(OutputStream.nullOutputStream(), finding -> {});
        } catch (MappingException refused) {
            assert !refused.code().name().isEmpty();
        }
    }

    private static void read(byte[] bytes, String formulation, String iterator) {
        run(mapping(formulation, iterator), new SourceRoot.Stream(new ByteArrayInputStream(bytes)));
    }

    @FuzzTest(maxDuration = "5m")
    void csv(byte[] bytes) {
        read(bytes, "rml:CSV", "");
    }

    /// The first byte says which dialect.
    @FuzzTest(maxDuration = "5m")
    void csvDialect(byte[] bytes) {
        List<String> dialects = List.of(
                "csvw:delimiter \";\" ; csvw:quoteChar \"'\" ; csvw:doubleQuote \"false\"",
                "csvw:delimiter \"\\t\" ; csvw:quoteChar \"\" ; csvw:trim \"true\" ; csvw:header \"false\"",
                "csvw:commentPrefix \"#\" ; csvw:skipRows 1 ; csvw:encoding \"windows-1252\"",
                "csvw:encoding \"UTF-16\"",
                "csvw:delimiter \" \" ; csvw:encoding \"Shift_JIS\"");
        String dialect = dialects.get(bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % dialects.size());
        run(
                mapping(
                        "a rml:FilePath ; rml:path \"a\" ; rml:null \"\" ; csvw:dialect [ " + dialect + " ]",
                        "rml:CSV",
                        ""),
                new SourceRoot.Stream(new ByteArrayInputStream(behindFirst(bytes))));
    }

    /// The first byte says which syntax of RDF.
    @FuzzTest(maxDuration = "5m")
    void rdfFile(byte[] bytes) throws IOException {
        List<String> endings = List.of("ttl", "nt", "nq", "trig", "rdf", "jsonld", "rj");
        String name = "a." + endings.get(bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % endings.size());
        inFile(
                name,
                behindFirst(bytes),
                folder -> run(
                        mapping("a rml:FilePath ; rml:path \"" + name + "\"", "formats:SPARQL_Results_JSON", SOLUTIONS),
                        new SourceRoot.Folder(folder)));
    }

    /// The first byte says which form of SPARQL results an endpoint answers with.
    @FuzzTest(maxDuration = "5m")
    void sparqlResults(byte[] bytes) {
        List<String> forms = List.of("JSON", "XML", "CSV");
        String form = forms.get(bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % forms.size());
        Reach answering = Reach.files().withWeb((call, file) -> {
            Files.write(file, behindFirst(bytes));
            return new Reach.Answer("");
        });
        run(
                mapping("sd:endpoint <http://example.org/sparql>", "formats:SPARQL_Results_" + form, SOLUTIONS),
                new SourceRoot.Folder(Path.of(".")),
                answering);
    }

    /// A file of SQLite: the cells of a query's result are what its bytes say.
    @FuzzTest(maxDuration = "5m")
    void sqlite(byte[] bytes) throws IOException {
        inFile(
                "a.sqlite",
                bytes,
                folder -> run(
                        mapping("a d2rq:Database ; d2rq:jdbcDSN \"jdbc:sqlite:a.sqlite\"", "rml:SQL2008Table", "t"),
                        new SourceRoot.Folder(folder)));
    }

    private static byte[] behindFirst(byte[] bytes) {
        return Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
    }

    /// Puts bytes into a file of a folder of its own.
    private static void inFile(String name, byte[] bytes, Consumer<Path> use) throws IOException {
        Path folder = Files.createTempDirectory("belfry-fuzz");
        Path file = folder.resolve(name);
        try {
            Files.write(file, bytes);
            use.accept(folder);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void json(byte[] bytes) {
        read(bytes, "rml:JSONPath", "$.data[*]");
    }

    @FuzzTest(maxDuration = "5m")
    void jsonHeld(byte[] bytes) {
        read(bytes, "rml:JSONPath", "$..*");
    }

    @FuzzTest(maxDuration = "5m")
    void xml(byte[] bytes) {
        read(bytes, "rml:XPath", "/a/b");
    }

    @FuzzTest(maxDuration = "5m")
    void xmlHeld(byte[] bytes) {
        read(bytes, "rml:XPath", "//b[1]");
    }

    @FuzzTest(maxDuration = "5m")
    void workbook(byte[] bytes) {
        read(bytes, "belfry:XLSX", "");
    }

    @FuzzTest(maxDuration = "5m")
    void archive(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("belfry-fuzz", ".archive");
        try {
            Files.write(file, bytes);
            run(mapping("rml:CSV", ""), SourceRoot.of(file));
            run(mapping("rml:CSV", ""), new SourceRoot.Archive(file));
        } catch (MappingException refused) {
            assert !refused.code().name().isEmpty();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void document(byte[] bytes) {
        try {
            Planner.plan(RmlDocument.read(bytes, "m.ttl", Map.of("city", "lille")));
        } catch (MappingException refused) {
            assert !refused.code().name().isEmpty();
        }
    }

    @FuzzTest(maxDuration = "5m")
    void jsonPath(byte[] bytes) {
        try {
            JsonPath.parse(new String(bytes, StandardCharsets.UTF_8)).select(SOME);
        } catch (MappingException refused) {
            assert !refused.code().name().isEmpty();
        } catch (InvalidJsonPath invalid) {
            assert !invalid.reason().isEmpty();
        }
    }

    @FuzzTest(maxDuration = "5m")
    void xPath(byte[] bytes) {
        LogicalSource source = RmlDocument.read("""
                        @prefix rml: <http://w3id.org/rml/> .
                        <#m> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a" ] ;
                            rml:referenceFormulation rml:XPath ; rml:iterator "/a" ] ;
                          rml:subjectMap [ rml:template "s/{id}" ] .
                        """.getBytes(StandardCharsets.UTF_8), "m.ttl", Map.of())
                .triplesMaps()
                .getFirst()
                .source();
        String problem = Expressions.problem(source, new String(bytes, StandardCharsets.UTF_8))
                .orElse("none");
        assert !problem.isEmpty();
    }
}

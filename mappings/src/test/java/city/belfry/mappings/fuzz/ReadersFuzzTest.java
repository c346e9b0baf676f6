package city.belfry.mappings.fuzz;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Any bytes give records, findings or a clear refusal ([MappingException]) within limits; nothing else is ever thrown,
/// nothing hangs, nothing fills the machine.
///
/// Without more it runs its seeds; `JAZZER_FUZZ=1 mvn -Dtest='ReadersFuzzTest#csv' …` looks for new ones.
class ReadersFuzzTest {
    private static final Limits SMALL =
            new Limits(10_000, 64, 32, 50, 200, 2_000_000, 200_000, 4, Duration.ofSeconds(10), 10, 1 << 20);
    private static final Map<String, Mapping> MAPPINGS = new ConcurrentHashMap<>();

    private static Mapping mapping(String formulation, String iterator) {
        return MAPPINGS.computeIfAbsent(formulation + iterator, unseen -> {
            try {
                Path document = Files.createTempFile("belfry-fuzz", ".ttl");
                Files.writeString(document, """
                        @prefix rml: <http://w3id.org/rml/> .
                        @prefix ex: <http://example.org/> .
                        @prefix belfry: <https://w3id.org/belfry/ont#> .
                        @prefix fn: <https://w3id.org/belfry/fn#> .
                        <#m> rml:logicalSource [
                            rml:source [ a rml:FilePath ; rml:path "a" ; rml:null "" ] ;
                            rml:referenceFormulation %s ; rml:iterator "%s" ] ;
                          rml:subjectMap [ rml:template "s/{id}" ] ;
                          rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ,
                            [ rml:predicate ex:deep ; rml:objectMap [ rml:reference "id" ; rml:termType rml:IRI ] ] .
                        """.formatted(formulation, iterator));
                Mapping mapping = Mapping.read(document, Map.of());
                Files.delete(document);
                return mapping;
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    private static void run(Mapping mapping, SourceRoot root) {
        try {
            new Mapper(mapping, root, "http://example.org/", Options.standard().withLimits(SMALL))
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
            JsonPath.parse(new String(bytes, StandardCharsets.UTF_8));
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

package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run whose memory is far too small for its joins, its search for duplicates and its gathered records says the same
/// as one that has enough, and leaves no file behind.
class SpillTest {
    private static final String MAPPING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix belfry: <https://w3id.org/belfry/ont#> .
            @prefix ex: <http://example.org/> .
            <#child> rml:logicalSource <#children> ; rml:subjectMap [ rml:template "http://example.org/child/{id}" ; rml:class ex:Child ] ;
              rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:one ; rml:objectMap [ rml:parentTriplesMap <#parent> ;
                rml:joinCondition [ rml:child "k" ; rml:parent "k" ] ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:both ; rml:graph ex:g ; rml:objectMap [ rml:parentTriplesMap <#parent> ;
                rml:joinCondition [ rml:child "k" ; rml:parent "k" ] , [ rml:child "l" ; rml:parent "l" ] ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:blank ; rml:objectMap [ rml:parentTriplesMap <#blank> ;
                rml:joinCondition [ rml:child "k" ; rml:parent "k" ] ] ] .
            <#parent> rml:logicalSource <#parents> ; rml:subjectMap [ rml:template "http://example.org/parent/{id}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:key ; rml:objectMap [ rml:reference "k" ] ] .
            <#blank> rml:logicalSource <#parents> ; rml:subjectMap [ rml:template "{id} {k}" ; rml:termType rml:BlankNode ] ;
              rml:predicateObjectMap [ rml:predicate ex:l ; rml:objectMap [ rml:reference "l" ] ] .
            <#line> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "parents.csv" ] ; rml:referenceFormulation rml:CSV ;
                belfry:steps ( [ a belfry:GatherLine ; belfry:key "k" ; belfry:orderBy "id" ;
                  belfry:longitudeField "x" ; belfry:latitudeField "y" ; belfry:field "wkt" ] ) ] ;
              rml:subjectMap [ rml:template "http://example.org/line/{k}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:wkt ; rml:objectMap [ rml:reference "wkt" ] ] .
            <#latest> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "children.csv" ] ; rml:referenceFormulation rml:CSV ;
                belfry:steps ( [ a belfry:KeepLatest ; belfry:key "k" ; belfry:orderBy "name" ] ) ] ;
              rml:subjectMap [ rml:template "http://example.org/latest/{k}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:latest ; rml:objectMap [ rml:reference "id" ] ] .
            <#children> rml:source [ a rml:FilePath ; rml:path "children.csv" ] ; rml:referenceFormulation rml:CSV .
            <#parents> rml:source [ a rml:FilePath ; rml:path "parents.csv" ] ; rml:referenceFormulation rml:CSV .
            """;
    private static final int ROWS = 1_500;

    @TempDir
    Path folder;

    private Mapper mapper(long memoryBytes) throws IOException {
        Files.writeString(folder.resolve("mapping.ttl"), MAPPING);
        Limits limits = Limits.standard().withMemoryBytes(memoryBytes);
        return new Mapper(
                Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                new SourceRoot.Folder(folder),
                "http://example.org/",
                Options.standard().withLimits(limits));
    }

    /// @param keys how many different keys the rows have: few make each pair of files large
    private void writeTables(long seed, int keys) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder children = new StringBuilder("id,k,l,name\n");
        StringBuilder parents = new StringBuilder("id,k,l,x,y\n");
        for (int row = 0; row < ROWS; row++) {
            children.append(random.nextInt(ROWS)).append(',').append(random.nextInt(keys));
            children.append(',').append(random.nextInt(9));
            children.append(",\"n \u00e9\"\"").append(random.nextInt(500)).append("\"\n");
            parents.append(random.nextInt(ROWS)).append(',').append(random.nextInt(keys));
            parents.append(',').append(random.nextInt(9)).append(",3.1,").append(random.nextInt(90));
            parents.append('\n');
        }
        Files.writeString(folder.resolve("children.csv"), children);
        Files.writeString(folder.resolve("parents.csv"), parents);
    }

    private static List<String> lines(Mapper mapper) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MappingReport report = mapper.write(out, finding -> {});
        List<String> lines = Arrays.asList(out.toString(StandardCharsets.UTF_8).split("\n"));
        assertEquals(lines.size(), report.quads());
        lines.sort(null);
        return lines;
    }

    private static List<Quad> quads(Mapper mapper) {
        List<Quad> quads = new ArrayList<>();
        MappingReport report = mapper.run(
                new StreamRDFBase() {
                    @Override
                    public void quad(Quad quad) {
                        quads.add(quad);
                    }
                },
                finding -> {});
        assertEquals(quads.size(), report.quads());
        quads.sort((left, right) -> left.toString().compareTo(right.toString()));
        return quads;
    }

    /// What this process has there; other runs on the machine come and go.
    private static List<Path> temporary() throws IOException {
        String start = "belfry-map-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 200, 1_000})
    void tooLittleMemorySaysTheSame(int keys) throws IOException {
        writeTables(keys, keys);
        assertArrayEquals(
                lines(mapper(Long.MAX_VALUE)).toArray(), lines(mapper(0)).toArray());
        assertEquals(quads(mapper(Long.MAX_VALUE)), quads(mapper(0)));
    }

    @Test
    void aFailureLeavesNoFileBehind() throws IOException {
        writeTables(1, 200);
        List<Path> before = temporary();
        int[] made = {0};
        assertThrows(
                IllegalStateException.class,
                () -> mapper(0)
                        .run(
                                new StreamRDFBase() {
                                    @Override
                                    public void quad(Quad quad) {
                                        if (made[0]++ == ROWS) {
                                            throw new IllegalStateException("the store is gone");
                                        }
                                    }
                                },
                                finding -> {}));
        assertTrue(made[0] > ROWS);
        assertEquals(before, temporary());
    }
}

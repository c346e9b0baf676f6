package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.read.LookAhead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in no order, so large that the engine looks at what they need before it comes ([LookAhead]), say what they
/// say in order.
class ShuffledTablesTest {
    private static final int ROWS = 100_000;
    /// Rows that have the same key: so many children, so many parents.
    private static final int CHILDREN = 3;

    private static final int PARENTS = 2;

    private static final String MAPPING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .
            <#child> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "children.csv" ] ; rml:referenceFormulation rml:CSV ] ;
              rml:subjectMap [ rml:template "http://example.org/child/{id}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:has ; rml:objectMap [ rml:parentTriplesMap <#parent> ;
                rml:joinCondition [ rml:child "key" ; rml:parent "key" ] ] ] .
            <#parent> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "parents.csv" ] ; rml:referenceFormulation rml:CSV ] ;
              rml:subjectMap [ rml:template "http://example.org/parent/{id}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] .
            """;

    @TempDir
    Path folder;

    private void table(String name, int sharing, long seed) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(row + ",the key " + row / sharing + ",The name of " + row);
        }
        Collections.shuffle(rows, new Random(seed));
        rows.addFirst("id,key,name");
        // Some come twice.
        rows.addAll(rows.subList(1, 100));
        Path file = Files.write(folder.resolve(name), rows);
        assertTrue(Files.size(file) > 1 << 20, "a smaller file is not read ahead");
    }

    @Test
    void saysWhatTheTablesSay() throws IOException {
        table("children.csv", CHILDREN, 1);
        table("parents.csv", PARENTS, 2);
        Files.writeString(folder.resolve("mapping.ttl"), MAPPING);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Mapper mapper = new Mapper(
                Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                new SourceRoot.Folder(folder),
                "http://example.org/",
                Options.standard());
        MappingReport report = mapper.write(out, finding -> {});
        Set<String> expected = new HashSet<>();
        for (int row = 0; row < ROWS; row++) {
            for (String kind : List.of("child", "parent")) {
                expected.add("<http://example.org/%s/%d> <http://example.org/name> \"The name of %d\" ."
                        .formatted(kind, row, row));
            }
            int first = row / CHILDREN * PARENTS;
            for (int parent = first; parent < Math.min(ROWS, first + PARENTS); parent++) {
                expected.add("<http://example.org/child/%d> <http://example.org/has> <http://example.org/parent/%d> ."
                        .formatted(row, parent));
            }
        }
        assertEquals(expected.size(), report.quads());
        assertEquals(
                expected,
                Set.copyOf(out.toString(StandardCharsets.UTF_8).lines().toList()));
    }
}

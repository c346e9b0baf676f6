package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.util.IsoMatcher;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast path, which writes text from bytes, and the plain path, which makes nodes, say the same of any table.
class FastPathTest {
    private static final String CELLS = "abcXYZ019 -._~/:#?&%+\"\\'<>{}|^`,;\u00e9\u4e2d\t\n";

    private static final String MAPPING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            <#a> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/a/{k}-{a}" ; rml:class ex:A ] ;
              rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "a" ] , [ rml:reference "b" ; rml:language "fr" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:q ; rml:objectMap [ rml:template "rel/{b}/x{c}" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:r ; rml:objectMap [ rml:reference "c" ; rml:termType rml:IRI ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:n ; rml:objectMap [ rml:reference "k" ; rml:datatype xsd:integer ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:t ; rml:objectMap [ rml:template "{a} \\\\{ {b}" ; rml:termType rml:Literal ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:j ; rml:objectMap [ rml:parentTriplesMap <#b> ; rml:joinCondition [ rml:child "k" ; rml:parent "k" ] ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:self ; rml:objectMap [ rml:parentTriplesMap <#a> ; rml:joinCondition [ rml:child "a" ; rml:parent "b" ] ] ] .
            <#b> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/b/{k}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "a" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:back ; rml:objectMap [ rml:parentTriplesMap <#a> ; rml:joinCondition [ rml:child "k" ; rml:parent "k" ] ] ] .
            <#c> rml:logicalSource <#s> ; rml:subjectMap [ rml:reference "c" ; rml:graph ex:g ] ;
              rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "a" ] ] .
            <#s> rml:source [ a rml:FilePath ; rml:path "t.csv" ; rml:null "" ] ; rml:referenceFormulation rml:CSV .
            """;

    /// Rules that make each other's statements, in the same map, in another one and in the plain way; constant
    /// graphs, and graphs named by the row that are equal to them.
    private static final String OVERLAPPING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix fn: <https://w3id.org/belfry/fn#> .
            @prefix ex: <http://example.org/> .
            <#a> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{k}" ; rml:class ex:A , ex:B ] ;
              rml:predicateObjectMap [ rml:predicate ex:p , ex:q ; rml:objectMap [ rml:reference "a" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "b" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:g ; rml:graph ex:ga , ex:gb ; rml:objectMap [ rml:reference "a" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:g ; rml:objectMap [ rml:reference "b" ] ; rml:graphMap [ rml:template "http://example.org/g{k}" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:g ; rml:objectMap [ rml:constant ex:y ] ; rml:graphMap [ rml:template "http://example.org/g{a}" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:l ; rml:objectMap [ rml:template "http://example.org/{k}-{a}" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:i ; rml:objectMap [ rml:reference "c" ; rml:termType rml:IRI ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:u ; rml:objectMap [ rml:reference "a" ] , [ rml:functionExecution [
                rml:function fn:upper ; rml:input [ rml:parameter fn:value ; rml:inputValueMap [ rml:reference "b" ] ] ] ] ] .
            <#b> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{k}-{a}" ; rml:class ex:A ] ;
              rml:predicateObjectMap [ rml:predicate ex:m ; rml:objectMap [ rml:reference "b" ; rml:language "fr" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:l ; rml:graph ex:g1 ; rml:objectMap [ rml:reference "c" ] ] .
            <#c> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{b}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:q ; rml:objectMap [ rml:reference "a" ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:g ; rml:graph rml:defaultGraph ; rml:objectMap [ rml:constant "x" ] ] .
            <#s> rml:source [ a rml:FilePath ; rml:path "t.csv" ; rml:null "" ] ; rml:referenceFormulation rml:CSV .
            """;

    /// Joins whose subjects ask once, again, and with other keys that have parents in common; one that is written by
    /// two rules, in two graphs, and one by the fast and the plain way.
    private static final String ASKING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .
            <#a> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/a/{k}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:has ; rml:graph ex:g , rml:defaultGraph ; rml:objectMap [
                rml:parentTriplesMap <#b> ; rml:joinCondition [ rml:child "a" ; rml:parent "b" ] ] ] ;
              rml:predicateObjectMap [ rml:predicate ex:both ; rml:objectMap [ rml:template "http://example.org/b/{a}" ] , [
                rml:parentTriplesMap <#b> ; rml:joinCondition [ rml:child "a" ; rml:parent "b" ] ] ] .
            <#b> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/b/{a}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:of ; rml:objectMap [
                rml:parentTriplesMap <#c> ; rml:joinCondition [ rml:child "b" ; rml:parent "b" ] ] ] .
            <#c> rml:logicalSource <#s> ; rml:subjectMap [ rml:reference "c" ] ;
              rml:predicateObjectMap [ rml:predicate ex:of , ex:with ; rml:objectMap [
                rml:parentTriplesMap <#a> ; rml:joinCondition [ rml:child "b" ; rml:parent "a" ] ] ] .
            <#s> rml:source [ a rml:FilePath ; rml:path "t.csv" ; rml:null "" ] ; rml:referenceFormulation rml:CSV .
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {30, 300, 3000})
    void aSubjectThatAsksAgainSaysNothingTwice(int subjects) throws IOException {
        SplittableRandom random = new SplittableRandom(subjects);
        StringBuilder table = new StringBuilder("k,a,b,c\n");
        for (int row = 0; row < 4000; row++) {
            // Most subjects keep their key, so that the join's proof goes on to be used.
            int subject = random.nextInt(subjects);
            int key = random.nextInt(10) == 0 ? random.nextInt(400) : subject % 400;
            table.append(subject).append(',');
            table.append(random.nextInt(20) == 0 ? "" : key).append(',');
            table.append(random.nextInt(400)).append(',');
            table.append(random.nextInt(9) == 0 ? "urn:x:\u00e9" : "urn:x:")
                    .append(random.nextInt(subjects))
                    .append('\n');
        }
        compare(table.toString(), ASKING);
    }

    /// Two joins with one predicate, of which the larger one goes to files.
    @ParameterizedTest
    @ValueSource(ints = {17, 18, 19, 20, 21})
    void aJoinInMemoryAndOneInFilesSayTheSame(int memoryBits) throws IOException {
        String mapping = """
                @prefix rml: <http://w3id.org/rml/> .
                @prefix ex: <http://example.org/> .
                <#a> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/a/{k}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:has ; rml:objectMap [
                    rml:parentTriplesMap <#b> ; rml:joinCondition [ rml:child "b" ; rml:parent "a" ] ] , [
                    rml:parentTriplesMap <#c> ; rml:joinCondition [ rml:child "b" ; rml:parent "c" ] ] ] .
                <#b> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/b/{a}" ] .
                <#c> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/c/{k}-{c}" ] .
                <#s> rml:source [ a rml:FilePath ; rml:path "t.csv" ] ; rml:referenceFormulation rml:CSV .
                """;
        StringBuilder table = new StringBuilder("k,a,b,c\n");
        for (int row = 0; row < 6000; row++) {
            table.append("%d,%d,%d,%d\n".formatted(row / 2, row % 10, row % 10, row % 3000));
        }
        compare(
                table.toString(),
                mapping,
                Options.standard().withLimits(Limits.standard().withMemoryBytes(1L << memoryBits)));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void aSubjectAmongSeveralSaysNothingTwice(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> records = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            int subject = random.nextInt(60);
            // Records with several subjects go the plain way.
            String subjects = random.nextInt(3) == 0
                    ? "[\"%d\",\"%d\"]".formatted(subject, random.nextInt(60))
                    : "[\"%d\"]".formatted(subject);
            records.add("{\"k\":%s,\"a\":\"%d\",\"b\":\"%d\",\"c\":\"urn:x:%d\"}"
                    .formatted(subjects, subject % 20, random.nextInt(20), random.nextInt(60)));
        }
        compare(
                "[" + String.join(",\n", records) + "]",
                ASKING.replace("rml:CSV", "rml:JSONPath ; rml:iterator \"$[*]\"")
                        .replace("{k}", "{k[*]}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void whatIsSaidAgainIsWrittenOnce(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        String[] values = {"", "a", "b", "A", "a-b", "b-a", "é", "\"\"\"\"", "\"x\ny\"", "urn:x:1", "urn:x: 1"};
        StringBuilder table = new StringBuilder("k,a,b,c\n");
        for (int row = 0; row < 600; row++) {
            String line = "%s,%s,%s,%s\n"
                    .formatted(
                            values[random.nextInt(4)],
                            values[random.nextInt(9)],
                            values[random.nextInt(9)],
                            values[random.nextInt(values.length)]);
            table.append(line.repeat(1 + random.nextInt(2)));
        }
        compare(table.toString(), OVERLAPPING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothPathsSayTheSame(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder table = new StringBuilder("k,a,b,c\n");
        for (int row = 0; row < 400; row++) {
            table.append(random.nextInt(50)).append(',');
            table.append(quoted(random)).append(',');
            table.append(quoted(random)).append(',');
            table.append(random.nextInt(3) == 0 ? "urn:x:" + random.nextInt(20) : quoted(random))
                    .append('\n');
        }
        compare(table.toString(), MAPPING);
    }

    private void compare(String table, String mapping) throws IOException {
        compare(table, mapping, Options.standard());
    }

    private void compare(String table, String mapping, Options options) throws IOException {
        Files.writeString(folder.resolve("t.csv"), table);
        Files.writeString(folder.resolve("mapping.ttl"), mapping);
        Mapper mapper = new Mapper(
                Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                new SourceRoot.Folder(folder),
                "http://example.org/base/",
                options);
        DatasetGraph plain = DatasetGraphFactory.create();
        MappingReport plainReport = mapper.run(StreamRDFLib.dataset(plain), finding -> {});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MappingReport fastReport = mapper.write(bytes, finding -> {});
        DatasetGraph fast = DatasetGraphFactory.create();
        RDFParser.fromString(bytes.toString(StandardCharsets.UTF_8), Lang.NQUADS)
                .parse(fast);
        assertTrue(IsoMatcher.isomorphic(plain, fast));
        assertEquals(plain.stream().count(), plainReport.quads());
        assertEquals(plain.stream().count(), fastReport.quads());
        assertEquals(plainReport.findings(), fastReport.findings());
    }

    private static String quoted(SplittableRandom random) {
        StringBuilder cell = new StringBuilder("\"");
        for (int length = random.nextInt(4); length > 0; length--) {
            char c = CELLS.charAt(random.nextInt(CELLS.length()));
            cell.append(c == '"' ? "\"\"" : c);
        }
        return cell.append('"').toString();
    }
}

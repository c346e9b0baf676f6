package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a steward may rely on when a mapping is run: parameters, globs, optional files, findings with their place.
class MapperTest {
    private static final String PREFIXES = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .
            @prefix belfry: <https://w3id.org/belfry/ont#> .
            @prefix csvw: <http://www.w3.org/ns/csvw#> .
            @prefix fn: <https://w3id.org/belfry/fn#> .
            """;

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();

    private Set<String> map(String source, String rest, Map<String, String> parameters) throws IOException {
        return map(source, rest, parameters, new SourceRoot.Folder(folder));
    }

    private Set<String> map(String source, String rest, Map<String, String> parameters, SourceRoot root)
            throws IOException {
        Path mapping = folder.resolve("mapping.ttl");
        Files.writeString(mapping, PREFIXES + """
                <#m> rml:logicalSource [ %s ] ;
                  %s .
                """.formatted(source, rest));
        DatasetGraph dataset = DatasetGraphFactory.create();
        new Mapper(Mapping.read(mapping, parameters), root, "http://example.org/", Options.standard())
                .run(StreamRDFLib.dataset(dataset), findings::add);
        TreeSet<String> triples = new TreeSet<>();
        dataset.stream()
                .map(quad -> NodeFmtLib.strNT(quad.asTriple().getSubject()) + " "
                        + NodeFmtLib.strNT(quad.asTriple().getPredicate()) + " "
                        + NodeFmtLib.strNT(quad.asTriple().getObject()))
                .map(text -> text.replace("http://example.org/", ""))
                .forEach(triples::add);
        return triples;
    }

    /// Records that share one of several values of a key are joined, not only each with itself.
    @Test
    void joinsASourceWithItselfByKeysOfSeveralValues() throws IOException {
        Files.writeString(folder.resolve("r.json"), "[{\"c\":[1,2]},{\"c\":[1,3]}]");
        String source = "rml:source [ a rml:FilePath ; rml:path \"r.json\" ] ; rml:referenceFormulation rml:JSONPath ;"
                + " rml:iterator \"$[*]\"";
        Set<String> triples = map(source, """
                rml:subjectMap [ rml:template "a{c[*]}" ] ; rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap
                  [ rml:parentTriplesMap <#n> ; rml:joinCondition [ rml:child "c[*]" ; rml:parent "c[*]" ] ] ] .
                <#n> rml:logicalSource [ %s ] ; rml:subjectMap [ rml:template "b{c[*]}" ]
                """.formatted(source), Map.of());
        assertTrue(triples.contains("<a2> <p> <b3>"), triples::toString);
        assertEquals(9, triples.size(), triples::toString);
    }

    /// Two records of one file, each the first of its kind, and two term maps of one record.
    @Test
    void makesABlankNodeOfItsOwnForEachTermMapAndRecord() throws IOException {
        Files.writeString(folder.resolve("r.json"), "{\"a\":[{\"n\":1}],\"b\":[{\"n\":2}]}");
        String source = "rml:source [ a rml:FilePath ; rml:path \"r.json\" ] ; rml:referenceFormulation rml:JSONPath ;"
                + " rml:iterator \"$.%s[*]\"";
        String rest = """
                rml:subjectMap [ rml:termType rml:BlankNode ] ;
                  rml:predicateObjectMap [ rml:predicate ex:n ; rml:objectMap [ rml:reference "n" ] ] ,
                    [ rml:predicate ex:has ; rml:objectMap [ rml:termType rml:BlankNode ] ]
                """;
        Set<String> triples = map(
                source.formatted("a"),
                rest + ". <#n> rml:logicalSource [ " + source.formatted("b") + " ] ; " + rest,
                Map.of());
        long nodes = triples.stream()
                .flatMap(triple -> Stream.of(triple.split(" ")))
                .filter(term -> term.startsWith("_:"))
                .distinct()
                .count();
        assertEquals(4, nodes, triples::toString);
    }

    private static String csv(String path) {
        return "rml:source [ a rml:FilePath ; rml:path \"" + path + "\" ] ; rml:referenceFormulation rml:CSV";
    }

    private static final String NAME =
            "rml:subjectMap [ rml:template \"s/{id}\" ] ; rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference \"name\" ] ]";

    private static String message(MappingException refused) {
        return String.valueOf(refused.getMessage());
    }

    @Test
    void mapsTheRecordsOfATable() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,\"Grand\"\"Place\"\"\"\n2,Gare\r\n");
        assertEquals(
                new TreeSet<>(List.of("<s/1> <name> \"Grand\\\"Place\\\"\"", "<s/2> <name> \"Gare\"")),
                map(csv("a.csv"), NAME, Map.of()));
        assertEquals(List.of(), findings);
    }

    @Test
    void readsALastRecordWithoutLineEndAfterAByteOrderMark() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "\uFEFFid,name\r\n1,\"Grand Place\"\r\n2,Gare");
        assertEquals(
                new TreeSet<>(List.of("<s/1> <name> \"Grand Place\"", "<s/2> <name> \"Gare\"")),
                map(csv("a.csv"), NAME, Map.of()));
        assertEquals(List.of(), findings);
    }

    @Test
    void replacesParametersAndRefusesUnknownOnesWithTheirLine() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n");
        String rest = NAME.replace("s/{id}", "${kind:stop}/${dataset}-{id}");
        assertEquals(
                new TreeSet<>(List.of("<stop/lille-1> <name> \"x\"")),
                map(csv("a.csv"), rest, Map.of("dataset", "lille")));
        MappingException refused = assertThrows(MappingException.class, () -> map(csv("a.csv"), rest, Map.of()));
        assertEquals(MappingException.Code.PARAMETER_UNKNOWN, refused.code());
        assertTrue(message(refused).contains("line 7"), message(refused));
        assertTrue(message(refused).contains("'dataset'"), message(refused));
    }

    @Test
    void readsEveryFileOfAGlobInAnArchiveAndTellsItsName() throws IOException {
        Path zip = folder.resolve("captures.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("x/2026-01-01.csv", "x/2026-01-02.csv", "readme.txt")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("id,name\n7,a\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        String rest = NAME.replace("s/{id}", "{id}/{$entryName}");
        assertEquals(
                new TreeSet<>(List.of("<7/2026-01-01> <name> \"a\"", "<7/2026-01-02> <name> \"a\"")),
                map(csv("**/*.csv"), rest, Map.of(), new SourceRoot.Archive(zip)));
    }

    @Test
    void aDeclaredCompressionMustBeRight() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("a.zip")))) {
            out.putNextEntry(new ZipEntry("x/a.csv"));
            out.write("id,name\n7,a\n".getBytes(StandardCharsets.UTF_8));
        }
        String source = csv("a.zip").replace(" ]", " ; rml:compression rml:zip ]");
        assertEquals(new TreeSet<>(List.of("<s/7> <name> \"a\"")), map(source, NAME, Map.of()));
        for (String wrong : List.of("gzip", "targz", "tarxz")) {
            MappingException refused = assertThrows(
                    MappingException.class, () -> map(source.replace("rml:zip", "rml:" + wrong), NAME, Map.of()));
            assertEquals(MappingException.Code.SOURCE_UNREADABLE, refused.code());
        }
    }

    @Test
    void aMissingFileEndsTheRunUnlessItIsOptional() throws IOException {
        MappingException missing = assertThrows(MappingException.class, () -> map(csv("no.csv"), NAME, Map.of()));
        assertEquals(MappingException.Code.SOURCE_MISSING, missing.code());
        assertEquals(new TreeSet<String>(), map(csv("no.csv") + " ; belfry:optional true", NAME, Map.of()));
    }

    @Test
    void aWorkbookThatIsNamedCsvIsAFinding() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("a.csv")))) {
            out.putNextEntry(new ZipEntry("[Content_Types].xml"));
        }
        assertEquals(new TreeSet<String>(), map(csv("a.csv"), NAME, Map.of()));
        assertEquals("FILE_IS_XLSX", findings.getFirst().code());
    }

    @Test
    void bytesOfAnotherEncodingAreAFindingWithTheLine() throws IOException {
        Files.write(
                folder.resolve("a.csv"), "id,name\n1,ok\n2,caf\u00e9\n3,ok\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(2, map(csv("a.csv"), NAME, Map.of()).size());
        assertEquals("ENCODING_WRONG", findings.getFirst().code());
        assertEquals(3, findings.getFirst().place().line());
        String latin = csv("a.csv").replace(" ]", " ; csvw:dialect [ csvw:encoding \"ISO-8859-1\" ] ]");
        assertTrue(map(latin, NAME, Map.of()).contains("<s/2> <name> \"caf\u00e9\""));
    }

    @Test
    void wideColumnsBecomeOneRecordEachAndFlaggedOnesAreFindings() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id;H01;V01;H02;V02\n4;12.5;V;99;N\n");
        String source = csv("a.csv").replace(" ]", " ; csvw:dialect [ csvw:delimiter \";\" ] ]") + """
                 ; belfry:steps (
                  [ a belfry:Unpivot ; belfry:keyField "hour" ;
                    belfry:column [ belfry:field "value" ; belfry:pattern "H(\\\\d\\\\d)" ] ,
                                  [ belfry:field "flag" ; belfry:pattern "V(\\\\d\\\\d)" ] ]
                  [ a belfry:Reject ;
                    rml:functionExecution [ rml:function fn:notEqual ;
                      rml:input [ rml:parameter fn:value ; rml:inputValueMap [ rml:reference "flag" ] ] ,
                                [ rml:parameter fn:other ; rml:inputValue "V" ] ] ;
                    belfry:findingCode "VALUE_FLAGGED" ; belfry:field "flag" ;
                    belfry:findingMessage "hour {hour} has the flag {flag}" ] )
                """;
        String rest = NAME.replace("s/{id}", "{id}/{hour}").replace("\"name\"", "\"value\"");
        assertEquals(new TreeSet<>(List.of("<4/01> <name> \"12.5\"")), map(source, rest, Map.of()));
        assertEquals(
                "VALUE_FLAGGED a.csv line 2, field 'flag': hour 02 has the flag N",
                findings.getFirst().toString());
    }

    @Test
    void pointsOfAShapeBecomeOneLineInTheirOrder() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "s,q,lat,lon\nA,2,50.2,3.2\nA,10,50.3,3.3\nA,1,50.1,3.1\nB,1,1,1\n");
        String source = csv("a.csv") + """
                 ; belfry:steps ( [ a belfry:GatherLine ; belfry:key "s" ; belfry:orderBy "q" ;
                    belfry:longitudeField "lon" ; belfry:latitudeField "lat" ; belfry:field "wkt" ] )
                """;
        String rest = NAME.replace("{id}", "{s}").replace("\"name\"", "\"wkt\"");
        assertEquals(
                new TreeSet<>(List.of("<s/A> <name> \"LINESTRING(3.1 50.1, 3.2 50.2, 3.3 50.3)\"")),
                map(source, rest, Map.of()));
        assertEquals("LINE_TOO_SHORT", findings.getFirst().code());
    }

    @Test
    void ofManyCapturesTheLatestIsKept() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,at,name\n1,2026-01-02,new\n1,2026-01-01,old\n2,,only\n");
        String source = csv("a.csv")
                + " ; belfry:steps ( [ a belfry:KeepLatest ; belfry:key \"id\" ; belfry:orderBy \"at\" ] )";
        assertEquals(
                new TreeSet<>(List.of("<s/1> <name> \"new\"", "<s/2> <name> \"only\"")), map(source, NAME, Map.of()));
    }

    @Test
    void writesEachQuadOnceAsNQuads() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,a\n1,a\n1,b \\ c\n");
        Files.writeString(
                folder.resolve("mapping.ttl"),
                PREFIXES + "<#m> rml:logicalSource [ " + csv("a.csv") + " ] ; " + NAME + " .");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MappingReport report = new Mapper(
                        Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                        new SourceRoot.Folder(folder),
                        "http://example.org/",
                        Options.standard())
                .write(out, findings::add);
        assertEquals("""
                <http://example.org/s/1> <http://example.org/name> "a" .
                <http://example.org/s/1> <http://example.org/name> "b \\\\ c" .
                """, out.toString(StandardCharsets.UTF_8));
        assertEquals(2, report.quads());
        assertEquals(3, report.records());
    }

    @Test
    void aPartOfRmlThatIsNotCarriedOutIsRefusedRatherThanLeftOut() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n");
        MappingException refused = assertThrows(
                MappingException.class,
                () -> map(csv("a.csv").replace("rml:path", "rml:query \"x\" ; rml:path"), NAME, Map.of()));
        assertEquals(MappingException.Code.NOT_SUPPORTED, refused.code());
        assertTrue(message(refused).contains("rml:query"), message(refused));
    }

    @Test
    void aTypoInTheMappingNamesItsLineAndTheRightWord() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n");
        MappingException refused = assertThrows(
                MappingException.class,
                () -> map(csv("a.csv"), NAME.replace("rml:predicateObjectMap", "rml:predicateObjectMpa"), Map.of()));
        assertTrue(message(refused).contains("did you mean 'predicateObjectMap'"), message(refused));
    }
}

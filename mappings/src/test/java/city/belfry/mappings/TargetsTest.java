package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.BelfryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.util.IsoMatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A mapping's own targets hold what it says, and a run writes nowhere else. The official cases of RML-IO are in
/// `RmlConformanceTest`.
class TargetsTest {
    private static final String PREFIXES = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix formats: <http://www.w3.org/ns/formats/> .
            @prefix void: <http://rdfs.org/ns/void#> .
            @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
            @prefix ex: <http://example.org/> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            <#s> rml:source [ a rml:FilePath ; rml:path "t.csv" ] ; rml:referenceFormulation rml:CSV .
            """;

    /// Everything goes to one target.
    private static final String MAP = """
            <#m> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{id}" ; rml:class ex:Thing ; rml:logicalTarget <#t> ] ;
              rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ; rml:language "fr" ] ] .
            """;

    private Path folder = Path.of("");
    private Path targets = Path.of("");

    @BeforeEach
    void makeFolders(@TempDir Path scratch) throws IOException {
        folder = Files.createDirectory(scratch.resolve("in"));
        targets = Files.createDirectory(scratch.resolve("out"));
        Files.writeString(folder.resolve("t.csv"), "id,name,up\n1,Château d'eau,2\n2,\"a \"\"b\"\"\",1\n3,𝄞 été,1\n");
    }

    private Mapper mapper(String mapping, Options options) throws IOException {
        Path file = Files.writeString(folder.resolve("m.ttl"), PREFIXES + mapping);
        return new Mapper(Mapping.read(file, Map.of()), new SourceRoot.Folder(folder), "http://example.org/", options);
    }

    private Options withTargets() {
        return Options.standard().withReach(Reach.files().withTargets(targets));
    }

    private String run(String mapping) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        mapper(mapping, withTargets()).write(result, finding -> {});
        return result.toString(StandardCharsets.UTF_8);
    }

    private static String target(String path, String more) {
        return "<#t> rml:target [ a rml:FilePath ; rml:path \"%s\" ] ; %s .".formatted(path, more);
    }

    private BelfryException.Code refusal(String mapping) {
        return assertThrows(MappingException.class, () -> run(mapping)).code();
    }

    private String read(String path) throws IOException {
        return Files.readString(targets.resolve(path));
    }

    private static DatasetGraph parsed(String text, Lang language) {
        DatasetGraph dataset = DatasetGraphFactory.create();
        RDFParser.fromString(text, language).parse(dataset);
        return dataset;
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(targets)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> targets.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "N-Triples,NT,UTF-8",
        "N-Quads,NQ,UTF-8",
        "N-Quads,NQ,UTF-16",
        "Turtle,TTL,UTF-8",
        "Turtle,TTL,UTF-16",
        "N3,TTL,UTF-8",
        "TriG,TRIG,UTF-8",
        "JSON-LD,JSONLD,UTF-16",
        "RDF_JSON,RDFJSON,UTF-8",
        "RDF_XML,RDFXML,UTF-8"
    })
    void everySerializationAndEncodingHasTheSameStatements(String format, String language, String encoding)
            throws IOException {
        String all = run(MAP.replace("rml:logicalTarget <#t> ", ""));
        assertEquals(
                "",
                run(MAP
                        + target(
                                "a/b/t",
                                "rml:serialization formats:%s ; rml:encoding rml:%s".formatted(format, encoding))));
        String text = Files.readString(
                targets.resolve("a/b/t"), encoding.equals("UTF-16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        Lang lang = Map.of(
                        "NT", Lang.NTRIPLES,
                        "NQ", Lang.NQUADS,
                        "TTL", Lang.TURTLE,
                        "TRIG", Lang.TRIG,
                        "JSONLD", Lang.JSONLD,
                        "RDFJSON", Lang.RDFJSON)
                .getOrDefault(language, Lang.RDFXML);
        assertTrue(IsoMatcher.isomorphic(parsed(all, Lang.NQUADS), parsed(text, lang)), text);
        assertEquals(List.of("a/b/t"), left());
    }

    @Test
    void withoutASerializationItIsNQuads() throws IOException {
        run(MAP
                + "<#t> rml:target [ a void:Dataset ; void:dataDump <file:%s/d.nq> ] ."
                        .formatted(targets.toRealPath()));
        assertEquals(6, read("d.nq").lines().count());
    }

    @Test
    void statementsGoWhereAnyOfTheirTermsSaysAndOtherwiseToTheResult() throws IOException {
        String result = run("""
                <#m> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:plain , ex:other ; rml:predicateMap [ rml:constant ex:told ; rml:logicalTarget <#a> ] ;
                    rml:objectMap [ rml:reference "id" ] , [ rml:reference "up" ; rml:logicalTarget <#b> ] ] ;
                  rml:predicateObjectMap [ rml:predicate ex:up ; rml:objectMap [ rml:parentTriplesMap <#p> ;
                    rml:joinCondition [ rml:child "up" ; rml:parent "id" ] ] ] .
                <#p> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/p{id}" ; rml:logicalTarget <#c> ] ;
                  rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ] .
                <#a> rml:target [ rml:path "a.nt" ] ; rml:serialization formats:N-Triples .
                <#b> rml:target [ rml:path "b.nq" ] .
                <#c> rml:target [ rml:path "c.ttl" ] ; rml:serialization formats:Turtle .
                """);
        assertEquals(
                6,
                result.lines()
                        .filter(line -> line.contains("/plain>") || line.contains("/other>"))
                        .count());
        assertEquals(6, result.lines().count(), result);
        assertEquals(
                6, read("a.nt").lines().filter(line -> line.contains("/told>")).count());
        // Its objects twice, and the two other predicates with the objects that it has a target for.
        assertEquals(9, read("b.nq").lines().count(), read("b.nq"));
        assertEquals(6, parsed(read("c.ttl"), Lang.TURTLE).stream().count(), read("c.ttl"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStatementIsInATargetOnceAlsoWhenMemoryIsShort(boolean isShort) throws IOException {
        StringBuilder table = new StringBuilder("id,name,up\n");
        IntStream.range(0, 3000).forEach(row -> table.append("%d,n%d,%d\n".formatted(row, row % 7, row / 3)));
        Files.writeString(folder.resolve("t.csv"), table);
        String mapping = """
                <#m> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{up}" ; rml:logicalTarget <#a> , <#b> ] ;
                  rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ; rml:logicalTarget <#a> ] ] ;
                  rml:predicateObjectMap [ rml:predicate ex:child ; rml:objectMap [ rml:parentTriplesMap <#p> ;
                    rml:joinCondition [ rml:child "up" ; rml:parent "up" ] ] ] .
                <#p> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/p/{id}" ] .
                <#a> rml:target [ rml:path "a.nq" ] .
                <#b> rml:target [ rml:path "b.ttl" ] ; rml:serialization formats:Turtle .
                """;
        Options options = withTargets();
        MappingReport report = mapper(
                        mapping, isShort ? options.withLimits(Limits.standard().withMemoryBytes(1 << 16)) : options)
                .write(new ByteArrayOutputStream(), finding -> {});
        List<String> lines = read("a.nq").lines().toList();
        assertEquals(6000, lines.size());
        assertEquals(6000, new TreeSet<>(lines).size());
        assertEquals(0, report.quads());
        assertEquals(Map.of("a.nq", 6000L, "b.ttl", 6000L), report.targets());
        assertTrue(IsoMatcher.isomorphic(parsed(read("a.nq"), Lang.NQUADS), parsed(read("b.ttl"), Lang.TURTLE)));
    }

    @Test
    void aListGoesWholeWhereItsStatementGoes() throws IOException {
        assertEquals("", run("""
                <#m> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "http://example.org/{id}" ; rml:logicalTarget <#t> ] ;
                  rml:predicateObjectMap [ rml:predicate ex:l ;
                    rml:objectMap [ rml:gather ( [ rml:reference "name" ] [ rml:reference "up" ] ) ; rml:gatherAs rdf:List ] ] .
                """ + target("t.nq", "rml:serialization formats:N-Quads")));
        assertEquals(15, read("t.nq").lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../t.nq", "a/../../t.nq", "/tmp/belfry-t.nq", ".", "", "link/t.nq", "link/new/t.nq"})
    void aTargetOutsideTheFolderIsRefusedAndNothingIsWritten(String path) throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(targets.resolve("link"), outside);
        assertEquals(
                MappingException.Code.TARGET_REFUSED, refusal(MAP + target(path, "rml:serialization formats:N-Quads")));
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
        assertEquals(List.of(), left());
        assertFalse(Files.exists(Path.of("/tmp/belfry-t.nq")));
    }

    @Test
    void aFileThatIsALinkIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "mine");
        Files.createSymbolicLink(targets.resolve("t.nq"), secret);
        assertEquals(MappingException.Code.TARGET_REFUSED, refusal(MAP + target("t.nq", "rml:mode rml:Append")));
        assertEquals("mine", Files.readString(secret));
    }

    @Test
    void withoutAFolderForTargetsTheMappingIsRefused() {
        MappingException refused = assertThrows(
                MappingException.class,
                () -> mapper(MAP + target("t.nq", "rml:serialization formats:N-Quads"), Options.standard())
                        .run(StreamRDFLib.sinkNull(), finding -> {}));
        assertEquals(MappingException.Code.TARGET_REFUSED, refused.code());
    }

    @Test
    void aRunThatFailsLeavesTheOldFileAndNoOther() throws IOException {
        Files.writeString(targets.resolve("t.nq"), "old");
        Files.writeString(folder.resolve("t.csv"), "id,name\n1,a\n2\n");
        Mapper strict = mapper(
                MAP + target("t.nq", "rml:compression rml:targz"), withTargets().withStrict(true));
        assertThrows(MappingException.class, () -> strict.run(StreamRDFLib.sinkNull(), finding -> {}));
        assertEquals("old", read("t.nq"));
        assertEquals(List.of("t.nq"), left());
    }

    @ParameterizedTest
    @CsvSource({"N-Quads,none", "Turtle,none", "N-Triples,gzip"})
    void whatIsAppendedStandsBehindWhatWasThere(String format, String compression) throws IOException {
        String mapping = MAP
                + target(
                        "t",
                        "rml:mode rml:Append ; rml:serialization formats:%s ; rml:compression rml:%s"
                                .formatted(format, compression));
        run(mapping);
        long first = Files.size(targets.resolve("t"));
        run(mapping);
        assertEquals(2 * first, Files.size(targets.resolve("t")));
    }

    @ParameterizedTest
    @CsvSource({
        "rml:mode rml:Append ; rml:serialization formats:JSON-LD,MAPPING_INVALID",
        "rml:mode rml:Append ; rml:compression rml:zip,MAPPING_INVALID",
        "rml:mode rml:Read,MAPPING_INVALID",
        "rml:mode rml:ReadWrite,NOT_SUPPORTED",
        "rml:mode rml:Wrte,MAPPING_INVALID",
        "rml:compression rml:rar,MAPPING_INVALID",
        "rml:serialization formats:RDFa,NOT_SUPPORTED",
        "rml:encoding \"windows-1252\",NOT_SUPPORTED",
        "rml:serialisation formats:Turtle,MAPPING_INVALID"
    })
    void whatATargetCannotDoIsRefused(String more, MappingException.Code code) {
        assertEquals(code, refusal(MAP + target("t", more)));
    }

    @Test
    void anEndpointIsNoTarget() {
        assertEquals(
                MappingException.Code.NOT_SUPPORTED,
                refusal(MAP + "<#t> rml:target [ a sd:Service ; sd:endpoint <http://example.org/update> ] ."));
    }

    @Test
    void aFormatWithoutGraphsTakesNoNamedGraph() {
        MappingException refused = assertThrows(
                MappingException.class,
                () -> run(
                        MAP.replace("rml:class ex:Thing", "rml:graphMap [ rml:template \"http://example.org/g/{id}\" ]")
                                + target("t.ttl", "rml:serialization formats:Turtle")));
        assertEquals(MappingException.Code.MAPPING_INVALID, refused.code());
        assertTrue(refused.getMessage().contains("line 8"), refused.getMessage());
    }

    @Test
    void twoDescriptionsOfOneFileAreRefused() {
        String two = MAP.replace("rml:logicalTarget <#t>", "rml:logicalTarget <#t> , <#u>");
        assertEquals(
                MappingException.Code.MAPPING_INVALID,
                refusal(two + target("t", "rml:serialization formats:Turtle")
                        + "\n<#u> rml:target [ rml:path \"./t\" ] ."));
    }

    @Test
    void tooManyTargetsAreRefused() {
        StringBuilder mapping = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int number = 0; number < 33; number++) {
            names.append(number == 0 ? "" : " , ").append("<#t").append(number).append('>');
            mapping.append("<#t%d> rml:target [ rml:path \"%d\" ] .\n".formatted(number, number));
        }
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal(MAP.replace("<#t>", names) + mapping));
    }

    @Test
    void aFormatThatIsHeldHasALimit() throws IOException {
        Limits standard = Limits.standard();
        Limits small = new Limits(
                standard.recordBytes(),
                standard.columns(),
                standard.nestingDepth(),
                standard.archiveEntries(),
                standard.compressionRatio(),
                standard.unpackedBytes(),
                300,
                standard.pages(),
                standard.answerTime(),
                standard.findings(),
                standard.memoryBytes());
        Mapper mapper = mapper(
                MAP + target("t", "rml:serialization formats:RDF_XML"),
                withTargets().withLimits(small));
        MappingException refused =
                assertThrows(MappingException.class, () -> mapper.run(StreamRDFLib.sinkNull(), finding -> {}));
        assertEquals(MappingException.Code.LIMIT_REACHED, refused.code());
        assertEquals(List.of(), left());
    }

    @Test
    void thePlanNamesTheTargets() throws IOException {
        String plan = mapper(
                        MAP + target("d/t.ttl.zip", "rml:serialization formats:Turtle ; rml:compression rml:zip"),
                        withTargets())
                .explain();
        assertTrue(plan.contains("target d/t.ttl.zip as Turtle packed as ZIP"), plan);
        assertTrue(plan.contains("2 of them to d/t.ttl.zip"), plan);
        assertEquals(Optional.empty(), left().stream().findAny());
    }
}

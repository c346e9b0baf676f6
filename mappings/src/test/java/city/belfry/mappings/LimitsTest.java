package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.belfry.ontology.BelfryException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.jena.riot.system.StreamRDFLib;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a hostile source may not do: lead out of its folder, unpack without end, nest without end, fetch anything.
class LimitsTest {
    private static final Limits SMALL =
            new Limits(10_000, 64, 16, 3, 100, 5_000_000, 20_000, 4, Duration.ofSeconds(10), 10, 1 << 20);

    @TempDir
    Path folder;

    private BelfryException.Code refusal(String path, String formulation, String iterator, SourceRoot root)
            throws IOException {
        return outcome(path, formulation, iterator, root).orElseThrow();
    }

    /// Why a run ended; empty when it came to its end.
    private Optional<BelfryException.Code> outcome(String path, String formulation, String iterator, SourceRoot root)
            throws IOException {
        Path mapping = folder.resolve("mapping.ttl");
        Files.writeString(mapping, """
                @prefix rml: <http://w3id.org/rml/> .
                @prefix ex: <http://example.org/> .
                @prefix formats: <http://www.w3.org/ns/formats/> .
                <#m> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "%s" ] ; rml:referenceFormulation %s ; rml:iterator "%s" ] ;
                  rml:subjectMap [ rml:template "s/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ] .
                """.formatted(
                        path, (formulation.startsWith("SPARQL") ? "formats:" : "rml:") + formulation, iterator));
        try {
            new Mapper(
                            Mapping.read(mapping, Map.of()),
                            root,
                            "http://example.org/",
                            Options.standard().withLimits(SMALL))
                    .run(StreamRDFLib.sinkNull(), finding -> {});
            return Optional.empty();
        } catch (MappingException refused) {
            return Optional.of(refused.code());
        }
    }

    private Path zip(String... entries) throws IOException {
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }

    @Test
    void aPathOutOfTheFolderIsRefused() throws IOException {
        SourceRoot root = new SourceRoot.Folder(folder);
        assertEquals(MappingException.Code.PATH_REFUSED, refusal("../secret.csv", "CSV", "", root));
        assertEquals(MappingException.Code.PATH_REFUSED, refusal("/etc/passwd", "CSV", "", root));
    }

    @Test
    void anExpressionThatNeverEndsOnATextEndsTheRun() throws IOException {
        Files.writeString(folder.resolve("a.json"), "[{\"id\": \"%s\"}]".formatted("a".repeat(40)));
        String endless = "a?".repeat(40) + "a".repeat(40);
        for (String function : List.of("match", "search")) {
            assertEquals(
                    MappingException.Code.LIMIT_REACHED,
                    refusal(
                            "a.json",
                            "JSONPath",
                            "$[?%s(@.id, '%s')]".formatted(function, endless),
                            new SourceRoot.Folder(folder)),
                    function);
        }
    }

    @Test
    void anExpressionOfTheDataThatIsNoneMatchesNothing() throws IOException {
        Files.writeString(folder.resolve("a.json"), "[{\"id\":\"a\",\"like\":\"[\"},{\"id\":\"b\",\"like\":\"b|c\"}]");
        Path mapping = folder.resolve("mapping.ttl");
        Files.writeString(mapping, """
                @prefix rml: <http://w3id.org/rml/> .
                @prefix ex: <http://example.org/> .
                <#m> rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a.json" ] ;
                    rml:referenceFormulation rml:JSONPath ; rml:iterator "$[?match(@.id, @.like)]" ] ;
                  rml:subjectMap [ rml:template "s/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ] .
                """);
        Mapper mapper = new Mapper(
                Mapping.read(mapping, Map.of()),
                new SourceRoot.Folder(folder),
                "http://example.org/",
                Options.standard());
        assertEquals(1, mapper.run(StreamRDFLib.sinkNull(), finding -> {}).quads());
    }

    @Test
    void anRdfFileFetchesNoContextAndNoEntity() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String elsewhere = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Files.writeString(
                    folder.resolve("a.jsonld"),
                    "{\"@context\":\"%scontext\",\"@id\":\"http://a\",\"p\":\"x\"}".formatted(elsewhere));
            Files.writeString(folder.resolve("a.rdf"), """
                    <?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "%sentity">]>
                    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
                    <rdf:Description rdf:about="http://a"><e:p>&a;</e:p></rdf:Description></rdf:RDF>
                    """.formatted(elsewhere));
            String query = "SELECT ?id WHERE { ?id ?p ?name }";
            SourceRoot root = new SourceRoot.Folder(folder);
            assertEquals(
                    Optional.of(MappingException.Code.SOURCE_UNREADABLE),
                    outcome("a.jsonld", "SPARQL_Results_JSON", query, root));
            assertEquals(Optional.empty(), outcome("a.rdf", "SPARQL_Results_JSON", query, root));
            assertEquals(0, calls.get());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(folder.resolve("secret.csv"), "id\n1\n");
        Files.createSymbolicLink(inside.resolve("a.csv"), folder.resolve("secret.csv"));
        assertEquals(MappingException.Code.PATH_REFUSED, refusal("a.csv", "CSV", "", new SourceRoot.Folder(inside)));
    }

    @Test
    void anArchiveEntryThatLeadsOutIsRefused() throws IOException {
        assertEquals(
                MappingException.Code.PATH_REFUSED,
                refusal("a.csv", "CSV", "", new SourceRoot.Archive(zip("../../a.csv"))));
    }

    @Test
    void anArchiveWithTooManyEntriesIsRefused() throws IOException {
        assertEquals(
                MappingException.Code.LIMIT_REACHED,
                refusal("a.csv", "CSV", "", new SourceRoot.Archive(zip("a.csv", "b.csv", "c.csv", "d.csv"))));
    }

    @Test
    void anArchiveThatUnpacksWithoutEndIsRefused() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a.csv"));
            out.write("id\n".getBytes(StandardCharsets.UTF_8));
            out.write("1\n".repeat(3_000_000).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal("a.csv", "CSV", "", new SourceRoot.Archive(zip)));
    }

    @Test
    void aTruncatedArchiveIsRefused() throws IOException {
        Path zip = zip("a.csv");
        byte[] whole = Files.readAllBytes(zip);
        Files.write(zip, java.util.Arrays.copyOf(whole, whole.length - 20));
        assertEquals(MappingException.Code.SOURCE_UNREADABLE, refusal("a.csv", "CSV", "", new SourceRoot.Archive(zip)));
    }

    @Test
    void deepJsonAndXmlAreRefused() throws IOException {
        SourceRoot root = new SourceRoot.Folder(folder);
        Files.writeString(folder.resolve("a.json"), "[".repeat(1_000));
        assertEquals(MappingException.Code.SOURCE_UNREADABLE, refusal("a.json", "JSONPath", "$..x", root));
        Files.writeString(folder.resolve("a.xml"), "<a>".repeat(1_000));
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal("a.xml", "XPath", "/a/b", root));
    }

    @Test
    void aDoctypeIsRefusedByBothXmlReaders() throws IOException {
        SourceRoot root = new SourceRoot.Folder(folder);
        Files.writeString(folder.resolve("a.xml"), """
                <!DOCTYPE a [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]>
                <a><b><id>&x;</id></b></a>
                """);
        assertEquals(MappingException.Code.SOURCE_UNREADABLE, refusal("a.xml", "XPath", "/a/b", root));
        assertEquals(MappingException.Code.SOURCE_UNREADABLE, refusal("a.xml", "XPath", "//b", root));
    }

    @Test
    void anXPathSeesNothingButItsDocument() throws IOException {
        SourceRoot root = new SourceRoot.Folder(folder);
        Path secret = Files.writeString(folder.resolve("secret.xml"), "<a><b><id>1</id></b></a>");
        Files.writeString(folder.resolve("a.xml"), "<a/>");
        for (String expression : java.util.List.of(
                "doc('%s')//b",
                "collection('%s')", "unparsed-text-lines('%s')", "json-doc('%s')", "parse-xml(unparsed-text('%s'))")) {
            assertEquals(
                    MappingException.Code.SOURCE_UNREADABLE,
                    refusal("a.xml", "XPath", expression.formatted(secret.toUri()), root),
                    expression);
        }
    }

    @Test
    void aDocumentThatMustBeHeldWholeHasALimit() throws IOException {
        SourceRoot root = new SourceRoot.Folder(folder);
        Files.writeString(folder.resolve("a.json"), "[" + "{\"id\":1},".repeat(10_000) + "{}]");
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal("a.json", "JSONPath", "$[?@.id == 1]", root));
    }
}

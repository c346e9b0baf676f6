package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.IsoMatcher;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists, containers and quoted triples beyond the official cases: shared heads, members that are made twice, and what
/// RDF 1.2 allows.
class CompositeTermsTest {
    private static final String PREFIXES = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix ex: <http://example.org/> .
            <#s> rml:source [ a rml:FilePath ; rml:path "t.csv" ] ; rml:referenceFormulation rml:CSV .
            """;

    @TempDir
    Path folder;

    /// Both ways of running give the same; this is the dataset.
    private DatasetGraph map(String table, String mapping) throws IOException {
        Files.writeString(folder.resolve("t.csv"), table);
        Files.writeString(folder.resolve("mapping.ttl"), PREFIXES + mapping);
        Mapper mapper = new Mapper(
                Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                new SourceRoot.Folder(folder),
                "http://example.org/",
                Options.standard());
        DatasetGraph plain = DatasetGraphFactory.create();
        mapper.run(StreamRDFLib.dataset(plain), finding -> {});
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        mapper.write(lines, finding -> {});
        DatasetGraph written = DatasetGraphFactory.create();
        RDFParser.fromString(lines.toString(StandardCharsets.UTF_8), Lang.NQUADS)
                .parse(written);
        assertTrue(IsoMatcher.isomorphic(plain, written), lines.toString(StandardCharsets.UTF_8));
        return plain;
    }

    @Test
    void recordsOfSeveralTriplesMapsAddToOneList() throws IOException {
        DatasetGraph dataset = map("k,v\na,1\na,1\na,2\n", """
                <#m> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "{k}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:p , ex:q ; rml:objectMap [
                    rml:template "list/{k}" ; rml:gather ( [ rml:reference "v" ] ) ; rml:gatherAs rdf:List ] ] .
                <#n> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "list/{k}" ;
                    rml:gather ( [ rml:constant "x" ] ) ; rml:gatherAs rdf:List ] .
                """);
        assertEquals(List.of("1", "x", "1", "x", "2", "x"), list(dataset, "http://example.org/list/a"));
        assertEquals(
                2L,
                dataset.stream()
                        .filter(quad -> quad.getSubject().toString().equals("http://example.org/a"))
                        .count());
    }

    private static List<String> list(DatasetGraph dataset, String head) {
        return Stream.iterate(
                        dataset.stream()
                                .map(Quad::getSubject)
                                .filter(subject -> subject.toString().equals(head))
                                .findFirst()
                                .orElseThrow(),
                        cell -> !cell.equals(RDF.nil.asNode()),
                        cell -> object(dataset, cell, RDF.rest.asNode()))
                .map(cell -> object(dataset, cell, RDF.first.asNode()).getLiteralLexicalForm())
                .toList();
    }

    private static Node object(DatasetGraph dataset, Node subject, Node predicate) {
        List<Quad> quads =
                dataset.stream(Node.ANY, subject, predicate, Node.ANY).toList();
        assertEquals(1, quads.size(), () -> "one " + predicate + " of " + subject);
        return quads.getFirst().getObject();
    }

    @Test
    void aStatementThatAContainerBringsIsWrittenOnce() throws IOException {
        DatasetGraph dataset = map("k\na\na\n", """
                <#m> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "{k}" ; rml:class rdf:Bag ] .
                <#n> rml:logicalSource <#s> ; rml:subjectMap [ rml:template "{k}" ;
                    rml:gather ( [ rml:reference "k" ] ) ; rml:gatherAs rdf:Bag ] .
                """);
        assertEquals(3L, dataset.stream().count());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        MappingReport report = new Mapper(
                        Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                        new SourceRoot.Folder(folder),
                        "http://example.org/",
                        Options.standard())
                .write(lines, finding -> {});
        assertEquals(3, lines.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(3, report.quads());
    }

    private static final String QUOTING = """
            <#a> a rml:NonAssertedTriplesMap ; rml:logicalSource <#s> ; rml:subjectMap [ rml:template "{k}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "v" ] ] .
            """;

    @Test
    void aReifierStandsForAQuotedTripleInTheSubject() throws IOException {
        DatasetGraph dataset = map("k,v\na,1\na,1\n", QUOTING + """
                <#b> rml:logicalSource <#s> ; rml:subjectMap [ rml:quotedTriplesMap <#a> ] ;
                  rml:predicateObjectMap [ rml:predicate ex:q ; rml:objectMap [ rml:quotedTriplesMap <#a> ] ] .
                """);
        List<Quad> reifying = dataset.stream()
                .filter(quad -> quad.getPredicate().getURI().endsWith("#reifies"))
                .toList();
        assertEquals(1, reifying.size());
        assertTrue(reifying.getFirst().getObject().isTripleTerm());
        Quad stated = dataset.stream()
                .filter(quad -> !quad.equals(reifying.getFirst()))
                .findFirst()
                .orElseThrow();
        assertEquals(reifying.getFirst().getSubject(), stated.getSubject());
        assertEquals(reifying.getFirst().getObject(), stated.getObject());
        assertEquals(2L, dataset.stream().count());
    }

    @Test
    void aTriplesMapThatIsNeitherStatedNorQuotedIsRefused() {
        MappingException refused = assertThrows(MappingException.class, () -> map("k,v\n", QUOTING));
        assertTrue(refused.getMessage().contains("it makes nothing"), refused.getMessage());
    }

    @Test
    void aTriplesMapThatQuotesItselfIsRefused() {
        MappingException refused = assertThrows(MappingException.class, () -> map("k,v\n", """
                <#a> rml:logicalSource <#s> ; rml:subjectMap [ rml:quotedTriplesMap <#a> ] ;
                  rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "v" ] ] .
                """));
        assertTrue(refused.getMessage().contains("quotes its own triples"), refused.getMessage());
    }
}

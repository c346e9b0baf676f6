package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.privacy.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A statement is taken back to its records, its rule and its line in the mapping, by mapping once more.
class TraceTest {
    private static final Trace.Caps CAPS = new Trace.Caps(Duration.ofMinutes(1), 1 << 20, 10);

    private static final String MAPPING = """
            PREFIX rml: <http://w3id.org/rml/>
            PREFIX belfry: <https://w3id.org/belfry/ont#>
            PREFIX ex: <http://e/>
            <#lines> a rml:TriplesMap ;
              rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "lines.csv" ] ; rml:referenceFormulation rml:CSV ] ;
              rml:subjectMap [ rml:template "line/{id}" ; rml:class ex:Line ] ;
              rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ;
              rml:predicateObjectMap [
                rml:predicate ex:operator ;
                rml:objectMap [ rml:parentTriplesMap <#operators> ; rml:joinCondition [ rml:child "operator" ; rml:parent "key" ] ] ] .
            <#operators> a rml:TriplesMap ;
              rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "operators.json" ] ;
                rml:referenceFormulation rml:JSONPath ; rml:iterator "$.all[*]" ] ;
              rml:subjectMap [ rml:template "operator/{key}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "title.fr" ] ] .
            """;

    @TempDir
    Path folder;

    private Trace trace(Options options, Trace.Caps caps, Triple... wanted) throws IOException {
        Files.writeString(folder.resolve("mapping.ttl"), MAPPING);
        Files.writeString(
                folder.resolve("lines.csv"), "id,name,operator,secret\nA,Metro,o1,x\nB,Tram,o2,y\nB,Tram,o2,z\n");
        Files.writeString(
                folder.resolve("operators.json"),
                "{\"all\":[{\"key\":\"o1\",\"title\":{\"fr\":\"Un\"}},{\"key\":\"o2\",\"title\":{\"fr\":\"Deux\"}}]}");
        return new Mapper(
                        Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                        new SourceRoot.Folder(folder),
                        "http://e/",
                        options)
                .trace(Set.of(wanted), caps);
    }

    private static Node iri(String path) {
        return NodeFactory.createURI("http://e/" + path);
    }

    private static Triple says(String subject, String property, Node object) {
        return Triple.create(iri(subject), iri(property), object);
    }

    private static String cells(Trace.SourceRecord record) {
        return record.cells().stream()
                .map(cell -> cell.field() + "=" + cell.text() + (cell.isRead() ? "" : "?"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void everyRecordThatMakesAStatementIsNamedWithItsRule() throws IOException {
        Trace trace = trace(Options.standard(), CAPS, says("line/B", "name", NodeFactory.createLiteralString("Tram")));
        assertEquals(Trace.End.WHOLE, trace.end());
        assertEquals(2, trace.origins().size(), trace::toString);
        Trace.Origin first = trace.origins().getFirst();
        assertEquals("lines", first.map());
        assertEquals(4, first.mapAt().line());
        assertEquals(7, first.ruleAt().line());
        assertEquals("lines.csv line 3", first.record().place().toString().replaceAll(".*/", ""));
        assertEquals("id=B name=Tram operator=o2 secret=y?", cells(first.record()));
        assertEquals(3, trace.origins().getLast().record().number());
    }

    @Test
    void ofAJoinBothRecordsAreNamed() throws IOException {
        Trace trace = trace(Options.standard(), CAPS, says("line/A", "operator", iri("operator/o1")));
        Trace.Origin origin = trace.origins().getFirst();
        assertEquals(8, origin.ruleAt().line());
        assertEquals("id=A name=Metro operator=o1 secret=x?", cells(origin.record()));
        assertEquals("$.all[0]", origin.joined().orElseThrow().place().path());
        assertEquals("key=o1 title.fr=Un", cells(origin.joined().orElseThrow()));
    }

    @Test
    void aClassHasTheLineOfItsSubjectMap() throws IOException {
        Node type = NodeFactory.createURI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
        Trace trace = trace(Options.standard(), CAPS, Triple.create(iri("line/A"), type, iri("Line")));
        assertEquals(6, trace.origins().getFirst().ruleAt().line());
    }

    @Test
    void whatIsTreatedStaysSo() throws IOException {
        Trace trace = trace(
                Options.standard().withTreatments(List.of(new Treatment("secret", new Treatment.Action.Drop()))),
                CAPS,
                says("line/A", "name", NodeFactory.createLiteralString("Metro")));
        assertEquals(
                "id=A name=Metro operator=o1", cells(trace.origins().getFirst().record()));
    }

    @Test
    void limitsAreSaidAndNothingIsGuessed() throws IOException {
        Triple wanted = says("line/B", "name", NodeFactory.createLiteralString("Tram"));
        Trace late = trace(Options.standard(), new Trace.Caps(Duration.ofNanos(-1), 1 << 20, 10), wanted);
        assertEquals(Trace.End.OUT_OF_TIME, late.end());
        Trace large = trace(Options.standard(), new Trace.Caps(Duration.ofMinutes(1), 10, 10), wanted);
        assertEquals(Trace.End.TOO_LARGE, large.end());
        Trace few = trace(Options.standard(), new Trace.Caps(Duration.ofMinutes(1), 1 << 20, 1), wanted);
        assertEquals(1, few.origins().size());
        Trace none = trace(Options.standard(), CAPS, says("line/B", "name", NodeFactory.createLiteralString("Bus")));
        assertTrue(none.origins().isEmpty());
    }
}

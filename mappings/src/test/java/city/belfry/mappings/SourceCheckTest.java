package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mapping that does not fit its source is told so before it runs, at the place in the mapping that is wrong.
class SourceCheckTest {
    @TempDir
    Path folder;

    private Mapper mapper(String file, String formulation, String iterator, String reference) throws IOException {
        Path mapping = folder.resolve("m.ttl");
        Files.writeString(mapping, """
                @prefix rml: <http://w3id.org/rml/> .
                @prefix ex: <http://example.org/> .
                <#stations> rml:logicalSource [
                    rml:source [ a rml:FilePath ; rml:path "%s" ] ; rml:referenceFormulation rml:%s ; rml:iterator "%s" ] ;
                  rml:subjectMap [ rml:template "s/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "%s" ] ] .
                """.formatted(file, formulation, iterator, reference));
        return new Mapper(
                Mapping.read(mapping, Map.of()),
                new SourceRoot.Folder(folder),
                "http://example.org/",
                Options.standard());
    }

    private String only(Mapper mapper) {
        List<Finding> findings = mapper.check();
        assertEquals(1, findings.size(), findings::toString);
        return findings.getFirst().toString().replace(folder + "/", "");
    }

    @Test
    void whatFitsHasNoFindings() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n");
        Files.writeString(folder.resolve("a.json"), "{\"data\":[{\"id\":1},{\"id\":2,\"name\":\"x\"}]}");
        Files.writeString(folder.resolve("a.xml"), "<a><b><id>1</id><name>x</name></b></a>");
        assertEquals(List.of(), mapper("a.csv", "CSV", "", "name").check());
        assertEquals(
                List.of(), mapper("a.json", "JSONPath", "$.data[*]", "name").check());
        assertEquals(List.of(), mapper("a.xml", "XPath", "/a/b", "name").check());
    }

    @Test
    void aColumnThatIsNotThere() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n");
        assertEquals(
                "COLUMN_MISSING m.ttl line 6 at column 82, field 'nam': triples map stations: a.csv: the table has no column"
                        + " 'nam'; did you mean 'name'? It has id, name. Correct the mapping, its dialect or the file.",
                only(mapper("a.csv", "CSV", "", "nam")));
    }

    @Test
    void aHeaderInAnotherEncodingIsToldAsSuch() throws IOException {
        Files.write(folder.resolve("a.csv"), "id,d\u00e9signation\n1,x\n".getBytes(StandardCharsets.ISO_8859_1));
        String finding = only(mapper("a.csv", "CSV", "", "d\u00e9signation"));
        assertTrue(finding.contains("The header is not in the declared encoding"), finding);
    }

    @Test
    void aWrongDelimiterIsToldAsSuch() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id;name\n1;x\n");
        List<Finding> findings = mapper("a.csv", "CSV", "", "name").check();
        assertEquals(2, findings.size());
        assertTrue(findings.getFirst().message().contains("is the delimiter ';'"), findings::toString);
        assertEquals(5, findings.getFirst().place().line());
    }

    @Test
    void aMemberThatNoRecordHas() throws IOException {
        Files.writeString(
                folder.resolve("a.json"),
                "{\"data\":[{\"id\":1,\"properties\":{\"name\":\"x\"},\"list\":[{\"k\":1}]}]}");
        String elsewhere = only(mapper("a.json", "JSONPath", "$.data[*]", "name"));
        assertTrue(elsewhere.startsWith("FIELD_NEVER_SEEN m.ttl line 6 at column 82, field 'name'"), elsewhere);
        assertTrue(
                elsewhere.contains("none of the 1 records of a.json has 'name'; did you mean 'properties.name'?"),
                elsewhere);
        assertTrue(only(mapper("a.json", "JSONPath", "$.data[*]", "lst")).contains("did you mean 'list'?"));
        assertTrue(only(mapper("a.json", "JSONPath", "$.data[*]", "j")).contains("has 'j'"));
    }

    @Test
    void anElementThatNoRecordHas() throws IOException {
        Files.writeString(folder.resolve("a.xml"), "<a><b><id>1</id><name>x</name></b></a>");
        assertTrue(only(mapper("a.xml", "XPath", "/a/b", "nane")).contains("did you mean 'name'?"));
    }

    @Test
    void anIteratorThatFindsNothing() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"data\":[{\"id\":1}]}");
        String finding = only(mapper("a.json", "JSONPath", "$.dat[*]", "name"));
        assertTrue(
                finding.startsWith("NO_RECORD m.ttl line 3 at column 1: triples map stations: the iterator"), finding);
        assertTrue(finding.contains("did you mean 'data"), finding);
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        assertTrue(only(mapper("b.csv", "CSV", "", "name")).startsWith("SOURCE_MISSING m.ttl line 3 at column 1"));
    }

    @Test
    void thePlanTellsWhatItWouldCost() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n2,y\n");
        String plan = mapper("a.csv", "CSV", "", "name").explain();
        assertTrue(
                plan.contains("scan 0: 1 file, 16 bytes, 2 records, at most 2 quads from 1 rule without joins"), plan);
        Files.writeString(folder.resolve("a.csv"), "id,name\n" + "1,x\n".repeat(200_000));
        assertTrue(mapper("a.csv", "CSV", "", "name").explain().contains("about "), plan);
    }
}

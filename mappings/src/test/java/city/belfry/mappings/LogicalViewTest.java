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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the official cases of logical views leave open: XML, missing values, views on joined views, broken texts
/// inside records, annotations that speak of nothing.
class LogicalViewTest {
    private static final String PREFIXES = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .
            """;

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();

    private List<String> map(String mapping) throws IOException {
        Path document = folder.resolve("mapping.ttl");
        Files.writeString(document, PREFIXES + mapping);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        new Mapper(
                        Mapping.read(document, Map.of()),
                        new SourceRoot.Folder(folder),
                        "http://example.org/",
                        Options.standard())
                .write(lines, findings::add);
        return lines.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace("http://example.org/", "")
                        .replace("http://www.w3.org/2001/XMLSchema#", "")
                        .replace(" .", ""))
                .sorted()
                .toList();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static final String STOPS = """
            <#stops> a rml:LogicalView ; rml:viewOn [
                rml:source [ a rml:FilePath ; rml:path "lines.xml" ] ; rml:referenceFormulation rml:XPath ; rml:iterator "/lines/line" ] ;
              rml:field [ rml:fieldName "line" ; rml:reference "@id" ] ,
                [ a rml:IterableField ; rml:fieldName "stop" ; rml:iterator "stop[not(@closed)]" ;
                  rml:field [ rml:fieldName "name" ; rml:reference "name" ] ] .
            """;

    @Test
    void elementsInsideElementsAreItems() throws IOException {
        file("lines.xml", """
                <lines><line id="1"><stop><name>Opéra &amp; Co</name></stop><stop closed="yes"><name>X</name></stop>
                <stop><name>Gare</name></stop></line><line id="2"/></lines>""");
        assertEquals(
                List.of(
                        "<1> <at> \"0\"^^<integer>",
                        "<1> <at> \"1\"^^<integer>",
                        "<1> <stop> \"Gare\"",
                        "<1> <stop> \"Opéra & Co\"",
                        "<2> <line> \"2\""),
                map(STOPS + """
                        <#m> rml:logicalSource <#stops> ; rml:subjectMap [ rml:template "{line}" ] ;
                          rml:predicateObjectMap [ rml:predicate ex:stop ; rml:objectMap [ rml:reference "stop.name" ] ] ;
                          rml:predicateObjectMap [ rml:predicate ex:at ; rml:objectMap [ rml:reference "stop.#" ] ] .
                        <#only2> rml:logicalSource <#two> ; rml:subjectMap [ rml:template "{number}" ] ;
                          rml:predicateObjectMap [ rml:predicate ex:line ; rml:objectMap [ rml:reference "number" ] ] .
                        <#two> rml:viewOn <#stops> ; rml:field [ rml:fieldName "number" ; rml:reference "line" ] ;
                          rml:innerJoin [ rml:parentLogicalView <#twos> ; rml:joinCondition [ rml:child "number" ; rml:parent "n" ] ;
                            rml:field [ rml:fieldName "n" ; rml:reference "n" ] ] .
                        <#twos> rml:viewOn [ rml:source [ a rml:FilePath ; rml:path "lines.xml" ] ;
                            rml:referenceFormulation rml:XPath ; rml:iterator "/lines/line[@id='2']" ] ;
                          rml:field [ rml:fieldName "n" ; rml:reference "@id" ] .
                        """));
        assertEquals(List.of(), findings);
    }

    @Test
    void aRecordStaysWhenAFieldHasNoValue() throws IOException {
        file("a.json", "[{\"k\":1,\"v\":[]},{\"k\":2,\"v\":[null,\"x\"]},{\"k\":3}]");
        assertEquals(
                List.of(
                        "<1> <key> \"1\"^^<integer>",
                        "<2> <key> \"2\"^^<integer>",
                        "<2> <value> \"x\"",
                        "<3> <key> \"3\"^^<integer>"),
                map("""
                        <#v> rml:viewOn [ rml:source [ a rml:FilePath ; rml:path "a.json" ] ; rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ] ;
                          rml:field [ rml:fieldName "k" ; rml:reference "k" ] , [ rml:fieldName "v" ; rml:reference "v[*]" ] .
                        <#m> rml:logicalSource <#v> ; rml:subjectMap [ rml:template "{k}" ] ;
                          rml:predicateObjectMap [ rml:predicate ex:key ; rml:objectMap [ rml:reference "k" ] ] ;
                          rml:predicateObjectMap [ rml:predicate ex:value ; rml:objectMap [ rml:reference "v" ] ] .
                        """));
    }

    private static final String TABLE = """
            <#v> rml:viewOn [ rml:source [ a rml:FilePath ; rml:path "t.csv" ] ; rml:referenceFormulation rml:CSV ] ;
              rml:field [ rml:fieldName "id" ; rml:reference "id" ] ,
                [ rml:fieldName "tags" ; rml:reference "tags" ;
                  rml:field [ a rml:IterableField ; rml:fieldName "tag" ; rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ;
                    rml:field [ rml:fieldName "text" ; rml:reference "$" ] ] ] .
            <#m> rml:logicalSource <#v> ; rml:subjectMap [ rml:template "{id}" ] ;
              rml:predicateObjectMap [ rml:predicate ex:tag ; rml:objectMap [ rml:reference "%s" ] ] .
            """;

    @Test
    void aTextThatCannotBeReadIsAFindingAndTheRunGoesOn() throws IOException {
        file("t.csv", "id,tags\n1,\"[\"\"a\"\", 2]\"\n2,<b>\n3,\"[\"\"c\"\"]\"\n");
        assertEquals(
                List.of("<1> <tag> \"2\"^^<integer>", "<1> <tag> \"a\"", "<3> <tag> \"c\""),
                map(TABLE.formatted("tags.tag.text")));
        assertEquals(
                List.of("FIELD_UNREADABLE"),
                findings.stream().map(Finding::code).toList());
        assertEquals(3, findings.getFirst().place().line());
    }

    @Test
    void aMisspeltFieldIsToldWithItsPlaceAndTheNearestName() throws IOException {
        file("t.csv", "id,tags\n");
        MappingException refused = assertThrows(MappingException.class, () -> map(TABLE.formatted("tags.tag.txt")));
        assertEquals(MappingException.Code.FIELD_UNKNOWN, refused.code());
        assertTrue(refused.getMessage().contains("mapping.ttl line 9 "), refused.getMessage());
        assertTrue(refused.getMessage().contains("did you mean 'tags.tag.text'?"), refused.getMessage());
    }

    @Test
    void anAnnotationSpeaksOnlyOfFieldsThatAreThere() throws IOException {
        file("t.csv", "id,tags\n1,[]\n");
        assertEquals(
                List.of("<1> <tag> \"0\"^^<integer>"),
                map(TABLE.formatted("#")
                        + "<#v> rml:structuralAnnotation [ a rml:PrimaryKeyAnnotation ; rml:onFields ( \"id\" ) ] ."));
        MappingException refused = assertThrows(
                MappingException.class,
                () -> map(TABLE.formatted("#")
                        + "<#v> rml:structuralAnnotation [ a rml:NotNullAnnotation ; rml:onFields ( \"Id\" ) ] ."));
        assertEquals(MappingException.Code.FIELD_UNKNOWN, refused.code());
    }
}

package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong in a mapping is told with the line and column where it stands.
class MappingErrorsTest {
    private static final String MAPPING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix ex: <http://example.org/> .

            <#stations>
                rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a.csv" ] ; rml:referenceFormulation rml:CSV ] ;
                rml:subjectMap [ rml:template "s/{id}" ; rml:class ex:Station ] ;
                rml:predicateObjectMap
                    [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ; rml:language "fr" ] ] ,
                    [ rml:predicate ex:other ; rml:object ex:Thing , 7 ] .
            """;

    @TempDir
    Path folder;

    private String refusal(String sound, String faulty) throws IOException {
        assertTrue(MAPPING.contains(sound));
        Path document = Files.writeString(folder.resolve("m.ttl"), MAPPING.replace(sound, faulty));
        MappingException refused = assertThrows(MappingException.class, () -> Mapping.read(document, Map.of()));
        return String.valueOf(refused.getMessage()).replace(document.toString(), "m.ttl");
    }

    @Test
    void aSoundMappingIsTaken() throws IOException {
        Path document = Files.writeString(folder.resolve("m.ttl"), MAPPING);
        assertTrue(Mapping.read(document, Map.of()).explain().contains("stations"));
    }

    @Test
    void aMisspeltPropertyIsToldWhereItStands() throws IOException {
        String message = refusal("rml:reference \"name\"", "rml:referense \"name\"");
        assertTrue(message.startsWith("m.ttl line 8 column 51: "), message);
        assertTrue(message.contains("did you mean"), message);
    }

    @Test
    void aPropertyAfterANestedOneIsToldWhereItStands() throws IOException {
        String message = refusal("rml:object ex:Thing", "rml:objekt ex:Thing");
        assertTrue(message.startsWith("m.ttl line 9 column 36: "), message);
    }

    @Test
    void aWrongValueIsToldWhereItStands() throws IOException {
        String message = refusal("rml:language \"fr\"", "rml:language \"french, I think\"");
        assertTrue(message.startsWith("m.ttl line 8 column 87: "), message);
    }

    @Test
    void aTemplateIsToldWhereItStands() throws IOException {
        String message = refusal("\"s/{id}\"", "\"s/{id\"");
        assertTrue(message.startsWith("m.ttl line 6 column 35: "), message);
    }

    @Test
    void aTriplesMapThatLacksSomethingIsToldByItsName() throws IOException {
        String message = refusal("rml:subjectMap [ rml:template \"s/{id}\" ; rml:class ex:Station ] ;", "");
        assertTrue(message.startsWith("m.ttl line 4 column 1: the triples map stations"), message);
    }

    @Test
    void anUnknownParameterIsToldWhereItIsUsed() throws IOException {
        String message = refusal("\"s/{id}\"", "\"${city}/{id}\"");
        assertTrue(message.startsWith("m.ttl line 6 column 35: "), message);
    }

    @Test
    void brokenTurtleIsToldWhereItBreaks() throws IOException {
        String message = refusal("rml:CSV ] ;", "rml:CSV ;");
        assertTrue(message.matches("(?s)m\\.ttl line \\d+ column \\d+: this is no Turtle.*"), message);
        assertEquals(-1, message.indexOf('\n'), message);
    }
}

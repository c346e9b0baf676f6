package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A text that is not of the datatype that the mapping gives it: a finding where that is wanted, else let through, as
/// RML has it.
class WellTypedTest {
    private static final Options CHECKED = Options.standard().withWellTyped(true);

    @TempDir
    private Path folder;

    private record Made(String lines, List<Finding> findings) {}

    private Made map(String datatype, Options options, String... cells) throws IOException {
        StringBuilder rows = new StringBuilder("id,cell\n");
        for (int i = 0; i < cells.length; i++) {
            rows.append(i).append(",\"").append(cells[i]).append("\"\n");
        }
        Files.writeString(folder.resolve("r.csv"), rows);
        Files.writeString(folder.resolve("m.ttl"), """
                @prefix rml: <http://w3id.org/rml/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                @prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix ex: <http://example.org/> .
                <#r> a rml:TriplesMap ;
                  rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "r.csv" ] ; rml:referenceFormulation rml:CSV ] ;
                  rml:subjectMap [ rml:template "r{id}" ; rml:class ex:R ] ;
                  rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "cell" ; rml:datatype %s ] ] .
                """.formatted(datatype));
        List<Finding> findings = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Mapper(
                        Mapping.read(folder.resolve("m.ttl"), Map.of()),
                        new SourceRoot.Folder(folder),
                        "http://example.org/",
                        options)
                .write(out, findings::add);
        return new Made(out.toString(StandardCharsets.UTF_8), findings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xsd:double | 1.5 | abc",
                "xsd:double | -INF | 1,5",
                "xsd:decimal | 1.5 | 1.5E3",
                "xsd:integer | -12 | 12.0",
                "xsd:nonNegativeInteger | 0 | -1",
                "xsd:byte | 127 | 128",
                "xsd:boolean | true | vrai",
                "xsd:date | 2024-02-29 | 2023-02-29",
                "xsd:date | 2024-02-29 | 29/02/2024",
                "xsd:dateTime | 2024-02-29T10:00:00Z | 2024-02-29 10:00",
                "xsd:time | 08:00:00 | 25:10:00",
                "xsd:gYear | 2024 | 24"
            })
    void aCellOutsideItsDatatypeIsAFindingAndTheRestIsMade(String datatype, String good, String bad)
            throws IOException {
        Made made = map(datatype, CHECKED, good, bad);
        assertTrue(made.lines().contains("/r0> <http://example.org/p> \"" + good + "\"^^"), made::lines);
        assertEquals(3, made.lines().lines().count(), made::lines);
        assertEquals(1, made.findings().size(), made::toString);
        Finding finding = made.findings().getFirst();
        assertEquals("LITERAL_INVALID", finding.code());
        assertEquals(Severity.VIOLATION, finding.severity());
        assertEquals(Finding.Place.atLine("r.csv", 3), finding.place());
        assertEquals("cell", finding.field());
        assertTrue(finding.message().startsWith("'" + bad + "' is no " + datatype + "; expected"), finding::message);
    }

    @Test
    void ofADatatypeThatIsNotOfXmlSchemaNothingIsSaid() throws IOException {
        Made made = map("geo:wktLiteral", CHECKED, "no geometry");
        assertEquals(2, made.lines().lines().count(), made::lines);
        assertEquals(List.of(), made.findings());
    }

    @Test
    void aLongTextIsCutShort() throws IOException {
        Made made = map("xsd:integer", CHECKED, "😀".repeat(5_000));
        assertTrue(made.findings().getFirst().message().startsWith("'" + "😀".repeat(40) + "…' is no xsd:integer"));
    }

    @Test
    void withoutThatOptionAllIsMadeAsRmlSays() throws IOException {
        Made made = map("xsd:double", Options.standard(), "1.5", "abc");
        assertEquals(4, made.lines().lines().count(), made::lines);
        assertEquals(List.of(), made.findings());
    }
}

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A workbook gives the values that a person sees in it, and none that is hostile gets past its limits.
class WorkbookTest {
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    /// Number formats by style: 0 none, 1 a date, 2 date and time, 3 a time, 4 euros.
    private static final String STYLES = """
            <styleSheet %s>
              <numFmts count="1"><numFmt numFmtId="170" formatCode="#,##0.00\\ &quot;days&quot;"/></numFmts>
              <cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs>
            </styleSheet>
            """.formatted(MAIN);

    private static final String TREES = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>Trees of the city</t></is></c></row>
            <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>
            <row r="4"><c r="A4"><v>7</v></c><c r="B4" t="s"><v>3</v></c><c r="D4" s="1"><v>45292</v></c></row>
            <row r="5"><c r="A5"><v>0.10000000000000001</v></c><c r="D5" s="2"><v>45292.5</v></c></row>
            <row r="6"/>
            <row r="7"><c r="A7" s="4"><v>1200</v></c><c r="B7" t="b"><v>1</v></c><c r="D7" s="3"><v>0.25</v></c></row>
            <row r="8"><c r="A8"><v>9</v></c><c r="B8" t="str"><f>A1</f><v>calculated</v></c><c r="D8" t="e"><v>#N/A</v></c></row>
            """;

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();

    /// A workbook with two sheets, of which the second has the rows.
    static byte[] workbook(String rows, Map<String, String> more) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                  <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                  <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                  <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
                </Types>
                """);
        parts.put("xl/workbook.xml", """
                <workbook %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
                  <sheet name="Cover" sheetId="1" r:id="rId1"/><sheet name="Trees" sheetId="2" r:id="rId2"/>
                </sheets></workbook>
                """.formatted(MAIN));
        parts.put("xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                  <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                  <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>
                </Relationships>
                """);
        parts.put("xl/styles.xml", STYLES);
        parts.put(
                "xl/sharedStrings.xml",
                "<sst %s><si><t>id</t></si><si><t>name</t></si><si><t>planted</t></si><si><t>Érable</t></si></sst>"
                        .formatted(MAIN));
        parts.put("xl/worksheets/sheet1.xml", "<worksheet %s><sheetData/></worksheet>".formatted(MAIN));
        parts.put(
                "xl/worksheets/sheet2.xml",
                "<worksheet %s><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows));
        parts.putAll(more);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private String map(byte[] workbook, String sheet, Limits limits) throws IOException {
        Files.write(folder.resolve("trees.xlsx"), workbook);
        Path mapping = folder.resolve("mapping.ttl");
        Files.writeString(mapping, """
                @prefix rml: <http://w3id.org/rml/> .
                @prefix ex: <http://example.org/> .
                @prefix belfry: <https://w3id.org/belfry/ont#> .
                @prefix csvw: <http://www.w3.org/ns/csvw#> .
                <#m> rml:logicalSource [
                    rml:source [ a rml:FilePath ; rml:path "trees.xlsx" ; csvw:dialect [ csvw:skipRows 2 ] ] ;
                    rml:referenceFormulation belfry:XLSX ; rml:iterator "%s" ] ;
                  rml:subjectMap [ rml:template "t/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate ex:name ; rml:objectMap [ rml:reference "name" ] ] ;
                  rml:predicateObjectMap [ rml:predicate ex:planted ; rml:objectMap [ rml:reference "planted" ] ] .
                """.formatted(sheet));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Mapper(
                        Mapping.read(mapping, Map.of()),
                        new SourceRoot.Folder(folder),
                        "http://example.org/",
                        Options.standard().withLimits(limits))
                .write(out, findings::add);
        return out.toString(StandardCharsets.UTF_8)
                .replace("http://example.org/", "")
                .lines()
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private MappingException.Code refusal(byte[] workbook, String sheet, Limits limits) {
        return (MappingException.Code) assertThrows(MappingException.class, () -> map(workbook, sheet, limits))
                .code();
    }

    @Test
    void readsWhatAPersonSees() throws IOException {
        assertEquals("""
                <t/1.0E-1> <planted> "2024-01-01T12:00:00" .
                <t/1200> <name> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
                <t/1200> <planted> "06:00:00" .
                <t/7> <name> "Érable" .
                <t/7> <planted> "2024-01-01" .
                <t/9> <name> "calculated" .
                """, map(workbook(TREES, Map.of()), "Trees", Limits.standard()));
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(
                "CELL_IN_ERROR trees.xlsx line 8, field 'planted': the cell holds the error #N/A Correct the sheet; the cell is taken as empty.",
                findings.getFirst().toString());
    }

    @Test
    void tellsAColumnThatIsNotThereWithTheRowOfTheHeader() throws IOException {
        map(
                workbook(TREES.replace(">1</v></c><c r=\"D3\"", ">3</v></c><c r=\"D3\""), Map.of()),
                "Trees",
                Limits.standard());
        assertEquals("COLUMN_MISSING", findings.getFirst().code());
        assertEquals(3, findings.getFirst().place().line());
    }

    @Test
    void aSheetThatIsNotThereIsToldWithThoseThatAre() throws IOException {
        MappingException refused =
                assertThrows(MappingException.class, () -> map(workbook(TREES, Map.of()), "Tree", Limits.standard()));
        assertEquals(MappingException.Code.SOURCE_MISSING, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("did you mean 'Trees'"), refused::getMessage);
        assertEquals("", map(workbook(TREES, Map.of()), "", Limits.standard()), "the first sheet is empty");
    }

    @Test
    void aTableThatIsNoWorkbookIsAFinding() throws IOException {
        assertEquals("", map("id;name\n".getBytes(StandardCharsets.UTF_8), "Trees", Limits.standard()));
        assertEquals("FILE_IS_NO_XLSX", findings.getFirst().code());
    }

    @Test
    void hostileWorkbooksAreRefused() throws IOException {
        Limits small = new Limits(10_000, 64, 16, 100, 100, 5_000_000, 20_000, 4, Duration.ofSeconds(10), 10, 1 << 20);
        String manyRows = "<row r=\"9\"><c r=\"A9\"><v>1</v></c></row>".repeat(200_000);
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal(workbook(manyRows, Map.of()), "Trees", small));
        String texts = "<sst %s>%s</sst>".formatted(MAIN, "<si><t>%s</t></si>".formatted("ab".repeat(15_000)));
        assertEquals(
                MappingException.Code.LIMIT_REACHED,
                refusal(workbook(TREES, Map.of("xl/sharedStrings.xml", texts)), "Trees", small));
        String doctype = "<!DOCTYPE sst [<!ENTITY a \"aaaa\">]><sst/>";
        assertEquals(
                MappingException.Code.SOURCE_UNREADABLE,
                refusal(workbook(TREES, Map.of("xl/sharedStrings.xml", doctype)), "Trees", small));
        String farAway = "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>";
        assertEquals(MappingException.Code.SOURCE_UNREADABLE, refusal(workbook(farAway, Map.of()), "Trees", small));
        String wide = "<row r=\"3\"><c r=\"ZZZ3\"><v>1</v></c></row>";
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal(workbook(wide, Map.of()), "Trees", small));
        assertEquals(
                MappingException.Code.SOURCE_UNREADABLE,
                refusal(workbook(TREES.replace("</row>", ""), Map.of()), "Trees", small));
    }
}

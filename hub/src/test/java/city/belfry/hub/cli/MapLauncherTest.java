package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person types to map a file: the launcher itself, in a process of its own, up to the exit code.
class MapLauncherTest {
    private static final int SECONDS_MAX = 60;
    private static final String RESULT = "<http://example.org/id/s/7> <http://example.org/name> \"Gambetta\" .\n";

    /// The launcher with a jar that points to the classes under test.
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void installs() throws IOException {
        Path launcher = Path.of(System.getProperty("belfry.root"), "belfry");
        Path copy = Files.copy(launcher, home.resolve("belfry"));
        assertTrue(copy.toFile().setExecutable(true));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "city.belfry.hub.Belfry");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = home.resolve("hub/target/belfry.jar");
        Files.createDirectories(jar.getParent());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    @BeforeEach
    void writesAMapping() throws IOException {
        mapping("rml:CSV", "a.csv", "name");
    }

    private void mapping(String formulation, String path, String reference) throws IOException {
        Files.writeString(folder.resolve("m.ttl"), """
                @prefix rml: <http://w3id.org/rml/> .
                @prefix belfry: <https://w3id.org/belfry/ont#> .
                <#stations> rml:logicalSource [
                    rml:source [ a rml:FilePath ; rml:path "%s" ] ; rml:referenceFormulation %s ] ;
                  rml:subjectMap [ rml:template "s/{id}" ] ;
                  rml:predicateObjectMap [ rml:predicate <http://example.org/name> ; rml:objectMap [ rml:reference "%s" ] ] .
                """.formatted(path, formulation, reference));
    }

    private Spoken belfry(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("belfry").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "the verb ends by itself");
            return new Spoken(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private void assertMapped(Spoken spoken) {
        assertEquals(RESULT, spoken.out(), spoken::toString);
        assertEquals(0, spoken.exitCode(), spoken::toString);
        assertTrue(spoken.err().contains("1 record, 1 quad, 0 findings"), spoken::toString);
    }

    @Test
    void mapsStandardInput() throws IOException, InterruptedException {
        assertMapped(belfry("id,name\n7,Gambetta\n", "map", "-m", "m.ttl", "--source-dir", "-"));
        mapping("rml:CSV", "-", "name");
        assertMapped(belfry("id,name\n7,Gambetta\n", "map", "-m", "m.ttl"));
    }

    @Test
    void mapsATableInAPackedTarFile() throws IOException, InterruptedException {
        byte[] table = "id,name\n7,Gambetta\n".getBytes(StandardCharsets.UTF_8);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GzipCompressorOutputStream(Files.newOutputStream(folder.resolve("feed.tar.gz"))))) {
            TarArchiveEntry entry = new TarArchiveEntry("a.csv");
            entry.setSize(table.length);
            tar.putArchiveEntry(entry);
            tar.write(table);
            tar.closeArchiveEntry();
        }
        assertMapped(belfry("", "map", "-m", "m.ttl", "--source-dir", "feed.tar.gz"));
        mapping("rml:CSV", "feed.tar.gz!a.csv", "name");
        assertMapped(belfry("", "map", "-m", "m.ttl"));
    }

    @Test
    void mapsASheetOfAWorkbook() throws IOException, InterruptedException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("a.xlsx")))) {
            part(zip, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                      <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    </Types>
                    """);
            part(zip, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                      <sheets><sheet name="Stations" sheetId="1" r:id="rId1"/></sheets>
                    </workbook>
                    """);
            part(zip, "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                      <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                    </Relationships>
                    """);
            part(zip, "xl/worksheets/sheet1.xml", """
                    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                      <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>
                      <row r="2"><c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>Gambetta</t></is></c></row>
                    </sheetData></worksheet>
                    """);
        }
        mapping("belfry:XLSX", "a.xlsx", "name");
        assertMapped(belfry("", "map", "-m", "m.ttl"));
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBadMappingEndsWithItsLineAndColumn() throws IOException, InterruptedException {
        mapping("rml:CVS", "a.csv", "name");
        Spoken spoken = belfry("", "map", "-m", "m.ttl");
        assertEquals(2, spoken.exitCode(), spoken::toString);
        assertTrue(spoken.err().startsWith("belfry: m.ttl line 3 column "), spoken::toString);
        assertEquals("", spoken.out());
    }

    @Test
    void aMissingColumnIsToldByMapAndByCheck() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n7,Gambetta\n");
        mapping("rml:CSV", "a.csv", "nom");
        Spoken mapped = belfry("", "map", "-m", "m.ttl");
        assertEquals(4, mapped.exitCode(), mapped::toString);
        assertTrue(mapped.err().contains("COLUMN_MISSING a.csv line 1, field 'nom'"), mapped::toString);
        Spoken checked = belfry("", "check", "-m", "m.ttl");
        assertEquals(3, checked.exitCode(), checked::toString);
        assertTrue(checked.out().startsWith("COLUMN_MISSING m.ttl line 6 at column "), checked::toString);
        assertTrue(checked.out().contains("It has id, name."), checked::toString);
    }

    @Test
    void checkSaysThatAMappingFits() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n7,Gambetta\n");
        Spoken spoken = belfry("", "check", "-m", "m.ttl");
        assertEquals(0, spoken.exitCode(), spoken::toString);
        assertEquals("the mapping fits its sources: a.csv\n", spoken.out());
    }

    @Test
    void explainTellsThePlanAndItsCost() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n7,Gambetta\n");
        Spoken spoken = belfry("", "map", "-m", "m.ttl", "--explain");
        assertEquals(0, spoken.exitCode(), spoken::toString);
        assertTrue(spoken.out().contains("scan 0: a.csv as CSV"), spoken::toString);
        assertTrue(spoken.out().contains("1 file, 19 bytes, 1 record, at most 1 quad"), spoken::toString);
    }

    @Test
    void noMappingIsAUsageError() throws IOException, InterruptedException {
        Spoken spoken = belfry("", "map");
        assertEquals(2, spoken.exitCode(), spoken::toString);
        assertTrue(spoken.err().contains("-m mapping.ttl"), spoken::toString);
    }
}

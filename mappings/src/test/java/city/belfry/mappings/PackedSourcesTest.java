package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.read.SourceFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packed files and archives give the bytes that were packed, and nothing leads out of them or fills the machine.
class PackedSourcesTest {
    private static final Limits SMALL =
            new Limits(10_000, 64, 16, 5, 100, 5_000_000, 20_000, 4, Duration.ofSeconds(10), 10, 1 << 20);
    private static final String TABLE = "id,name\n1,Grand Place\n";

    @TempDir
    Path folder;

    private static byte[] packed(byte[] bytes, String how) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(how, packed)) {
            out.write(bytes);
        } catch (CompressorException unknown) {
            throw new IOException(unknown);
        }
        return packed.toByteArray();
    }

    private static byte[] tar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String name : names) {
                byte[] content = (TABLE + name).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String text(SourceFile file) throws IOException {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static MappingException.Code refusal(SourceRoot root, String path) {
        MappingException refused = assertThrows(MappingException.class, () -> {
            try (SourceFiles files = SourceFiles.open(root, SMALL)) {
                text(files.find(path).getFirst());
            }
        });
        return (MappingException.Code) refused.code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "bzip2"})
    void aPackedFileIsReadUnpackedWhateverItsName(String how) throws IOException {
        Files.write(folder.resolve("a.csv"), packed(TABLE.getBytes(StandardCharsets.UTF_8), how));
        try (SourceFiles files = SourceFiles.open(new SourceRoot.Folder(folder), SMALL)) {
            SourceFile file = files.find("a.csv").getFirst();
            assertEquals(TABLE, text(file));
            assertEquals(TABLE, text(file), "a file can be read again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "bzip2"})
    void severalPackedPartsInARowAreOneFile(String how) throws IOException {
        byte[] half = packed(TABLE.getBytes(StandardCharsets.UTF_8), how);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(half);
        both.write(half);
        Files.write(folder.resolve("a.csv"), both.toByteArray());
        try (SourceFiles files = SourceFiles.open(new SourceRoot.Folder(folder), SMALL)) {
            assertEquals(TABLE + TABLE, text(files.find("a.csv").getFirst()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "bzip2"})
    void aPackedFileThatUnpacksWithoutEndIsRefused(String how) throws IOException {
        Files.write(folder.resolve("a.csv"), packed(new byte[6_000_000], how));
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal(new SourceRoot.Folder(folder), "a.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "bzip2"})
    void aPackedFileThatIsCutOffIsNotTakenForAWholeOne(String how) throws IOException {
        byte[] whole = packed("id,name\n1,x\n".repeat(5_000).getBytes(StandardCharsets.UTF_8), how);
        Files.write(folder.resolve("a.csv"), java.util.Arrays.copyOf(whole, whole.length / 2));
        try (SourceFiles files = SourceFiles.open(new SourceRoot.Folder(folder), SMALL)) {
            SourceFile file = files.find("a.csv").getFirst();
            assertThrows(IOException.class, () -> text(file));
        }
    }

    @ParameterizedTest
    @CsvSource({"none", "gz", "xz", "zstd"})
    void aTarFileIsAFolder(String how) throws IOException {
        String deep = "x/" + "y".repeat(150) + "/b.csv";
        byte[] tar = tar("a.csv", deep);
        Path file = Files.write(folder.resolve("feed.tar"), how.equals("none") ? tar : packed(tar, how));
        try (SourceFiles files = SourceFiles.open(SourceRoot.of(file), SMALL)) {
            assertEquals(TABLE + "a.csv", text(files.find("a.csv").getFirst()));
            assertEquals(TABLE + deep, text(files.find("x/**/*.csv").getFirst()));
            assertEquals(
                    List.of("feed.tar!a.csv", "feed.tar!" + deep),
                    files.find("**/*.csv").stream().map(SourceFile::name).toList());
            assertEquals(List.of(), files.find("c.csv"));
        }
    }

    @Test
    void anExclamationMarkLeadsIntoAnArchiveOfTheFolder() throws IOException {
        for (int number = 0; number < 12; number++) {
            Files.write(folder.resolve("day-%02d.tar.gz".formatted(number)), packed(tar("a.csv", "x/b.csv"), "gz"));
        }
        try (SourceFiles files = SourceFiles.open(new SourceRoot.Folder(folder), SMALL)) {
            List<SourceFile> found = files.find("*.tar.gz!**/b.csv");
            assertEquals(12, found.size());
            assertEquals("day-00.tar.gz!x/b.csv", found.getFirst().name());
            for (SourceFile file : found) {
                assertEquals(TABLE + "x/b.csv", text(file));
            }
        }
    }

    @Test
    void aPackedEntryOfAnArchiveIsUnpacked() throws IOException {
        Path zip = folder.resolve("feed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a.csv.gz"));
            out.write(packed(TABLE.getBytes(StandardCharsets.UTF_8), "gz"));
        }
        try (SourceFiles files = SourceFiles.open(SourceRoot.of(zip), SMALL)) {
            assertEquals(TABLE, text(files.find("a.csv.gz").getFirst()));
        }
    }

    @Test
    void aTarFileThatLeadsOutIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("feed.tar"), tar("../a.csv"));
        assertEquals(MappingException.Code.PATH_REFUSED, refusal(new SourceRoot.Archive(file), "a.csv"));
    }

    @Test
    void aLinkInATarFileIsNotFollowed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("a.csv", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        Path file = Files.write(folder.resolve("feed.tar"), bytes.toByteArray());
        try (SourceFiles files = SourceFiles.open(SourceRoot.of(file), SMALL)) {
            assertEquals(List.of(), files.find("a.csv"));
        }
    }

    @Test
    void aTarFileWithTooManyEntriesIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("feed.tar"), packed(tar("a", "b", "c", "d", "e", "f"), "gz"));
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal(new SourceRoot.Archive(file), "a"));
    }

    @Test
    void aTarFileThatUnpacksWithoutEndIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("feed.tar.gz"), packed(tar("a\n".repeat(45)), "gz"));
        assertEquals("feed.tar.gz", SourceFiles.open(SourceRoot.of(file), SMALL).name());
        byte[] bomb = java.util.Arrays.copyOf(tar("a"), 6_000_000);
        Files.write(file, packed(bomb, "gz"));
        assertEquals(MappingException.Code.LIMIT_REACHED, refusal(new SourceRoot.Archive(file), "a"));
    }

    @Test
    void aTarFileThatIsCutOffIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("feed.tar"), java.util.Arrays.copyOf(tar("a.csv"), 520));
        assertEquals(MappingException.Code.SOURCE_UNREADABLE, refusal(new SourceRoot.Archive(file), "a.csv"));
    }

    @Test
    void oneFileStandsForEveryPath() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), TABLE);
        try (SourceFiles files = SourceFiles.open(SourceRoot.of(file), SMALL)) {
            assertEquals(TABLE, text(files.find("whatever/*.csv").getFirst()));
        }
    }

    @Test
    void aStreamIsReadOnceAndUnpacked() throws IOException {
        SourceRoot root =
                new SourceRoot.Stream(new ByteArrayInputStream(packed(TABLE.getBytes(StandardCharsets.UTF_8), "gz")));
        try (SourceFiles files = SourceFiles.open(root, SMALL)) {
            SourceFile file = files.find("-").getFirst();
            assertEquals(TABLE, text(file));
            MappingException again = assertThrows(MappingException.class, () -> text(file));
            assertTrue(String.valueOf(again.getMessage()).contains("once"));
        }
    }
}

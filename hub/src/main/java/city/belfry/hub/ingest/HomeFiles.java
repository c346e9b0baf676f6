package city.belfry.hub.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// Looks for texts in the bytes of files, also of packed ones as sources may be (zip, gzip, xz, zstd, bzip2), whatever
/// case they are written in.
final class HomeFiles {
    private static final int CHUNK_BYTES = 1 << 20;
    /// Unpacked bytes of one file that are looked through; in one that has more everything may stand.
    private static final long SEARCHED_BYTES_MAX = 8L << 30;
    /// A packed file may not ask for more memory than this to be unpacked.
    private static final int WINDOW_KIB_MAX = 128 << 10;

    private static final CompressorStreamFactory PACKINGS = new CompressorStreamFactory(true, WINDOW_KIB_MAX);
    private static final Set<String> KNOWN = Set.of(
            CompressorStreamFactory.GZIP,
            CompressorStreamFactory.XZ,
            CompressorStreamFactory.ZSTANDARD,
            CompressorStreamFactory.BZIP2);
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final List<String> needles;
    private final int longest;

    /// @param texts as people write them
    HomeFiles(Collection<String> texts) {
        needles = texts.stream().flatMap(HomeFiles::spellings).distinct().toList();
        longest = needles.stream().mapToInt(String::length).max().orElse(1);
    }

    /// In UTF-8, in Latin-1, as JSON may escape it, as an address does; each as the bytes that a file has for it.
    private static Stream<String> spellings(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> json.append(c < 0x80 ? Character.toString(c) : "\\u%04x".formatted(c)));
        return Stream.of(
                        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                        StandardCharsets.ISO_8859_1.newEncoder().canEncode(text) ? text : json.toString(),
                        json.toString(),
                        URLEncoder.encode(text, StandardCharsets.UTF_8))
                .map(HomeFiles::folded);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// All files below a folder; none when it is not there.
    static List<Path> below(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isIn(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return isIn(in);
        } catch (IOException unreadable) {
            // A damaged archive: its bytes as they lie there tell what can be told.
            return isInBytes(file);
        }
    }

    private boolean isIn(InputStream in) throws IOException {
        InputStream unpacked = unpacked(in);
        unpacked.mark(ZIP.length);
        byte[] start = unpacked.readNBytes(ZIP.length);
        unpacked.reset();
        if (!Arrays.equals(start, ZIP)) {
            return isInText(unpacked);
        }
        ZipInputStream zip = new ZipInputStream(unpacked);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (isInText(unpacked(new BufferedInputStream(zip)))) {
                return true;
            }
        }
        return false;
    }

    /// The bytes of a file that is packed as one piece, whatever its name; of another one as they are.
    private static InputStream unpacked(InputStream in) throws IOException {
        try {
            String packing = CompressorStreamFactory.detect(in);
            return KNOWN.contains(packing)
                    ? new BufferedInputStream(PACKINGS.createCompressorInputStream(packing, in))
                    : in;
        } catch (CompressorException notPacked) {
            if (notPacked.getCause() instanceof IOException damaged) {
                throw damaged;
            }
            return in;
        }
    }

    private boolean isInBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return isInText(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isInText(InputStream in) throws IOException {
        String end = "";
        byte[] zeros = new byte[CHUNK_BYTES];
        long searched = 0;
        for (byte[] chunk = in.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = in.readNBytes(CHUNK_BYTES)) {
            searched += chunk.length;
            if (searched > SEARCHED_BYTES_MAX) {
                return true;
            }
            if (end.isEmpty() && Arrays.mismatch(chunk, 0, chunk.length, zeros, 0, chunk.length) < 0) {
                continue; // the files of a database are mostly room for more
            }
            String text = end + folded(new String(chunk, StandardCharsets.ISO_8859_1));
            if (needles.stream().anyMatch(text::contains)) {
                return true;
            }
            end = chunk[chunk.length - 1] == 0 ? "" : text.substring(Math.max(0, text.length() - longest));
        }
        return false;
    }
}

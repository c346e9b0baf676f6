package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// Looks through an Excel workbook (ECMA-376) before a library reads it: the library holds the texts and styles of the
/// workbook and makes room for a row as wide as its last cell says, so all of this must be within the limits first.
final class Workbook {
    /// A DOCTYPE stands at the start of a document or nowhere.
    private static final int DOCTYPE_WITHIN_BYTES = 4096;
    /// `XFD` is the last column that Excel has.
    private static final int COLUMN_LETTERS_MAX = 3;

    private final String name;
    private final Limits limits;

    private Workbook(String name, Limits limits) {
        this.name = name;
        this.limits = limits;
    }

    static boolean is(Path zip) throws IOException {
        try (var file = new java.util.zip.ZipFile(zip.toFile())) {
            return file.getEntry("xl/workbook.xml") != null;
        }
    }

    /// Refuses a workbook that is beyond the limits.
    ///
    /// @return whether it has styles, which tell dates from numbers
    static boolean check(byte[] bytes, String name, Limits limits) throws IOException {
        return new Workbook(name, limits).parts(bytes);
    }

    private boolean parts(byte[] bytes) throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            int count = 0;
            long total = 0;
            boolean hasStyles = false;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (++count > limits.archiveEntries()) {
                    throw beyond("archiveEntries", limits.archiveEntries());
                }
                if (!zip.canReadEntryData(entry)) {
                    throw new IOException("the part " + entry.getName() + " is encrypted");
                }
                hasStyles |= entry.getName().endsWith("styles.xml");
                boolean streams = entry.getName().contains("worksheets/");
                try (InputStream in =
                        new LimitedStream(zip.getInputStream(entry), limits, name, entry.getCompressedSize())) {
                    long size = part(in, entry.getName(), streams);
                    total += size;
                    if (!streams && size > limits.documentBytes()) {
                        throw beyond("documentBytes", limits.documentBytes());
                    }
                }
                if (total > limits.unpackedBytes()) {
                    throw beyond("unpackedBytes", limits.unpackedBytes());
                }
            }
            return hasStyles;
        }
    }

    /// Bytes of a part, after a look at each.
    private long part(InputStream in, String part, boolean isSheet) throws IOException {
        byte[] block = new byte[1 << 16];
        long size = 0;
        int letters = -1;
        int before = 0;
        for (int read = in.readNBytes(block, 0, block.length); read > 0; read = in.readNBytes(block, 0, block.length)) {
            if (size == 0 && part.endsWith(".xml")) {
                start(new String(block, 0, Math.min(read, DOCTYPE_WITHIN_BYTES), StandardCharsets.ISO_8859_1), part);
            }
            size += read;
            for (int at = 0; isSheet && at < read; at++) {
                int value = block[at];
                boolean isQuote = value == '"' || value == '\'';
                boolean isLetter = (value | 0x20) >= 'a' && (value | 0x20) <= 'z';
                // Counts the letters behind ="
                letters = isQuote ? (before == '=' ? 0 : -1) : letters >= 0 && isLetter ? letters + 1 : letters;
                if (letters > COLUMN_LETTERS_MAX && before != 0 && value >= '0' && value <= '9') {
                    throw new IOException("the part " + part + " has a cell in a column that does not exist");
                }
                if (!isQuote && !isLetter) {
                    letters = -1;
                }
                before = value;
            }
        }
        return size;
    }

    private static void start(String start, String part) throws IOException {
        if (start.contains("<!DOCTYPE") || start.indexOf(0) >= 0) {
            throw new IOException("the part " + part + " has a DOCTYPE or is not UTF-8");
        }
    }

    private MappingException beyond(String limit, long value) {
        return new MappingException(
                Code.LIMIT_REACHED,
                "The workbook %s is larger than the limit '%s' of %d allows.".formatted(name, limit, value));
    }
}

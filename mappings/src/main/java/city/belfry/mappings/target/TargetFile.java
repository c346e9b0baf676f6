package city.belfry.mappings.target;

import city.belfry.mappings.rml.Access.Compression;
import city.belfry.mappings.rml.LogicalTarget;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/// One file in the making: text in UTF-8 goes in, and is encoded and packed as the target says.
///
/// It is written beside its place and moved there when all is well, so that a run that fails leaves the old file.
final class TargetFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    /// Endings that say how a file is packed; the file inside an archive goes without.
    private static final String PACKED_ENDING = "(?i)\\.(zip|tar|tgz|txz|gz|gzip|xz|tar\\.gz|tar\\.xz|tar\\.gzip)$";

    private final Path file;
    /// What becomes the file.
    private final Path part;
    /// The text of an archive whose entries begin with their size; the same as the part for others.
    private final Path text;

    private final LogicalTarget target;
    private final OutputStream out;

    TargetFile(LogicalTarget target, Path file) throws IOException {
        this.target = target;
        this.file = file;
        // No temporary file of the JDK: that one only its owner may read.
        part = file.resolveSibling("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        text = isTar() ? part.resolveSibling(part.getFileName() + ".text") : part;
        try {
            if (target.appends() && Files.exists(file)) {
                Files.copy(file, part);
            }
            out = encoded(packed());
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    private boolean isTar() {
        return switch (target.compression()) {
            case UNTOLD, NONE, GZIP, ZIP -> false;
            case TAR_GZIP, TAR_XZ -> true;
        };
    }

    /// Where the text goes.
    OutputStream out() {
        return out;
    }

    private OutputStream packed() throws IOException {
        OutputStream plain = new BufferedOutputStream(
                Files.newOutputStream(
                        text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                BUFFER_BYTES);
        return switch (target.compression()) {
            case UNTOLD, NONE, TAR_GZIP, TAR_XZ -> plain;
            case GZIP -> new GZIPOutputStream(plain, BUFFER_BYTES);
            case ZIP -> {
                ZipOutputStream zip = new ZipOutputStream(plain);
                zip.putNextEntry(new ZipEntry(entryName()));
                yield zip;
            }
        };
    }

    private OutputStream encoded(OutputStream bytes) {
        return target.encoding().equals("UTF-8") ? bytes : new Transcoding(bytes, target.encoding());
    }

    private String entryName() {
        String name = file.getFileName().toString();
        String plain = name.replaceFirst(PACKED_ENDING, "");
        return plain.isEmpty() ? name : plain;
    }

    /// Ends the text; the file is not at its place yet.
    void finish() throws IOException {
        out.close();
        if (!isTar()) {
            return;
        }
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES);
                OutputStream packed = target.compression() == Compression.TAR_XZ
                        ? new XZCompressorOutputStream(bytes)
                        : new GZIPOutputStream(bytes, BUFFER_BYTES);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, StandardCharsets.UTF_8.name());
                InputStream in = Files.newInputStream(text)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry(entryName());
            entry.setSize(Files.size(text));
            tar.putArchiveEntry(entry);
            in.transferTo(tar);
            tar.closeArchiveEntry();
        }
    }

    /// Puts the finished file at its place.
    void publish() throws IOException {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Leaves nothing behind of what was not published.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(text);
    }
}

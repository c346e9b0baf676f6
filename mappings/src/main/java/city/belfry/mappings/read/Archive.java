package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files in a zip or tar file, read where they lie. A tar file that is packed as a whole is unpacked once, into a
/// temporary file that is gone with the run.
///
/// Links are not followed. An entry whose path leads out ends the run, whether it is asked for or not: whoever made
/// such an archive is not to be trusted with the rest.
final class Archive implements Closeable {
    private static final int TAR_BLOCK_BYTES = 512;

    /// An entry.
    ///
    /// @param packedBytes bytes that it takes in the archive
    record Entry(long packedBytes, SourceFile.Opening opening) {}

    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Path path;
    private final String name;
    private final Limits limits;
    private final Packing kind;
    private int count;
    private Closeable bytes = () -> {};

    /// Opens an archive, whatever its kind.
    ///
    /// @param declared the kind that the mapping says
    static Archive open(Path path, String name, Optional<Packing> declared, Limits limits) throws IOException {
        Archive archive = new Archive(path, name, kind(path), limits);
        if (!archive.kind.isArchive() || !declared.orElse(archive.kind).equals(archive.kind)) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "The archive %s cannot be read as %s; it may be cut off: fetch it again."
                            .formatted(name, declared.map(Packing::label).orElse("zip or tar")));
        }
        boolean done = false;
        try {
            if (archive.kind == Packing.ZIP) {
                archive.zip();
            } else {
                archive.tar();
            }
            done = true;
            return archive;
        } catch (IllegalArgumentException | ArithmeticException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        } finally {
            if (!done) {
                archive.close();
            }
        }
    }

    private Archive(Path path, String name, Packing kind, Limits limits) {
        this.path = path;
        this.name = name;
        this.kind = kind;
        this.limits = limits;
    }

    /// What a file is: a kind of archive, or what [Packing#of] says of it.
    static Packing kind(Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(TAR_BLOCK_BYTES);
        }
        Packing outside = Packing.of(Arrays.copyOf(head, Math.min(head.length, Packing.HEAD_BYTES)));
        if (outside == Packing.ZIP) {
            return outside;
        }
        if (outside != Packing.NONE) {
            try (InputStream in = outside.unpack(Files.newInputStream(path))) {
                head = in.readNBytes(TAR_BLOCK_BYTES);
            } catch (IOException damaged) {
                return outside;
            }
        }
        if (!isTar(head)) {
            return outside;
        }
        return switch (outside) {
            case GZIP -> Packing.TARGZ;
            case XZ -> Packing.TARXZ;
            case NONE, ZSTD, BZIP2, ZIP, TAR, TARGZ, TARXZ -> Packing.TAR;
        };
    }

    private static boolean isTar(byte[] head) {
        return head.length == TAR_BLOCK_BYTES
                && new String(head, Utf8Input.TAR_SIGN_AT, 5, StandardCharsets.US_ASCII).equals("ustar");
    }

    private void zip() throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        bytes = zip;
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            counted();
            if (!entry.isDirectory()) {
                add(entry.getName(), new Entry(entry.getCompressedSize(), () -> zip.getInputStream(entry)));
            }
        }
    }

    private void tar() throws IOException {
        FileChannel channel = tarBytes();
        bytes = channel;
        // Not closed, which would close the channel under the entries.
        TarArchiveInputStream tar = new TarArchiveInputStream(Channels.newInputStream(channel));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            counted();
            if (entry.isSymbolicLink() || entry.isLink()) {
                inside(entry.getName());
                continue;
            }
            if (!entry.isFile()) {
                continue;
            }
            if (entry.isSparse()) {
                throw new IOException("the entry " + entry.getName() + " is sparse");
            }
            long start = tar.getBytesRead();
            long size = entry.getSize();
            if (start + size > channel.size()) {
                throw new IOException("the entry " + entry.getName() + " is cut off");
            }
            add(entry.getName(), new Entry(size, () -> new Part(channel, start, start + size)));
        }
    }

    /// The tar file itself, or a copy of what is packed in it.
    private FileChannel tarBytes() throws IOException {
        Packing outside;
        try (InputStream in = Files.newInputStream(path)) {
            outside = Packing.of(in.readNBytes(Packing.HEAD_BYTES));
        }
        if (outside == Packing.NONE) {
            return FileChannel.open(path, StandardOpenOption.READ);
        }
        Path copy = Files.createTempFile("belfry-", ".tar");
        FileChannel channel = FileChannel.open(
                copy, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        bytes = channel;
        // Where a file that is open can be removed, nothing is left behind even when the machine stops.
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            Files.deleteIfExists(copy);
        }
        try (InputStream in =
                new LimitedStream(outside.unpack(Files.newInputStream(path)), limits, name, Files.size(path))) {
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                for (ByteBuffer left = ByteBuffer.wrap(block, 0, read); left.hasRemaining(); ) {
                    channel.write(left);
                }
            }
        }
        channel.position(0);
        return channel;
    }

    private void counted() {
        if (++count > limits.archiveEntries()) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "The archive %s has more entries than the limit 'archiveEntries' of %d."
                            .formatted(name, limits.archiveEntries()));
        }
    }

    private void add(String entry, Entry found) {
        inside(entry);
        entries.put(entry.startsWith("./") ? entry.substring(2) : entry, found);
    }

    private void inside(String entry) {
        if (leadsOut(entry)) {
            throw new MappingException(
                    Code.PATH_REFUSED,
                    "The archive %s has the entry '%s', whose path leads out of the archive; it is not read."
                            .formatted(name, entry));
        }
    }

    static boolean leadsOut(String path) {
        return path.startsWith("/")
                || path.indexOf('\\') >= 0
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).contains("..");
    }

    /// Entries by path, in the order of their paths.
    SortedMap<String, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    Packing kind() {
        return kind;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /// A stretch of a file. Several may be read at once.
    private static final class Part extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long at;

        Part(FileChannel channel, long start, long end) {
            this.channel = channel;
            this.end = end;
            at = start;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, end - at)), at);
            at += Math.max(0, read);
            return read;
        }
    }
}

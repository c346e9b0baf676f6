package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.Access;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// How a file is packed (RML-IO, "Compression"; zstd and bzip2 are ours).
enum Packing {
    NONE(""),
    GZIP("\u001F\u008B\b"),
    XZ("\u00FD7zXZ\0"),
    ZSTD("(\u00B5/\u00FD"),
    /// The question mark is a digit, the size of the blocks.
    BZIP2("BZh?1AY&SY"),
    ZIP("PK\u0003\u0004"),
    TAR(""),
    TARGZ(""),
    TARXZ("");

    /// Bytes that [#of] looks at.
    static final int HEAD_BYTES = 10;

    /// A packed file may not ask for more memory than this to be unpacked; the usual levels of xz and zstd need less.
    private static final int WINDOW_BYTES_MAX = 1 << 27;

    private static final int BUFFER_BYTES = 1 << 16;

    private final String start;

    Packing(String start) {
        this.start = start;
    }

    /// What the first bytes of a file say. A tar file has no such sign.
    static Packing of(byte[] head) {
        for (Packing packing : values()) {
            if (!packing.start.isEmpty() && packing.begins(head)) {
                return packing;
            }
        }
        return NONE;
    }

    private boolean begins(byte[] head) {
        if (head.length < start.length()) {
            return false;
        }
        for (int at = 0; at < start.length(); at++) {
            if (start.charAt(at) != '?' && (head[at] & 0xFF) != start.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /// What a mapping declares; empty = the first bytes say.
    static Optional<Packing> of(Access.Compression declared) {
        return switch (declared) {
            case UNTOLD -> Optional.empty();
            case NONE -> Optional.of(NONE);
            case GZIP -> Optional.of(GZIP);
            case ZIP -> Optional.of(ZIP);
            case TAR_GZIP -> Optional.of(TARGZ);
            case TAR_XZ -> Optional.of(TARXZ);
        };
    }

    /// Several files in one.
    boolean isArchive() {
        return switch (this) {
            case ZIP, TAR, TARGZ, TARXZ -> true;
            case NONE, GZIP, XZ, ZSTD, BZIP2 -> false;
        };
    }

    /// The bytes of a file, unpacked when they are packed as one piece.
    ///
    /// @param declared how the mapping says it is packed; without it the first bytes say
    static InputStream open(SourceFile.Opening opening, Optional<Packing> declared, String name) throws IOException {
        byte[] head;
        try (InputStream in = opening.open()) {
            head = in.readNBytes(HEAD_BYTES);
        }
        Packing found = found(head, declared, name);
        return found == NONE ? opening.open() : found.unpack(opening.open());
    }

    /// The same of a stream that can be read once.
    static InputStream open(InputStream in, Optional<Packing> declared, String name) throws IOException {
        PushbackInputStream whole = new PushbackInputStream(in, HEAD_BYTES);
        byte[] head = whole.readNBytes(HEAD_BYTES);
        whole.unread(head);
        return found(head, declared, name).unpack(whole);
    }

    private static Packing found(byte[] head, Optional<Packing> declared, String name) {
        Packing found = of(head);
        if (declared.isPresent() && declared.get() != NONE && declared.get() != found) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "%s is not packed with %s, as the mapping says (rml:compression); %s."
                            .formatted(name, declared.get().label(), found.looks()));
        }
        return declared.orElse(found);
    }

    InputStream unpack(InputStream packed) throws IOException {
        try {
            InputStream in = new BufferedInputStream(packed, BUFFER_BYTES);
            return switch (this) {
                case GZIP ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
                case XZ ->
                    XZCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .setMemoryLimitKiB(WINDOW_BYTES_MAX >> 10)
                            .get();
                case ZSTD ->
                    new ZstdInputStreamNoFinalizer(in)
                            .setLongMax(Integer.numberOfTrailingZeros(WINDOW_BYTES_MAX))
                            .setContinuous(false);
                case BZIP2 -> new BZip2CompressorInputStream(in, true);
                case NONE, ZIP, TAR, TARGZ, TARXZ -> packed;
            };
        } catch (IOException | RuntimeException broken) {
            packed.close();
            throw broken;
        }
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String looks() {
        return this == NONE ? "it does not look packed at all" : "it looks like " + label();
    }
}

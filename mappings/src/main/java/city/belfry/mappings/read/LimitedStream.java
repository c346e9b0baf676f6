package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes of a source and ends the run when they go beyond the limits, so that a small archive cannot
/// fill the machine.
final class LimitedStream extends FilterInputStream {
    /// A short file may well be a thousand times smaller packed; the ratio counts from here on.
    private static final long RATIO_FROM_BYTES = 1 << 20;

    private final Limits limits;
    private final String name;
    private final long packedBytes;
    private long count;

    LimitedStream(InputStream in, Limits limits, String name, long packedBytes) {
        super(in);
        this.limits = limits;
        this.name = name;
        this.packedBytes = Math.max(1, packedBytes);
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            counted(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            counted(read);
        }
        return read;
    }

    private void counted(int read) {
        count += read;
        if (count > limits.unpackedBytes()) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "%s is larger than the limit 'unpackedBytes' of %d bytes.".formatted(name, limits.unpackedBytes()));
        }
        if (count > RATIO_FROM_BYTES && count / packedBytes > limits.compressionRatio()) {
            throw new MappingException(
                    Code.LIMIT_REACHED,
                    "%s unpacks to more than %d times its packed size (limit 'compressionRatio')."
                            .formatted(name, limits.compressionRatio()));
        }
    }
}

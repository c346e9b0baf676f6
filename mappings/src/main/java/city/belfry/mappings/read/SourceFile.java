package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import java.io.IOException;
import java.io.InputStream;

/// One file or archive entry to read.
///
/// @param name the file as the steward knows it, with the entry of an archive after `!`
/// @param entry path inside the source root, with `/`
/// @param packedBytes bytes it takes in its archive, or its size
public record SourceFile(String name, String entry, long packedBytes, Opening opening) {
    /// Opens the file at its start; may be called again.
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    public InputStream open() throws IOException {
        return opening.open();
    }

    /// The failure of a file that cannot be read to its end.
    public MappingException unreadable(IOException reason) {
        String what = reason instanceof WrongEncoding wrong
                ? wrong.reason() + "; declare the encoding of the file in the mapping (csvw:encoding)."
                : "%s cannot be read: %s. Fetch it again, it may be cut off.".formatted(name, reason.getMessage());
        return new MappingException(MappingException.Code.SOURCE_UNREADABLE, what, reason);
    }
}

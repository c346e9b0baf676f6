package city.belfry.mappings;

import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Secrets are named in a mapping, never written in it: `env:NAME` of a variable, or `file:PATH`.
public final class Secret {
    /// A longer one is cut, and so does not fit.
    public static final int BYTES_MAX = 4096;

    private Secret() {}

    /// The secret that a reference names, without white space around it.
    public static String of(String reference) {
        if (reference.startsWith("env:")) {
            String value = System.getenv(reference.substring("env:".length()));
            if (value != null) {
                return value.strip();
            }
        }
        if (reference.startsWith("file:")) {
            try (var stream = Files.newInputStream(Path.of(reference.substring("file:".length())))) {
                return new String(stream.readNBytes(BYTES_MAX + 1), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new MappingException(
                        Code.KEY_UNUSABLE,
                        "The secret %s cannot be read (%s).".formatted(reference, e.getMessage()),
                        e);
            }
        }
        throw new MappingException(
                Code.KEY_UNUSABLE,
                "A secret is given as '%s'; expected env:NAME of a variable that is set, or file:PATH."
                        .formatted(reference.startsWith("env:") ? reference : "…"));
    }
}

package city.belfry.mappings.rml;

import java.util.Locale;
import java.util.Optional;

/// Where the records of a source come from (RML-IO, "Sources"; RML-IO-Registry).
public sealed interface Access {
    /// The source as people know it; never with a password.
    String name();

    /// A file, an archive entry or a glob.
    ///
    /// @param path relative to the run's source root
    record File(String path, Compression compression) implements Access {
        @Override
        public String name() {
            return path;
        }
    }

    /// How a file is packed (rml:compression).
    enum Compression {
        /// The mapping does not say; the first bytes of the file do.
        UNTOLD,
        NONE,
        GZIP,
        ZIP,
        TAR_GZIP,
        TAR_XZ;

        /// By its name in RML-IO: `none`, `gzip`, `zip`, `targz`, `tarxz`.
        static Optional<Compression> of(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "none" -> Optional.of(NONE);
                case "gzip" -> Optional.of(GZIP);
                case "zip" -> Optional.of(ZIP);
                case "targz", "targzip" -> Optional.of(TAR_GZIP);
                case "tarxz" -> Optional.of(TAR_XZ);
                default -> Optional.empty();
            };
        }
    }
}

package city.belfry.mappings.rml;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the records of a source come from (RML-IO, "Sources"; RML-IO-Registry).
public sealed interface Access {
    /// The source as people know it; never with a password.
    String name();

    /// A file, an archive entry or a glob.
    ///
    /// @param path relative to the run's source root
    record File(String path, Compression compression) implements Access {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof File that && path.equals(that.path) && compression == that.compression;
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }

        @Override
        public String name() {
            return path;
        }
    }

    /// A table or the result of a query in a database that is reached by JDBC (D2RQ's `d2rq:Database`).
    ///
    /// @param address JDBC address
    /// @param user empty when the database asks for none
    /// @param password `env:NAME` or `file:PATH`, where it is kept; empty when the database asks for none
    /// @param query SQL
    record Database(String address, String user, String password, String query) implements Access {
        @Override
        public String name() {
            int parameters = address.indexOf(address.indexOf('?') < 0 ? ';' : '?');
            return (parameters < 0 ? address : address.substring(0, parameters)) + " " + query.strip();
        }
    }

    /// The result of a SPARQL query over an RDF file.
    ///
    /// @param path relative to the run's source root
    record RdfFile(String path, String query) implements Access {
        @Override
        public String name() {
            return path;
        }
    }

    /// What a web address answers.
    ///
    /// @param accept media type that is asked for; empty = any
    /// @param query SPARQL query that is posted (SPARQL 1.1 Protocol §2.1.2); empty = the address is got
    /// @param nextPage where the address of the next page stands: `Link` = in that header (RFC 8288), otherwise a
    ///     JSONPath into the page; empty = there is one page
    record Web(URI address, String accept, String query, String nextPage) implements Access {
        @Override
        public String name() {
            return address.toString();
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

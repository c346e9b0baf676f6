package city.belfry.mappings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a run may reach beside the files of its source root: nothing, unless the caller says so.
///
/// @param databaseHosts hosts whose databases may be opened; `mem` stands for those in this program's memory
/// @param web how web addresses are called; the caller decides which may be
/// @param targets folder in which the mapping's own targets are written; without one, a mapping with targets is refused
public record Reach(Set<String> databaseHosts, Web web, Optional<Path> targets) {
    /// Files only.
    public static Reach files() {
        return new Reach(
                Set.of(),
                (call, file) -> {
                    throw new MappingException(
                            MappingException.Code.CALL_REFUSED,
                            "The mapping reads %s, and this run calls no other machine; name the host as one that may be called."
                                    .formatted(call.address()));
                },
                Optional.empty());
    }

    public Reach withDatabaseHosts(Set<String> hosts) {
        return new Reach(Set.copyOf(hosts), web, targets);
    }

    public Reach withWeb(Web caller) {
        return new Reach(databaseHosts, caller, targets);
    }

    public Reach withTargets(Path folder) {
        return new Reach(databaseHosts, web, Optional.of(folder));
    }

    /// Calls a web address. Implementations keep the limits of the call and decide whom they call.
    @FunctionalInterface
    public interface Web {
        /// Writes the answer to a file.
        Answer fetch(Call call, Path file) throws IOException;
    }

    /// A machine that answers, but not with what was asked for.
    public static final class Refused extends IOException {
        private final int status;

        /// @param status status code of HTTP
        public Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /// One call.
    ///
    /// @param accept media type that is asked for; empty = any
    /// @param query SPARQL query to post as a form (SPARQL 1.1 Protocol §2.1.2); empty = a plain GET
    /// @param bytesMax more than this is refused
    /// @param timeMax from the start of the call to its last byte
    public record Call(URI address, String accept, String query, long bytesMax, Duration timeMax) {}

    /// What is known of an answer beside its bytes.
    ///
    /// @param link its `Link` header (RFC 8288); empty without one
    public record Answer(String link) {}
}

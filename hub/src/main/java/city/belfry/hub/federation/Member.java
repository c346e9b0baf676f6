package city.belfry.hub.federation;

import java.net.URI;
import java.util.Optional;

/// Who takes part in an answer.
public sealed interface Member {
    /// Short name, unique in the federation.
    String id();

    /// The hub that was asked.
    record Here(String id) implements Member {}

    /// Another hub, or any SPARQL 1.1 endpoint.
    ///
    /// @param endpoint where its queries go
    /// @param description where its VoID stands; without one it is asked for what it holds
    /// @param token what it wants to see as bearer token
    record Peer(String id, String label, URI endpoint, Optional<URI> description, Optional<String> token)
            implements Member {
        @Override
        public String toString() {
            return id + " <" + endpoint + ">";
        }
    }
}

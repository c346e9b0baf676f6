package city.belfry.hub.cli;

import city.belfry.hub.city.CityException;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.PeerEntry;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.federation.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/// The peers of a city's file, with their tokens read from where the file says they are.
final class PeersOfCity {
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    private PeersOfCity() {}

    static FederationMount.Peers of(CityFile city) {
        return new FederationMount.Peers(
                city.peers().stream().map(peer -> member(city, peer)).toList(),
                Set.copyOf(city.access().privateHosts()));
    }

    private static Member.Peer member(CityFile city, PeerEntry peer) {
        return new Member.Peer(
                peer.id(),
                peer.label().in(city.city().language()),
                peer.endpoint(),
                peer.description(),
                peer.token().map(reference -> secret(city, peer, reference)));
    }

    private static CityException missing(String message) {
        return new CityException(CityException.Code.SECRET_MISSING, message);
    }

    private static String secret(CityFile city, PeerEntry peer, String reference) {
        if (reference.startsWith(ENVIRONMENT)) {
            String name = reference.substring(ENVIRONMENT.length());
            return Optional.ofNullable(System.getenv(name))
                    .orElseThrow(() ->
                            missing("peer '" + peer.id() + "': the environment variable " + name + " is not set."));
        }
        try {
            return Files.readString(city.folder().resolve(reference.substring(FILE.length())))
                    .strip();
        } catch (IOException e) {
            throw missing("peer '" + peer.id() + "': its token cannot be read from " + reference + ": " + e.getMessage()
                    + ".");
        }
    }
}

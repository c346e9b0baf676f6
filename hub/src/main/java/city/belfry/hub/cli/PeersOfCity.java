package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.PeerEntry;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.federation.Member;
import city.belfry.mappings.Secret;
import java.util.Set;

/// The peers of a city's file, with their tokens read from where the file says they are.
final class PeersOfCity {
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
                peer.token().map(reference -> secret(city, reference)));
    }

    /// A file is named relative to the city's.
    private static String secret(CityFile city, String reference) {
        return reference.startsWith(FILE)
                ? Secret.of(FILE + city.folder().resolve(reference.substring(FILE.length())))
                : Secret.of(reference);
    }
}

package city.belfry.hub.federation;

import city.belfry.hub.outbound.Door;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A peer with what is known of it.
///
/// @param triples statements that it says it holds; 0 when nothing is known
/// @param classes what it holds things of
/// @param asked when it was last asked what it holds; empty when it never answered
/// @param took how long that took
/// @param problem why the last attempt failed; empty when it did not
public record Neighbour(
        Member.Peer peer,
        boolean isKnown,
        long triples,
        List<Holding> classes,
        Optional<Instant> asked,
        Duration took,
        String problem) {

    static Neighbour of(Member.Peer peer, PeerProfiles.Known known) {
        Optional<Profile> profile = known.profile();
        return new Neighbour(
                peer,
                profile.isPresent(),
                profile.map(Profile::triples).orElse(0L),
                profile.map(Holding::of).orElse(List.of()),
                Optional.of(known.at()).filter(Instant.EPOCH::isBefore),
                known.took(),
                known.problem());
    }

    /// Asks a peer now, its description and its endpoint; needs no running hub.
    public static Neighbour check(Member.Peer peer, Door door) {
        return of(peer, new PeerProfiles(new PeerQueries(door), door, Clock.systemUTC()).check(peer));
    }
}

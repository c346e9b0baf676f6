package city.belfry.hub.federation;

import city.belfry.hub.federation.FederationException.Code;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.ForeignRdf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.graph.GraphFactory;

/// What the peers hold: from their VoID, or by asking them; kept for a while. Thread-safe.
final class PeerProfiles {
    /// Age up to which a description is believed.
    static final Duration AGE_MAX = Duration.ofMinutes(10);
    /// Time during which a peer that failed is left alone.
    static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(15);
    /// Time for one description.
    static final Duration TIME_MAX = Duration.ofSeconds(5);
    /// Size of one description.
    static final long BYTES_MAX = 16L << 20;

    private final PeerQueries queries;
    private final Door door;
    private final Clock clock;
    private final Map<Member.Peer, Known> known = new ConcurrentHashMap<>();

    /// What is known of a peer.
    ///
    /// @param at when it was asked for
    /// @param took how long that took
    /// @param problem why the last attempt failed; empty when it did not
    record Known(Optional<Profile> profile, Instant at, Duration took, String problem) {}

    PeerProfiles(PeerQueries queries, Door door, Clock clock) {
        this.queries = queries;
        this.door = door;
        this.clock = clock;
    }

    /// What is known now, asked for again when it is old.
    Known of(Member.Peer peer) {
        Known last = known.get(peer);
        if (last != null
                && last.at()
                        .plus(last.problem().isEmpty() ? AGE_MAX : REST_AFTER_FAILURE)
                        .isAfter(now())) {
            return last;
        }
        Instant start = now();
        Known fresh;
        try {
            Profile profile = fetch(peer);
            fresh = new Known(Optional.of(profile), now(), Duration.between(start, now()), "");
        } catch (BelfryException e) {
            // What it held a while ago is a better guess than nothing.
            fresh = new Known(
                    last == null ? Optional.empty() : last.profile(),
                    now(),
                    Duration.between(start, now()),
                    String.valueOf(e.getMessage()));
        }
        known.put(peer, fresh);
        return fresh;
    }

    /// Asks a peer what it holds, and whether its endpoint answers.
    Known check(Member.Peer peer) {
        Known described = of(peer);
        Instant start = now();
        try {
            queries.ask(peer, PeerQueries.query("probe.rq"), TIME_MAX);
            return new Known(
                    described.profile(),
                    now(),
                    described.took().plus(Duration.between(start, now())),
                    described.problem());
        } catch (BelfryException e) {
            return new Known(
                    described.profile(), now(), Duration.between(start, now()), String.valueOf(e.getMessage()));
        }
    }

    /// Forgets what is known, so that the next question asks again.
    void forget(Member.Peer peer) {
        known.remove(peer);
    }

    private Instant now() {
        return clock.instant();
    }

    private Profile fetch(Member.Peer peer) {
        return peer.description().isPresent() ? described(peer) : asked(peer);
    }

    private Profile described(Member.Peer peer) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/turtle"));
        peer.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        Door.Reply reply = door.get(peer.description().orElseThrow(), headers, new Caps(BYTES_MAX, TIME_MAX));
        Graph graph = GraphFactory.createDefaultGraph();
        try {
            ForeignRdf.read(() -> RDFParser.source(reply.body())
                    .lang(Lang.TURTLE)
                    .base(peer.description().orElseThrow().toString())
                    .parse(graph));
        } catch (RiotException e) {
            throw new FederationException(Code.PEER_FAILED, peer + " describes itself in no Turtle.", e);
        }
        return VoidDescription.read(graph);
    }

    private Profile asked(Member.Peer peer) {
        Profile profile = new Profile();
        for (Binding row : queries.ask(peer, PeerQueries.query("profile-properties.rq"), TIME_MAX)) {
            Node property = row.get("property");
            profile.property(property).count(space(row, "from"), space(row, "to"), count(row));
        }
        for (Binding row : queries.ask(peer, PeerQueries.query("profile-classes.rq"), TIME_MAX)) {
            profile.type(row.get("class")).count(space(row, "from"), Optional.empty(), count(row));
        }
        return profile;
    }

    private static Optional<String> space(Binding row, String variable) {
        Node value = row.get(variable);
        return value == null || value.getLiteralLexicalForm().isEmpty()
                ? Optional.empty()
                : Optional.of(value.getLiteralLexicalForm());
    }

    private static long count(Binding row) {
        return ((Number) row.get("count").getLiteralValue()).longValue();
    }
}

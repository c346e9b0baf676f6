package city.belfry.hub.federation;

import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.StoreQueries;
import java.time.Duration;
import java.util.List;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.engine.binding.Binding;

/// Puts a query to one member: to the hub's own store, or to a peer. Thread-safe.
final class MemberQueries {
    private final StoreQueries store;
    private final PeerQueries peers;

    MemberQueries(StoreQueries store, PeerQueries peers) {
        this.store = store;
        this.peers = peers;
    }

    List<Binding> ask(Member member, Query query, Duration timeMax) {
        return switch (member) {
            case Member.Here here -> {
                QueryLimits limits = QueryLimits.PUBLIC;
                yield store.select(
                        query,
                        new QueryLimits(
                                limits.textBytesMax(),
                                limits.nestingMax(),
                                timeMax,
                                limits.rowsMax(),
                                limits.answerBytesMax()),
                        PeerQueries::list);
            }
            case Member.Peer peer -> peers.ask(peer, query, timeMax);
        };
    }
}

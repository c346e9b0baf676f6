package city.belfry.hub.federation;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.HostNames;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Joins the hub with its peers. The only hosts that can be called are those of the peers.
@Configuration(proxyBeanMethods = false)
public class FederationMount {
    /// The peers of a hub.
    ///
    /// @param privateHosts hosts that may have a private or local address
    public record Peers(List<Member.Peer> members, Set<String> privateHosts) {
        public static final Peers NONE = new Peers(List.of(), Set.of());

        /// A door to the peers and to nobody else.
        public Door door() {
            Set<String> hosts = new HashSet<>();
            for (Member.Peer peer : members) {
                hosts.add(String.valueOf(peer.endpoint().getHost()));
                peer.description().ifPresent(address -> hosts.add(String.valueOf(address.getHost())));
            }
            return new Door(hosts, privateHosts, HostNames.OF_THE_SYSTEM);
        }
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    static Federation federation(CityIdentity city, CityStore store, StoreQueries queries, Peers peers) {
        return new Federation(
                city.id(), city.baseIri(), store, queries, peers.members(), peers.door(), Clock.systemUTC());
    }
}

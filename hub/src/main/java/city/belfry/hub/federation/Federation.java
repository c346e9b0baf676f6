package city.belfry.hub.federation;

import city.belfry.hub.outbound.Door;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.Table;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.graph.NodeTransform;
import org.apache.jena.sparql.graph.NodeTransformLib;

/// Answers a question over the hub and its peers as if their statements stood in one store. Thread-safe.
public final class Federation {
    /// The column that says which cities a row comes from.
    public static final Var CITY = Var.alloc("city");

    private final List<Member> members = new ArrayList<>();
    private final MemberQueries queries;
    private final OwnProfile own;
    private final PeerProfiles peers;
    private final Node description;
    private final Node endpoint;
    private Optional<Thread> keeper = Optional.empty();

    /// @param self short name of the hub itself
    /// @param base the city's base IRI without a slash at its end
    public Federation(
            String self,
            String base,
            CityStore store,
            StoreQueries storeQueries,
            List<Member.Peer> peers,
            Door door,
            Clock clock) {
        members.add(new Member.Here(self));
        members.addAll(peers);
        PeerQueries peerQueries = new PeerQueries(door);
        this.queries = new MemberQueries(storeQueries, peerQueries);
        this.own = new OwnProfile(store, NodeFactory.createURI(base + "/graph/ontology"));
        this.peers = new PeerProfiles(peerQueries, door, clock);
        this.description = NodeFactory.createURI(base + "/.well-known/void#dataset");
        this.endpoint = NodeFactory.createURI(base + "/sparql");
    }

    /// Begins to keep the hub's own description current.
    public void start() {
        keeper = Optional.of(
                Thread.ofPlatform().daemon().name("belfry-describing").start(own::keepCurrent));
    }

    /// Ends that; the store may be closed then.
    public void stop() throws InterruptedException {
        own.stop();
        if (keeper.isPresent()) {
            keeper.get().join();
        }
    }

    /// Rows of a query over all members.
    ///
    /// @param columns in order
    /// @param receipt who gave what; to be shown with the rows
    public record Answer(List<Var> columns, List<Binding> rows, Receipt receipt) {}

    /// Answers a SELECT, or gives the solutions of the pattern of another kind of query.
    ///
    /// @param withCities whether each row gets a column with the cities it comes from
    public Answer answer(Query query, Duration timeMax, boolean withCities) {
        long start = System.nanoTime();
        Receipt receipt = new Receipt(members);
        Map<Member, Profile> profiles = profiles(receipt, timeMax);
        Duration left = timeMax.minusNanos(System.nanoTime() - start);
        CityMarks marks = new CityMarks(withCities);
        Op op = named(Algebra.compile(query));
        if (query.isAskType()) {
            // One row says it all.
            op = new OpSlice(op, Query.NOLIMIT, 1);
        }
        try (Correspondence correspondence =
                new Correspondence(profiles, queries, receipt, left.isNegative() ? Duration.ZERO : left, marks)) {
            Table table = new Evaluation(new Distribution(profiles, own.replicated()), correspondence, marks, left)
                    .answer(op);
            List<Var> columns = new ArrayList<>(query.isSelectType() ? query.getProjectVars() : table.getVars());
            List<Binding> rows = new ArrayList<>();
            table.rows().forEachRemaining(rows::add);
            if (withCities) {
                rows.replaceAll(row -> withCity(row, columns, marks));
                columns.add(CITY);
            }
            return new Answer(List.copyOf(columns), rows, receipt);
        }
    }

    private static Binding withCity(Binding row, List<Var> columns, CityMarks marks) {
        BindingBuilder builder = BindingFactory.builder();
        for (Var column : columns) {
            if (row.contains(column)) {
                builder.add(column, row.get(column));
            }
        }
        String cities = marks.cities(row);
        if (!cities.isEmpty()) {
            builder.add(CITY, NodeFactory.createLiteralString(cities));
        }
        return builder.build();
    }

    /// Blank nodes of a query are variables whose names are no SPARQL; members must be able to read them.
    private static Op named(Op op) {
        NodeTransform rename =
                node -> Var.isVar(node) && Var.alloc(node).getVarName().startsWith("?")
                        ? Var.alloc("blank_" + Var.alloc(node).getVarName().substring(1))
                        : node;
        return NodeTransformLib.transform(rename, op);
    }

    /// What each member holds; one of which nothing is known is not asked, and the receipt says so.
    private Map<Member, Profile> profiles(Receipt receipt, Duration timeMax) {
        Map<Member, Profile> profiles = new LinkedHashMap<>();
        for (Member member : members) {
            if (member instanceof Member.Here) {
                profiles.put(member, own.profile());
            }
        }
        known(timeMax.dividedBy(2)).forEach((peer, known) -> {
            known.profile().ifPresent(profile -> profiles.put(peer, profile));
            if (known.profile().isEmpty()) {
                receipt.failed(peer, "nothing is known of what it holds: " + known.problem(), Duration.ZERO);
            }
        });
        return profiles;
    }

    /// What is known of the peers; those of which it is not are asked, all at once.
    private Map<Member.Peer, PeerProfiles.Known> known(Duration timeMax) {
        Map<Member.Peer, Future<PeerProfiles.Known>> asked = new LinkedHashMap<>();
        Map<Member.Peer, PeerProfiles.Known> known = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Member member : members) {
                if (member instanceof Member.Peer peer) {
                    asked.put(peer, threads.submit(() -> peers.of(peer)));
                }
            }
            long end = System.nanoTime() + timeMax.toNanos();
            asked.forEach((peer, future) ->
                    known.put(peer, wait(future, Duration.ofNanos(Math.max(0, end - System.nanoTime())))));
            threads.shutdownNow();
        }
        return known;
    }

    private static PeerProfiles.Known wait(Future<PeerProfiles.Known> future, Duration timeMax) {
        try {
            return future.get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new PeerProfiles.Known(Optional.empty(), Instant.EPOCH, timeMax, "it does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PeerProfiles.Known(Optional.empty(), Instant.EPOCH, Duration.ZERO, "interrupted");
        }
    }

    /// The peers with what is known of them now.
    public List<Neighbour> neighbours() {
        List<Neighbour> neighbours = new ArrayList<>();
        known(PeerProfiles.TIME_MAX.plus(PeerProfiles.TIME_MAX))
                .forEach((peer, known) -> neighbours.add(Neighbour.of(peer, known)));
        return neighbours;
    }

    /// What the hub itself holds.
    public List<Holding> holdings() {
        return Holding.of(own.profile());
    }

    /// The hub's own description for others, current as of the last publication.
    public Graph description() {
        return VoidDescription.of(own.profile(), description, endpoint);
    }

    public List<Member> members() {
        return List.copyOf(members);
    }
}

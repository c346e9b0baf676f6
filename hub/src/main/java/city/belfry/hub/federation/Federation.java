package city.belfry.hub.federation;

import city.belfry.hub.outbound.Door;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpProject;
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
        this.queries = new MemberQueries(storeQueries, door);
        this.own = new OwnProfile(store, NodeFactory.createURI(base + "/graph/ontology"));
        this.peers = new PeerProfiles(queries, door, clock);
        this.description = NodeFactory.createURI(base + "/.well-known/void#dataset");
        this.endpoint = NodeFactory.createURI(base + "/sparql");
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
        if (withCities) {
            op = marked(op, marks);
        }
        try (Correspondence correspondence =
                new Correspondence(profiles, queries, receipt, left.isNegative() ? Duration.ZERO : left, marks)) {
            Table table = new Evaluation(new Distribution(profiles, own.replicated()), correspondence).evaluate(op);
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

    /// Lets the marks of the rows through every projection.
    private static Op marked(Op op, CityMarks marks) {
        return Transformer.transform(
                new TransformCopy() {
                    @Override
                    public Op transform(OpProject project, Op inner) {
                        Set<Var> columns = new LinkedHashSet<>(project.getVars());
                        columns.addAll(marks.all());
                        return new OpProject(inner, new ArrayList<>(columns));
                    }
                },
                op);
    }

    /// What each member holds; one of which nothing is known is not asked, and the receipt says so.
    private Map<Member, Profile> profiles(Receipt receipt, Duration timeMax) {
        Map<Member, Profile> profiles = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Member.Peer, Future<PeerProfiles.Known>> asked = new LinkedHashMap<>();
            for (Member member : members) {
                switch (member) {
                    case Member.Here here -> profiles.put(here, own.profile());
                    case Member.Peer peer -> asked.put(peer, threads.submit(() -> peers.of(peer)));
                }
            }
            asked.forEach((peer, future) -> {
                PeerProfiles.Known known = wait(future, timeMax);
                known.profile().ifPresent(profile -> profiles.put(peer, profile));
                if (known.profile().isEmpty()) {
                    receipt.failed(peer, "nothing is known of what it holds: " + known.problem(), Duration.ZERO);
                }
            });
            threads.shutdownNow();
        }
        return profiles;
    }

    private static PeerProfiles.Known wait(Future<PeerProfiles.Known> future, Duration timeMax) {
        try {
            return future.get(Math.max(1, timeMax.toMillis() / 2), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new PeerProfiles.Known(Optional.empty(), Instant.EPOCH, "it does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PeerProfiles.Known(Optional.empty(), Instant.EPOCH, "interrupted");
        }
    }

    /// A peer as a page shows it.
    ///
    /// @param triples statements that it says it holds; 0 when nothing is known
    public record Neighbour(Member.Peer peer, boolean isKnown, long triples, List<String> classes, String problem) {}

    /// The peers with what is known of them now.
    public List<Neighbour> neighbours() {
        List<Neighbour> neighbours = new ArrayList<>();
        for (Member member : members) {
            if (member instanceof Member.Peer peer) {
                PeerProfiles.Known known = peers.of(peer);
                neighbours.add(new Neighbour(
                        peer,
                        known.profile().isPresent(),
                        known.profile().map(Profile::triples).orElse(0L),
                        known.profile()
                                .map(profile -> profile.classes().keySet().stream()
                                        .map(Node::getURI)
                                        .sorted()
                                        .toList())
                                .orElse(List.of()),
                        known.problem()));
            }
        }
        return neighbours;
    }

    /// The hub's own description for others, current as of the last publication.
    public Graph description() {
        return VoidDescription.of(own.profile(), description, endpoint);
    }

    public List<Member> members() {
        return List.copyOf(members);
    }
}

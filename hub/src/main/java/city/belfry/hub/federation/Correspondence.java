package city.belfry.hub.federation;

import city.belfry.hub.federation.FederationException.Code;
import city.belfry.ontology.BelfryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpAsQuery;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.Table;
import org.apache.jena.sparql.algebra.TableFactory;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;

/// The requests of one question: all members at once, each with a few requests at a time, all before one deadline.
///
/// What a member fails to give is a line in the receipt and not a failure of the answer. So that a member that is
/// slow costs only what it alone would have given, a round of requests of which others may follow gets a part of the
/// time that is left, who was late once is not asked again, and a part of all time is kept for putting the rows
/// together.
final class Correspondence implements AutoCloseable {
    /// Requests to one member at a time.
    static final int REQUESTS_AT_ONCE = 4;
    /// Rows that one question may bring together; about 500 bytes each.
    static final long ROWS_MAX = 500_000;
    /// Part of the time that is kept for what is done with the rows.
    private static final double KEPT_SHARE = 0.15;
    /// Part of the time that is left which a round gets when others may follow.
    private static final double ROUND_SHARE = 0.6;

    private final Map<Member, Profile> profiles;
    private final MemberQueries queries;
    private final Receipt receipt;
    private final Instant deadline;
    /// Members that were late.
    private final Set<Member> late = ConcurrentHashMap.newKeySet();
    private final CityMarks marks;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Member, Semaphore> places;
    private final AtomicLong rowsHeld = new AtomicLong();

    Correspondence(
            Map<Member, Profile> profiles, MemberQueries queries, Receipt receipt, Duration timeMax, CityMarks marks) {
        this.profiles = profiles;
        this.queries = queries;
        this.receipt = receipt;
        this.deadline = Instant.now().plus(part(timeMax, 1 - KEPT_SHARE));
        this.marks = marks;
        this.places = profiles.keySet().stream()
                .collect(Collectors.toMap(member -> member, member -> new Semaphore(REQUESTS_AT_ONCE)));
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis(Math.round(whole.toMillis() * share));
    }

    /// Asks each member the same; other questions may follow.
    Table ask(Op op, Set<Member> members) {
        return ask(op, members, ROUND_SHARE);
    }

    /// Asks each member the same, and nothing will follow.
    Table askOnce(Op op, Set<Member> members) {
        return ask(op, members, 1);
    }

    private Table ask(Op op, Set<Member> members, double share) {
        List<Request> requests =
                members.stream().map(member -> new Request(member, op)).toList();
        return send(requests, op, part(remaining(deadline), share));
    }

    /// Asks for the rows that go with values that are known.
    ///
    /// @param keys the values of the variables, each row once
    Table askFor(List<Binding> keys, List<Var> variables, Op op, Set<Member> members) {
        List<Request> requests = new ArrayList<>();
        for (Member member : members) {
            List<Binding> meant = keysFor(profile(member), keys, variables);
            for (int from = 0; from < meant.size(); from += Evaluation.KEYS_PER_REQUEST) {
                List<Binding> batch = meant.subList(from, Math.min(meant.size(), from + Evaluation.KEYS_PER_REQUEST));
                requests.add(new Request(member, OpJoin.create(OpTable.create(table(variables, batch)), op)));
            }
        }
        return send(requests, op, part(remaining(deadline), ROUND_SHARE));
    }

    private static Table table(List<Var> variables, Collection<Binding> rows) {
        Table table = TableFactory.create(variables);
        rows.forEach(table::addBinding);
        return table;
    }

    /// Leaves out values that lie in no space of which the member says anything.
    private static List<Binding> keysFor(Profile profile, List<Binding> keys, List<Var> variables) {
        Set<String> spaces = profile.subjectSpaces();
        profile.properties().values().forEach(partition -> spaces.addAll(partition.objectSpaces()));
        return keys.stream()
                .filter(key -> variables.stream().allMatch(variable -> {
                    Node value = key.get(variable);
                    return !value.isURI() || spaces.contains(IriSpace.of(value.getURI()));
                }))
                .toList();
    }

    private Profile profile(Member member) {
        return Objects.requireNonNull(profiles.get(member), "only members with a profile are asked");
    }

    private record Request(Member member, Op op) {}

    private Table send(List<Request> requests, Op op, Duration timeMax) {
        Instant end = Instant.now().plus(timeMax);
        List<Future<List<Binding>>> answers = new ArrayList<>();
        for (Request request : requests) {
            answers.add(threads.submit(answer(request, end)));
        }
        Set<Var> columns = new LinkedHashSet<>(OpVars.visibleVars(op));
        Var mark = marks.next();
        Table rows = TableFactory.create(new ArrayList<>(columns));
        for (int at = 0; at < answers.size(); at++) {
            Member member = requests.get(at).member();
            for (Binding row : rows(member, answers.get(at), end, timeMax)) {
                rows.addBinding(marks.areWanted() ? BindingFactory.binding(row, mark, marks.of(member)) : row);
            }
        }
        return rows;
    }

    private Callable<List<Binding>> answer(Request request, Instant end) {
        return () -> {
            if (late.contains(request.member())) {
                return List.of();
            }
            Semaphore place = places.get(request.member());
            if (place == null || !place.tryAcquire(remaining(end).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            Instant start = Instant.now();
            try {
                Query query = OpAsQuery.asQuery(request.op());
                List<Binding> rows = queries.ask(request.member(), query, remaining(end));
                RowCheck check = new RowCheck(request.op(), profile(request.member()), request.member());
                List<Binding> kept = rows.stream().filter(check::isItsBusiness).toList();
                receipt.answered(
                        request.member(),
                        kept.size(),
                        rows.size() - kept.size(),
                        Duration.between(start, Instant.now()));
                return kept;
            } catch (BelfryException e) {
                if (remaining(end).isZero()) {
                    late.add(request.member());
                }
                receipt.failed(request.member(), e.getMessage(), Duration.between(start, Instant.now()));
                return List.of();
            } finally {
                place.release();
            }
        };
    }

    private List<Binding> rows(Member member, Future<List<Binding>> answer, Instant end, Duration timeMax) {
        try {
            List<Binding> rows = answer.get(Math.max(1, remaining(end).toMillis()), TimeUnit.MILLISECONDS);
            if (rowsHeld.addAndGet(rows.size()) > ROWS_MAX) {
                throw new FederationException(
                        Code.FEDERATION_TOO_LARGE,
                        "The members gave more than %,d rows to be brought together. Ask for less: name a class, an area,"
                                        .formatted(ROWS_MAX)
                                + " a time, or add LIMIT.");
            }
            return rows;
        } catch (TimeoutException e) {
            answer.cancel(true);
            return late(member, timeMax);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return late(member, timeMax);
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            receipt.failed(member, "the question was interrupted", timeMax);
            return List.of();
        }
    }

    private List<Binding> late(Member member, Duration timeMax) {
        late.add(member);
        receipt.failed(member, "no answer within " + timeMax.toMillis() / 1000.0 + " s", timeMax);
        return List.of();
    }

    private static Duration remaining(Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

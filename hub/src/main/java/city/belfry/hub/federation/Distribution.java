package city.belfry.hub.federation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.op.Op1;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.jspecify.annotations.Nullable;

/// Decides whether a question can be put to each member by itself: then the answers, one after the other, are the
/// answer of all.
///
/// That is so when no match can use statements of two members. Two patterns that share a node must be matched in one
/// member when, for every two members, the spaces in which the node can lie there have nothing in common; patterns
/// that hang together by such nodes form one group. What every hub holds by itself (the ontology and its codes) joins
/// inside the member that holds it.
final class Distribution {
    /// Ways through the UNIONs of a question that are looked at; one with more is not put to members as a whole.
    private static final int ALTERNATIVES_MAX = 64;

    private final Map<Member, Profile> members;
    private final Set<String> replicated;

    /// @param members who can be asked, with what each holds
    /// @param replicated spaces of what every hub holds by itself
    Distribution(Map<Member, Profile> members, Set<String> replicated) {
        this.members = new LinkedHashMap<>(members);
        this.replicated = Set.copyOf(replicated);
    }

    /// The members to which the question can be put as a whole; nothing when it must be taken apart first.
    Optional<Set<Member>> members(Op op) {
        Optional<List<Set<Statement>>> alternatives = alternatives(op);
        if (alternatives.isEmpty()
                || alternatives.get().stream().anyMatch(way -> groups(way).size() > 1)) {
            return Optional.empty();
        }
        if (alternatives.get().stream().allMatch(Set::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(candidates(op));
    }

    /// Members that can have an answer.
    Set<Member> candidates(Op op) {
        return switch (op) {
            case OpBGP bgp -> candidates(statements(bgp));
            case OpPath path -> candidates(List.of(new Statement(path.getTriplePath())));
            case OpTable table -> new LinkedHashSet<>(members.keySet());
            case OpLeftJoin join -> candidates(join.getLeft());
            case OpMinus minus -> candidates(minus.getLeft());
            case OpUnion union -> {
                Set<Member> either = candidates(union.getLeft());
                either.addAll(candidates(union.getRight()));
                yield either;
            }
            case OpJoin join -> both(candidates(join.getLeft()), candidates(join.getRight()));
            case OpSequence sequence ->
                sequence.getElements().stream()
                        .map(this::candidates)
                        .reduce(Distribution::both)
                        .orElseGet(LinkedHashSet::new);
            case Op1 one -> candidates(one.getSubOp());
            default -> new LinkedHashSet<>(members.keySet());
        };
    }

    private static Set<Member> both(Set<Member> left, Set<Member> right) {
        left.retainAll(right);
        return left;
    }

    private Set<Member> candidates(Collection<Statement> statements) {
        Set<Member> found = new LinkedHashSet<>();
        members.forEach((member, profile) -> {
            if (statements.stream().allMatch(statement -> statement.at(profile).isPresent())) {
                found.add(member);
            }
        });
        return found;
    }

    /// Statements that a question reads at most, over all members: what it is worth being asked early.
    long size(Collection<Statement> statements) {
        return members.values().stream()
                .mapToLong(profile -> statements.stream()
                        .mapToLong(statement ->
                                statement.at(profile).map(Statement.Match::size).orElse(0L))
                        .min()
                        .orElse(0))
                .sum();
    }

    static List<Statement> statements(OpBGP bgp) {
        return bgp.getPattern().getList().stream()
                .map(triple -> new Statement(new TriplePath(triple)))
                .toList();
    }

    /// The ways in which a solution can come about: for each the patterns that it needs. Nothing when the question has
    /// a part that only the hub itself can work out.
    private Optional<List<Set<Statement>>> alternatives(Op op) {
        return switch (op) {
            case OpBGP bgp -> Optional.of(List.of(new LinkedHashSet<>(statements(bgp))));
            case OpPath path -> Optional.of(List.of(Set.of(new Statement(path.getTriplePath()))));
            case OpTable table -> Optional.of(List.of(Set.of()));
            case OpJoin join -> product(join.getLeft(), join.getRight());
            case OpSequence sequence -> {
                Optional<List<Set<Statement>>> all = Optional.of(List.of(Set.of()));
                for (Op element : sequence.getElements()) {
                    all = product(all, alternatives(element));
                }
                yield all;
            }
            case OpLeftJoin join -> product(product(join.getLeft(), join.getRight()), alternatives(join.getExprs()));
            case OpMinus minus -> product(minus.getLeft(), minus.getRight());
            case OpUnion union -> {
                Optional<List<Set<Statement>>> left = alternatives(union.getLeft());
                Optional<List<Set<Statement>>> right = alternatives(union.getRight());
                if (left.isEmpty()
                        || right.isEmpty()
                        || left.get().size() + right.get().size() > ALTERNATIVES_MAX) {
                    yield Optional.empty();
                }
                List<Set<Statement>> either = new ArrayList<>(left.get());
                either.addAll(right.get());
                yield Optional.of(either);
            }
            case OpFilter filter -> product(alternatives(filter.getSubOp()), alternatives(filter.getExprs()));
            case OpExtend extend ->
                extend.getVarExprList().getExprs().values().stream().anyMatch(Distribution::readsStatements)
                        ? Optional.empty()
                        : alternatives(extend.getSubOp());
            case OpGraph graph -> alternatives(graph.getSubOp());
            default -> Optional.empty();
        };
    }

    private static boolean readsStatements(Expr expression) {
        return !patternsIn(expression).isEmpty();
    }

    /// EXISTS and NOT EXISTS read statements too.
    private Optional<List<Set<Statement>>> alternatives(@Nullable ExprList expressions) {
        Optional<List<Set<Statement>>> all = Optional.of(List.of(Set.of()));
        if (expressions != null) {
            for (Expr expression : expressions) {
                for (Op pattern : patternsIn(expression)) {
                    all = product(all, alternatives(pattern));
                }
            }
        }
        return all;
    }

    static List<Op> patternsIn(Expr expression) {
        List<Op> patterns = new ArrayList<>();
        Walker.walk(expression, new ExprVisitorBase() {
            @Override
            public void visit(ExprFunctionOp exists) {
                patterns.add(exists.getGraphPattern());
            }
        });
        return patterns;
    }

    private Optional<List<Set<Statement>>> product(Op left, Op right) {
        return product(alternatives(left), alternatives(right));
    }

    private static Optional<List<Set<Statement>>> product(
            Optional<List<Set<Statement>>> left, Optional<List<Set<Statement>>> right) {
        if (left.isEmpty() || right.isEmpty() || left.get().size() * right.get().size() > ALTERNATIVES_MAX) {
            return Optional.empty();
        }
        List<Set<Statement>> pairs = new ArrayList<>();
        for (Set<Statement> one : left.get()) {
            for (Set<Statement> other : right.get()) {
                Set<Statement> pair = new LinkedHashSet<>(one);
                pair.addAll(other);
                pairs.add(pair);
            }
        }
        return Optional.of(pairs);
    }

    /// The patterns that must be matched in one member together, group by group.
    List<List<Statement>> groups(Collection<Statement> statements) {
        List<Statement> rest = new ArrayList<>(statements);
        List<List<Statement>> groups = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<Statement> group = new ArrayList<>();
            Deque<Statement> near = new ArrayDeque<>(List.of(rest.removeFirst()));
            while (!near.isEmpty()) {
                Statement statement = near.pop();
                group.add(statement);
                List<Statement> joined = rest.stream()
                        .filter(other -> mustShareMember(statement, other))
                        .toList();
                rest.removeAll(joined);
                near.addAll(joined);
            }
            groups.add(group);
        }
        return groups;
    }

    private boolean mustShareMember(Statement one, Statement other) {
        Set<Node> shared = new HashSet<>(one.nodes());
        shared.retainAll(other.nodes());
        return shared.stream().anyMatch(node -> staysInside(node, one, other));
    }

    /// Whether no two members can both have the node, the one for the first pattern and the other for the second.
    private boolean staysInside(Node node, Statement one, Statement other) {
        if (node.isBlank()) {
            return true;
        }
        Map<Member, Statement.Match> firsts = matches(one);
        Map<Member, Statement.Match> seconds = matches(other);
        for (Map.Entry<Member, Statement.Match> first : firsts.entrySet()) {
            for (Map.Entry<Member, Statement.Match> second : seconds.entrySet()) {
                if (!first.getKey().equals(second.getKey())
                        && canMeet(node, first.getValue(), second.getValue(), seconds.get(first.getKey()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// @param own what the first member itself has for the second pattern
    private boolean canMeet(Node node, Statement.Match first, Statement.Match second, Statement.@Nullable Match own) {
        if (first.others().contains(node) && second.others().contains(node)) {
            return true;
        }
        Set<String> ownSpaces = own == null ? Set.of() : own.spaces().getOrDefault(node, Set.of());
        Set<String> there = second.spaces().getOrDefault(node, Set.of());
        return first.spaces().getOrDefault(node, Set.of()).stream()
                .filter(there::contains)
                .anyMatch(space -> !(replicated.contains(space) && ownSpaces.contains(space)));
    }

    private Map<Member, Statement.Match> matches(Statement statement) {
        Map<Member, Statement.Match> matches = new HashMap<>();
        members.forEach((member, profile) -> statement.at(profile).ifPresent(match -> matches.put(member, match)));
        return matches;
    }
}

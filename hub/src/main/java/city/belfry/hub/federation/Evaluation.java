package city.belfry.hub.federation;

import city.belfry.hub.federation.FederationException.Code;
import city.belfry.hub.sparql.GuardedQuery;
import city.belfry.hub.sparql.SparqlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.Table;
import org.apache.jena.sparql.algebra.TableFactory;
import org.apache.jena.sparql.algebra.op.Op1;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.core.BasicPattern;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.QueryEngineRegistry;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.binding.BindingRoot;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVars;
import org.apache.jena.sparql.util.Context;

/// Answers one question: parts that members can answer by themselves go to them, the rest is worked out here on their
/// rows. One per question, one thread.
///
/// Where parts of several members must be joined, the smaller part is asked first, and the values that it has for the
/// shared variables go with the question for the next, many at a time.
final class Evaluation {
    /// Distinct values sent with one request.
    static final int KEYS_PER_REQUEST = 200;
    /// Above that many values it is cheaper to ask for everything.
    static final int KEYS_MAX = 20_000;

    private final Distribution distribution;
    private final Correspondence members;
    private final CityMarks marks;
    private final Duration left;
    private final long endNanos;
    private final RewriteFactory guarded;

    Evaluation(Distribution distribution, Correspondence members, CityMarks marks, Duration left) {
        this.left = left;
        this.endNanos = System.nanoTime() + left.toNanos();
        this.guarded = GuardedQuery.within(left);
        this.distribution = distribution;
        this.members = members;
        this.marks = marks;
    }

    /// The rows of a whole question.
    Table answer(Op question) {
        var pushed = Pushed.of(question, distribution);
        return pushed.isPresent()
                ? finished(
                        pushed.get(),
                        members.askOnce(pushed.get().remote(), pushed.get().members()))
                : evaluate(question);
    }

    private Table finished(Pushed pushed, Table rows) {
        return pushed.isPlain() ? rows : here(pushed.finish().apply(OpTable.create(rows)));
    }

    private Table evaluate(Op op) {
        var pushed = Pushed.of(op, distribution);
        if (pushed.isPresent()) {
            return finished(
                    pushed.get(),
                    members.ask(pushed.get().remote(), pushed.get().members()));
        }
        return switch (op) {
            case OpTable table -> table.getTable();
            case OpBGP bgp -> joined(op);
            case OpPath path -> joined(op);
            case OpJoin join -> joined(op);
            case OpSequence sequence -> joined(op);
            case OpFilter filter -> joined(op);
            case OpUnion union ->
                here(OpUnion.create(
                        OpTable.create(evaluate(union.getLeft())), OpTable.create(evaluate(union.getRight()))));
            case OpLeftJoin join -> {
                Table left = evaluate(join.getLeft());
                Table right = evaluateFor(left, join.getRight());
                if (join.getExprs() != null) {
                    join.getExprs().forEach(Evaluation::requireNoPatterns);
                }
                yield here(OpLeftJoin.create(OpTable.create(left), OpTable.create(right), join.getExprs()));
            }
            case OpMinus minus -> {
                Table left = evaluate(minus.getLeft());
                yield here(OpMinus.create(OpTable.create(left), OpTable.create(evaluateFor(left, minus.getRight()))));
            }
            case Op1 one -> here(one.copy(OpTable.create(evaluate(one.getSubOp()))));
            default -> throw unsupported(op.getName());
        };
    }

    private static FederationException unsupported(String what) {
        return new FederationException(
                Code.FEDERATION_UNSUPPORTED,
                "This part of the query concerns several cities at once and cannot be put together here: " + what
                        + ". Ask each city by itself, or write it as joins.");
    }

    private static void requireNoPatterns(Expr expression) {
        if (!Distribution.patternsIn(expression).isEmpty()) {
            throw unsupported("EXISTS over statements of another city");
        }
    }

    /// Works out an algebra over tables; nothing in it reads a store.
    private Table here(Op op) {
        DatasetGraph nothing = DatasetGraphFactory.empty();
        AtomicBoolean isOver = new AtomicBoolean();
        Context context = ARQ.getContext().copy();
        context.set(ARQConstants.sysOptimizerFactory, guarded);
        context.set(ARQConstants.symCancelQuery, isOver);
        // Joins of what the members sent are done here, and nobody else ends them.
        Thread clock = Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(endNanos - System.nanoTime());
            isOver.set(!Thread.currentThread().isInterrupted());
        });
        QueryIterator rows = QueryEngineRegistry.findFactory(op, nothing, context)
                .create(marks.through(op), nothing, BindingRoot.create(), context)
                .iterator();
        try {
            return TableFactory.create(rows);
        } catch (QueryCancelledException e) {
            throw SparqlException.deadline(left, e);
        } finally {
            clock.interrupt();
            rows.close();
        }
    }

    /// Parts that are joined with each other, and what their rows must fulfil.
    private record Conjunction(List<Statement> statements, List<Op> others, List<Expr> filters) {
        static Conjunction of(Op op) {
            Conjunction all = new Conjunction(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            all.add(op);
            return all;
        }

        private void add(Op op) {
            switch (op) {
                case OpBGP bgp -> statements.addAll(Distribution.statements(bgp));
                case OpPath path -> statements.add(new Statement(path.getTriplePath()));
                case OpJoin join -> {
                    add(join.getLeft());
                    add(join.getRight());
                }
                case OpSequence sequence -> sequence.getElements().forEach(this::add);
                case OpFilter filter
                when isLocal(filter) -> {
                    filters.addAll(filter.getExprs().getList());
                    add(filter.getSubOp());
                }
                default -> others.add(op);
            }
        }

        /// Whether the filter means the same when it stands further out.
        private static boolean isLocal(OpFilter filter) {
            Set<Var> visible = OpVars.visibleVars(filter.getSubOp());
            return filter.getExprs().getList().stream()
                    .allMatch(expression -> visible.containsAll(ExprVars.getVarsMentioned(expression))
                            && Distribution.patternsIn(expression).isEmpty());
        }
    }

    private Table joined(Op op) {
        if (op instanceof OpFilter filter && !Conjunction.isLocal(filter)) {
            filter.getExprs().forEach(Evaluation::requireNoPatterns);
            return here(filter.copy(OpTable.create(evaluate(filter.getSubOp()))));
        }
        Conjunction all = Conjunction.of(op);
        List<Part> parts = new ArrayList<>();
        for (List<Statement> group : distribution.groups(all.statements())) {
            parts.add(new Part(filtered(pattern(group), all.filters()), distribution.size(group)));
        }
        for (Op other : all.others()) {
            parts.add(new Part(other, other instanceof OpTable ? 0 : Long.MAX_VALUE));
        }
        Table rows = TableFactory.createUnit();
        Set<Var> known = new HashSet<>();
        while (!parts.isEmpty()) {
            Part next = next(parts, known);
            parts.remove(next);
            Table more = known.isEmpty() ? evaluate(next.op()) : evaluateFor(rows, next.op());
            rows = known.isEmpty() ? more : here(OpJoin.create(OpTable.create(rows), OpTable.create(more)));
            known.addAll(OpVars.visibleVars(next.op()));
            if (rows.isEmpty()) {
                return rows;
            }
        }
        return all.filters().isEmpty()
                ? rows
                : here(OpFilter.filterBy(ExprList.create(all.filters()), OpTable.create(rows)));
    }

    /// A part of a join.
    ///
    /// @param size statements that it reads, at most
    private record Part(Op op, long size) {}

    /// The smallest of those that share a variable with what is known, else the smallest.
    private static Part next(List<Part> parts, Set<Var> known) {
        Comparator<Part> order = Comparator.<Part, Boolean>comparing(part -> known.isEmpty()
                        || OpVars.visibleVars(part.op()).stream().noneMatch(known::contains))
                .thenComparingLong(Part::size);
        return parts.stream().min(order).orElseThrow();
    }

    private static Op pattern(Collection<Statement> statements) {
        BasicPattern triples = new BasicPattern();
        List<Op> paths = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement.isPath()) {
                paths.add(new OpPath(statement.pattern()));
            } else {
                triples.add(statement.pattern().asTriple());
            }
        }
        Op op = triples.isEmpty() ? paths.removeFirst() : new OpBGP(triples);
        for (Op path : paths) {
            op = OpJoin.create(op, path);
        }
        return op;
    }

    private static Op filtered(Op op, List<Expr> filters) {
        Set<Var> visible = OpVars.visibleVars(op);
        List<Expr> own = filters.stream()
                .filter(filter -> visible.containsAll(ExprVars.getVarsMentioned(filter)))
                .toList();
        return own.isEmpty() ? op : OpFilter.filterBy(ExprList.create(own), op);
    }

    /// Rows of a part that can go with rows that are there.
    private Table evaluateFor(Table rows, Op op) {
        var pushed = Pushed.of(op, distribution).filter(Pushed::isPlain);
        if (pushed.isEmpty()) {
            return evaluate(op);
        }
        List<Var> shared =
                rows.getVars().stream().filter(OpVars.visibleVars(op)::contains).toList();
        Set<Binding> keys = new LinkedHashSet<>();
        boolean isUsable = !shared.isEmpty();
        for (var row = rows.rows(); isUsable && row.hasNext(); ) {
            Binding key = key(row.next(), shared);
            // A value that is missing restricts nothing, and a blank node means nothing elsewhere.
            isUsable = key.size() == shared.size() && !hasBlankNode(key);
            keys.add(key);
            isUsable &= keys.size() <= KEYS_MAX;
        }
        if (!isUsable) {
            return members.ask(op, pushed.get().members());
        }
        return members.askFor(new ArrayList<>(keys), shared, op, pushed.get().members());
    }

    private static Binding key(Binding row, List<Var> shared) {
        BindingBuilder key = BindingFactory.builder();
        for (Var variable : shared) {
            Node value = row.get(variable);
            if (value != null) {
                key.add(variable, value);
            }
        }
        return key.build();
    }

    private static boolean hasBlankNode(Binding key) {
        for (var variables = key.vars(); variables.hasNext(); ) {
            if (key.get(variables.next()).isBlank()) {
                return true;
            }
        }
        return false;
    }
}

package city.belfry.hub.federation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.expr.E_Divide;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_If;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprVar;
import org.apache.jena.sparql.expr.ExprVars;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.AggAvg;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.AggCountVar;
import org.apache.jena.sparql.expr.aggregate.AggMax;
import org.apache.jena.sparql.expr.aggregate.AggMin;
import org.apache.jena.sparql.expr.aggregate.AggSum;
import org.apache.jena.sparql.expr.aggregate.Aggregator;

/// A question that each member answers by itself, and what the hub then does with all their rows.
///
/// As much as can be is left to the members: projection, DISTINCT, the first rows in an order, and the parts of
/// aggregates that can be put together (SPARQL 1.1 Query §18.5: COUNT, SUM, MIN, MAX and AVG without DISTINCT).
///
/// @param remote what each member is asked
/// @param finish makes the answer of all rows
/// @param isPlain whether the rows as they come are the answer
record Pushed(Op remote, Set<Member> members, UnaryOperator<Op> finish, boolean isPlain) {
    private static final String PART = "part_";

    static Optional<Pushed> of(Op op, Distribution distribution) {
        Optional<Set<Member>> direct = distribution.members(op);
        if (direct.isPresent()) {
            return direct.map(members -> new Pushed(op, members, UnaryOperator.identity(), true));
        }
        return switch (op) {
            case OpProject project
            when project.getSubOp() instanceof OpOrder order -> sorted(project, order, distribution);
            case OpProject project -> of(project.getSubOp(), distribution).map(sub -> project(project, sub));
            case OpDistinct distinct ->
                of(distinct.getSubOp(), distribution)
                        .map(sub -> sub.isPlain()
                                ? sub.then(OpDistinct.create(sub.remote()), OpDistinct::create)
                                : sub.then(sub.remote(), OpDistinct::create));
            case OpReduced reduced ->
                of(reduced.getSubOp(), distribution).map(sub -> sub.then(sub.remote(), OpReduced::create));
            case OpOrder order ->
                of(order.getSubOp(), distribution)
                        .map(sub -> sub.then(sub.remote(), rows -> new OpOrder(rows, order.getConditions())));
            case OpSlice slice -> slice(slice, distribution);
            case OpGroup group ->
                of(group.getSubOp(), distribution).filter(Pushed::isPlain).map(sub -> group(group, sub));
            case OpExtend extend ->
                of(extend.getSubOp(), distribution)
                        .filter(sub -> !sub.isPlain())
                        .map(sub -> sub.then(sub.remote(), extend::copy));
            case OpFilter filter ->
                of(filter.getSubOp(), distribution)
                        .filter(sub -> !sub.isPlain())
                        .map(sub -> sub.then(sub.remote(), filter::copy));
            default -> Optional.empty();
        };
    }

    private Pushed then(Op remote, UnaryOperator<Op> last) {
        return new Pushed(remote, members, rows -> last.apply(finish.apply(rows)), false);
    }

    private static Pushed project(OpProject project, Pushed sub) {
        return sub.isPlain()
                ? new Pushed(
                        new OpProject(sub.remote(), project.getVars()), sub.members(), UnaryOperator.identity(), true)
                : sub.then(sub.remote(), project::copy);
    }

    /// The first rows of all are among the first rows of each.
    private static Optional<Pushed> slice(OpSlice slice, Distribution distribution) {
        Op inner = slice.getSubOp();
        Optional<OpProject> project = inner instanceof OpProject p ? Optional.of(p) : Optional.empty();
        Op beneath = project.map(OpProject::getSubOp).orElse(inner);
        Optional<OpOrder> order = beneath instanceof OpOrder o ? Optional.of(o) : Optional.empty();
        Op rows = order.map(OpOrder::getSubOp).orElse(beneath);
        Optional<Pushed> pushed = of(rows, distribution);
        boolean hasEnd = slice.getLength() != Query.NOLIMIT;
        if (pushed.isEmpty() || !pushed.get().isPlain() || !hasEnd) {
            return of(inner, distribution).map(sub -> sub.then(sub.remote(), slice::copy));
        }
        long first = Math.max(0, slice.getStart()) + slice.getLength();
        Op remote = pushed.get().remote();
        if (order.isPresent()) {
            remote = new OpOrder(remote, order.get().getConditions());
        }
        if (project.isPresent()) {
            remote = new OpProject(
                    remote, wanted(project.get(), order, pushed.get().remote()));
        }
        return Optional.of(pushed.get().then(new OpSlice(remote, Query.NOLIMIT, first), all -> {
            Op sorted =
                    order.<Op>map(by -> new OpOrder(all, by.getConditions())).orElse(all);
            return slice.copy(project.<Op>map(to -> to.copy(sorted)).orElse(sorted));
        }));
    }

    /// Columns that are neither shown nor sorted by stay with the members.
    private static Optional<Pushed> sorted(OpProject project, OpOrder order, Distribution distribution) {
        return of(order.getSubOp(), distribution).map(sub -> {
            List<Var> wanted = wanted(project, Optional.of(order), sub.remote());
            Op remote = sub.isPlain() && !wanted.isEmpty() ? new OpProject(sub.remote(), wanted) : sub.remote();
            return sub.then(remote, rows -> project.copy(new OpOrder(rows, order.getConditions())));
        });
    }

    private static List<Var> wanted(OpProject project, Optional<OpOrder> order, Op rows) {
        Set<Var> wanted = new LinkedHashSet<>(project.getVars());
        order.ifPresent(by -> by.getConditions().forEach(condition -> wanted.addAll(variables(condition))));
        wanted.retainAll(OpVars.visibleVars(rows));
        return new ArrayList<>(wanted);
    }

    private static Set<Var> variables(SortCondition condition) {
        return ExprVars.getVarsMentioned(condition.getExpression());
    }

    private static Pushed group(OpGroup group, Pushed sub) {
        if (!group.getAggregators().stream().allMatch(one -> isMergeable(one.getAggregator()))) {
            Set<Var> needed = new LinkedHashSet<>(group.getGroupVars().getVars());
            group.getGroupVars().getExprs().values().forEach(e -> needed.addAll(ExprVars.getVarsMentioned(e)));
            for (ExprAggregator one : group.getAggregators()) {
                if (one.getAggregator().getExprList() != null) {
                    one.getAggregator().getExprList().forEach(e -> needed.addAll(ExprVars.getVarsMentioned(e)));
                }
            }
            needed.retainAll(OpVars.visibleVars(sub.remote()));
            Op rows = needed.isEmpty() ? sub.remote() : new OpProject(sub.remote(), new ArrayList<>(needed));
            return sub.then(rows, group::copy);
        }
        List<ExprAggregator> parts = new ArrayList<>();
        List<ExprAggregator> wholes = new ArrayList<>();
        VarExprList results = new VarExprList();
        for (ExprAggregator one : group.getAggregators()) {
            Aggregator aggregator = one.getAggregator();
            if (aggregator instanceof AggAvg) {
                Expr value = aggregator.getExprList().get(0);
                ExprVar sum = whole(parts, wholes, new AggSum(value));
                ExprVar count = whole(parts, wholes, new AggCountVar(value));
                // The mean of nothing is zero (§18.5.1.4).
                results.add(
                        one.getVar(),
                        new E_If(new E_Equals(count, NodeValue.nvZERO), NodeValue.nvZERO, new E_Divide(sum, count)));
            } else {
                results.add(one.getVar(), whole(parts, wholes, aggregator));
            }
        }
        VarExprList partResults = new VarExprList();
        List<Var> columns = new ArrayList<>(group.getGroupVars().getVars());
        for (ExprAggregator part : parts) {
            Var column = column(part.getVar());
            partResults.add(column, part.getAggVar());
            columns.add(column);
        }
        Op grouped = OpGroup.create(sub.remote(), group.getGroupVars(), parts);
        Op remote = new OpProject(OpExtend.create(grouped, partResults), columns);
        VarExprList by = new VarExprList();
        group.getGroupVars().getVars().forEach(by::add);
        return sub.then(remote, rows -> OpExtend.create(OpGroup.create(rows, by, wholes), results));
    }

    private static boolean isMergeable(Aggregator aggregator) {
        return switch (aggregator) {
            case AggCount all -> true;
            case AggCountVar some -> true;
            case AggSum sum -> true;
            case AggMin least -> true;
            case AggMax most -> true;
            case AggAvg mean -> true;
            default -> false;
        };
    }

    /// Adds what a member counts and what the hub makes of the counts of all; returns the variable of the result.
    private static ExprVar whole(List<ExprAggregator> parts, List<ExprAggregator> wholes, Aggregator aggregator) {
        Var inner = Var.alloc("." + PART + parts.size());
        parts.add(new ExprAggregator(inner, aggregator));
        ExprVar counted = new ExprVar(column(inner));
        Aggregator merged = switch (aggregator) {
            case AggMin least -> new AggMin(counted);
            case AggMax most -> new AggMax(counted);
            default -> new AggSum(counted);
        };
        ExprAggregator whole = new ExprAggregator(Var.alloc("." + PART + "of_all_" + wholes.size()), merged);
        wholes.add(whole);
        return whole.getAggVar();
    }

    private static Var column(Var part) {
        return Var.alloc(part.getVarName().substring(1));
    }
}

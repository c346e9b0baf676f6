package city.belfry.hub.sparql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.optimize.Optimize;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.aggregate.Accumulator;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.sparql.path.Path;

/// Puts [Budget] into the plan of a query, where Jena's own deadline does not reach.
///
/// Functions are guarded before the optimiser, which computes constant calls itself; sorting, distinct rows, groups,
/// joins and paths after it, so that it still recognises their patterns.
public final class GuardedQuery {
    /// Never shown: names that begin with a dot are the engine's own.
    private static final Var HELD = Var.alloc(".held");

    private static final Var GROUPS = Var.alloc(".groups");

    private GuardedQuery() {}

    /// The place in Jena's context for this is the factory of the optimiser; a query asks for it once.
    public static RewriteFactory within(Duration deadline) {
        return within(deadline, Budget.HELD_ROWS_MAX);
    }

    static RewriteFactory within(Duration deadline, long heldRowsMax) {
        Budget budget = new Budget(deadline, heldRowsMax);
        return context -> op -> {
            GuardedFunctions functions = new GuardedFunctions(budget);
            Op guarded = Transformer.transform(new Aggregates(functions), functions, op);
            Op optimised = Optimize.stdOptimizationFactory.create(context).rewrite(guarded);
            return Transformer.transform(new Plan(budget), optimised);
        };
    }

    private static final class Aggregates extends TransformCopy {
        private final GuardedFunctions functions;

        Aggregates(GuardedFunctions functions) {
            this.functions = functions;
        }

        @Override
        public Op transform(OpGroup group, Op rows) {
            List<ExprAggregator> guarded =
                    group.getAggregators().stream().map(functions::guarded).toList();
            return OpGroup.create(rows, group.getGroupVars(), guarded);
        }
    }

    /// Counts the groups themselves: an accumulator is made for each.
    private static final class HeldGroups extends AggCount {
        private final Budget budget;

        HeldGroups(Budget budget) {
            this.budget = budget;
        }

        @Override
        public Accumulator createAccumulator() {
            budget.holdRow();
            return super.createAccumulator();
        }

        @Override
        public Aggregator copy(ExprList none) {
            return this;
        }
    }

    private static final class Plan extends TransformCopy {
        private final Budget budget;
        private int joins;

        Plan(Budget budget) {
            this.budget = budget;
        }

        @Override
        public Op transform(OpOrder order, Op rows) {
            return super.transform(order, held(rows));
        }

        @Override
        public Op transform(OpDistinct distinct, Op rows) {
            return super.transform(distinct, held(rows));
        }

        /// Each group is held until the last row has come, whether something is computed of it or not.
        @Override
        public Op transform(OpGroup group, Op rows) {
            List<ExprAggregator> counted = new ArrayList<>(group.getAggregators());
            counted.add(new ExprAggregator(GROUPS, new HeldGroups(budget)));
            return OpGroup.create(rows, group.getGroupVars(), counted);
        }

        /// A join that is not done row by row holds its left side. The column must not be one of its right side too.
        @Override
        public Op transform(OpJoin join, Op left, Op right) {
            Var column = Var.alloc(HELD.getVarName() + ++joins);
            return OpJoin.create(OpExtend.create(left, column, new GuardedFunctions.HeldRow(budget)), right);
        }

        private Op held(Op rows) {
            return OpExtend.create(rows, HELD, new GuardedFunctions.HeldRow(budget));
        }

        @Override
        public Op transform(OpPath path) {
            TriplePath triple = path.getTriplePath();
            Path timed = new TimedPaths(budget).timed(triple.getPath());
            return new OpPath(new TriplePath(triple.getSubject(), timed, triple.getObject()));
        }
    }
}

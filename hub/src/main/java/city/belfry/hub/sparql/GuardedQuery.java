package city.belfry.hub.sparql;

import java.time.Duration;
import java.util.List;
import org.apache.jena.atlas.io.IndentedWriter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.WrappedGraph;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.Transform;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExt;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.optimize.Optimize;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterPath;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.serializer.SerializationContext;
import org.apache.jena.sparql.util.NodeIsomorphismMap;
import org.apache.jena.util.iterator.ExtendedIterator;

/// Puts [Budget] into the plan of a query, where Jena's own deadline does not reach.
///
/// Functions are guarded before the optimiser, which computes constant calls itself; sorting, distinct rows and paths
/// after it, so that it still recognises their patterns.
public final class GuardedQuery {
    /// Never shown: names that begin with a dot are the engine's own.
    private static final Var HELD = Var.alloc(".held");

    private GuardedQuery() {}

    /// The place in Jena's context for this is the factory of the optimiser; a query asks for it once.
    public static RewriteFactory within(Duration deadline) {
        Budget budget = new Budget(deadline);
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

    private static final class Plan extends TransformCopy {
        private final Budget budget;

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

        private Op held(Op rows) {
            return OpExtend.create(rows, HELD, new GuardedFunctions.HeldRow(budget));
        }

        @Override
        public Op transform(OpPath path) {
            return new TimedPath(path, budget);
        }
    }

    /// A path that looks at the clock with every step: Jena collects all ends of a path before it gives the first.
    private static final class TimedPath extends OpExt {
        private final OpPath path;
        private final Budget budget;

        TimedPath(OpPath path, Budget budget) {
            super("timed-path");
            this.path = path;
            this.budget = budget;
        }

        @Override
        public Op effectiveOp() {
            return path;
        }

        @Override
        public QueryIterator eval(QueryIterator input, ExecutionContext context) {
            Graph timed = new TimedGraph(context.getActiveGraph(), budget);
            return new QueryIterPath(
                    path.getTriplePath(), input, ExecutionContext.copyChangeActiveGraph(context, timed));
        }

        /// The change to quads puts a GRAPH around a path.
        @Override
        public Op apply(Transform transform) {
            return switch (path.apply(transform)) {
                case OpPath same when same == path -> this;
                case OpPath changed -> new TimedPath(changed, budget);
                case OpGraph graph when graph.getSubOp() instanceof OpPath inner ->
                    new OpGraph(graph.getNode(), new TimedPath(inner, budget));
                case Op other -> other;
            };
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }

        @Override
        public boolean equalTo(Op other, NodeIsomorphismMap labels) {
            return other instanceof TimedPath timed && path.equalTo(timed.path, labels);
        }

        @Override
        public void outputArgs(IndentedWriter out, SerializationContext context) {
            path.output(out, context);
        }
    }

    private static final class TimedGraph extends WrappedGraph {
        private final Budget budget;

        TimedGraph(Graph graph, Budget budget) {
            super(graph);
            this.budget = budget;
        }

        @Override
        public ExtendedIterator<Triple> find(Triple pattern) {
            budget.checkTime();
            return super.find(pattern);
        }

        @Override
        public ExtendedIterator<Triple> find(Node subject, Node predicate, Node object) {
            budget.checkTime();
            return super.find(subject, predicate, object);
        }
    }
}

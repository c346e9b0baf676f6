package city.belfry.hub.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpQuadPattern;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.core.BasicPattern;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterPeek;
import org.apache.jena.sparql.engine.main.OpExecutor;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.engine.optimizer.reorder.ReorderLib;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.tdb2.solver.OpExecutorTDB2;

/// Answers queries on an [Overlay]. Patterns that nothing in the scenario can match or unmatch go to the database's own
/// engine, run by run; only the others are looked up through the view, one binding after the other.
final class OverlayQueries extends OpExecutor {
    OverlayQueries(ExecutionContext context) {
        super(context);
    }

    @Override
    protected QueryIterator execute(OpTriple triple, QueryIterator input) {
        return execute(triple.asBGP(), input);
    }

    @Override
    protected QueryIterator execute(OpBGP pattern, QueryIterator input) {
        if (!(execCxt.getActiveGraph() instanceof GraphView view) || !(view.getDataset() instanceof Overlay overlay)) {
            // FROM and FROM NAMED make a dataset of their own.
            return super.execute(pattern, input);
        }
        if (pattern.getPattern().isEmpty()) {
            return input;
        }
        QueryIterPeek bindings = QueryIterPeek.create(input, execCxt);
        if (!bindings.hasNext()) {
            bindings.close();
            return input;
        }
        BasicPattern substituted = Substitute.substitute(pattern.getPattern(), bindings.peek());
        BasicPattern ordered = ReorderLib.fixed().reorderIndexes(substituted).reorder(pattern.getPattern());
        ExecutionContext ofBase = ofBase(overlay);
        QueryIterator rows = bindings;
        for (BasicPattern run : runs(ordered, overlay.changes())) {
            rows = touched(run.get(0), overlay.changes())
                    ? flat(run, rows)
                    : QC.execute(new OpQuadPattern(graph(view), run), rows, ofBase);
        }
        return rows;
    }

    /// The database's own engine, with the deadline of this query.
    private ExecutionContext ofBase(Overlay overlay) {
        Context context = overlay.base().getContext().copy();
        QC.setFactory(context, OpExecutorTDB2.OpExecFactoryTDB);
        context.set(ARQConstants.symCancelQuery, execCxt.getCancelSignal());
        return ExecutionContext.create(overlay.base(), overlay.base().getDefaultGraph(), context);
    }

    private QueryIterator flat(BasicPattern run, QueryIterator rows) {
        QueryIterator matched = rows;
        for (Triple triple : run) {
            matched = QC.executeFlat(matched, triple, execCxt);
        }
        return matched;
    }

    private static Node graph(GraphView view) {
        Node name = view.getGraphName();
        return name == null || Quad.isDefaultGraph(name) ? Quad.unionGraph : name;
    }

    /// Cuts a pattern where touched and untouched parts meet.
    private static List<BasicPattern> runs(BasicPattern pattern, OverlayChanges changes) {
        List<BasicPattern> runs = new ArrayList<>();
        boolean before = false;
        for (Triple triple : pattern) {
            boolean touched = touched(triple, changes);
            if (runs.isEmpty() || touched != before) {
                runs.add(new BasicPattern());
            }
            runs.getLast().add(triple);
            before = touched;
        }
        return runs;
    }

    private static boolean touched(Triple triple, OverlayChanges changes) {
        return changes.mayAdd(triple.getPredicate(), triple.getObject())
                || changes.mayRemove(triple.getPredicate(), triple.getObject());
    }
}

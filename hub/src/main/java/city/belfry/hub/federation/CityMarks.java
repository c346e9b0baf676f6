package city.belfry.hub.federation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprVar;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcatDistinct;

/// Marks on rows: which cities they come from. Each part of a question has a mark of its own, since a row that is
/// joined from two parts comes from two cities.
final class CityMarks {
    /// Parts of one question that are marked.
    private static final int PARTS_MAX = 16;

    private static final String SEPARATOR = " ";

    private final boolean wanted;
    private final List<Var> all = new ArrayList<>();
    private int used;

    CityMarks(boolean wanted) {
        this.wanted = wanted;
        for (int part = 0; part < PARTS_MAX; part++) {
            all.add(Var.alloc("belfry_city_" + part));
        }
    }

    boolean areWanted() {
        return wanted;
    }

    /// The mark of the next part; the last one serves all that follow.
    Var next() {
        Var mark = all.get(Math.min(used, PARTS_MAX - 1));
        used++;
        return mark;
    }

    List<Var> all() {
        return all;
    }

    /// What is worked out on rows of several members, so that it keeps their marks: a projection lets them through, and
    /// a group has those of all its rows.
    Op through(Op op) {
        return wanted ? Transformer.transform(new Keeping(), op) : op;
    }

    private final class Keeping extends TransformCopy {
        @Override
        public Op transform(OpProject project, Op inner) {
            Set<Var> columns = new LinkedHashSet<>(project.getVars());
            columns.addAll(all);
            return new OpProject(inner, new ArrayList<>(columns));
        }

        @Override
        public Op transform(OpGroup group, Op inner) {
            List<ExprAggregator> aggregators = new ArrayList<>(group.getAggregators());
            for (Var mark : all) {
                aggregators.add(new ExprAggregator(mark, new AggGroupConcatDistinct(new ExprVar(mark), SEPARATOR)));
            }
            return OpGroup.create(inner, group.getGroupVars(), aggregators);
        }
    }

    Node of(Member member) {
        return NodeFactory.createLiteralString(member.id());
    }

    /// The cities of a row, in order, with a space between them.
    String cities(Binding row) {
        Set<String> cities = new TreeSet<>();
        for (Var mark : all) {
            if (row.contains(mark)) {
                cities.addAll(List.of(row.get(mark).getLiteralLexicalForm().split(SEPARATOR)));
            }
        }
        cities.remove("");
        return String.join(SEPARATOR, cities);
    }
}

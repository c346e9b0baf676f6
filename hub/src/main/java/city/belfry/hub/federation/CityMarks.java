package city.belfry.hub.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/// Marks on rows: which cities they come from. Each part of a question has a mark of its own, since a row that is
/// joined from two parts comes from two cities.
final class CityMarks {
    /// Parts of one question that are marked.
    private static final int PARTS_MAX = 16;

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

    Node of(Member member) {
        return NodeFactory.createLiteralString(member.id());
    }

    /// The cities of a row, in order, with a space between them.
    String cities(Binding row) {
        Set<String> cities = new TreeSet<>();
        for (Var mark : all) {
            if (row.contains(mark)) {
                cities.add(row.get(mark).getLiteralLexicalForm());
            }
        }
        return String.join(" ", cities);
    }
}

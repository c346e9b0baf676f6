package city.belfry.hub.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;

/// What came of a row of changes in the end: a statement that was added and removed again is not in it.
public final class Difference extends RDFChangesBase {
    /// Statements that are held at a time; about 300 bytes each.
    public static final int STATEMENTS_MAX = 1_000_000;

    private final Map<Triple, Boolean> changed = new LinkedHashMap<>();

    @Override
    public void add(Node graph, Node subject, Node predicate, Node object) {
        note(Triple.create(subject, predicate, object), true);
    }

    @Override
    public void delete(Node graph, Node subject, Node predicate, Node object) {
        note(Triple.create(subject, predicate, object), false);
    }

    void note(Triple triple, boolean added) {
        if (changed.remove(triple) == null) {
            changed.put(triple, added);
        }
        if (changed.size() > STATEMENTS_MAX) {
            throw new StoreException(
                    StoreException.Code.DIFFERENCE_TOO_LARGE,
                    "More than %,d statements differ, too many to be compared here. Take the RDF Patch instead, or"
                                    .formatted(STATEMENTS_MAX)
                            + " versions that are closer to each other.");
        }
    }

    /// Tells a sink; returns how many statements that were.
    long sendTo(Node graph, RDFChanges sink) {
        changed.forEach((triple, added) -> {
            if (added) {
                sink.add(graph, triple.getSubject(), triple.getPredicate(), triple.getObject());
            } else {
                sink.delete(graph, triple.getSubject(), triple.getPredicate(), triple.getObject());
            }
        });
        return changed.size();
    }

    public long added() {
        return changed.values().stream().filter(added -> added).count();
    }

    public long removed() {
        return changed.size() - added();
    }

    /// A statement that came or went.
    public record Line(boolean added, Node predicate, Node object) {}

    /// By subject, in the order of their IRIs; in a subject by predicate, what went before what came.
    public SortedMap<String, List<Line>> bySubject() {
        SortedMap<String, List<Line>> subjects = new TreeMap<>();
        changed.forEach(
                (triple, added) -> subjects.computeIfAbsent(triple.getSubject().toString(), unseen -> new ArrayList<>())
                        .add(new Line(added, triple.getPredicate(), triple.getObject())));
        Comparator<Line> order = Comparator.<Line, String>comparing(
                        line -> line.predicate().toString())
                .thenComparing(Line::added)
                .thenComparing(line -> line.object().toString());
        subjects.values().forEach(lines -> lines.sort(order));
        return subjects;
    }
}

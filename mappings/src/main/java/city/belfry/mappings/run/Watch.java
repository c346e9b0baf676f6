package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.rml.Position;
import city.belfry.ontology.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;

/// Watches a run of the engine for some statements: which rule makes them, of which record. It is the run's sink, and
/// is told before each rule where the run is.
final class Watch extends StreamRDFBase {
    /// Records that others join that are remembered; of several with one key the first.
    private static final int PARENTS_MAX = 200_000;

    private static final int ROWS_BETWEEN_LOOKS_AT_THE_CLOCK = 1 << 8;

    private final Set<Triple> wanted;
    private final Set<Node> subjects;
    private final Set<Node> objects;
    private final int originsMax;
    private final long deadline;
    private final Map<Triple, Integer> found = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();
    /// By index and subject the parents by the values of their keys.
    private final Map<ParentKey, Map<List<List<String>>, Parent>> parents = new HashMap<>();

    private int remembered;
    private long rows;

    private Optional<Scan> scan = Optional.empty();
    private Optional<Scan.Statements> map = Optional.empty();
    private Position rule = Position.NONE;
    private Optional<Where> where = Optional.empty();
    private List<Parent> joined = List.of();

    Watch(Set<Triple> wanted, int originsMax, long deadline) {
        this.wanted = wanted;
        this.originsMax = originsMax;
        this.deadline = deadline;
        subjects = wanted.stream().map(Triple::getSubject).collect(Collectors.toSet());
        objects = wanted.stream().map(Triple::getObject).collect(Collectors.toSet());
    }

    /// The time is over; not a fault, so it keeps no stack.
    static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfTime() {
            super("out of time", null, false, false);
        }
    }

    /// Where a record stands.
    ///
    /// @param number 0 when the row was gathered from several records
    record Where(Scan scan, Finding.Place place, long number) {}

    /// A statement that was made.
    record Seen(Triple statement, Scan.Statements map, Position rule, Where where, Optional<Where> parent) {}

    private record ParentKey(int index, Node subject) {}

    /// A record that others join.
    ///
    /// @param keys for each condition its values
    private record Parent(Node subject, Where where, List<List<String>> keys) {
        boolean isFor(List<List<String>> asked) {
            for (int part = 0; part < keys.size(); part++) {
                if (keys.get(part).stream().noneMatch(asked.get(part)::contains)) {
                    return false;
                }
            }
            return true;
        }
    }

    List<Seen> seen() {
        return seen;
    }

    long rows() {
        return rows;
    }

    void enter(Scan entered) {
        scan = Optional.of(entered);
    }

    void at(Scan.Statements current, Row row, Place place) {
        tick();
        map = Optional.of(current);
        rule = Position.NONE;
        joined = List.of();
        where = Optional.of(where(row, place));
    }

    private void tick() {
        if (rows++ % ROWS_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && System.nanoTime() - deadline > 0) {
            throw new OutOfTime();
        }
    }

    private Where where(Row row, Place place) {
        Scan current = scan.orElseThrow();
        boolean isGathered = current.steps().stream().anyMatch(Scan.Step.Line.class::isInstance);
        return new Where(current, place.of(row), isGathered ? 0 : place.record());
    }

    boolean wants(List<Node> made) {
        return made.stream().anyMatch(subjects::contains);
    }

    void at(Scan.Rule current) {
        rule = current.at();
        joined = List.of();
    }

    /// Finds the parents that the record at hand joins.
    void at(Scan.Lookup lookup, Row row, Terms terms) {
        List<List<String>> asked = texts(lookup.keys(), row, terms);
        joined = new ArrayList<>();
        for (Node object : objects) {
            Map<List<List<String>>, Parent> known =
                    parents.getOrDefault(new ParentKey(lookup.index().number(), object), Map.of());
            Parent same = known.get(asked);
            if (same != null) {
                joined.add(same);
            } else if (asked.stream().anyMatch(values -> values.size() > 1)) {
                known.values().stream()
                        .filter(parent -> parent.isFor(asked))
                        .findFirst()
                        .ifPresent(joined::add);
            }
        }
    }

    /// The indexes that need this record: those whose subject is one of the wanted objects.
    List<Scan.Index> parents(List<Scan.Index> indexes, Row row, Terms terms, Place place) {
        tick();
        List<Scan.Index> needed = new ArrayList<>(1);
        for (Scan.Index index : indexes) {
            for (Node subject : new HashSet<>(terms.nodes(index.subject(), row))) {
                if (objects.contains(subject)) {
                    needed.add(index);
                    List<List<String>> keys = texts(index.keys(), row, terms);
                    if (remembered < PARENTS_MAX
                            && parents.computeIfAbsent(
                                                    new ParentKey(index.number(), subject), unseen -> new HashMap<>())
                                            .putIfAbsent(keys, new Parent(subject, where(row, place), keys))
                                    == null) {
                        remembered++;
                    }
                }
            }
        }
        return needed;
    }

    private static List<List<String>> texts(List<Term> keys, Row row, Terms terms) {
        return keys.stream().map(key -> terms.texts(key, row)).toList();
    }

    @Override
    public void quad(Quad quad) {
        Triple triple = quad.asTriple();
        if (!wanted.contains(triple) || found.merge(triple, 1, Integer::sum) > originsMax) {
            return;
        }
        Optional<Where> parent = joined.stream()
                .filter(each -> each.subject().equals(triple.getObject()))
                .findFirst()
                .map(Parent::where);
        seen.add(new Seen(triple, map.orElseThrow(), rule, where.orElseThrow(), parent));
    }
}

package city.belfry.hub.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Counters that change with the content, in the same transaction: per graph its publications and triples, and for the
/// whole database its writes.
///
/// They stand in the database's own default graph, which no query sees: the default graph of a query is the union of
/// the named graphs.
final class Ledger {
    private static final Node DATABASE = NodeFactory.createURI("urn:x-belfry:database");
    private static final Node WRITES = NodeFactory.createURI("urn:x-belfry:writes");
    private static final Node VERSION = NodeFactory.createURI("urn:x-belfry:version");
    private static final Node CHANGE = NodeFactory.createURI("urn:x-belfry:change");
    private static final Node COMPANION = NodeFactory.createURI("urn:x-belfry:companion");
    private static final Node TRIPLES = NodeFactory.createURI("urn:x-belfry:triples");

    private Ledger() {}

    static long version(DatasetGraph database, Node graph) {
        return read(database, graph, VERSION);
    }

    static long triples(DatasetGraph database, Node graph) {
        return read(database, graph, TRIPLES);
    }

    static long writes(DatasetGraph database) {
        return read(database, DATABASE, WRITES);
    }

    static void countWrite(DatasetGraph database) {
        write(database, DATABASE, WRITES, writes(database) + 1);
    }

    static void recordPublication(DatasetGraph database, Node graph, long version, long triples) {
        write(database, graph, VERSION, version);
        write(database, graph, TRIPLES, triples);
    }

    /// The graph with what follows from this one.
    static Optional<Node> companion(DatasetGraph database, Node graph) {
        var found = database.find(Quad.defaultGraphIRI, graph, COMPANION, Node.ANY);
        return found.hasNext() ? Optional.of(found.next().getObject()) : Optional.empty();
    }

    /// Every graph that has one, with it.
    static Map<Node, Node> companions(DatasetGraph database) {
        Map<Node, Node> companions = new HashMap<>();
        database.find(Quad.defaultGraphIRI, Node.ANY, COMPANION, Node.ANY)
                .forEachRemaining(quad -> companions.put(quad.getSubject(), quad.getObject()));
        return companions;
    }

    static void recordCompanion(DatasetGraph database, Node graph, Node companion) {
        Quad quad = Quad.create(Quad.defaultGraphIRI, graph, COMPANION, companion);
        if (!database.contains(quad)) {
            database.add(quad);
        }
    }

    /// The changes that led to a version and are kept, the newest first, without a gap.
    static List<Change> changes(DatasetGraph database, Node graph, long version) {
        List<Change> known = new ArrayList<>(Iter.toList(Iter.map(
                database.find(Quad.defaultGraphIRI, graph, CHANGE, Node.ANY),
                quad -> Change.ofLine(quad.getObject().getLiteralLexicalForm()))));
        known.sort(Comparator.comparingLong(Change::version).reversed());
        List<Change> unbroken = new ArrayList<>();
        long next = version;
        for (Change change : known) {
            if (change.version() == next) {
                unbroken.add(change);
                next--;
            }
        }
        return unbroken;
    }

    /// Adds a change to the former ones and forgets those that are more than the limit.
    static void recordChanges(DatasetGraph database, Node graph, Change change, List<Change> former, int keptMax) {
        List<Change> kept = new ArrayList<>(List.of(change));
        kept.addAll(former);
        database.deleteAny(Quad.defaultGraphIRI, graph, CHANGE, Node.ANY);
        for (Change each : kept.subList(0, Math.min(kept.size(), keptMax))) {
            database.add(Quad.defaultGraphIRI, graph, CHANGE, NodeFactory.createLiteralString(each.line()));
        }
    }

    /// Puts other changes in the place of those that are kept.
    static void replaceChanges(DatasetGraph database, Node graph, List<Change> changes) {
        database.deleteAny(Quad.defaultGraphIRI, graph, CHANGE, Node.ANY);
        changes.forEach(change ->
                database.add(Quad.defaultGraphIRI, graph, CHANGE, NodeFactory.createLiteralString(change.line())));
    }

    static Iterator<Node> published(DatasetGraph database) {
        return Iter.map(database.find(Quad.defaultGraphIRI, Node.ANY, VERSION, Node.ANY), Quad::getSubject);
    }

    /// A graph that is gone starts again at version 1 when it comes back with another content: its ETags differ by the
    /// database's writes.
    static Node forget(DatasetGraph database, Node graph) {
        database.deleteAny(Quad.defaultGraphIRI, graph, Node.ANY, Node.ANY);
        return graph;
    }

    private static long read(DatasetGraph database, Node subject, Node counter) {
        var found = database.find(Quad.defaultGraphIRI, subject, counter, Node.ANY);
        return found.hasNext() ? ((Number) found.next().getObject().getLiteralValue()).longValue() : 0;
    }

    private static void write(DatasetGraph database, Node subject, Node counter, long value) {
        database.deleteAny(Quad.defaultGraphIRI, subject, counter, Node.ANY);
        database.add(
                Quad.defaultGraphIRI,
                subject,
                counter,
                NodeFactory.createLiteralDT(Long.toString(value), XSDDatatype.XSDinteger));
    }
}

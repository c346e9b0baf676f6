package city.belfry.hub.why;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.LinkEntry;
import city.belfry.hub.ingest.Reproduction;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.hub.why.Answer.Evidence;
import city.belfry.hub.why.Answer.Reason;
import city.belfry.mappings.Trace;
import city.belfry.ontology.City;
import city.belfry.ontology.Inferences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;

/// Answers why statements are in the hub: which version and run brought them, by which rule, from which record, under
/// which licence. Nothing of that is stored with the statements: it is found by mapping the cached source once more,
/// restricted to what can make them. Thread-safe.
public final class Why {
    /// Statements that one answer explains.
    public static final int STATEMENTS_MAX = 50;
    /// Such questions that are answered at once; each may read a whole source.
    static final int AT_ONCE_MAX = 2;

    private static final int ORIGINS_MAX = 10;
    private static final long SOURCE_BYTES_MAX = 2L << 30;
    private static final Duration TIME_MAX = Duration.ofSeconds(20);

    private final CityFile city;
    private final CityStore store;
    private final CatalogueIris iris;
    private final Inferences inferences = Inferences.ofOntology();
    private final VersionChain versions;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    public Why(CityFile city, CityStore store) {
        this.city = city;
        this.store = store;
        iris = CatalogueIris.of(city.city());
        versions = new VersionChain(store, iris);
    }

    /// Who asks.
    public enum Asker {
        /// Sees the open database, and of a record the fields that the mapping reads.
        PUBLIC,
        /// Sees everything, after the treatment of personal data.
        STEWARD
    }

    /// A statement with the graphs that it stands in.
    private record Held(Visibility visibility, Node graph) {}

    public Answer of(Asked asked, Asker asker) {
        if (!places.tryAcquire()) {
            throw new WhyException(
                    WhyException.Code.WHY_BUSY,
                    "The hub looks into sources for others just now; ask again in a few seconds.");
        }
        try {
            return explain(asked, asker);
        } finally {
            places.release();
        }
    }

    private Answer explain(Asked asked, Asker asker) {
        Map<Triple, List<Held>> found = new LinkedHashMap<>();
        boolean isWhole = true;
        for (Visibility visibility : Visibility.values()) {
            if (visibility == Visibility.OPEN || asker == Asker.STEWARD) {
                DatasetGraph database = store.database(visibility);
                isWhole &= database.calculateRead(() -> find(asked, visibility, database, found));
            }
        }
        if (found.isEmpty()) {
            throw new WhyException(
                    WhyException.Code.STATEMENT_UNKNOWN,
                    "The hub has no such statement about <" + asked.subject().getURI() + ">.");
        }
        Map<Triple, List<Reason>> reasons = new LinkedHashMap<>();
        found.keySet().forEach(triple -> reasons.put(triple, new ArrayList<>()));
        Map<Held, List<Triple>> byGraph = new LinkedHashMap<>();
        found.forEach((triple, held) -> held.forEach(each ->
                byGraph.computeIfAbsent(each, unseen -> new ArrayList<>()).add(triple)));
        byGraph.forEach((held, triples) -> reasons(held, triples, asker)
                .forEach((triple, reason) -> reasons.computeIfAbsent(triple, unseen -> new ArrayList<>())
                        .add(reason)));
        return new Answer(
                reasons.entrySet().stream()
                        .map(each -> new Answer.Explained(each.getKey(), List.copyOf(each.getValue())))
                        .toList(),
                isWhole);
    }

    private boolean find(Asked asked, Visibility visibility, DatasetGraph database, Map<Triple, List<Held>> found) {
        var quads = database.findNG(
                Node.ANY,
                asked.subject(),
                asked.predicate().orElse(Node.ANY),
                asked.object().orElse(Node.ANY));
        while (quads.hasNext()) {
            Quad quad = quads.next();
            Triple triple = quad.asTriple();
            if (!asked.allows(quad.getObject())) {
                continue;
            }
            if (found.size() == STATEMENTS_MAX && !found.containsKey(triple)) {
                return false;
            }
            found.computeIfAbsent(triple, unseen -> new ArrayList<>()).add(new Held(visibility, quad.getGraph()));
        }
        return true;
    }

    private Map<Triple, Reason> reasons(Held held, List<Triple> triples, Asker asker) {
        String prefix = city.city().graph("");
        String graph = held.graph().getURI();
        String name = graph.startsWith(prefix) ? graph.substring(prefix.length()) : graph;
        Map<Triple, Reason> reasons = new HashMap<>();
        if (name.startsWith("inferred/")) {
            triples.forEach(
                    triple -> reasons.put(triple, inferred(held, name.substring("inferred/".length()), triple)));
        } else if (name.equals("links")) {
            triples.forEach(triple -> reasons.put(triple, linked(held, triple)));
        } else if (store.version(held.graph()) > 0
                && !name.equals("catalogue")
                && !name.equals("ontology")
                && !name.startsWith("quarantine/")) {
            return published(held.graph(), name, triples, asker);
        } else {
            triples.forEach(triple -> reasons.put(triple, new Reason.OfTheHub(name)));
        }
        return reasons;
    }

    private Reason inferred(Held held, String dataset, Triple triple) {
        DatasetGraph database = store.database(held.visibility());
        Graph data = database.getGraph(iris.graph(dataset));
        return new Reason.Inferred(dataset, database.calculateRead(() -> inferences.derivations(data, triple)));
    }

    private Reason linked(Held held, Triple triple) {
        DatasetGraph database = store.database(held.visibility());
        List<Answer.Rule> rules = new ArrayList<>();
        for (LinkEntry link : city.links()) {
            boolean fits =
                    expanded(link.relation()).equals(triple.getPredicate().getURI())
                            && database.calculateRead(() -> isOf(database, triple.getSubject(), expanded(link.from()))
                                    && isOf(database, triple.getObject(), expanded(link.to())));
            if (fits) {
                rules.add(new Answer.Rule(link.id(), link.from(), link.relation(), link.to()));
            }
        }
        return new Reason.Linked(List.copyOf(rules));
    }

    private boolean isOf(DatasetGraph database, Node thing, String type) {
        var types = database.findNG(Node.ANY, thing, RDF.type.asNode(), Node.ANY);
        while (types.hasNext()) {
            Node found = types.next().getObject();
            if (found.isURI()
                    && (found.getURI().equals(type)
                            || inferences.isBelow(found, org.apache.jena.graph.NodeFactory.createURI(type)))) {
                return true;
            }
        }
        return false;
    }

    private static String expanded(String name) {
        return name.startsWith("belfry:") ? City.NS + name.substring("belfry:".length()) : name;
    }

    /// What is in the graph of a dataset: from its source, or written by hand.
    private Map<Triple, Reason> published(Node graph, String name, List<Triple> triples, Asker asker) {
        Optional<DatasetEntry> entry = city.datasets().stream()
                .filter(dataset -> dataset.id().equals(name))
                .findFirst();
        Answer.About about = about(name, entry);
        Map<Triple, Answer.Version> came = versions.of(graph, name, Set.copyOf(triples));
        Map<Triple, Reason> reasons = new HashMap<>();
        Map<Answer.Run, List<Triple>> byRun = new LinkedHashMap<>();
        came.forEach((triple, version) -> {
            if (version.run().isPresent()) {
                // The source of the present run has it too, or it would have gone; unless a rollback brought it back.
                Answer.Run read = version.restored().isPresent()
                        ? version.run().get()
                        : versions.present(graph, name).orElse(version.run().get());
                byRun.computeIfAbsent(read, unseen -> new ArrayList<>()).add(triple);
            } else {
                reasons.put(triple, new Reason.ByHand(about, version));
            }
        });
        byRun.forEach((run, ofRun) -> evidence(entry, run, ofRun, asker).forEach((triple, evidence) -> {
            Answer.Version version = came.get(triple);
            if (version != null) {
                reasons.put(triple, new Reason.FromSource(about, version, evidence));
            }
        }));
        return reasons;
    }

    private static Answer.About about(String id, Optional<DatasetEntry> entry) {
        return new Answer.About(
                id,
                entry.map(DatasetEntry::title),
                entry.flatMap(DatasetEntry::licence),
                entry.flatMap(DatasetEntry::publisher),
                entry.flatMap(DatasetEntry::landingPage),
                entry.map(DatasetEntry::source).orElse(""));
    }

    private Map<Triple, Evidence> evidence(
            Optional<DatasetEntry> entry, Answer.Run run, List<Triple> triples, Asker asker) {
        Map<Triple, Evidence> evidence = new HashMap<>();
        if (entry.isEmpty()) {
            triples.forEach(triple -> evidence.put(triple, new Evidence.DatasetGone()));
            return evidence;
        }
        Optional<Reproduction> reproduction =
                Reproduction.of(city, entry.get(), store.home(), inferences, run.inputChecksum(), run.recipeChecksum());
        if (reproduction.isEmpty()) {
            triples.forEach(triple -> evidence.put(triple, new Evidence.SourceGone()));
            return evidence;
        }
        Reproduction again = reproduction.get();
        if (again.isRdf()) {
            triples.forEach(triple -> evidence.put(triple, new Evidence.Rdf(again.files())));
            return evidence;
        }
        Trace trace = again.trace(Set.copyOf(triples), new Trace.Caps(TIME_MAX, SOURCE_BYTES_MAX, ORIGINS_MAX));
        // Only a feed that passed under the present rules is known to hold nothing undeclared.
        boolean areCellsShown = asker == Asker.STEWARD || again.isSameRecipe();
        for (Triple triple : triples) {
            List<Trace.Origin> origins = trace.origins().stream()
                    .filter(origin -> origin.statement().equals(triple))
                    .map(origin -> areCellsShown ? origin : withoutCells(origin))
                    .map(origin -> asker == Asker.STEWARD ? origin : onlyRead(origin))
                    .toList();
            evidence.put(
                    triple,
                    origins.isEmpty()
                            ? new Evidence.NotFound(again.isSameRecipe(), trace.end())
                            : new Evidence.Found(origins, again.isSameRecipe(), areCellsShown, trace.end()));
        }
        return evidence;
    }

    private static Trace.Origin withoutCells(Trace.Origin origin) {
        return with(origin, record -> new Trace.SourceRecord(record.place(), record.number(), List.of()));
    }

    private static Trace.Origin onlyRead(Trace.Origin origin) {
        return with(
                origin,
                record -> new Trace.SourceRecord(
                        record.place(),
                        record.number(),
                        record.cells().stream().filter(Trace.Cell::isRead).toList()));
    }

    private static Trace.Origin with(Trace.Origin origin, java.util.function.UnaryOperator<Trace.SourceRecord> change) {
        return new Trace.Origin(
                origin.statement(),
                origin.mapping(),
                origin.map(),
                origin.mapAt(),
                origin.ruleAt(),
                change.apply(origin.record()),
                origin.joined().map(change));
    }
}

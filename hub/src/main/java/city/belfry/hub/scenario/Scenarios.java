package city.belfry.hub.scenario;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.ingest.PlaceLinks;
import city.belfry.hub.scenario.Scenario.Baseline;
import city.belfry.hub.scenario.Scenario.Status;
import city.belfry.hub.scenario.ScenarioException.Code;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Overlay;
import city.belfry.hub.store.OverlayChanges;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.Inferences;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.mem2.GraphMem2Fast;
import org.apache.jena.sparql.core.DatasetGraph;

/// The scenarios of a hub: written by stewards, asked by whoever may see them. Thread-safe.
///
/// The graphs of every scenario are in the restricted database, since whatever is in the open one is part of each
/// answer; a public scenario has its description in the open catalogue, and that is what makes it public.
public final class Scenarios {
    /// Scenarios of which the statements are held in memory, ready to be asked.
    private static final int HELD_MAX = 4;

    private final CityFile city;
    private final CityStore store;
    private final Clock clock;
    private final ScenarioRecord record;
    private final Inferences inferences = Inferences.ofOntology();
    private final Map<String, Held> held = new LinkedHashMap<>(HELD_MAX, 0.75f, true);

    public Scenarios(CityFile city, CityStore store, Clock clock) {
        this.city = city;
        this.store = store;
        this.clock = clock;
        this.record = new ScenarioRecord(CatalogueIris.of(city.city()));
    }

    /// What a scenario changes, as of certain writes to the two databases.
    private record Held(long restrictedWrites, long openWrites, OverlayChanges changes) {}

    /// Who asks.
    public enum Reader {
        EVERYBODY,
        STEWARD
    }

    /// Those that may be seen, by id.
    public List<Scenario> list(Reader reader) {
        List<Scenario> all = new ArrayList<>(inCatalogue(Visibility.OPEN));
        if (reader == Reader.STEWARD) {
            all.addAll(inCatalogue(Visibility.RESTRICTED));
        }
        all.sort(Comparator.comparing(Scenario::id));
        return all;
    }

    private List<Scenario> inCatalogue(Visibility visibility) {
        return read(visibility, database -> record.all(database.getGraph(catalogue())));
    }

    public Scenario scenario(String id, Reader reader) {
        return find(id, reader)
                .orElseThrow(() -> new ScenarioException(
                        Code.SCENARIO_UNKNOWN,
                        "There is no scenario '" + id + "' here. The list is at /api/v1/scenarios."));
    }

    private Optional<Scenario> find(String id, Reader reader) {
        Optional<Scenario> open = read(Visibility.OPEN, database -> record.one(database.getGraph(catalogue()), id));
        return open.isPresent() || reader == Reader.EVERYBODY
                ? open
                : read(Visibility.RESTRICTED, database -> record.one(database.getGraph(catalogue()), id));
    }

    /// The statements of a scenario, to be changed and written again.
    public ScenarioChanges changes(String id) {
        return read(
                Visibility.RESTRICTED,
                database -> new ScenarioChanges(city.city().baseIri())
                        .with(database.getGraph(record.additions(id)), database.getGraph(record.removals(id))));
    }

    /// Writes a scenario, over the one of this id when there is one. What it adds is linked to the areas it lies in and
    /// gets its inferences; its baseline is what is published now, its time
    /// and its counts are those of this writing.
    public Scenario put(Scenario scenario, ScenarioChanges changes) {
        Graph additions = changes.additions();
        Graph removals = changes.removals();
        Graph links = new PlaceLinks(city, store, inferences).of(additions);
        Graph follows = new GraphMem2Fast();
        GraphUtil.addInto(follows, links);
        inferences.forEach(additions, follows::add);
        inferences.forEach(links, follows::add);
        Scenario written = new Scenario(
                scenario.id(),
                scenario.title(),
                scenario.description(),
                scenario.author(),
                scenario.licence(),
                scenario.horizonYear(),
                scenario.status(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                baseline(),
                additions.size(),
                removals.size());
        boolean isPublic = written.status() == Status.PUBLIC;
        if (!isPublic) {
            store.describe(Visibility.OPEN, record.nothing(written.id()));
        }
        Map<Node, Content> graphs = Map.of(
                record.additions(written.id()), Content.of(additions),
                record.removals(written.id()), Content.of(removals),
                record.inferred(written.id()), Content.of(follows));
        store.replace(Visibility.RESTRICTED, graphs, isPublic ? record.nothing(written.id()) : record.entry(written));
        if (isPublic) {
            store.describe(Visibility.OPEN, record.entry(written));
        }
        return written;
    }

    /// Removes a scenario with all that it says.
    public void drop(String id) {
        scenario(id, Reader.STEWARD);
        store.describe(Visibility.OPEN, record.nothing(id));
        store.withdraw(
                Visibility.RESTRICTED,
                Set.of(record.additions(id), record.removals(id), record.inferred(id)),
                record.nothing(id));
    }

    private List<Baseline> baseline() {
        List<Baseline> baseline = new ArrayList<>();
        for (Baseline each : published()) {
            if (each.version() > 0) {
                baseline.add(each);
            }
        }
        return baseline;
    }

    private List<Baseline> published() {
        CatalogueIris iris = CatalogueIris.of(city.city());
        return city.datasets().stream()
                .map(DatasetEntry::id)
                .map(id -> new Baseline(id, store.version(iris.graph(id))))
                .toList();
    }

    /// The datasets that were published anew since the scenario was drawn.
    public List<Baseline> moved(Scenario scenario) {
        Map<String, Long> now = new LinkedHashMap<>();
        published().forEach(each -> now.put(each.dataset(), each.version()));
        return scenario.baseline().stream()
                .filter(each -> now.getOrDefault(each.dataset(), 0L) != each.version())
                .toList();
    }

    /// The graph of what a scenario adds, as queries see it.
    public Node additionsGraph(String id) {
        return record.additions(id);
    }

    public Node iri(String id) {
        return record.iri(id);
    }

    /// Grows whenever a scenario is written or dropped; for those who keep answers.
    public long writes() {
        return store.writes(Visibility.RESTRICTED);
    }

    /// The open database as it would be. To be called and asked in one read transaction of the open database.
    public DatasetGraph view(String id, Reader reader) {
        scenario(id, reader);
        return new Overlay(store.open(), held(id));
    }

    private OverlayChanges held(String id) {
        long openWrites = store.writes(Visibility.OPEN);
        long restrictedWrites = store.writes(Visibility.RESTRICTED);
        synchronized (held) {
            Held known = held.get(id);
            if (known != null && known.openWrites() == openWrites && known.restrictedWrites() == restrictedWrites) {
                return known.changes();
            }
        }
        Map<Node, Graph> additions = new LinkedHashMap<>();
        Graph removals = new GraphMem2Fast();
        read(Visibility.RESTRICTED, database -> {
            for (Node graph : List.of(record.additions(id), record.inferred(id))) {
                Graph statements = new GraphMem2Fast();
                GraphUtil.addInto(statements, database.getGraph(graph));
                additions.put(graph, statements);
            }
            GraphUtil.addInto(removals, database.getGraph(record.removals(id)));
            return removals;
        });
        OverlayChanges changes = store.changes(removals, additions, inferences);
        synchronized (held) {
            held.put(id, new Held(restrictedWrites, openWrites, changes));
            if (held.size() > HELD_MAX) {
                held.remove(held.keySet().iterator().next());
            }
        }
        return changes;
    }

    private Node catalogue() {
        return CatalogueIris.of(city.city()).graph("catalogue");
    }

    private <T> T read(Visibility visibility, java.util.function.Function<DatasetGraph, T> reading) {
        DatasetGraph database = store.database(visibility);
        return database.isInTransaction()
                ? reading.apply(database)
                : database.calculateRead(() -> reading.apply(database));
    }
}

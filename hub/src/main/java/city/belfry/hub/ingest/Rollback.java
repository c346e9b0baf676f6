package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Coverage;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.DatasetRecord;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.catalogue.Restoration;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.store.CatalogueEntry;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Published;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.Inferences;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;

/// Makes an earlier version of a dataset the present one again, with its catalogue entry, what follows from it and the
/// links.
///
/// The catalogue keeps the checksums of the run that was undone, so an ingest of the same source, mapping and shapes
/// finds nothing to do and the earlier content stays.
public final class Rollback {
    private final CityFile city;
    private final CityStore store;
    private final Clock clock;

    public Rollback(CityFile city, CityStore store, Clock clock) {
        this.city = city;
        this.store = store;
        this.clock = clock;
    }

    public Published to(DatasetEntry dataset, long version) {
        Instant started = clock.instant();
        CatalogueIris iris = CatalogueIris.of(city.city());
        Node graph = iris.graph(dataset.id());
        Inferences inferences = Inferences.ofOntology();
        PublishedRun undone =
                PublishedRun.of(store, iris, dataset.id()).orElseGet(() -> new PublishedRun("", "", 0, started));
        DatasetRecord record = new DatasetRecord(city);
        Curations curations = new Curations(store, iris, clock);
        Visibility visibility = curations.visibility(dataset.id());
        List<CatalogueEntry> restored = new ArrayList<>();
        Published published = store.restore(graph, version, inferences, now -> {
            CatalogueEntry generated = record.restored(
                    dataset,
                    new Restoration(now.version(), version, now.triples(), started, clock.instant()),
                    undone,
                    Coverage.of(store.database(visibility).getGraph(graph)));
            restored.add(generated);
            return curations.settled(dataset.id(), generated);
        });
        // A transaction cannot begin another one.
        restored.forEach(generated -> curations.remember(dataset.id(), generated));
        new PlaceLinks(city, store, inferences).publish();
        return published;
    }
}

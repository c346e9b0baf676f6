package city.belfry.hub.desk;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.ingest.RunDesk;
import city.belfry.hub.store.CityStore;
import java.time.Instant;
import java.util.List;
import org.apache.jena.graph.Node;
import org.springframework.stereotype.Component;

/// Gathers what is known of the datasets: from the city's file, the store, the catalogue and the runs.
@Component
final class SourceStates {
    private final CityFile city;
    private final CityStore store;
    private final RunDesk desk;
    private final CatalogueIris iris;

    SourceStates(CityFile city, CityStore store, RunDesk desk) {
        this.city = city;
        this.store = store;
        this.desk = desk;
        this.iris = CatalogueIris.of(city.city());
    }

    List<SourceState> all() {
        return city.datasets().stream().map(this::of).toList();
    }

    SourceState of(String dataset) {
        return of(city.dataset(dataset));
    }

    Node graph(String dataset) {
        return iris.graph(dataset);
    }

    private SourceState of(DatasetEntry dataset) {
        Node graph = graph(dataset.id());
        return new SourceState(
                dataset,
                desk.runs(dataset.id()),
                store.version(graph),
                store.changes(graph),
                PublishedRun.of(store, iris, dataset.id()),
                Instant.now());
    }
}

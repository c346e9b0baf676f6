package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.HostNames;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.Inferences;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.rdfpatch.RDFChanges;

/// Brings the datasets of a city up to date, one after the other, and then the links between them.
///
/// A dataset that fails leaves the others alone. Not thread-safe; the store it writes to is.
public final class Ingest {
    private final CityFile city;
    private final CityStore store;
    private final Clock clock;
    private final Progress progress;

    public Ingest(CityFile city, CityStore store, Clock clock, Progress progress) {
        this.city = city;
        this.store = store;
        this.clock = clock;
        this.progress = progress;
    }

    /// Brings datasets up to date, then the links of the whole city.
    ///
    /// @param datasets which ones, in the order of the city's file
    public IngestReport run(List<DatasetEntry> datasets) {
        OntologyGraph.publish(store, CatalogueIris.of(city.city()));
        Inferences inferences = Inferences.ofOntology();
        SourceCache cache = new SourceCache(store.home(), city.limits(), door(), clock);
        List<DatasetReport> reports = new ArrayList<>();
        for (DatasetEntry dataset : datasets) {
            DatasetReport report = run(dataset, cache, inferences, Order.STANDARD);
            reports.add(report);
            progress.done(report);
        }
        cache.prune(inputsInUse(), oldestCopy());
        LinkReport links = new PlaceLinks(city, store, inferences).publish();
        return new IngestReport(List.copyOf(reports), links);
    }

    /// Brings one dataset up to date as a steward orders, then the links of the whole city.
    public DatasetReport run(DatasetEntry dataset, Order order) {
        OntologyGraph.publish(store, CatalogueIris.of(city.city()));
        Inferences inferences = Inferences.ofOntology();
        SourceCache cache = new SourceCache(store.home(), city.limits(), door(), clock);
        DatasetReport report = run(dataset, cache, inferences, order);
        cache.prune(inputsInUse(), oldestCopy());
        if (report.outcome() instanceof Outcome.Published) {
            new PlaceLinks(city, store, inferences).publish();
        }
        return report;
    }

    /// Does for one dataset all but publish: nothing that is in the store changes.
    ///
    /// @param log told of each statement that would go or come, except when the dataset is new
    public DatasetReport preview(DatasetEntry dataset, RDFChanges log) {
        SourceCache cache = new SourceCache(store.home(), city.limits(), door(), clock);
        return new DatasetRun(city, dataset, store, cache, Inferences.ofOntology(), clock, progress, Order.STANDARD)
                .preview(log);
    }

    private DatasetReport run(DatasetEntry dataset, SourceCache cache, Inferences inferences, Order order) {
        try {
            return new DatasetRun(city, dataset, store, cache, inferences, clock, progress, order).run();
        } catch (BelfryException e) {
            return new DatasetReport(
                    dataset.id(), new Outcome.Failed(e), 0, 0, 0, new TreeMap<>(), new TreeMap<>(), Duration.ZERO, 0);
        }
    }

    /// Only hosts of sources and those that the city lists may be called.
    private Door door() {
        Set<String> hosts = new HashSet<>(city.access().hosts());
        for (DatasetEntry dataset : city.datasets()) {
            if (dataset.source().startsWith("http://") || dataset.source().startsWith("https://")) {
                String host = URI.create(dataset.source()).getHost();
                if (host != null) {
                    hosts.add(host);
                }
            }
        }
        return new Door(hosts, Set.copyOf(city.access().privateHosts()), HostNames.OF_THE_SYSTEM);
    }

    /// Before which a copy of a source is too old: a copy of one dataset may be one of another, so the shortest
    /// retention of all holds.
    private Optional<Instant> oldestCopy() {
        Instant now = clock.instant();
        return city.datasets().stream()
                .flatMap(dataset -> Retention.of(dataset, now, city.city().timeZone()).stream())
                .map(Retention::limit)
                .max(Comparator.naturalOrder());
    }

    private Set<String> inputsInUse() {
        CatalogueIris iris = CatalogueIris.of(city.city());
        Set<String> checksums = new HashSet<>();
        for (DatasetEntry dataset : city.datasets()) {
            PublishedRun.of(store, iris, dataset.id())
                    .ifPresent(run -> checksums.add(run.inputChecksum().substring(Checksum.PREFIX.length())));
        }
        return checksums;
    }
}

package city.belfry.hub.desk;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Reproduction;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.mappings.Trace;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Inferences;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.springframework.stereotype.Component;

/// The record that a thing comes from. A rule finds fault with a thing and knows no line; the cached source is mapped
/// once more, restricted to what makes the thing, to find it. Thread-safe.
@Component
final class RecordOfThing {
    /// Such searches at once; each may read a whole source.
    private static final int AT_ONCE_MAX = 2;

    private static final int STATEMENTS_MAX = 50;
    private static final Trace.Caps CAPS = new Trace.Caps(Duration.ofSeconds(20), 1L << 30, 1);

    private final CityFile city;
    private final CityStore store;
    private final CatalogueIris iris;
    private final Inferences inferences = Inferences.ofOntology();
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    RecordOfThing(CityFile city, CityStore store) {
        this.city = city;
        this.store = store;
        iris = CatalogueIris.of(city.city());
    }

    /// File and line of the record; empty when the finding names no thing of the city, or nothing was found in time.
    ///
    /// @param inputChecksum of what the run has read
    Optional<Finding.Place> of(String dataset, Finding finding, String inputChecksum) {
        String thing = finding.place().path();
        if (!thing.startsWith(iris.base()) || !places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Set<Triple> wanted = wanted(dataset, NodeFactory.createURI(thing), finding.field());
            return wanted.isEmpty()
                    ? Optional.empty()
                    : Reproduction.of(city, city.dataset(dataset), store.home(), inferences, inputChecksum, "")
                            .flatMap(run ->
                                    run.trace(wanted, CAPS).origins().stream().findFirst())
                            .map(origin -> origin.record().place());
        } catch (BelfryException unreadable) {
            // The mapping or the source was changed since; the page says that the record cannot be shown.
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    /// Statements whose record is the one to look at: those of the field that the rule is about, or else what the thing
    /// is.
    private Set<Triple> wanted(String dataset, Node thing, String field) {
        Set<Triple> ofField = new HashSet<>();
        Set<Triple> types = new HashSet<>();
        for (Visibility visibility : Visibility.values()) {
            var database = store.database(visibility);
            database.executeRead(() -> {
                for (Node name : Set.of(iris.graph(dataset), iris.quarantine(dataset))) {
                    sort(database.getGraph(name), thing, field, ofField, types);
                }
            });
        }
        return ofField.isEmpty() ? types : ofField;
    }

    private static void sort(Graph graph, Node thing, String field, Set<Triple> ofField, Set<Triple> types) {
        var triples = graph.find(thing, Node.ANY, Node.ANY);
        try {
            while (triples.hasNext() && ofField.size() + types.size() < STATEMENTS_MAX) {
                Triple triple = triples.next();
                if (triple.getPredicate().equals(RDF.type.asNode())) {
                    types.add(triple);
                } else if (triple.getPredicate().getLocalName().equals(field)) {
                    ofField.add(triple);
                }
            }
        } finally {
            triples.close();
        }
    }
}

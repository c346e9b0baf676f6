package city.belfry.hub.why;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Prov;
import city.belfry.hub.store.Change;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.City;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;

/// With which version of a dataset statements came, from the changes that are kept, and which run made it.
final class VersionChain {
    /// Packed bytes of changes that are read for one answer, the newest first.
    private static final long CHANGE_BYTES_MAX = 64 << 20;

    private final CityStore store;
    private final CatalogueIris iris;

    VersionChain(CityStore store, CatalogueIris iris) {
        this.store = store;
        this.iris = iris;
    }

    Map<Triple, Answer.Version> of(Node graph, String dataset, Set<Triple> statements) {
        List<Change> changes = store.changes(graph);
        long present = store.version(graph);
        Map<Triple, Answer.Version> came = new HashMap<>();
        Set<Triple> open = new HashSet<>(statements);
        long bytes = 0;
        long earliest = present;
        for (Change change : changes) {
            bytes += change.bytes();
            if (open.isEmpty() || bytes > CHANGE_BYTES_MAX) {
                break;
            }
            for (Triple added : added(graph, change, open)) {
                came.put(added, version(dataset, change.version(), true, present, Optional.of(change.at())));
                open.remove(added);
            }
            earliest = change.version() - 1;
        }
        for (Triple old : open) {
            came.put(old, version(dataset, earliest, earliest == 1, present, Optional.empty()));
        }
        return came;
    }

    private Set<Triple> added(Node graph, Change change, Set<Triple> wanted) {
        Set<Triple> added = new HashSet<>();
        store.changes(graph, change.version() - 1, change.version(), new RDFChangesBase() {
            @Override
            public void add(Node ignored, Node subject, Node predicate, Node object) {
                Triple triple = Triple.create(subject, predicate, object);
                if (wanted.contains(triple)) {
                    added.add(triple);
                }
            }
        });
        return added;
    }

    /// The run that made the present version, or that from which it was taken.
    Optional<Answer.Run> present(Node graph, String dataset) {
        for (long version = store.version(graph); version > 0; version--) {
            Optional<Answer.Run> run = run(dataset, version);
            if (run.isPresent()) {
                return run;
            }
        }
        return Optional.empty();
    }

    private Answer.Version version(
            String dataset, long number, boolean isExact, long present, Optional<Instant> changed) {
        Optional<Long> restored = restored(dataset, number);
        Optional<Answer.Run> run = run(dataset, restored.orElse(number));
        Optional<Instant> at = changed.isPresent() ? changed : run.flatMap(Answer.Run::ended);
        return new Answer.Version(number, isExact, present, at, run, restored);
    }

    /// The version that a rollback took this one from, back to one that a run made.
    private Optional<Long> restored(String dataset, long number) {
        Optional<Long> earlier = ofCatalogue(catalogue -> {
            Optional<Node> used = object(catalogue, iris.run(dataset, number), Prov.USED.asNode());
            String prefix = iris.version(dataset, 0).getURI().replaceAll("0$", "");
            return used.filter(Node::isURI)
                    .map(Node::getURI)
                    .filter(iri -> iri.startsWith(prefix))
                    .map(iri -> Long.parseLong(iri.substring(prefix.length())));
        });
        return earlier.filter(found -> found < number)
                .map(found -> restored(dataset, found).orElse(found));
    }

    private Optional<Answer.Run> run(String dataset, long version) {
        Node run = iris.run(dataset, version);
        return ofCatalogue(catalogue -> object(catalogue, run, City.inputChecksum)
                .map(input -> new Answer.Run(
                        run.getURI(),
                        object(catalogue, run, Prov.STARTED_AT_TIME.asNode()).map(VersionChain::time),
                        object(catalogue, run, Prov.ENDED_AT_TIME.asNode()).map(VersionChain::time),
                        input.getLiteralLexicalForm(),
                        object(catalogue, run, City.recipeChecksum)
                                .map(Node::getLiteralLexicalForm)
                                .orElse(""))));
    }

    private static Instant time(Node literal) {
        return Instant.parse(literal.getLiteralLexicalForm());
    }

    private <T> Optional<T> ofCatalogue(java.util.function.Function<Graph, Optional<T>> reading) {
        for (Visibility visibility : Visibility.values()) {
            var database = store.database(visibility);
            Optional<T> found = database.calculateRead(() -> reading.apply(database.getGraph(iris.graph("catalogue"))));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> object(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY).nextOptional().map(Triple::getObject);
    }
}

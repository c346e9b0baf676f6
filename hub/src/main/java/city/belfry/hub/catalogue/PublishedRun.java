package city.belfry.hub.catalogue;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.City;
import java.time.Instant;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.vocabulary.DCTerms;

/// What the catalogue knows about the run that published a dataset's present version.
///
/// @param issued when the dataset was published for the first time
public record PublishedRun(String inputChecksum, String recipeChecksum, long triples, Instant issued) {
    /// Reads it from whichever store holds the dataset.
    public static Optional<PublishedRun> of(CityStore store, CatalogueIris iris, String dataset) {
        for (Visibility visibility : Visibility.values()) {
            DatasetGraph database = store.database(visibility);
            Optional<PublishedRun> run = database.calculateRead(() -> read(database, iris, dataset));
            if (run.isPresent()) {
                return run;
            }
        }
        return Optional.empty();
    }

    /// When the present version of a dataset was made.
    public static Optional<Instant> modified(CityStore store, CatalogueIris iris, String dataset) {
        for (Visibility visibility : Visibility.values()) {
            DatasetGraph database = store.database(visibility);
            Optional<Node> modified = database.calculateRead(
                    () -> object(database, iris.graph("catalogue"), iris.dataset(dataset), DCTerms.modified.asNode()));
            if (modified.isPresent()) {
                return modified.map(time -> Instant.parse(time.getLiteralLexicalForm()));
            }
        }
        return Optional.empty();
    }

    private static Optional<PublishedRun> read(DatasetGraph database, CatalogueIris iris, String dataset) {
        Node catalogue = iris.graph("catalogue");
        Node self = iris.dataset(dataset);
        return object(database, catalogue, self, Prov.WAS_GENERATED_BY.asNode())
                .map(run -> new PublishedRun(
                        text(database, catalogue, run, City.inputChecksum),
                        text(database, catalogue, run, City.recipeChecksum),
                        Long.parseLong(text(database, catalogue, run, City.tripleCount)),
                        Instant.parse(text(database, catalogue, self, DCTerms.issued.asNode()))));
    }

    private static String text(DatasetGraph database, Node graph, Node subject, Node property) {
        return object(database, graph, subject, property)
                .map(Node::getLiteralLexicalForm)
                .orElse("");
    }

    private static Optional<Node> object(DatasetGraph database, Node graph, Node subject, Node property) {
        var found = database.getGraph(graph).find(Triple.create(subject, property, Node.ANY));
        try {
            return found.hasNext() ? Optional.of(found.next().getObject()) : Optional.empty();
        } finally {
            found.close();
        }
    }
}

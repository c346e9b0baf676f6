package city.belfry.hub.catalogue;

import city.belfry.hub.city.CityIdentity;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// The IRIs that the hub mints for what it describes.
///
/// @param base the city's base without a slash at its end
public record CatalogueIris(String base, String city) {
    public static CatalogueIris of(CityIdentity city) {
        return new CatalogueIris(city.baseIri(), city.id());
    }

    /// The named graph of a dataset, or of the hub itself: `catalogue`, `ontology`, `links`.
    public Node graph(String name) {
        return iri("/graph/" + name);
    }

    /// The named graph of what follows from a dataset and the ontology, beside the dataset's own.
    public Node inferred(String dataset) {
        return iri("/graph/inferred/" + dataset);
    }

    /// The named graph, in the restricted store, of what a dataset could not publish.
    public Node quarantine(String dataset) {
        return iri("/graph/quarantine/" + dataset);
    }

    public Node catalogue() {
        return iri("/id/catalogue/" + city);
    }

    public Node dataset(String id) {
        return iri("/id/dataset/" + id);
    }

    public Node run(String dataset, long version) {
        return iri("/id/run/" + dataset + "-" + version);
    }

    public Node version(String dataset, long version) {
        return iri("/id/version/" + dataset + "-" + version);
    }

    /// The SPARQL service as a distribution of a dataset.
    public Node distribution(String dataset) {
        return iri("/id/distribution/" + dataset + "-sparql");
    }

    public Node service() {
        return iri("/id/service/" + city + "-sparql");
    }

    public Node endpoint() {
        return iri("/sparql");
    }

    public Node agent(String slug) {
        return iri("/id/agent/" + slug);
    }

    private Node iri(String path) {
        return NodeFactory.createURI(base + path);
    }
}

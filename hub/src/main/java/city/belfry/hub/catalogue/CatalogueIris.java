package city.belfry.hub.catalogue;

import city.belfry.hub.city.CityIdentity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    /// One form in which a dataset is had: `sparql` for the query service, else the short name of a format.
    public Node distribution(String dataset, String form) {
        return iri("/id/distribution/" + dataset + "-" + form);
    }

    /// The query service as an interface to one high-value dataset.
    public Node service(String dataset) {
        return iri("/id/service/" + city + "-sparql-" + dataset);
    }

    /// A part that is described with its dataset and gone with it: `contactPoint`, `temporal`, `coverage`.
    public Node part(String dataset, String name) {
        return iri("/id/dataset/" + dataset + "/" + name);
    }

    /// The page of a dataset.
    public Node page(String dataset) {
        return iri("/dataset/" + dataset);
    }

    /// The statements of a dataset in one form, as a file.
    public Node download(String dataset, String format) {
        return iri("/graph/" + dataset + "?format=" + format);
    }

    /// The graph, in the restricted store, of one version of what stewards wrote about a dataset.
    public Node curated(String dataset, long version) {
        return iri("/graph/curated/" + dataset + "/" + version);
    }

    /// The graph, in the restricted store, of what the last run said about a dataset that stewards wrote about.
    public Node generated(String dataset) {
        return iri("/graph/curated/" + dataset + "/generated");
    }

    /// A steward, for the account of who wrote what; in the restricted store only.
    public Node steward(String name) {
        return iri("/id/steward/" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /// The graph of a catalogue that was imported.
    public Node imported(String source) {
        return iri("/graph/catalogue/" + source);
    }

    /// The catalogue that was imported, and what is known of one dataset of it.
    public Node importedCatalogue(String source) {
        return iri("/id/catalogue/" + source);
    }

    /// A dataset of an imported catalogue that has no address of its own.
    public Node external(String id) {
        return iri("/id/external/" + id);
    }

    public Node record(String id) {
        return iri("/id/record/" + id);
    }

    public Node service() {
        return iri("/id/service/" + city + "-sparql");
    }

    /// The hub's first page.
    public Node home() {
        return iri("/");
    }

    public Node endpoint() {
        return iri("/sparql");
    }

    public Node agent(String slug) {
        return iri("/id/agent/" + slug);
    }

    /// An agent known by its name alone.
    public Node agentNamed(String name) {
        return agent(DatasetRecord.slug(name));
    }

    private Node iri(String path) {
        return NodeFactory.createURI(base + path);
    }
}

package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.City;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.springframework.stereotype.Component;

/// The datasets that everybody may see, out of the catalogue's graph.
@Component
public final class CatalogueReader {
    private final CityStore store;
    private final CityIdentity city;

    CatalogueReader(CityStore store, CityIdentity city) {
        this.store = store;
        this.city = city;
    }

    /// A dataset of the catalogue.
    ///
    /// @param title by language; the empty language when the text has none
    /// @param version counts the publications
    public record Dataset(
            String id,
            String iri,
            Map<String, String> title,
            Map<String, String> description,
            Optional<String> publisher,
            Optional<String> licence,
            Optional<String> modified,
            List<String> themes,
            long triples,
            long version) {}

    /// All of them, by id.
    public List<Dataset> datasets() {
        return read(catalogue -> {
            List<Dataset> datasets = new ArrayList<>();
            catalogue
                    .find(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode())
                    .forEachRemaining(found -> datasets.add(dataset(catalogue, found.getSubject())));
            datasets.sort(Comparator.comparing(Dataset::id));
            return datasets;
        });
    }

    public Dataset dataset(String id) {
        Node iri = NodeFactory.createURI(city.baseIri() + "/id/dataset/" + id);
        return read(catalogue -> {
            if (!catalogue.contains(iri, RDF.type.asNode(), DCAT.Dataset.asNode())) {
                throw new RestException(
                        RestException.Code.DATASET_UNKNOWN,
                        "There is no dataset '" + id + "'. The list is at /api/v1/datasets.");
            }
            return dataset(catalogue, iri);
        });
    }

    private <T> T read(java.util.function.Function<Graph, T> reading) {
        return store.open()
                .calculateRead(
                        () -> reading.apply(store.open().getGraph(NodeFactory.createURI(city.graph("catalogue")))));
    }

    private Dataset dataset(Graph catalogue, Node iri) {
        String id = iri.getURI().substring(iri.getURI().lastIndexOf('/') + 1);
        Optional<Node> publisher = object(catalogue, iri, DCTerms.publisher.asNode());
        List<String> themes = new ArrayList<>();
        catalogue
                .find(iri, DCAT.theme.asNode(), Node.ANY)
                .forEachRemaining(triple -> themes.add(text(triple.getObject())));
        return new Dataset(
                id,
                iri.getURI(),
                texts(catalogue, iri, DCTerms.title.asNode()),
                texts(catalogue, iri, DCTerms.description.asNode()),
                publisher
                        .flatMap(agent -> object(catalogue, agent, FOAF.name.asNode()))
                        .map(CatalogueReader::text),
                object(catalogue, iri, DCTerms.license.asNode()).map(CatalogueReader::text),
                object(catalogue, iri, DCTerms.modified.asNode()).map(CatalogueReader::text),
                themes.stream().sorted().toList(),
                object(catalogue, iri, City.tripleCount)
                        .map(node -> Long.parseLong(text(node)))
                        .orElse(0L),
                store.version(NodeFactory.createURI(city.graph(id))));
    }

    private static Optional<Node> object(Graph graph, Node subject, Node predicate) {
        var found = graph.find(subject, predicate, Node.ANY);
        try {
            return found.hasNext() ? Optional.of(found.next().getObject()) : Optional.empty();
        } finally {
            found.close();
        }
    }

    private static Map<String, String> texts(Graph graph, Node subject, Node predicate) {
        Map<String, String> texts = new LinkedHashMap<>();
        graph.find(subject, predicate, Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(
                        triple -> texts.put(triple.getObject().getLiteralLanguage(), text(triple.getObject())));
        return texts;
    }

    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
    }
}

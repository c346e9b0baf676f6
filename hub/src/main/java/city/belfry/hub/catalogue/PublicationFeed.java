package city.belfry.hub.catalogue;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.City;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/// What was published when, the newest first: by this, others notice a change without reading the whole catalogue.
/// Read anew after each write to the store; thread-safe.
public final class PublicationFeed {
    /// Publications that are told; whoever has not looked for longer reads the catalogue.
    public static final int ENTRIES_MAX = 1_000;

    private final CityStore store;
    private final CatalogueIris iris;
    private volatile Read read = new Read(-1, List.of());

    public PublicationFeed(CityStore store, CatalogueIris iris) {
        this.store = store;
        this.iris = iris;
    }

    private record Read(long writes, List<Entry> entries) {}

    /// One version of a dataset that everybody may see.
    ///
    /// @param titles of the dataset by language
    public record Entry(
            Node version, String dataset, Map<String, String> titles, long number, long triples, Instant issued) {}

    public List<Entry> entries() {
        long writes = store.writes(Visibility.OPEN);
        Read known = read;
        if (known.writes() != writes) {
            DatasetGraph database = store.open();
            known = new Read(writes, database.calculateRead(() -> all(database.getGraph(iris.graph("catalogue")))));
            read = known;
        }
        return known.entries();
    }

    private static List<Entry> all(Graph catalogue) {
        List<Entry> entries = new ArrayList<>();
        catalogue
                .find(Node.ANY, RDF.type.asNode(), City.DatasetVersion)
                .forEachRemaining(
                        triple -> entry(catalogue, triple.getSubject()).ifPresent(entries::add));
        return entries.stream()
                .sorted(Comparator.comparing(Entry::issued)
                        .reversed()
                        .thenComparing(entry -> entry.version().toString()))
                .limit(ENTRIES_MAX)
                .toList();
    }

    private static Optional<Entry> entry(Graph catalogue, Node version) {
        Optional<Node> dataset = object(catalogue, version, City.ofDataset);
        Optional<Node> issued = object(catalogue, version, DCTerms.issued.asNode());
        if (dataset.isEmpty() || issued.isEmpty()) {
            return Optional.empty();
        }
        String iri = dataset.get().getURI();
        Map<String, String> titles = new TreeMap<>();
        catalogue
                .find(dataset.get(), DCTerms.title.asNode(), Node.ANY)
                .forEachRemaining(title -> titles.put(
                        title.getObject().getLiteralLanguage(),
                        title.getObject().getLiteralLexicalForm()));
        return Optional.of(new Entry(
                version,
                iri.substring(iri.lastIndexOf('/') + 1),
                titles,
                number(catalogue, version, City.versionNumber),
                number(catalogue, version, City.tripleCount),
                Instant.parse(issued.get().getLiteralLexicalForm())));
    }

    private static long number(Graph graph, Node subject, Node property) {
        return object(graph, subject, property)
                .map(value -> Long.parseLong(value.getLiteralLexicalForm()))
                .orElse(0L);
    }

    private static Optional<Node> object(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY)
                .mapWith(triple -> triple.getObject())
                .nextOptional();
    }
}

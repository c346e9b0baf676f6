package city.belfry.hub.catalogue;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.Severity;
import city.belfry.ontology.Shapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/// All datasets that everybody may see: those of this hub, then those of imported catalogues, each by id. Read anew
/// after each write to the store; thread-safe.
public final class CatalogueIndex {
    /// Datasets that are listed; a city has hundreds, and a national portal is no part of a city's catalogue.
    public static final int DATASETS_MAX = 20_000;

    private final CityStore store;
    private final CatalogueIris iris;
    private final Shapes dcatAp = Shapes.forProfile("dcat-ap");
    private volatile Read read = new Read(-1, List.of());

    public CatalogueIndex(CityStore store, CatalogueIris iris) {
        this.store = store;
        this.iris = iris;
    }

    private record Read(long writes, List<DescribedDataset> datasets) {}

    public List<DescribedDataset> datasets() {
        long writes = store.writes(Visibility.OPEN);
        Read known = read;
        if (known.writes() != writes) {
            DatasetGraph database = store.open();
            known = new Read(writes, database.calculateRead(() -> all(database)));
            read = known;
        }
        return known.datasets();
    }

    /// Those of this hub.
    public List<DescribedDataset> own() {
        return datasets().stream().filter(each -> each.source().isEmpty()).toList();
    }

    public Optional<DescribedDataset> dataset(String id) {
        return datasets().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /// A part of a catalogue as a document for portals.
    ///
    /// @param source the imported catalogue; empty for that of this hub
    public Graph document(String source, List<DescribedDataset> datasets) {
        Node name = source.isEmpty() ? iris.graph("catalogue") : iris.imported(source);
        Node self = source.isEmpty() ? iris.catalogue() : iris.importedCatalogue(source);
        DatasetGraph database = store.open();
        return database.calculateRead(() -> CatalogueDocument.of(
                database.getGraph(name),
                self,
                datasets.stream().map(DescribedDataset::iri).toList()));
    }

    /// The score of a description, on the same terms as in the list.
    public QualityScore score(Graph record, Node dataset) {
        boolean keeps = dcatAp.check(record, "", Locale.ENGLISH).findings().stream()
                .noneMatch(finding -> finding.severity() == Severity.VIOLATION);
        String own = iris.base() + "/";
        return QualityScore.of(record, dataset, address -> address.startsWith(own), keeps);
    }

    private List<DescribedDataset> all(DatasetGraph database) {
        List<DescribedDataset> all = new ArrayList<>(ofGraph(database.getGraph(iris.graph("catalogue")), ""));
        String prefix = iris.imported("").getURI();
        List<String> sources = new ArrayList<>();
        database.listGraphNodes().forEachRemaining(graph -> {
            if (graph.isURI() && graph.getURI().startsWith(prefix)) {
                sources.add(graph.getURI().substring(prefix.length()));
            }
        });
        sources.sort(Comparator.naturalOrder());
        sources.forEach(source -> all.addAll(ofGraph(database.getGraph(iris.imported(source)), source)));
        return List.copyOf(all);
    }

    private List<DescribedDataset> ofGraph(Graph stored, String source) {
        // Many small look-ups follow, and a graph in memory answers them without its dictionary.
        Graph graph = GraphFactory.createDefaultGraph();
        stored.find().forEachRemaining(graph::add);
        return graph
                .find(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode())
                .mapWith(Triple::getSubject)
                .toList()
                .stream()
                .limit(DATASETS_MAX)
                .map(dataset -> described(graph, dataset, source))
                .sorted(Comparator.comparing(DescribedDataset::id))
                .toList();
    }

    private DescribedDataset described(Graph graph, Node dataset, String source) {
        Graph record = CatalogueDocument.closure(graph, dataset);
        return new DescribedDataset(
                id(graph, dataset, source),
                dataset,
                record,
                score(record, dataset),
                source.isEmpty() ? Optional.empty() : Optional.of(source));
    }

    /// A dataset of this hub is named by its IRI, an imported one by the record that the import made of it.
    private static String id(Graph graph, Node dataset, String source) {
        if (source.isEmpty()) {
            return dataset.getURI().substring(dataset.getURI().lastIndexOf('/') + 1);
        }
        return graph.find(Node.ANY, FOAF.primaryTopic.asNode(), dataset).mapWith(Triple::getSubject).toList().stream()
                .flatMap(record -> graph.find(record, DCTerms.identifier.asNode(), Node.ANY).toList().stream())
                .map(triple -> triple.getObject().getLiteralLexicalForm())
                .findFirst()
                .orElseGet(dataset::toString);
    }
}

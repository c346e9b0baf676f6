package city.belfry.hub.catalogue;

import city.belfry.hub.city.LocalText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;

/// How a dataset of this hub is had: as answers of the query service and as files. Licence, legal act and category are
/// those of the dataset, whoever wrote them, so this comes last when an entry is made.
final class DatasetAccess {
    /// A file that the hub makes of a dataset's statements.
    private enum File {
        TURTLE("ttl", "RDF_TURTLE", "text/turtle", "Turtle", false),
        N_TRIPLES("nt", "RDF_N_TRIPLES", "application/n-triples", "N-Triples", false),
        CSV("csv", "CSV", "text/csv", "CSV", false),
        GEOJSON("geojson", "GEOJSON", "application/geo+json", "GeoJSON", true);

        private final String format;
        private final String fileType;
        private final String mediaType;
        private final String label;
        private final boolean needsGeometry;

        File(String format, String fileType, String mediaType, String label, boolean needsGeometry) {
            this.format = format;
            this.fileType = fileType;
            this.mediaType = mediaType;
            this.label = label;
            this.needsGeometry = needsGeometry;
        }
    }

    private static final String SPARQL = "sparql";

    private final CatalogueIris iris;
    private final Graph record;
    private final String dataset;
    private final Node self;
    private final Statements statements = new Statements();

    private DatasetAccess(CatalogueIris iris, Graph record, String dataset) {
        this.iris = iris;
        this.record = record;
        this.dataset = dataset;
        this.self = iris.dataset(dataset);
    }

    /// All that is described anew with a dataset.
    static Set<Node> subjects(CatalogueIris iris, String dataset) {
        Set<Node> subjects = new HashSet<>(Set.of(
                iris.dataset(dataset),
                iris.part(dataset, "contactPoint"),
                iris.part(dataset, "temporal"),
                iris.part(dataset, "coverage"),
                iris.distribution(dataset, SPARQL),
                iris.service(dataset)));
        for (File file : File.values()) {
            subjects.add(iris.distribution(dataset, file.format));
        }
        return subjects;
    }

    /// Adds to a record what follows from it about access.
    static void addTo(Graph record, CatalogueIris iris, String dataset) {
        DatasetAccess access = new DatasetAccess(iris, record, dataset);
        access.describe();
        GraphUtil.addInto(record, access.statements.graph());
    }

    private void describe() {
        boolean isHighValue = record.contains(self, Dcat3.HVD_CATEGORY.asNode(), Node.ANY);
        if (isHighValue) {
            // The regulation that defines the categories goes without saying.
            record.add(self, Dcat3.APPLICABLE_LEGISLATION.asNode(), EuCodes.HVD_REGULATION);
        }
        Node service = isHighValue ? iris.service(dataset) : iris.service();
        distribution(SPARQL, DatasetRecord.Words.SPARQL, "SPARQLQRES", "application/sparql-results+json")
                .link(DCAT.accessURL, endpointOfDataset())
                .link(DCAT.accessService, service);
        boolean hasGeometry = record.contains(iris.part(dataset, "coverage"), DCAT.bbox.asNode(), Node.ANY);
        for (File file : File.values()) {
            if (hasGeometry || !file.needsGeometry) {
                distribution(file.format, new LocalText(Map.of("", file.label)), file.fileType, file.mediaType)
                        .link(DCAT.accessURL, iris.page(dataset))
                        .link(DCAT.downloadURL, iris.download(dataset, file.format));
            }
        }
        describeService();
        if (isHighValue) {
            describeService(service);
        }
    }

    /// The query service asked about this dataset alone.
    private Node endpointOfDataset() {
        String graph = URLEncoder.encode(iris.graph(dataset).getURI(), StandardCharsets.UTF_8);
        return NodeFactory.createURI(iris.endpoint().getURI() + "?default-graph-uri=" + graph);
    }

    private Statements.Subject distribution(String form, LocalText title, String fileType, String mediaType) {
        Node node = iris.distribution(dataset, form);
        statements.about(self).link(DCAT.distribution, node);
        Statements.Subject about = statements
                .about(node)
                .type(DCAT.Distribution)
                .text(DCTerms.title, title)
                .link(DCTerms.format, EuCodes.code(EuCodes.FILE_TYPE, fileType))
                .link(DCAT.mediaType, NodeFactory.createURI(EuCodes.MEDIA_TYPE + mediaType));
        copy(about, DCTerms.license);
        copy(about, DCTerms.issued);
        copy(about, DCTerms.modified);
        copy(about, Dcat3.APPLICABLE_LEGISLATION);
        objects(DCTerms.accessRights).forEach(right -> about.link(DCTerms.rights, right));
        return about;
    }

    /// The service that answers about all datasets.
    private void describeService() {
        statements
                .about(iris.service())
                .type(DCAT.DataService)
                .text(DCTerms.title, DatasetRecord.Words.SPARQL)
                .link(DCAT.endpointURL, iris.endpoint())
                .link(DCAT.endpointDescription, iris.endpoint())
                .link(DCAT.servesDataset, self)
                .link(DCTerms.conformsTo, URI.create("https://www.w3.org/TR/sparql11-protocol/"));
        statements.about(iris.catalogue()).link(DCAT.service, iris.service());
    }

    /// What Regulation (EU) 2023/138 asks of the interface to a high-value dataset: category, contact, documentation.
    private void describeService(Node service) {
        Statements.Subject about = statements
                .about(service)
                .type(DCAT.DataService)
                .text(DCTerms.title, DatasetRecord.Words.SPARQL)
                .link(DCAT.endpointURL, iris.endpoint())
                .link(DCAT.servesDataset, self)
                .link(FOAF.page, iris.page(dataset));
        copy(about, Dcat3.APPLICABLE_LEGISLATION);
        copy(about, Dcat3.HVD_CATEGORY);
        copy(about, DCAT.contactPoint);
        copy(about, DCTerms.license);
        statements.about(iris.catalogue()).link(DCAT.service, service);
    }

    private void copy(Statements.Subject to, Property property) {
        objects(property).forEach(object -> to.link(property, object));
    }

    private List<Node> objects(Property property) {
        return record.find(self, property.asNode(), Node.ANY)
                .mapWith(triple -> triple.getObject())
                .toList();
    }
}

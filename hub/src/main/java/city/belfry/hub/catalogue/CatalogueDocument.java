package city.belfry.hub.catalogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VCARD4;

/// A part of the catalogue as a document that another portal harvests: datasets with all that DCAT-AP describes with
/// them, and the classes of what they lead to, so that a checker needs no other document.
public final class CatalogueDocument {
    /// What is described with what leads to it.
    private static final Set<Node> DESCRIBED_WITH = Set.of(
            DCAT.distribution.asNode(),
            DCAT.accessService.asNode(),
            DCAT.contactPoint.asNode(),
            DCTerms.publisher.asNode(),
            DCTerms.creator.asNode(),
            DCTerms.spatial.asNode(),
            DCTerms.temporal.asNode(),
            NodeFactory.createURI("http://www.w3.org/ns/adms#identifier"));

    /// For people and the hub, not for portals: a version of this hub is no dataset in the sense of DCAT-AP.
    private static final Set<Node> LEFT_OUT = Set.of(Dcat3.HAS_VERSION.asNode(), DCAT.servesDataset.asNode());

    private static final Map<Node, Node> CLASSES = Map.ofEntries(
            is(DCTerms.license, DCTerms.LicenseDocument),
            is(DCTerms.accessRights, DCTerms.RightsStatement),
            is(DCTerms.rights, DCTerms.RightsStatement),
            is(DCTerms.accrualPeriodicity, DCTerms.Frequency),
            is(DCTerms.language, DCTerms.LinguisticSystem),
            is(DCTerms.format, DCTerms.MediaTypeOrExtent),
            is(DCAT.mediaType, DCTerms.MediaType),
            is(DCTerms.spatial, DCTerms.Location),
            is(DCTerms.conformsTo, DCTerms.Standard),
            is(DCAT.theme, SKOS.Concept),
            is(FOAF.page, FOAF.Document),
            is(FOAF.homepage, FOAF.Document),
            is(DCAT.landingPage, FOAF.Document),
            is(DCAT.accessURL, RDFS.Resource),
            is(DCAT.downloadURL, RDFS.Resource),
            is(DCAT.endpointURL, RDFS.Resource),
            is(DCAT.endpointDescription, RDFS.Resource),
            is(VCARD4.hasEmail, RDFS.Resource),
            is(VCARD4.hasURL, RDFS.Resource),
            is(Prov.WAS_GENERATED_BY, Prov.ACTIVITY),
            is(Dcat3.HVD_CATEGORY, SKOS.Concept),
            Map.entry(
                    Dcat3.APPLICABLE_LEGISLATION.asNode(),
                    NodeFactory.createURI("http://data.europa.eu/eli/ontology#LegalResource")));

    private CatalogueDocument() {}

    private static Map.Entry<Node, Node> is(org.apache.jena.rdf.model.Property property, Resource type) {
        return Map.entry(property.asNode(), type.asNode());
    }

    /// A dataset with its distributions, services, agents, contact, place and time.
    static Graph closure(Graph catalogue, Node dataset) {
        Graph described = GraphFactory.createDefaultGraph();
        add(described, catalogue, dataset, new HashSet<>());
        return described;
    }

    private static void add(Graph described, Graph catalogue, Node first, Set<Node> seen) {
        Deque<Node> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            Node subject = open.pop();
            if (!seen.add(subject)) {
                continue;
            }
            catalogue.find(subject, Node.ANY, Node.ANY).forEachRemaining(triple -> {
                described.add(triple);
                Node object = triple.getObject();
                if (object.isBlank() || (object.isURI() && DESCRIBED_WITH.contains(triple.getPredicate()))) {
                    open.push(object);
                }
            });
        }
    }

    /// The catalogue with some of its datasets.
    ///
    /// @param catalogue the whole catalogue
    /// @param self the catalogue itself
    /// @param datasets those that this document describes
    public static Graph of(Graph catalogue, Node self, List<Node> datasets) {
        Graph document = GraphFactory.createDefaultGraph();
        Set<Node> seen = new HashSet<>();
        catalogue
                .find(self, Node.ANY, Node.ANY)
                .filterDrop(triple -> triple.getPredicate().equals(DCAT.dataset.asNode()))
                .forEachRemaining(document::add);
        for (Triple publisher :
                catalogue.find(self, DCTerms.publisher.asNode(), Node.ANY).toList()) {
            add(document, catalogue, publisher.getObject(), seen);
        }
        for (Node dataset : datasets) {
            document.add(Triple.create(self, DCAT.dataset.asNode(), dataset));
            add(document, catalogue, dataset, seen);
            requireDescription(document, dataset);
        }
        serviceLinks(document, catalogue, self, seen);
        LEFT_OUT.forEach(property -> document.remove(Node.ANY, property, Node.ANY));
        classify(document);
        return document;
    }

    /// A portal refuses a dataset without a description. Its title stands in for one here; the catalogue itself goes on
    /// telling the steward that there is none.
    private static void requireDescription(Graph document, Node dataset) {
        if (!document.contains(dataset, DCTerms.description.asNode(), Node.ANY)) {
            document.find(dataset, DCTerms.title.asNode(), Node.ANY)
                    .mapWith(Triple::getObject)
                    .toList()
                    .forEach(title -> document.add(Triple.create(dataset, DCTerms.description.asNode(), title)));
        }
    }

    /// A service of a dataset that is gone, or is no high-value dataset any more, is not described: it is not listed.
    private static void serviceLinks(Graph document, Graph catalogue, Node self, Set<Node> seen) {
        for (Triple link : document.find(self, DCAT.service.asNode(), Node.ANY).toList()) {
            add(document, catalogue, link.getObject(), seen);
            if (!document.contains(link.getObject(), RDF.type.asNode(), DCAT.DataService.asNode())) {
                document.delete(link);
            }
        }
    }

    private static void classify(Graph document) {
        for (Triple triple : document.find().toList()) {
            Node type = CLASSES.get(triple.getPredicate());
            if (type != null && triple.getObject().isURI()) {
                document.add(Triple.create(triple.getObject(), RDF.type.asNode(), type));
                if (type.equals(SKOS.Concept.asNode())) {
                    MetadataForm.labels(triple.getObject()).forEachRemaining(document::add);
                }
            }
        }
    }
}

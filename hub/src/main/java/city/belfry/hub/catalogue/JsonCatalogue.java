package city.belfry.hub.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A catalogue in JSON as the statements that its publisher might have written in DCAT: answers of CKAN and DKAN
/// (`package_search`, `package_show`, `current_package_list_with_resources`), of udata, and `data.json`.
///
/// What a person is named in (author, maintainer) is not read at all: it is the organisation that publishes.
final class JsonCatalogue {
    private final Graph statements = GraphFactory.createDefaultGraph();

    private JsonCatalogue() {}

    /// @throws CatalogueException when it is none of these
    static Graph read(byte[] bytes, String name) {
        JsonNode root;
        try {
            root = new JsonMapper().readTree(bytes);
        } catch (JacksonException e) {
            throw new CatalogueException(
                    CatalogueException.Code.CATALOGUE_UNREADABLE,
                    name + " is no JSON: " + e.getOriginalMessage() + ".",
                    e);
        }
        List<JsonNode> packages = packages(root);
        if (packages.isEmpty()) {
            throw new CatalogueException(
                    CatalogueException.Code.CATALOGUE_UNREADABLE,
                    name + " is JSON, but no list of packages of CKAN, DKAN or udata and no data.json. Give the answer"
                            + " of /api/3/action/package_search, or the catalogue as Turtle, RDF/XML or JSON-LD.");
        }
        JsonCatalogue catalogue = new JsonCatalogue();
        catalogue.describeCatalogue(root);
        packages.forEach(catalogue::describe);
        return catalogue.statements;
    }

    private static List<JsonNode> packages(JsonNode root) {
        for (JsonNode list : List.of(
                root,
                root.path("result"),
                root.path("result").path("results"),
                root.path("result").path(0),
                root.path("results"),
                root.path("datasets"),
                root.path("dataset"))) {
            List<JsonNode> found = new ArrayList<>();
            list.forEach(each -> {
                if (isPackage(whole(each))) {
                    found.add(each);
                }
            });
            if (list.isArray() && !found.isEmpty()) {
                return List.copyOf(found);
            }
        }
        JsonNode one = isPackage(root) ? root : root.path("result");
        return isPackage(one) ? List.of(one) : List.of();
    }

    private static boolean isPackage(JsonNode node) {
        return node.path("title").isString() && (node.has("name") || node.has("id") || node.has("identifier"));
    }

    /// udata puts a dataset beside its resources.
    private static JsonNode whole(JsonNode node) {
        return node.path("dataset").isObject() ? node.path("dataset") : node;
    }

    private void describeCatalogue(JsonNode root) {
        Node self = NodeFactory.createBlankNode();
        add(self, RDF.type, DCAT.Catalog.asNode());
        text(root, "title").ifPresent(title -> add(self, DCTerms.title, NodeFactory.createLiteralString(title)));
        text(root, "description")
                .ifPresent(text -> add(self, DCTerms.description, NodeFactory.createLiteralString(text)));
    }

    private void describe(JsonNode entry) {
        JsonNode one = whole(entry);
        Node self = NodeFactory.createBlankNode();
        add(self, RDF.type, DCAT.Dataset.asNode());
        texts(self, DCTerms.title, one, "title", "title_translated");
        texts(self, DCTerms.description, one, one.has("notes") ? "notes" : "description", "notes_translated");
        text(one, "name", "id", "identifier", "slug")
                .ifPresent(id -> add(self, DCTerms.identifier, NodeFactory.createLiteralString(id)));
        text(one, "url", "landingPage", "page").ifPresent(page -> add(self, DCAT.landingPage, address(page)));
        for (String key : List.of("tags", "keyword")) {
            one.path(key).forEach(tag -> {
                String word = tag.isString() ? tag.asString() : tag.path("name").asString("");
                if (!word.isBlank()) {
                    add(self, DCAT.keyword, NodeFactory.createLiteralString(word));
                }
            });
        }
        text(one, "license_url", "license_id", "license_title", "license")
                .ifPresent(licence -> add(self, DCTerms.license, address(licence)));
        date(self, DCTerms.issued, one, "issued", "metadata_created", "created_at");
        date(self, DCTerms.modified, one, "modified", "metadata_modified", "last_modified", "last_update");
        text(one, "frequency", "accrualPeriodicity")
                .ifPresent(often -> add(self, DCTerms.accrualPeriodicity, address(often)));
        organisation(entry).ifPresent(name -> {
            Node agent = NodeFactory.createBlankNode();
            add(self, DCTerms.publisher, agent);
            add(agent, RDF.type, FOAF.Organization.asNode());
            add(agent, FOAF.name, NodeFactory.createLiteralString(name));
        });
        one.path("theme").forEach(theme -> add(self, DCAT.theme, address(theme.asString(""))));
        JsonNode resources = entry.has("resources") ? entry.path("resources") : one.path("distribution");
        resources.forEach(resource -> describeResource(self, resource));
    }

    private static Optional<String> organisation(JsonNode entry) {
        return text(entry.path("organization"), "title", "name")
                .or(() -> text(whole(entry).path("organization"), "title", "name"))
                .or(() -> text(entry.path("publisher"), "name"))
                .or(() -> text(entry.path("groups").path(0), "title"));
    }

    private void describeResource(Node dataset, JsonNode resource) {
        Node self = NodeFactory.createBlankNode();
        add(dataset, DCAT.distribution, self);
        add(self, RDF.type, DCAT.Distribution.asNode());
        text(resource, "name", "title")
                .ifPresent(name -> add(self, DCTerms.title, NodeFactory.createLiteralString(name)));
        text(resource, "access_url", "accessURL", "url").ifPresent(url -> add(self, DCAT.accessURL, address(url)));
        text(resource, "download_url", "downloadURL").ifPresent(url -> add(self, DCAT.downloadURL, address(url)));
        text(resource, "format")
                .ifPresent(format -> add(self, DCTerms.format, NodeFactory.createLiteralString(format)));
        text(resource, "mimetype", "mediaType", "mime")
                .ifPresent(type -> add(self, DCAT.mediaType, NodeFactory.createLiteralString(type)));
        text(resource, "license").ifPresent(licence -> add(self, DCTerms.license, address(licence)));
        JsonNode size = resource.has("size") ? resource.path("size") : resource.path("filesize");
        if (size.isIntegralNumber() && size.asLong() >= 0) {
            add(
                    self,
                    DCAT.byteSize,
                    NodeFactory.createLiteralDT(Long.toString(size.asLong()), XSDDatatype.XSDnonNegativeInteger));
        }
    }

    private void texts(Node subject, Property property, JsonNode one, String key, String translated) {
        if (one.path(translated).isObject()) {
            one.path(translated).properties().forEach(entry -> {
                String text = entry.getValue().asString("");
                if (!text.isBlank()) {
                    add(subject, property, NodeFactory.createLiteralLang(text, entry.getKey()));
                }
            });
        } else {
            text(one, key).ifPresent(text -> add(subject, property, NodeFactory.createLiteralString(text)));
        }
    }

    private void date(Node subject, Property property, JsonNode one, String... keys) {
        text(one, keys).ifPresent(date -> add(subject, property, NodeFactory.createLiteralString(date)));
    }

    /// The first of the keys that has a text.
    private static Optional<String> text(JsonNode node, String... keys) {
        for (String key : keys) {
            if (node.path(key).isString() && !node.path(key).asString().isBlank()) {
                return Optional.of(node.path(key).asString().strip());
            }
        }
        return Optional.empty();
    }

    private static Node address(String text) {
        return text.startsWith("http://") || text.startsWith("https://")
                ? NodeFactory.createURI(text)
                : NodeFactory.createLiteralString(text);
    }

    private void add(Node subject, Property property, Node object) {
        statements.add(Triple.create(subject, property.asNode(), object));
    }
}

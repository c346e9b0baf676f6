package city.belfry.hub.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;

/// A dataset as the catalogue describes it, for pages and lists.
///
/// @param id its name in addresses of this hub
/// @param record what is said of it, with distributions, agents and all that belongs to it
/// @param source the imported catalogue that it is in; none for a dataset of this hub
public record DescribedDataset(String id, Node iri, Graph record, QualityScore score, Optional<String> source) {
    private static final int DAY_LENGTH = 10;

    public Map<String, String> titles() {
        return texts(iri, DCTerms.title);
    }

    public Map<String, String> descriptions() {
        return texts(iri, DCTerms.description);
    }

    /// Names of the publisher by language.
    public Map<String, String> publisher() {
        return objects(DCTerms.publisher)
                .map(agent -> agent.isLiteral() ? Map.of("", agent.getLiteralLexicalForm()) : texts(agent, FOAF.name))
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    /// Those of the dataset, or else of its distributions.
    public List<String> licences() {
        List<String> own = objects(DCTerms.license).map(DescribedDataset::text).toList();
        return own.isEmpty() ? ofDistributions(DCTerms.license) : own;
    }

    public List<String> themes() {
        return objects(DCAT.theme).map(DescribedDataset::text).sorted().toList();
    }

    public List<String> hvdCategories() {
        return objects(Dcat3.HVD_CATEGORY).map(DescribedDataset::text).sorted().toList();
    }

    public List<String> keywords() {
        return objects(DCAT.keyword)
                .map(DescribedDataset::text)
                .distinct()
                .sorted()
                .toList();
    }

    /// Codes of the formats in which it is had, without the list that they are from.
    public List<String> formats() {
        return ofDistributions(DCTerms.format).stream()
                .map(format -> format.substring(format.lastIndexOf('/') + 1))
                .map(format -> format.toUpperCase(java.util.Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    public List<Node> distributions() {
        return objects(DCAT.distribution)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /// The day of its last change.
    public Optional<String> modified() {
        return objects(DCTerms.modified)
                .map(DescribedDataset::text)
                .filter(text -> text.length() >= DAY_LENGTH)
                .map(text -> text.substring(0, DAY_LENGTH))
                .max(String::compareTo);
    }

    public Optional<String> landingPage() {
        return objects(DCAT.landingPage).filter(Node::isURI).map(Node::getURI).findFirst();
    }

    /// The first value of a property of a thing in the record.
    public Optional<String> value(Node subject, Property property) {
        return record.find(subject, property.asNode(), Node.ANY)
                .mapWith(triple -> text(triple.getObject()))
                .nextOptional();
    }

    public Optional<Node> object(Node subject, Property property) {
        return record.find(subject, property.asNode(), Node.ANY)
                .mapWith(triple -> triple.getObject())
                .nextOptional();
    }

    /// The literals of a property by language.
    public Map<String, String> texts(Node subject, Property property) {
        Map<String, String> texts = new TreeMap<>();
        record.find(subject, property.asNode(), Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(triple -> texts.put(
                        triple.getObject().getLiteralLanguage(),
                        triple.getObject().getLiteralLexicalForm()));
        return texts;
    }

    private List<String> ofDistributions(Property property) {
        return distributions().stream()
                .flatMap(one -> value(one, property).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Node> objects(Property property) {
        return record.find(iri, property.asNode(), Node.ANY).mapWith(triple -> triple.getObject()).toList().stream();
    }

    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.store.CityStore;
import city.belfry.ontology.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.springframework.stereotype.Component;

/// What to call a thing on a page: its label in the reader's language, or the readable end of its IRI.
@Component
final class Labels {
    private static final List<Node> LABELS =
            List.of(RDFS.label.asNode(), SKOS.prefLabel.asNode(), DCTerms.title.asNode());

    private final CityStore store;
    private final Graph vocabulary = Vocabulary.graph();

    Labels(CityStore store) {
        this.store = store;
    }

    /// The ontology that this program brings along.
    Graph vocabulary() {
        return vocabulary;
    }

    String of(Node node, Locale locale) {
        if (node.isLiteral()) {
            return node.getLiteralLexicalForm();
        }
        if (!node.isURI()) {
            return "…";
        }
        return ofTerm(node, locale).or(() -> ofEntity(node, locale)).orElseGet(() -> localName(node.getURI()));
    }

    private Optional<String> ofTerm(Node term, Locale locale) {
        return best(vocabulary, term, locale);
    }

    private Optional<String> ofEntity(Node entity, Locale locale) {
        DatasetGraph database = store.open();
        return database.calculateRead(() -> best(database.getUnionGraph(), entity, locale));
    }

    private static Optional<String> best(Graph graph, Node node, Locale locale) {
        Optional<String> other = Optional.empty();
        for (Node property : LABELS) {
            for (Node label : graph.find(node, property, Node.ANY)
                    .mapWith(triple -> triple.getObject())
                    .filterKeep(Node::isLiteral)
                    .toList()) {
                if (label.getLiteralLanguage().equalsIgnoreCase(locale.getLanguage())) {
                    return Optional.of(label.getLiteralLexicalForm());
                }
                if (other.isEmpty() || label.getLiteralLanguage().isEmpty()) {
                    other = Optional.of(label.getLiteralLexicalForm());
                }
            }
            if (other.isPresent()) {
                return other;
            }
        }
        return other;
    }

    static String localName(String iri) {
        int cut = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/', iri.length() - 2));
        return iri.substring(cut + 1);
    }
}

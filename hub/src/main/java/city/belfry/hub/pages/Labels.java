package city.belfry.hub.pages;

import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.Vocabulary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.springframework.stereotype.Component;

/// What to call a thing on a page: its label in the reader's language, or the readable end of its IRI.
@Component
public final class Labels {
    private static final List<Node> LABELS =
            List.of(RDFS.label.asNode(), SKOS.prefLabel.asNode(), DCTerms.title.asNode());

    private final CityStore store;
    private final Graph vocabulary = Vocabulary.graph();

    Labels(CityStore store) {
        this.store = store;
    }

    /// A value as people write it: `50.63` where the store has the double `50.63e0`.
    static String text(Node literal) {
        boolean isBinary = XSDDatatype.XSDdouble.equals(literal.getLiteralDatatype())
                || XSDDatatype.XSDfloat.equals(literal.getLiteralDatatype());
        return isBinary
                        && literal.getLiteral().isWellFormed()
                        && literal.getLiteralValue() instanceof Number number
                        && Double.isFinite(number.doubleValue())
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : literal.getLiteralLexicalForm();
    }

    /// The ontology that this program brings along.
    Graph vocabulary() {
        return vocabulary;
    }

    public String of(Node node, Locale locale) {
        return of(node, locale, this::ofEntity);
    }

    /// The same for a thing of a scenario, which may be in that alone.
    String of(Node node, Locale locale, StoreQueries seen) {
        return of(node, locale, (entity, language) -> seen.read(view -> best(view.getUnionGraph(), entity, language)));
    }

    private String of(Node node, Locale locale, BiFunction<Node, Locale, Optional<String>> entities) {
        if (node.isLiteral()) {
            return text(node);
        }
        if (!node.isURI()) {
            return "…";
        }
        return ofTerm(node, locale).or(() -> entities.apply(node, locale)).orElseGet(() -> localName(node.getURI()));
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

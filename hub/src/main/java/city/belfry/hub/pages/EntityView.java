package city.belfry.hub.pages;

import city.belfry.hub.rest.EntityReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.springframework.stereotype.Component;

/// A thing as its page shows it: kinds, properties with their values, links to it.
@Component
final class EntityView {
    private final Labels labels;
    private final PageLinks links;

    EntityView(Labels labels, PageLinks links) {
        this.labels = labels;
        this.links = links;
    }

    /// A word with the place it leads to.
    ///
    /// @param href empty when it leads nowhere
    /// @param language of the text; empty when it has none
    record Shown(String text, String href, String language) {}

    /// One property with its values.
    record Property(Shown name, List<Shown> values) {}

    record Page(String label, String iri, List<Shown> kinds, List<Property> properties, List<Property> incoming) {}

    Page of(EntityReader.Entity entity, Locale locale) {
        Node iri = entity.iri();
        List<Shown> kinds = new ArrayList<>();
        Map<String, List<Triple>> byProperty = new TreeMap<>();
        entity.statements().find(iri, Node.ANY, Node.ANY).forEachRemaining(triple -> {
            if (triple.getPredicate().equals(RDF.type.asNode())) {
                kinds.add(shown(triple.getObject(), locale));
            } else {
                byProperty
                        .computeIfAbsent(key(triple, locale), key -> new ArrayList<>())
                        .add(triple);
            }
        });
        kinds.sort(Comparator.comparing(Shown::text));
        Map<String, List<Triple>> incoming = new TreeMap<>();
        entity.incoming()
                .forEach(triple -> incoming.computeIfAbsent(key(triple, locale), key -> new ArrayList<>())
                        .add(triple));
        return new Page(
                labels.of(iri, locale),
                iri.getURI(),
                kinds,
                byProperty.values().stream()
                        .map(triples -> property(triples, Triple::getObject, entity, locale))
                        .toList(),
                incoming.values().stream()
                        .map(triples -> property(triples, Triple::getSubject, entity, locale))
                        .toList());
    }

    /// Labels first, then by the name of the property.
    private String key(Triple triple, Locale locale) {
        String order = triple.getPredicate().equals(RDFS.label.asNode()) ? "0" : "1";
        return order + labels.of(triple.getPredicate(), locale) + " " + triple.getPredicate();
    }

    private Property property(
            List<Triple> triples,
            java.util.function.Function<Triple, Node> end,
            EntityReader.Entity entity,
            Locale locale) {
        List<Shown> values = triples.stream()
                .map(end)
                .distinct()
                .map(node -> part(node, entity, locale))
                .sorted(Comparator.comparing(Shown::text))
                .toList();
        return new Property(shown(triples.getFirst().getPredicate(), locale), values);
    }

    /// A part without a page of its own is shown by its values: the text of a geometry, for example.
    private Shown part(Node node, EntityReader.Entity entity, Locale locale) {
        boolean isPart = node.isBlank()
                || (node.isURI() && node.getURI().startsWith(entity.iri().getURI() + "/"));
        if (!isPart) {
            return shown(node, locale);
        }
        List<String> texts = entity.statements()
                .find(node, Node.ANY, Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .mapWith(triple -> triple.getObject().getLiteralLexicalForm())
                .toList();
        return texts.isEmpty() ? shown(node, locale) : new Shown(shortened(String.join(", ", texts)), "", "");
    }

    private Shown shown(Node node, Locale locale) {
        String language = node.isLiteral() ? node.getLiteralLanguage() : "";
        return new Shown(shortened(labels.of(node, locale)), links.of(node), language);
    }

    private static String shortened(String text) {
        int max = 400;
        return text.length() <= max ? text : text.substring(0, max) + "…";
    }
}

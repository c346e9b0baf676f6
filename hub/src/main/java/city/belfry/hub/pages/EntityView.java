package city.belfry.hub.pages;

import city.belfry.hub.rest.EntityReader;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.ontology.City;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.springframework.stereotype.Component;

/// A thing as its page shows it: kinds, properties with their values, links to it.
@Component
final class EntityView {
    private static final Set<Node> NAMES = Set.of(
            RDFS.label.asNode(),
            SKOS.prefLabel.asNode(),
            SKOS.altLabel.asNode(),
            DCTerms.title.asNode(),
            DCTerms.identifier.asNode(),
            DCTerms.description.asNode(),
            City.shortName,
            City.longName,
            City.officialCode,
            City.stopCode);
    private static final Set<Node> ELSEWHERE = Set.of(OWL.sameAs.asNode(), SKOS.exactMatch.asNode());

    private final Labels labels;
    private final PageLinks links;
    private final StoreQueries queries;

    EntityView(Labels labels, PageLinks links, StoreQueries queries) {
        this.queries = queries;
        this.labels = labels;
        this.links = links;
    }

    /// A word with the place it leads to.
    ///
    /// @param href empty when it leads nowhere
    /// @param language of the text; empty when it has none
    /// @param why page that tells why the statement is there; empty when it is none
    record Shown(String text, String href, String language, String why) {
        Shown(String text, String href, String language) {
            this(text, href, language, "");
        }

        private Shown withWhy(String page) {
            return new Shown(text, href, language, page);
        }
    }

    /// One property with its values.
    record Property(Shown name, List<Shown> values) {}

    /// Properties that belong together.
    ///
    /// @param name of the group, a key of the pages' texts
    record Group(String name, List<Property> properties) {}

    record Page(String label, String iri, List<Shown> kinds, List<Group> groups, List<Property> incoming) {}

    /// What things are called and where they lead in the language, and in the scenario, of the reader.
    final class Names {
        private final Locale locale;
        private final StoreQueries seen;
        private final String suffix;

        private Names(Locale locale, StoreQueries seen, String suffix) {
            this.locale = locale;
            this.seen = seen;
            this.suffix = suffix;
        }

        String of(Node node) {
            return labels.of(node, locale, seen);
        }

        String href(Node node) {
            String href = links.of(node);
            return href.startsWith("/doc/") ? href + suffix : href;
        }
    }

    Names names(HttpServletRequest request) {
        String suffix =
                StoreQueries.scenario(request).map(id -> "?scenario=" + id).orElse("");
        return new Names(PageLanguages.of(request), queries.of(request), suffix);
    }

    Page of(EntityReader.Entity entity, Names names) {
        Node iri = entity.iri();
        List<Shown> kinds = new ArrayList<>();
        Map<String, List<Triple>> byProperty = new TreeMap<>();
        entity.statements().find(iri, Node.ANY, Node.ANY).forEachRemaining(triple -> {
            if (triple.getPredicate().equals(RDF.type.asNode())) {
                kinds.add(shown(triple.getObject(), names));
            } else {
                byProperty
                        .computeIfAbsent(key(triple, names), key -> new ArrayList<>())
                        .add(triple);
            }
        });
        kinds.sort(Comparator.comparing(Shown::text));
        Map<String, List<Triple>> incoming = new TreeMap<>();
        entity.incoming()
                .forEach(triple -> incoming.computeIfAbsent(key(triple, names), key -> new ArrayList<>())
                        .add(triple));
        return new Page(
                names.of(iri),
                iri.getURI(),
                kinds,
                groups(byProperty, entity, names),
                incoming.values().stream()
                        .map(triples -> property(triples, Triple::getSubject, entity, names))
                        .toList());
    }

    private List<Group> groups(Map<String, List<Triple>> byProperty, EntityReader.Entity entity, Names names) {
        Map<String, List<Property>> groups = new LinkedHashMap<>();
        for (String group : List.of("names", "links", "values", "elsewhere")) {
            groups.put(group, new ArrayList<>());
        }
        byProperty
                .values()
                .forEach(triples -> Objects.requireNonNull(groups.get(group(triples.getFirst(), entity)))
                        .add(property(triples, Triple::getObject, entity, names)));
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    private static String group(Triple triple, EntityReader.Entity entity) {
        Node property = triple.getPredicate();
        Node value = triple.getObject();
        if (ELSEWHERE.contains(property)) {
            return "elsewhere";
        }
        if (NAMES.contains(property)) {
            return "names";
        }
        return value.isURI() && !value.getURI().startsWith(entity.iri().getURI() + "/") ? "links" : "values";
    }

    /// Labels first, then by the name of the property.
    private String key(Triple triple, Names names) {
        String order = triple.getPredicate().equals(RDFS.label.asNode()) ? "0" : "1";
        return order + names.of(triple.getPredicate()) + " " + triple.getPredicate();
    }

    private Property property(
            List<Triple> triples,
            java.util.function.Function<Triple, Node> end,
            EntityReader.Entity entity,
            Names names) {
        Map<Node, Triple> byEnd = new LinkedHashMap<>();
        triples.forEach(triple -> byEnd.putIfAbsent(end.apply(triple), triple));
        List<Shown> values = byEnd.entrySet().stream()
                .map(each -> part(each.getKey(), entity, names).withWhy(WhyView.address(each.getValue())))
                .sorted(Comparator.comparing(Shown::text))
                .toList();
        return new Property(shown(triples.getFirst().getPredicate(), names), values);
    }

    /// A part without a page of its own is shown by its values: the text of a geometry, for example.
    private Shown part(Node node, EntityReader.Entity entity, Names names) {
        boolean isPart = node.isBlank()
                || (node.isURI() && node.getURI().startsWith(entity.iri().getURI() + "/"));
        if (!isPart) {
            return shown(node, names);
        }
        List<String> texts = entity.statements()
                .find(node, Node.ANY, Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .mapWith(triple -> triple.getObject().getLiteralLexicalForm())
                .toList();
        return texts.isEmpty() ? shown(node, names) : new Shown(shortened(String.join(", ", texts)), "", "");
    }

    private Shown shown(Node node, Names names) {
        String language = node.isLiteral() ? node.getLiteralLanguage() : "";
        return new Shown(shortened(names.of(node)), names.href(node), language);
    }

    private static String shortened(String text) {
        int max = 400;
        return text.length() <= max ? text : text.substring(0, max) + "…";
    }
}

package city.belfry.hub.scenario;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Prov;
import city.belfry.hub.catalogue.Statements;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.scenario.Scenario.Baseline;
import city.belfry.hub.scenario.Scenario.Status;
import city.belfry.hub.store.CatalogueEntry;
import city.belfry.ontology.City;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.VOID;

/// A scenario in the catalogue: a `belfry:Scenario` with its baseline, its two graphs, its author and its licence.
final class ScenarioRecord {
    private static final Property STATEMENTS = VOID.triples;
    private static final Property CREATOR = ResourceFactory.createProperty(DCTerms.NS, "creator");
    private static final String PUBLIC = City.CODES + "access/public";
    private static final String RESTRICTED = City.CODES + "access/restricted";

    private final CatalogueIris iris;

    ScenarioRecord(CatalogueIris iris) {
        this.iris = iris;
    }

    Node iri(String id) {
        return NodeFactory.createURI(iris.base() + "/id/scenario/" + id);
    }

    Node additions(String id) {
        return iris.graph("scenario/" + id + "/additions");
    }

    Node removals(String id) {
        return iris.graph("scenario/" + id + "/removals");
    }

    /// What follows from the additions.
    Node inferred(String id) {
        return iris.inferred("scenario/" + id);
    }

    CatalogueEntry entry(Scenario scenario) {
        Statements statements = new Statements();
        Node self = iri(scenario.id());
        Node author = NodeFactory.createURI(self.getURI() + "/author");
        Statements.Subject about = statements
                .about(self)
                .type(City.Scenario)
                .type(Prov.ENTITY)
                .text(DCTerms.identifier, scenario.id())
                .text(DCTerms.title, scenario.title())
                .text(RDFS.label, scenario.title())
                .time(DCTerms.modified, scenario.modified())
                .link(City.visibility, NodeFactory.createURI(scenario.status() == Status.PUBLIC ? PUBLIC : RESTRICTED));
        scenario.description().ifPresent(text -> about.text(DCTerms.description, text));
        scenario.licence().ifPresent(licence -> about.link(DCTerms.license, licence));
        scenario.horizonYear().ifPresent(year -> about.number(City.horizonYear, year));
        scenario.baseline().forEach(each -> about.link(City.hasBaseline, iris.version(each.dataset(), each.version())));
        about.link(City.addsGraph, additions(scenario.id())).link(City.removesGraph, removals(scenario.id()));
        scenario.author().ifPresent(name -> {
            about.link(CREATOR, author);
            statements.about(author).type(FOAF.Agent).text(FOAF.name.asNode(), name);
        });
        statements.about(additions(scenario.id())).type(Prov.ENTITY).number(STATEMENTS.asNode(), scenario.additions());
        statements.about(removals(scenario.id())).type(Prov.ENTITY).number(STATEMENTS.asNode(), scenario.removals());
        return new CatalogueEntry(iris.graph("catalogue"), subjects(scenario.id()), statements.graph());
    }

    /// The catalogue knows nothing of it.
    CatalogueEntry nothing(String id) {
        return new CatalogueEntry(iris.graph("catalogue"), subjects(id), GraphFactory.createDefaultGraph());
    }

    private Set<Node> subjects(String id) {
        return Set.of(iri(id), NodeFactory.createURI(iri(id).getURI() + "/author"), additions(id), removals(id));
    }

    /// The scenarios that a catalogue has, by id.
    List<Scenario> all(Graph catalogue) {
        List<Scenario> scenarios = new ArrayList<>();
        catalogue
                .find(Node.ANY, RDF.type.asNode(), City.Scenario)
                .forEachRemaining(triple -> one(catalogue, triple.getSubject()).ifPresent(scenarios::add));
        scenarios.sort(Comparator.comparing(Scenario::id));
        return scenarios;
    }

    Optional<Scenario> one(Graph catalogue, String id) {
        return one(catalogue, iri(id));
    }

    private Optional<Scenario> one(Graph catalogue, Node self) {
        Map<String, String> title = texts(catalogue, self, DCTerms.title);
        String prefix = iri("").getURI();
        if (title.isEmpty() || !self.isURI() || !self.getURI().startsWith(prefix)) {
            return Optional.empty();
        }
        String id = self.getURI().substring(prefix.length());
        Map<String, String> description = texts(catalogue, self, DCTerms.description);
        return Optional.of(new Scenario(
                id,
                new LocalText(title),
                description.isEmpty() ? Optional.empty() : Optional.of(new LocalText(description)),
                object(catalogue, self, CREATOR.asNode(), Function.identity())
                        .flatMap(author -> object(catalogue, author, FOAF.name.asNode(), Node::getLiteralLexicalForm)),
                object(catalogue, self, DCTerms.license.asNode(), node -> URI.create(node.getURI())),
                object(catalogue, self, City.horizonYear, node -> Integer.valueOf(node.getLiteralLexicalForm())),
                object(catalogue, self, City.visibility, Node::getURI)
                        .filter(PUBLIC::equals)
                        .map(known -> Status.PUBLIC)
                        .orElse(Status.DRAFT),
                object(catalogue, self, DCTerms.modified.asNode(), node -> Instant.parse(node.getLiteralLexicalForm()))
                        .orElse(Instant.EPOCH),
                catalogue
                        .find(self, City.hasBaseline, Node.ANY)
                        .mapWith(triple -> baseline(triple.getObject().getURI()))
                        .toList()
                        .stream()
                        .sorted(Comparator.comparing(Baseline::dataset))
                        .toList(),
                count(catalogue, additions(id)),
                count(catalogue, removals(id))));
    }

    /// From the IRI of a version, as [CatalogueIris#version] makes it.
    private static Baseline baseline(String version) {
        String name = version.substring(version.lastIndexOf('/') + 1);
        int hyphen = name.lastIndexOf('-');
        return new Baseline(name.substring(0, hyphen), Long.parseLong(name.substring(hyphen + 1)));
    }

    private static long count(Graph catalogue, Node graph) {
        return object(catalogue, graph, STATEMENTS.asNode(), node -> Long.valueOf(node.getLiteralLexicalForm()))
                .orElse(0L);
    }

    private static <T> Optional<T> object(Graph graph, Node subject, Node predicate, Function<Node, T> as) {
        return graph.find(subject, predicate, Node.ANY)
                .mapWith(triple -> as.apply(triple.getObject()))
                .nextOptional();
    }

    private static Map<String, String> texts(Graph graph, Node subject, Property property) {
        Map<String, String> texts = new TreeMap<>();
        graph.find(subject, property.asNode(), Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(triple -> texts.put(
                        triple.getObject().getLiteralLanguage(),
                        triple.getObject().getLiteralLexicalForm()));
        return texts;
    }
}

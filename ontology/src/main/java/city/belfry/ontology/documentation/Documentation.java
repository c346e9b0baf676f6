package city.belfry.ontology.documentation;

import city.belfry.ontology.City;
import city.belfry.ontology.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.OWL2;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;

/// What there is to say about the ontology: its modules and their terms, its code lists, its constraints. Immutable and
/// thread-safe.
public final class Documentation {
    /// IRI of a module without its name.
    public static final String MODULES = City.NS.replace('#', '/');
    /// IRI of an alignment without its name.
    public static final String ALIGNMENTS = "https://w3id.org/belfry/align/";

    private static final String EXTERNAL = "external";
    private static final Node DOMAIN_INCLUDES = NodeFactory.createURI("https://schema.org/domainIncludes");
    private static final Node RANGE_INCLUDES = NodeFactory.createURI("https://schema.org/rangeIncludes");
    private static final Node TITLE = NodeFactory.createURI("http://purl.org/dc/terms/title");
    private static final Node DESCRIPTION = NodeFactory.createURI("http://purl.org/dc/terms/description");
    private static final List<Node> MATCHES = List.of(
            SKOS.exactMatch.asNode(),
            SKOS.closeMatch.asNode(),
            SKOS.broadMatch.asNode(),
            SKOS.narrowMatch.asNode(),
            SKOS.relatedMatch.asNode());

    private final Graph ontology = GraphFactory.createDefaultGraph();
    private final Graph alignments = Vocabulary.alignments();
    private final List<Module> modules = new ArrayList<>();
    private final SortedMap<String, Term> terms =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
    private final List<CodeList> codeLists = new ArrayList<>();
    private final List<Constraint> constraints = new ShapeFiles().constraints();

    private Documentation() {
        Map<String, Graph> files = Vocabulary.files(MODULES);
        files.values().forEach(file -> GraphUtil.addInto(ontology, file));
        files.forEach((iri, graph) -> modules.add(module(iri, graph)));
        modules.forEach(module -> module.terms().forEach(term -> terms.put(term.name(), term)));
        Vocabulary.files(City.CODES).forEach((iri, graph) -> codeLists.add(codeList(iri, graph)));
    }

    /// Reads the files that Belfry brings along.
    public static Documentation ofOntology() {
        return new Documentation();
    }

    /// All modules, the declarations of foreign terms first, in an order in which each comes after those it imports.
    public List<Module> modules() {
        return Collections.unmodifiableList(modules);
    }

    public Optional<Module> module(String name) {
        return modules.stream().filter(module -> module.name().equals(name)).findFirst();
    }

    /// By name, in an order that does not look at case.
    public SortedMap<String, Term> terms() {
        return Collections.unmodifiableSortedMap(terms);
    }

    public Optional<Term> term(String name) {
        return Optional.ofNullable(terms.get(name));
    }

    public Optional<Term> term(Node iri) {
        return iri.isURI() && iri.getURI().startsWith(City.NS)
                ? term(iri.getURI().substring(City.NS.length()))
                : Optional.empty();
    }

    public List<CodeList> codeLists() {
        return Collections.unmodifiableList(codeLists);
    }

    public Optional<CodeList> codeList(String name) {
        return codeLists.stream().filter(list -> list.name().equals(name)).findFirst();
    }

    /// All of them, by code.
    public List<Constraint> constraints() {
        return constraints;
    }

    /// Those that look at a class or follow a property.
    public List<Constraint> constraintsOn(Term term) {
        return constraints.stream()
                .filter(constraint -> constraint.concerns(term.iri()))
                .toList();
    }

    public List<Constraint> constraintsOf(String profile) {
        return constraints.stream()
                .filter(constraint -> constraint.profiles().contains(profile))
                .toList();
    }

    /// The names of the profiles that have a constraint, in order.
    public List<String> profiles() {
        return constraints.stream()
                .flatMap(constraint -> constraint.profiles().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /// The properties that are said of a class, its own first and then those of the classes above it.
    public List<Term> propertiesOf(Term type) {
        List<Term> found = new ArrayList<>();
        for (Node each : withAbove(type.iri())) {
            terms.values().stream()
                    .filter(term -> term.domain().contains(each) && !found.contains(term))
                    .forEach(found::add);
        }
        return found;
    }

    /// The properties that lead to a class.
    public List<Term> propertiesTo(Term type) {
        return terms.values().stream()
                .filter(term -> term.range().contains(type.iri()))
                .toList();
    }

    /// The properties that take their values from a list.
    public List<Term> propertiesWith(CodeList list) {
        return terms.values().stream()
                .filter(term -> term.codeList().equals(Optional.of(list.name())))
                .toList();
    }

    /// Terms and code lists with a text in their name, labels, synonyms or definition; those with it in their name or
    /// label first.
    public List<Term> search(String text) {
        List<Term> named = terms.values().stream()
                .filter(term -> Texts.of(Map.of("", term.name())).contains(text)
                        || term.labels().contains(text)
                        || term.synonyms().contains(text))
                .toList();
        List<Term> found = new ArrayList<>(named);
        terms.values().stream()
                .filter(term -> !named.contains(term) && term.definitions().contains(text))
                .forEach(found::add);
        return found;
    }

    /// Code lists with a text in their name, definition or one of their codes.
    public List<CodeList> searchCodeLists(String text) {
        return codeLists.stream()
                .filter(list -> list.labels().contains(text)
                        || list.definitions().contains(text)
                        || list.codes().stream()
                                .anyMatch(code -> code.labels().contains(text)
                                        || code.synonyms().contains(text)
                                        || code.notation().equalsIgnoreCase(text)))
                .toList();
    }

    /// All that the files say about a term, its matches included. Owned by the caller.
    public Graph statements(Term term) {
        Graph about = GraphFactory.createDefaultGraph();
        ontology.find(term.iri(), Node.ANY, Node.ANY).forEachRemaining(about::add);
        alignments.find(term.iri(), Node.ANY, Node.ANY).forEachRemaining(about::add);
        return about;
    }

    /// A class and all above it, the nearest first.
    public List<Node> withAbove(Node type) {
        List<Node> all = new ArrayList<>(List.of(type));
        for (int i = 0; i < all.size(); i++) {
            ontology.find(all.get(i), RDFS.subClassOf.asNode(), Node.ANY)
                    .mapWith(Triple::getObject)
                    .filterKeep(above -> above.isURI() && !all.contains(above))
                    .toList()
                    .forEach(all::add);
        }
        return all;
    }

    private Module module(String iri, Graph file) {
        Node self = NodeFactory.createURI(iri);
        return new Module(
                iri.substring(MODULES.length()),
                iri,
                text(file, self, OWL2.versionInfo.asNode()),
                objects(file, self, OWL2.versionIRI.asNode()).stream()
                        .findFirst()
                        .map(Node::getURI)
                        .orElse(iri),
                Texts.of(file, self, TITLE),
                Texts.of(file, self, DESCRIPTION),
                objects(file, self, OWL.imports.asNode()).stream()
                        .map(imported -> imported.getURI().substring(MODULES.length()))
                        .toList(),
                iri.endsWith("/" + EXTERNAL) ? List.of() : termsOf(self, file));
    }

    private List<Term> termsOf(Node module, Graph file) {
        return file
                .find(Node.ANY, RDFS.isDefinedBy.asNode(), module)
                .mapWith(Triple::getSubject)
                .filterKeep(node -> node.isURI() && node.getURI().startsWith(City.NS))
                .toList()
                .stream()
                .sorted(Comparator.comparing(node -> node.getURI().toLowerCase(java.util.Locale.ROOT)))
                .map(node -> term(node, module.getURI().substring(MODULES.length())))
                .toList();
    }

    private Term term(Node iri, String module) {
        Term.Kind kind = kind(iri);
        Node above = kind == Term.Kind.CLASS ? RDFS.subClassOf.asNode() : RDFS.subPropertyOf.asNode();
        List<Node> included = objects(ontology, iri, RANGE_INCLUDES);
        List<Node> domain = new ArrayList<>(objects(ontology, iri, RDFS.domain.asNode()));
        domain.addAll(objects(ontology, iri, DOMAIN_INCLUDES));
        return new Term(
                iri,
                iri.getURI().substring(City.NS.length()),
                kind,
                Texts.of(ontology, iri, RDFS.label.asNode()),
                Texts.of(ontology, iri, SKOS.definition.asNode()),
                Texts.of(ontology, iri, SKOS.altLabel.asNode()),
                module,
                objects(ontology, iri, above),
                subjects(ontology, above, iri),
                domain,
                included.isEmpty() ? objects(ontology, iri, RDFS.range.asNode()) : included,
                inverse(iri),
                traits(iri),
                objects(ontology, iri, City.codeList).stream()
                        .findFirst()
                        .map(list -> list.getURI().substring(City.CODES.length())),
                matches(alignments, iri));
    }

    private Term.Kind kind(Node iri) {
        Node type = RDF.type.asNode();
        if (ontology.contains(iri, type, OWL.Class.asNode())) {
            return Term.Kind.CLASS;
        }
        if (ontology.contains(iri, type, OWL.ObjectProperty.asNode())) {
            return Term.Kind.LINK;
        }
        return ontology.contains(iri, type, OWL.DatatypeProperty.asNode()) ? Term.Kind.VALUE : Term.Kind.NOTE;
    }

    private Optional<Node> inverse(Node iri) {
        List<Node> inverses = new ArrayList<>(objects(ontology, iri, OWL.inverseOf.asNode()));
        inverses.addAll(subjects(ontology, OWL.inverseOf.asNode(), iri));
        return inverses.stream().findFirst();
    }

    private List<String> traits(Node iri) {
        List<String> traits = new ArrayList<>();
        for (var trait : Map.of(
                        "transitive", OWL.TransitiveProperty,
                        "symmetric", OWL.SymmetricProperty,
                        "functional", OWL.FunctionalProperty)
                .entrySet()) {
            if (ontology.contains(iri, RDF.type.asNode(), trait.getValue().asNode())) {
                traits.add(trait.getKey());
            }
        }
        Collections.sort(traits);
        return List.copyOf(traits);
    }

    private static CodeList codeList(String iri, Graph file) {
        Node scheme = NodeFactory.createURI(iri);
        List<CodeList.Code> codes =
                file.find(Node.ANY, SKOS.inScheme.asNode(), scheme).mapWith(Triple::getSubject).toList().stream()
                        .sorted(Comparator.comparing(Node::getURI))
                        .map(code -> new CodeList.Code(
                                code,
                                text(file, code, SKOS.notation.asNode()),
                                Texts.of(file, code, SKOS.prefLabel.asNode()),
                                Texts.of(file, code, SKOS.altLabel.asNode()),
                                Texts.of(file, code, SKOS.definition.asNode()),
                                matches(file, code)))
                        .toList();
        return new CodeList(
                iri.substring(City.CODES.length()),
                iri,
                Texts.of(file, scheme, SKOS.prefLabel.asNode()),
                Texts.of(file, scheme, SKOS.definition.asNode()),
                codes);
    }

    private static List<Term.Alignment> matches(Graph graph, Node iri) {
        List<Term.Alignment> found = new ArrayList<>();
        for (Node match : MATCHES) {
            objects(graph, iri, match).forEach(other -> found.add(new Term.Alignment(match.getLocalName(), other)));
        }
        return List.copyOf(found);
    }

    private static String text(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY)
                .mapWith(triple -> triple.getObject().getLiteralLexicalForm())
                .nextOptional()
                .orElse("");
    }

    private static List<Node> objects(Graph graph, Node subject, Node property) {
        return graph
                .find(subject, property, Node.ANY)
                .mapWith(Triple::getObject)
                .filterKeep(Node::isURI)
                .toList()
                .stream()
                .sorted(Comparator.comparing(Node::getURI))
                .toList();
    }

    private static List<Node> subjects(Graph graph, Node property, Node object) {
        return graph
                .find(Node.ANY, property, object)
                .mapWith(Triple::getSubject)
                .filterKeep(Node::isURI)
                .toList()
                .stream()
                .sorted(Comparator.comparing(Node::getURI))
                .toList();
    }
}

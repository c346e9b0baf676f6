package city.belfry.hub.catalogue;

import city.belfry.hub.store.CatalogueEntry;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/// What stewards say about datasets, kept apart from what runs say, so that a run never loses it.
///
/// Each version is a named graph of the restricted store with who wrote it and when; none is ever changed. The
/// catalogue holds what the last run said with the properties of the last published version in place of its own.
/// Where a steward said nothing else than the run, the run goes on speaking. Thread-safe.
public final class Curations {
    /// Versions of one description that are kept; a program that writes without end stops here.
    static final int VERSIONS_MAX = 1_000;

    private static final Node PROPERTY = NodeFactory.createURI("http://rdfs.org/ns/void#property");
    private static final Node STATUS = NodeFactory.createURI("http://www.w3.org/ns/adms#status");
    private static final String STATES = "http://purl.org/adms/status/";
    private static final Node DRAFT = NodeFactory.createURI(STATES + "UnderDevelopment");
    private static final Node PUBLISHED = NodeFactory.createURI(STATES + "Completed");

    private final CityStore store;
    private final CatalogueIris iris;
    private final Clock clock;

    public Curations(CityStore store, CatalogueIris iris, Clock clock) {
        this.store = store;
        this.iris = iris;
        this.clock = clock;
    }

    /// All versions of what stewards said about a dataset, the newest first.
    public List<Curation> history(String dataset) {
        return read(restricted -> {
            List<Curation> versions = new ArrayList<>();
            for (long version = 1; version <= VERSIONS_MAX; version++) {
                Optional<Curation> found = read(restricted, dataset, version);
                if (found.isEmpty()) {
                    break;
                }
                versions.addFirst(found.orElseThrow());
            }
            return versions;
        });
    }

    /// What the catalogue says in place of the run, when a steward has published anything.
    public Optional<Curation> published(String dataset) {
        return history(dataset).stream()
                .filter(version -> version.state() == Curation.State.PUBLISHED)
                .findFirst();
    }

    private Optional<Curation> read(DatasetGraph restricted, String dataset, long version) {
        Node name = iris.curated(dataset, version);
        Graph graph = restricted.getGraph(name);
        return object(graph, name, Prov.GENERATED_AT_TIME.asNode()).map(at -> {
            Set<Node> properties = new HashSet<>();
            graph.find(name, PROPERTY, Node.ANY).forEachRemaining(triple -> properties.add(triple.getObject()));
            Graph statements = GraphFactory.createDefaultGraph();
            graph.find().filterDrop(triple -> triple.getSubject().equals(name)).forEachRemaining(statements::add);
            String steward = object(graph, name, DCTerms.creator.asNode())
                    .map(Node::getLiteralLexicalForm)
                    .orElse("");
            return new Curation(
                    version,
                    graph.contains(name, STATUS, PUBLISHED) ? Curation.State.PUBLISHED : Curation.State.DRAFT,
                    steward,
                    Instant.parse(at.getLiteralLexicalForm()),
                    properties,
                    statements);
        });
    }

    /// What the last run said about a dataset, with all that belongs to it but the ways to have it.
    public Graph generated(String dataset) {
        Graph kept = read(restricted -> copy(restricted.getGraph(iris.generated(dataset))));
        return kept.isEmpty() ? withoutAccess(current(dataset), dataset) : kept;
    }

    /// What the catalogue says about a dataset now, with all that belongs to it.
    public Graph current(String dataset) {
        Node self = iris.dataset(dataset);
        DatasetGraph database = store.database(visibility(dataset));
        Graph found = database.calculateRead(
                () -> CatalogueDocument.closure(database.getGraph(iris.graph("catalogue")), self));
        if (!found.contains(self, RDF.type.asNode(), DCAT.Dataset.asNode())) {
            throw new CatalogueException(
                    CatalogueException.Code.DATASET_UNKNOWN,
                    "There is no dataset '" + dataset + "' in the catalogue. Run 'belfry ingest' first, or see"
                            + " /catalogue for those that there are.");
        }
        return found;
    }

    public Visibility visibility(String dataset) {
        Node self = iris.dataset(dataset);
        DatasetGraph restricted = store.restricted();
        boolean isRestricted = restricted.calculateRead(() ->
                restricted.getGraph(iris.graph("catalogue")).contains(self, RDF.type.asNode(), DCAT.Dataset.asNode()));
        return isRestricted ? Visibility.RESTRICTED : Visibility.OPEN;
    }

    /// What a steward goes on from: the newest version, published or not, in place of what the run says.
    public Graph draft(String dataset) {
        Graph record = generated(dataset);
        history(dataset).stream().findFirst().ifPresent(newest -> overlay(record, dataset, newest));
        return record;
    }

    /// A description with the ways to have the dataset that follow from it.
    public Graph complete(String dataset, Graph record) {
        Graph whole = copy(record);
        DatasetAccess.addTo(whole, iris, dataset);
        return whole;
    }

    /// Keeps what a run says about a dataset that stewards said something about too.
    public void remember(String dataset, CatalogueEntry generated) {
        if (!history(dataset).isEmpty()) {
            keep(dataset, CatalogueDocument.closure(generated.statements(), iris.dataset(dataset)));
        }
    }

    /// An entry as the catalogue is to have it: with what stewards published, and with the ways to have the dataset.
    public CatalogueEntry settled(String dataset, CatalogueEntry generated) {
        Graph statements = copy(generated.statements());
        published(dataset).ifPresent(curation -> overlay(statements, dataset, curation));
        DatasetAccess.addTo(statements, iris, dataset);
        return new CatalogueEntry(generated.graph(), generated.subjects(), statements);
    }

    /// Keeps a description as a new version and, unless it is a draft, puts it into the catalogue.
    ///
    /// @param form which properties a steward speaks of
    /// @param seen the version that the steward went on from, 0 for none
    /// @param wanted the dataset with all the properties of the form
    public synchronized Curation save(
            MetadataForm form, String dataset, long seen, Curation.State state, String steward, Graph wanted) {
        List<Curation> history = history(dataset);
        long newest = history.isEmpty() ? 0 : history.getFirst().version();
        if (newest != seen) {
            throw new CatalogueException(
                    CatalogueException.Code.METADATA_CHANGED,
                    "The description of '" + dataset + "' is at version " + newest + ", and this goes on from version "
                            + seen + ". Read it again and make the change there.");
        }
        if (newest >= VERSIONS_MAX) {
            throw new CatalogueException(
                    CatalogueException.Code.METADATA_TOO_OFTEN,
                    "The description of '" + dataset + "' has " + VERSIONS_MAX + " versions, and no more are kept.");
        }
        Graph generated = generated(dataset);
        Node self = iris.dataset(dataset);
        Set<Node> properties = form.differing(generated, wanted, self);
        Graph said = GraphFactory.createDefaultGraph();
        form.fields().stream()
                .filter(field -> properties.contains(field.path()))
                .forEach(field -> GraphUtil.addInto(said, MetadataForm.of(wanted, self, field)));
        Curation curation = new Curation(newest + 1, state, steward, clock.instant(), properties, said);
        keep(dataset, generated);
        store.replace(
                Visibility.RESTRICTED,
                iris.curated(dataset, curation.version()),
                Content.of(statements(dataset, curation)));
        if (state == Curation.State.PUBLISHED) {
            publish(dataset, generated, curation);
        }
        return curation;
    }

    private void publish(String dataset, Graph generated, Curation curation) {
        Graph statements = copy(generated);
        overlay(statements, dataset, curation);
        DatasetAccess.addTo(statements, iris, dataset);
        store.describe(
                visibility(dataset),
                new CatalogueEntry(iris.graph("catalogue"), DatasetAccess.subjects(iris, dataset), statements));
    }

    private void keep(String dataset, Graph generated) {
        store.replace(Visibility.RESTRICTED, iris.generated(dataset), Content.of(withoutAccess(generated, dataset)));
    }

    private Graph statements(String dataset, Curation curation) {
        Statements all = new Statements();
        Statements.Subject about = all.about(iris.curated(dataset, curation.version()))
                .type(Prov.ENTITY)
                .time(Prov.GENERATED_AT_TIME, curation.at())
                .link(Prov.WAS_ATTRIBUTED_TO, iris.steward(curation.steward()))
                .text(DCTerms.creator, curation.steward())
                .link(STATUS, curation.state() == Curation.State.PUBLISHED ? PUBLISHED : DRAFT);
        curation.properties().forEach(property -> about.link(PROPERTY, property));
        GraphUtil.addInto(all.graph(), curation.statements());
        return all.graph();
    }

    /// Puts what a steward said in place of what stands there.
    private void overlay(Graph record, String dataset, Curation curation) {
        Node self = iris.dataset(dataset);
        for (Node property : curation.properties()) {
            for (Triple triple : record.find(self, property, Node.ANY).toList()) {
                record.delete(triple);
                // A part that is pointed to as before, but described only by the run, stays described.
                boolean isKept = curation.statements().contains(self, property, triple.getObject())
                        && !curation.statements().contains(triple.getObject(), Node.ANY, Node.ANY);
                if (isPart(triple.getObject(), self) && !isKept) {
                    record.remove(triple.getObject(), Node.ANY, Node.ANY);
                }
            }
        }
        GraphUtil.addInto(record, curation.statements());
    }

    private static boolean isPart(Node node, Node whole) {
        return node.isBlank() || (node.isURI() && node.getURI().startsWith(whole.getURI() + "/"));
    }

    /// Distributions and services come from the description each time anew.
    private Graph withoutAccess(Graph record, String dataset) {
        Graph without = copy(record);
        Node self = iris.dataset(dataset);
        for (Triple triple :
                without.find(self, DCAT.distribution.asNode(), Node.ANY).toList()) {
            without.delete(triple);
            without.remove(triple.getObject(), Node.ANY, Node.ANY);
        }
        without.remove(iris.service(), Node.ANY, Node.ANY);
        without.remove(iris.service(dataset), Node.ANY, Node.ANY);
        without.remove(iris.catalogue(), Node.ANY, Node.ANY);
        return without;
    }

    private <T> T read(java.util.function.Function<DatasetGraph, T> reading) {
        DatasetGraph restricted = store.restricted();
        return restricted.isInTransaction()
                ? reading.apply(restricted)
                : restricted.calculateRead(() -> reading.apply(restricted));
    }

    private static Graph copy(Graph graph) {
        Graph copy = GraphFactory.createDefaultGraph();
        GraphUtil.addInto(copy, graph);
        return copy;
    }

    private static Optional<Node> object(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY)
                .mapWith(Triple::getObject)
                .nextOptional();
    }
}

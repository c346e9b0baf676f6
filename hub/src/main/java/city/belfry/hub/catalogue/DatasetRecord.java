package city.belfry.hub.catalogue;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.store.CatalogueEntry;
import city.belfry.ontology.City;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;

/// The entry of a dataset in the catalogue (DCAT-AP 3.0) with the account of the run that published it (PROV-O).
public final class DatasetRecord {
    private static final String EU = "http://publications.europa.eu/resource/authority/";

    private final CityIdentity city;
    private final CatalogueIris iris;

    public DatasetRecord(CityIdentity city) {
        this.city = city;
        this.iris = CatalogueIris.of(city);
    }

    /// The entry for a run that is about to publish.
    ///
    /// @param issued when the dataset was published for the first time
    public CatalogueEntry entry(DatasetEntry dataset, RunAccount run, Instant issued) {
        Statements statements = new Statements();
        Node self = iris.dataset(dataset.id());
        describeCatalogue(statements, self);
        describeDataset(statements, dataset, self, new Version(run.version(), run.triples(), issued, run.ended()));
        describeAccess(statements, dataset, self);
        describeRun(statements, dataset.id(), self, run);
        return entry(self, dataset, statements);
    }

    /// The entry after a return to an earlier version.
    ///
    /// @param undone the run whose version was the present one
    public CatalogueEntry restored(DatasetEntry dataset, Restoration restoration, PublishedRun undone) {
        Statements statements = new Statements();
        Node self = iris.dataset(dataset.id());
        describeCatalogue(statements, self);
        Version version =
                new Version(restoration.version(), restoration.triples(), undone.issued(), restoration.ended());
        describeDataset(statements, dataset, self, version);
        describeAccess(statements, dataset, self);
        Node activity = iris.run(dataset.id(), restoration.version());
        Node earlier = iris.version(dataset.id(), restoration.restored());
        statements
                .about(activity)
                .type(Prov.ACTIVITY)
                .link(City.ofDataset, self)
                .link(Prov.USED, earlier)
                .time(Prov.STARTED_AT_TIME, restoration.started())
                .time(Prov.ENDED_AT_TIME, restoration.ended())
                .text(City.inputChecksum, undone.inputChecksum())
                .text(City.recipeChecksum, undone.recipeChecksum())
                .number(City.tripleCount, restoration.triples());
        describeVersion(statements, dataset.id(), self, version).link(Prov.WAS_DERIVED_FROM, earlier);
        return entry(self, dataset, statements);
    }

    private CatalogueEntry entry(Node self, DatasetEntry dataset, Statements statements) {
        return new CatalogueEntry(
                iris.graph("catalogue"), Set.of(self, iris.distribution(dataset.id())), statements.graph());
    }

    /// A version that is about to be the present one.
    private record Version(long number, long triples, Instant issued, Instant modified) {}

    private void describeCatalogue(Statements statements, Node dataset) {
        statements
                .about(iris.catalogue())
                .type(DCAT.Catalog)
                .text(DCTerms.title, city.label())
                .link(DCAT.dataset, dataset)
                .link(DCAT.service, iris.service());
    }

    private void describeDataset(Statements statements, DatasetEntry dataset, Node self, Version version) {
        Statements.Subject about = statements
                .about(self)
                .type(DCAT.Dataset)
                .text(DCTerms.identifier, dataset.id())
                .text(DCTerms.title, dataset.title())
                .text(RDFS.label, dataset.title())
                .time(DCTerms.issued, version.issued())
                .time(DCTerms.modified, version.modified())
                .text(Dcat3.VERSION, Long.toString(version.number()))
                .link(DCAT.distribution, iris.distribution(dataset.id()))
                .link(Dcat3.HAS_VERSION, iris.version(dataset.id(), version.number()))
                .link(Prov.WAS_GENERATED_BY, iris.run(dataset.id(), version.number()))
                .link(DCTerms.accessRights, NodeFactory.createURI(EU + "access-right/" + accessRight(dataset)))
                .link(
                        City.visibility,
                        NodeFactory.createURI(City.CODES + "access/"
                                + dataset.visibility().name().toLowerCase(Locale.ROOT)))
                .number(City.tripleCount, version.triples());
        dataset.description().ifPresent(text -> about.text(DCTerms.description, text));
        dataset.licence().ifPresent(licence -> about.link(DCTerms.license, licence));
        dataset.landingPage().ifPresent(page -> about.link(DCAT.landingPage, page));
        dataset.theme().forEach(code -> about.link(DCAT.theme, NodeFactory.createURI(EU + "data-theme/" + code)));
        dataset.keywords().forEach(word -> about.text(DCAT.keyword, word));
        if (dataset.source().startsWith("http")) {
            about.link(DCTerms.source, URI.create(dataset.source()));
        }
        dataset.publisher().ifPresent(name -> {
            Node agent = iris.agent(slug(name.in("en")));
            about.link(DCTerms.publisher, agent);
            statements.about(agent).type(FOAF.Agent).text(FOAF.name, name);
        });
    }

    private static String accessRight(DatasetEntry dataset) {
        return switch (dataset.visibility()) {
            case PUBLIC -> "PUBLIC";
            case RESTRICTED -> "RESTRICTED";
            case PRIVATE -> "NON_PUBLIC";
        };
    }

    private void describeAccess(Statements statements, DatasetEntry dataset, Node self) {
        Statements.Subject distribution = statements
                .about(iris.distribution(dataset.id()))
                .type(DCAT.Distribution)
                .text(DCTerms.title, LocalTexts.SPARQL)
                .link(DCAT.accessURL, iris.endpoint())
                .link(DCAT.accessService, iris.service());
        dataset.licence().ifPresent(licence -> distribution.link(DCTerms.license, licence));
        statements
                .about(iris.service())
                .type(DCAT.DataService)
                .text(DCTerms.title, LocalTexts.SPARQL)
                .link(DCAT.endpointURL, iris.endpoint())
                .link(DCAT.servesDataset, self)
                .link(DCTerms.conformsTo, URI.create("https://www.w3.org/TR/sparql11-protocol/"));
    }

    private void describeRun(Statements statements, String dataset, Node self, RunAccount run) {
        Node activity = iris.run(dataset, run.version());
        statements
                .about(activity)
                .type(City.MappingRun)
                .type(Prov.ACTIVITY)
                .link(City.ofDataset, self)
                .time(Prov.STARTED_AT_TIME, run.started())
                .time(Prov.ENDED_AT_TIME, run.ended())
                .text(City.inputChecksum, run.inputChecksum())
                .text(City.recipeChecksum, run.recipeChecksum())
                .number(City.inputBytes, run.inputBytes())
                .number(City.recordCount, run.records())
                .number(City.tripleCount, run.triples())
                .number(City.findingCount, run.findings())
                .number(City.quarantinedCount, run.quarantined())
                .number(
                        City.cpuSeconds,
                        BigDecimal.valueOf(run.cpu().toMillis())
                                .movePointLeft(3)
                                .setScale(3, RoundingMode.HALF_UP));
        describeVersion(statements, dataset, self, new Version(run.version(), run.triples(), run.ended(), run.ended()));
    }

    private Statements.Subject describeVersion(Statements statements, String dataset, Node self, Version version) {
        return statements
                .about(iris.version(dataset, version.number()))
                .type(City.DatasetVersion)
                .type(Prov.ENTITY)
                .link(City.ofDataset, self)
                .link(Prov.WAS_GENERATED_BY, iris.run(dataset, version.number()))
                .number(City.versionNumber, version.number())
                .number(City.tripleCount, version.triples())
                .link(
                        DCTerms.issued,
                        NodeFactory.createLiteralDT(version.modified().toString(), XSDDatatype.XSDdateTime));
    }

    private static String slug(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /// Texts of the catalogue that no steward writes.
    private static final class LocalTexts {
        private static final LocalText SPARQL =
                new LocalText(java.util.Map.of("en", "SPARQL query service", "fr", "Service de requêtes SPARQL"));
    }
}

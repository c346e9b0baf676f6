package city.belfry.hub.catalogue;

import city.belfry.hub.city.CatalogueHead;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.city.ContactEntry;
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
import java.util.Map;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.VCARD4;

/// The entry of a dataset in the catalogue (DCAT-AP 3.0) with the account of the run that published it (PROV-O).
public final class DatasetRecord {
    private static final RDFDatatype WKT =
            TypeMapper.getInstance().getSafeTypeByName("http://www.opengis.net/ont/geosparql#wktLiteral");

    private final CityIdentity city;
    private final CatalogueHead head;
    private final CatalogueIris iris;

    public DatasetRecord(CityFile file) {
        this.city = file.city();
        this.head = file.catalogue();
        this.iris = CatalogueIris.of(city);
    }

    /// The entry for a run that is about to publish.
    ///
    /// @param issued when the dataset was published for the first time
    public CatalogueEntry entry(DatasetEntry dataset, RunAccount run, Instant issued, Coverage coverage) {
        Statements statements = new Statements();
        Node self = iris.dataset(dataset.id());
        describeCatalogue(statements, self);
        describeDataset(statements, dataset, self, new Version(run.version(), run.triples(), issued, run.ended()));
        describeCoverage(statements, dataset, self, coverage);
        describeRun(statements, dataset.id(), self, run);
        return entry(dataset, statements);
    }

    /// The entry after a return to an earlier version.
    ///
    /// @param undone the run whose version was the present one
    /// @param coverage of the content that is back
    public CatalogueEntry restored(
            DatasetEntry dataset, Restoration restoration, PublishedRun undone, Coverage coverage) {
        Statements statements = new Statements();
        Node self = iris.dataset(dataset.id());
        describeCatalogue(statements, self);
        Version version =
                new Version(restoration.version(), restoration.triples(), undone.issued(), restoration.ended());
        describeDataset(statements, dataset, self, version);
        describeCoverage(statements, dataset, self, coverage);
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
        return entry(dataset, statements);
    }

    private CatalogueEntry entry(DatasetEntry dataset, Statements statements) {
        return new CatalogueEntry(
                iris.graph("catalogue"), DatasetAccess.subjects(iris, dataset.id()), statements.graph());
    }

    /// A version that is about to be the present one.
    private record Version(long number, long triples, Instant issued, Instant modified) {}

    private void describeCatalogue(Statements statements, Node dataset) {
        Node publisher = iris.agent(slug(head.publisher().orElse(city.label()).in("en")));
        Statements.Subject about = statements
                .about(iris.catalogue())
                .type(DCAT.Catalog)
                .text(DCTerms.title, city.label())
                .text(DCTerms.description, head.description().orElseGet(this::sentence))
                .link(DCTerms.publisher, publisher)
                .link(FOAF.homepage, iris.home())
                .link(DCAT.dataset, dataset);
        head.licence().ifPresent(licence -> about.link(DCTerms.license, licence));
        city.languages()
                .forEach(tag -> EuCodes.language(tag).ifPresent(language -> about.link(DCTerms.language, language)));
        Statements.Subject agent = statements
                .about(publisher)
                .type(FOAF.Agent)
                .text(FOAF.name, head.publisher().orElse(city.label()));
        head.homepage().ifPresent(page -> agent.link(FOAF.homepage, page));
    }

    private LocalText sentence() {
        return new LocalText(Map.of(
                "en", "The datasets of " + city.label().in("en") + " as one graph.",
                "fr", "Les jeux de données de " + city.label().in("fr") + " en un seul graphe."));
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
                .link(Dcat3.HAS_VERSION, iris.version(dataset.id(), version.number()))
                .link(Prov.WAS_GENERATED_BY, iris.run(dataset.id(), version.number()))
                .link(DCTerms.accessRights, EuCodes.code(EuCodes.ACCESS_RIGHT, accessRight(dataset)))
                .link(
                        City.visibility,
                        NodeFactory.createURI(City.CODES + "access/"
                                + dataset.visibility().name().toLowerCase(Locale.ROOT)))
                .link(FOAF.page, iris.page(dataset.id()))
                .number(City.tripleCount, version.triples());
        dataset.description().ifPresent(text -> about.text(DCTerms.description, text));
        dataset.licence().ifPresent(licence -> about.link(DCTerms.license, licence));
        dataset.landingPage().ifPresent(page -> about.link(DCAT.landingPage, page));
        dataset.theme().forEach(code -> about.link(DCAT.theme, EuCodes.code(EuCodes.THEME, code)));
        dataset.keywords().forEach(word -> about.text(DCAT.keyword, word));
        if (dataset.source().startsWith("http")) {
            about.link(DCTerms.source, URI.create(dataset.source()));
        }
        dataset.publisher().ifPresent(name -> {
            Node agent = iris.agent(slug(name.in("en")));
            about.link(DCTerms.publisher, agent);
            statements.about(agent).type(FOAF.Agent).text(FOAF.name, name);
        });
        dataset.frequency()
                .ifPresent(code -> about.link(DCTerms.accrualPeriodicity, EuCodes.code(EuCodes.FREQUENCY, code)));
        dataset.hvdCategory()
                .forEach(category -> about.link(Dcat3.HVD_CATEGORY, NodeFactory.createURI(category.iri())));
        dataset.legislation().forEach(act -> about.link(Dcat3.APPLICABLE_LEGISLATION, act));
        if (!dataset.hvdCategory().isEmpty()) {
            about.link(Dcat3.APPLICABLE_LEGISLATION, EuCodes.HVD_REGULATION);
        }
        dataset.contact().or(head::contact).ifPresent(contact -> describeContact(statements, dataset, about, contact));
    }

    private void describeContact(
            Statements statements, DatasetEntry dataset, Statements.Subject about, ContactEntry contact) {
        Node office = iris.part(dataset.id(), "contactPoint");
        about.link(DCAT.contactPoint, office);
        Statements.Subject described = statements
                .about(office)
                .type(VCARD4.Kind)
                .type(VCARD4.Organization)
                .text(VCARD4.fn, contact.name());
        contact.email().ifPresent(mailbox -> described.link(VCARD4.hasEmail, URI.create("mailto:" + mailbox)));
        contact.page().ifPresent(page -> described.link(VCARD4.hasURL, page));
    }

    private void describeCoverage(Statements statements, DatasetEntry dataset, Node self, Coverage coverage) {
        Statements.Subject about = statements.about(self);
        dataset.spatial().ifPresent(area -> about.link(DCTerms.spatial, area));
        coverage.box().ifPresent(box -> {
            Node area = iris.part(dataset.id(), "coverage");
            about.link(DCTerms.spatial, area);
            statements.about(area).type(DCTerms.Location).link(DCAT.bbox, NodeFactory.createLiteralDT(box.wkt(), WKT));
        });
        coverage.period().ifPresent(period -> {
            Node time = iris.part(dataset.id(), "temporal");
            about.link(DCTerms.temporal, time);
            statements
                    .about(time)
                    .type(DCTerms.PeriodOfTime)
                    .link(DCAT.startDate, NodeFactory.createLiteralDT(period.start(), XSDDatatype.XSDdate))
                    .link(DCAT.endDate, NodeFactory.createLiteralDT(period.end(), XSDDatatype.XSDdate));
        });
    }

    private static String accessRight(DatasetEntry dataset) {
        return switch (dataset.visibility()) {
            case PUBLIC -> "PUBLIC";
            case RESTRICTED -> "RESTRICTED";
            case PRIVATE -> "NON_PUBLIC";
        };
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

    /// A name as the end of an IRI.
    static String slug(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /// Texts of the catalogue that no steward writes.
    static final class Words {
        static final LocalText SPARQL =
                new LocalText(Map.of("en", "SPARQL query service", "fr", "Service de requêtes SPARQL"));

        private Words() {}
    }
}

package city.belfry.hub.catalogue;

import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VCARD4;

/// Takes from somebody's statements about datasets what DCAT-AP knows, in the form in which DCAT-AP wants it, and says
/// what it does not take and why. People are not taken: no contact of a person, no e-mail address in a text.
final class CatalogueIntake {
    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}).*");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern MAILBOX = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^>]{0,500}>");
    private static final Pattern PERSON = Pattern.compile("(Person|Individual)$");
    /// Findings of one code that are told one by one.
    private static final int FINDINGS_MAX = 200;
    private static final int TEXT_MAX = 20_000;
    private static final int ID_LENGTH_MAX = 110;

    private final Graph said;
    private final ImportedCatalogue.Source source;
    private final CatalogueIris iris;
    private final List<Finding> findings;
    private final Statements taken = new Statements();
    private final Map<String, Integer> told = new HashMap<>();
    private final Map<String, Integer> notKept = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> licences = licences();

    CatalogueIntake(Graph said, ImportedCatalogue.Source source, CatalogueIris iris, List<Finding> findings) {
        this.said = said;
        this.source = source;
        this.iris = iris;
        this.findings = findings;
    }

    private static Map<String, String> licences() {
        try (InputStream in = CatalogueIntake.class.getResourceAsStream("licences.csv")) {
            Map<String, String> codes = new LinkedHashMap<>();
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 2))
                    .forEach(cells -> codes.put(cells[0], cells[1]));
            return codes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Graph statements() {
        Node self = iris.importedCatalogue(source.name());
        Statements.Subject catalogue = taken.about(self).type(DCAT.Catalog).text(DCTerms.source, source.origin());
        Optional<Node> theirs = said.find(Node.ANY, RDF.type.asNode(), DCAT.Catalog.asNode())
                .mapWith(Triple::getSubject)
                .nextOptional();
        theirs.ifPresent(node -> {
            takeTexts(catalogue, node, DCTerms.title);
            takeTexts(catalogue, node, DCTerms.description);
        });
        Graph graph = taken.graph();
        if (!graph.contains(self, DCTerms.title.asNode(), Node.ANY)) {
            catalogue.text(DCTerms.title, source.name());
        }
        if (!graph.contains(self, DCTerms.description.asNode(), Node.ANY)) {
            catalogue.text(DCTerms.description, source.origin());
        }
        Optional<Node> publisher = theirs.flatMap(node -> takeAgent(node, DCTerms.publisher));
        catalogue.link(DCTerms.publisher, publisher.orElseGet(() -> agent(source.name())));
        said.find(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode()).mapWith(Triple::getSubject).toList().stream()
                .sorted(Comparator.comparing(this::sorting))
                .limit(CatalogueIndex.DATASETS_MAX)
                .forEach(dataset -> takeDataset(catalogue, dataset));
        notKept.forEach((property, count) -> find(
                "IMPORT_PROPERTY_NOT_KEPT",
                Severity.INFO,
                property,
                count + " value(s) of this property are no part of what is imported.",
                "Nothing needs to be done; the source still has them."));
        return graph;
    }

    /// Blank nodes have another name each time, their identifiers have not.
    private String sorting(Node dataset) {
        return dataset.isURI() ? dataset.getURI() : identifier(dataset).orElse("");
    }

    private Optional<String> identifier(Node dataset) {
        return literal(dataset, DCTerms.identifier).or(() -> literal(dataset, DCTerms.title));
    }

    private void takeDataset(Statements.Subject catalogue, Node dataset) {
        String id = id(dataset);
        if (dataset.isURI() && dataset.getURI().startsWith(iris.base() + "/id/") && !isMinted(dataset)) {
            find(
                    "IMPORT_SPEAKS_FOR_US",
                    Severity.WARNING,
                    id,
                    "<" + dataset.getURI() + "> is a name of this hub; another catalogue cannot describe it.",
                    "It is not imported.");
            return;
        }
        Node self = isWeb(dataset) && !isMinted(dataset) ? dataset : external(id);
        Statements.Subject about = taken.about(self).type(DCAT.Dataset);
        takeTexts(about, dataset, DCTerms.title);
        takeTexts(about, dataset, DCTerms.description);
        requireText(about, self, DCTerms.title, id);
        requireText(about, self, DCTerms.description, id);
        takeTexts(about, dataset, DCAT.keyword);
        literal(dataset, DCTerms.identifier).ifPresent(text -> about.text(DCTerms.identifier, withoutPeople(text, id)));
        takeDate(about, dataset, DCTerms.issued, id);
        takeDate(about, dataset, DCTerms.modified, id);
        takeLinks(about, dataset, DCAT.landingPage, id);
        takeLinks(about, dataset, DCAT.theme, id);
        takeCodes(about, dataset, DCTerms.accrualPeriodicity, EuCodes.FREQUENCY);
        takeCodes(about, dataset, DCTerms.accessRights, EuCodes.ACCESS_RIGHT);
        takeCodes(about, dataset, DCTerms.language, EuCodes.LANGUAGE);
        takeLinks(about, dataset, Dcat3.HVD_CATEGORY, id);
        takeLinks(about, dataset, Dcat3.APPLICABLE_LEGISLATION, id);
        takeLicence(about, dataset, id);
        takeAgent(dataset, DCTerms.publisher).ifPresent(agent -> about.link(DCTerms.publisher, agent));
        takeContact(about, dataset, id);
        takePeriod(about, dataset);
        takePlaces(about, dataset);
        takeDistributions(about, dataset, id);
        countNotKept(dataset);
        Node record = iris.record(id);
        catalogue.link(DCAT.dataset, self).link(DCAT.record, record);
        Statements.Subject entry = taken.about(record)
                .type(DCAT.CatalogRecord)
                .link(FOAF.primaryTopic, self)
                .text(DCTerms.identifier, id);
        // The day on which the source changed it: the day of the import would make every import another one.
        Node day = taken.graph()
                .find(self, DCTerms.modified.asNode(), Node.ANY)
                .mapWith(Triple::getObject)
                .nextOptional()
                .orElseGet(() -> NodeFactory.createLiteralDT("1970-01-01", XSDDatatype.XSDdate));
        entry.link(DCTerms.modified, day);
    }

    /// A name in addresses, the same at each import.
    private String id(Node dataset) {
        String wanted = source.name() + "-"
                + DatasetRecord.slug(identifier(dataset)
                        .map(text -> text.replaceFirst("^https?://", ""))
                        .orElse(dataset.isURI() ? dataset.getLocalName() : "dataset"));
        String id = wanted.substring(0, Math.min(wanted.length(), ID_LENGTH_MAX));
        for (int number = 2; !ids.add(id); number++) {
            id = wanted.substring(0, Math.min(wanted.length(), ID_LENGTH_MAX)) + "-" + number;
        }
        return id;
    }

    private boolean isMinted(Node node) {
        return node.isURI() && node.getURI().startsWith(iris.base() + "/id/external/");
    }

    private Node external(String id) {
        return iris.external(id);
    }

    private void requireText(Statements.Subject about, Node self, Property property, String id) {
        if (!taken.graph().contains(self, property.asNode(), Node.ANY)) {
            find(
                    "IMPORT_TEXT_MISSING",
                    Severity.WARNING,
                    id,
                    "The dataset has no " + property.getLocalName()
                            + ", which DCAT-AP requires; its name stands there.",
                    "Have the source complete it.");
            about.text(property, id);
        }
    }

    private void takeTexts(Statements.Subject about, Node subject, Property property) {
        for (Node value : objects(subject, property)) {
            if (value.isLiteral()) {
                String text = withoutPeople(
                                TAG.matcher(value.getLiteralLexicalForm()).replaceAll(" "), "")
                        .replaceAll("[ \\t]+", " ")
                        .strip();
                if (!text.isEmpty()) {
                    String cut = text.substring(0, Math.min(text.length(), TEXT_MAX));
                    about.link(
                            property,
                            value.getLiteralLanguage().isEmpty()
                                    ? NodeFactory.createLiteralString(cut)
                                    : NodeFactory.createLiteralLang(cut, value.getLiteralLanguage()));
                }
            }
        }
    }

    private String withoutPeople(String text, String id) {
        Matcher mailbox = MAILBOX.matcher(text);
        if (source.keepsMailboxes() || !mailbox.find()) {
            return text;
        }
        find(
                "IMPORT_MAILBOX_REMOVED",
                Severity.INFO,
                id,
                "A text has an e-mail address; it is not published.",
                "Publish organisations' addresses with --keep-mailboxes when the source says that they are none of persons.");
        return mailbox.replaceAll("…");
    }

    private void takeDate(Statements.Subject about, Node subject, Property property, String id) {
        Optional<String> found = literal(subject, property);
        if (found.isEmpty()) {
            return;
        }
        Matcher time = TIME.matcher(found.get().strip());
        Matcher day = DAY.matcher(found.get().strip());
        if (time.matches() && isDate(time.group(1))) {
            String zone = Optional.ofNullable(time.group(4)).orElse("");
            about.link(
                    property,
                    NodeFactory.createLiteralDT(time.group(1) + "T" + time.group(2) + zone, XSDDatatype.XSDdateTime));
        } else if (day.matches() && isDate(day.group(1))) {
            about.link(property, NodeFactory.createLiteralDT(day.group(1), XSDDatatype.XSDdate));
        } else {
            find(
                    "IMPORT_DATE_UNREADABLE",
                    Severity.WARNING,
                    id,
                    "'" + shortened(found.get()) + "' is no date of ISO 8601; " + property.getLocalName()
                            + " is left out.",
                    "Have the source write it as 2026-01-31.");
        }
    }

    private static boolean isDate(String text) {
        try {
            return java.time.LocalDate.parse(text).getYear() > 0;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    private void takeLinks(Statements.Subject about, Node subject, Property property, String id) {
        for (Node value : objects(subject, property)) {
            if (isWeb(value)) {
                about.link(property, value);
            } else if (!text(value).isBlank()) {
                find(
                        "IMPORT_NO_ADDRESS",
                        Severity.WARNING,
                        id,
                        "'" + shortened(text(value)) + "' is no address; " + property.getLocalName() + " is left out.",
                        "Have the source give it as a link.");
            }
        }
    }

    /// Codes of the list as they are; a word of another list says nothing to a portal.
    private void takeCodes(Statements.Subject about, Node subject, Property property, String list) {
        List<Node> values = objects(subject, property);
        Optional<Node> known = values.stream()
                .filter(value -> value.isURI() && value.getURI().startsWith(list))
                .findFirst();
        known.ifPresent(code -> about.link(property, code));
        if (known.isEmpty() && !values.isEmpty()) {
            notKept.merge(property.getLocalName(), values.size(), Integer::sum);
        }
    }

    private void takeLicence(Statements.Subject about, Node subject, String id) {
        List<Node> values = objects(subject, DCTerms.license);
        for (Node value : values) {
            String written = text(value).toLowerCase(Locale.ROOT);
            Optional<String> code = licences.entrySet().stream()
                    .filter(entry -> written.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (code.isPresent()) {
                about.link(DCTerms.license, EuCodes.code(EuCodes.LICENCE, code.get()));
                return;
            }
            if (isWeb(value)) {
                about.link(DCTerms.license, value);
                return;
            }
        }
        values.stream()
                .map(CatalogueIntake::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .ifPresent(text -> find(
                        "IMPORT_LICENCE_UNKNOWN",
                        Severity.WARNING,
                        id,
                        "The licence '" + shortened(text)
                                + "' is neither an address nor one that Belfry knows; it is left out.",
                        "Have the source give the address of the licence."));
    }

    private Optional<Node> takeAgent(Node subject, Property property) {
        for (Node agent : objects(subject, property)) {
            boolean isPerson = objects(agent, RDF.type).stream()
                    .anyMatch(type ->
                            type.isURI() && PERSON.matcher(type.getURI()).find());
            Optional<String> name = literal(agent, FOAF.name)
                    .or(() -> agent.isLiteral()
                            ? Optional.of(agent.getLiteralLexicalForm())
                            : literal(agent, SKOS.prefLabel));
            if (isPerson) {
                find(
                        "IMPORT_PERSON_NOT_TAKEN",
                        Severity.INFO,
                        "",
                        "The " + property.getLocalName() + " is a person and is not published.",
                        "Have the source name the organisation.");
            } else if (name.isPresent() && !name.get().isBlank()) {
                return Optional.of(agent(withoutPeople(name.get(), "")));
            }
        }
        return Optional.empty();
    }

    private Node agent(String name) {
        Node agent = iris.agentNamed(name);
        taken.about(agent).type(FOAF.Agent).text(FOAF.name, name);
        return agent;
    }

    /// The page of an organisation's office; its mailbox only when the steward says so.
    private void takeContact(Statements.Subject about, Node dataset, String id) {
        for (Node contact : objects(dataset, DCAT.contactPoint)) {
            boolean isOffice =
                    objects(contact, RDF.type).stream().anyMatch(type -> type.equals(VCARD4.Organization.asNode()));
            Optional<Node> page = objects(contact, VCARD4.hasURL).stream()
                    .filter(CatalogueIntake::isWeb)
                    .findFirst();
            Optional<Node> mailbox = objects(contact, VCARD4.hasEmail).stream()
                    .filter(value -> source.keepsMailboxes() && isOffice && value.isURI())
                    .findFirst();
            if (!isOffice || (page.isEmpty() && mailbox.isEmpty())) {
                find(
                        "IMPORT_CONTACT_NOT_TAKEN",
                        Severity.INFO,
                        id,
                        "The contact may be a person, or is known by its mailbox alone; it is not published.",
                        "Have the source describe an office (vcard:Organization) with a page.");
                continue;
            }
            Node office = NodeFactory.createURI(external(id).getURI() + "/contactPoint");
            Statements.Subject described = taken.about(office).type(VCARD4.Kind).type(VCARD4.Organization);
            described.text(VCARD4.fn, withoutPeople(literal(contact, VCARD4.fn).orElse(source.name()), id));
            page.ifPresent(value -> described.link(VCARD4.hasURL, value));
            mailbox.ifPresent(value -> described.link(VCARD4.hasEmail, value));
            about.link(DCAT.contactPoint, office);
            return;
        }
    }

    private void takePeriod(Statements.Subject about, Node dataset) {
        for (Node period : objects(dataset, DCTerms.temporal)) {
            Optional<String> start = day(period, DCAT.startDate, "http://schema.org/startDate");
            Optional<String> end = day(period, DCAT.endDate, "http://schema.org/endDate");
            if (start.isPresent() || end.isPresent()) {
                Node time = NodeFactory.createURI(
                        iris.external(source.name()).getURI() + "/period/" + start.orElse("") + "--" + end.orElse(""));
                Statements.Subject described = taken.about(time).type(DCTerms.PeriodOfTime);
                start.ifPresent(
                        day -> described.link(DCAT.startDate, NodeFactory.createLiteralDT(day, XSDDatatype.XSDdate)));
                end.ifPresent(
                        day -> described.link(DCAT.endDate, NodeFactory.createLiteralDT(day, XSDDatatype.XSDdate)));
                about.link(DCTerms.temporal, time);
                return;
            }
        }
    }

    private void takePlaces(Statements.Subject about, Node dataset) {
        objects(dataset, DCTerms.spatial).stream()
                .filter(CatalogueIntake::isWeb)
                .filter(place -> !isMinted(place))
                .forEach(place -> about.link(DCTerms.spatial, place));
    }

    private Optional<String> day(Node period, Property property, String older) {
        return literal(period, property)
                .or(() -> said.find(period, NodeFactory.createURI(older), Node.ANY)
                        .mapWith(triple -> text(triple.getObject()))
                        .nextOptional())
                .map(DAY::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .filter(CatalogueIntake::isDate);
    }

    private void takeDistributions(Statements.Subject about, Node dataset, String id) {
        List<Node> distributions = objects(dataset, DCAT.distribution).stream()
                .sorted(Comparator.comparing(one -> objects(one, DCAT.accessURL) + " " + objects(one, DCAT.downloadURL)
                        + " " + literal(one, DCTerms.title).orElse("")))
                .toList();
        int number = 0;
        for (Node one : distributions) {
            number++;
            List<Node> downloads = objects(one, DCAT.downloadURL).stream()
                    .filter(CatalogueIntake::isWeb)
                    .toList();
            List<Node> accesses = objects(one, DCAT.accessURL).stream()
                    .filter(CatalogueIntake::isWeb)
                    .toList();
            if (downloads.isEmpty() && accesses.isEmpty()) {
                find(
                        "IMPORT_NO_ADDRESS",
                        Severity.WARNING,
                        id,
                        "A distribution has no address that leads into the web; it is left out.",
                        "Have the source give dcat:accessURL as a link.");
                continue;
            }
            Node form = NodeFactory.createURI(external(id).getURI() + "/distribution/" + number);
            about.link(DCAT.distribution, form);
            Statements.Subject described = taken.about(form).type(DCAT.Distribution);
            takeTexts(described, one, DCTerms.title);
            (accesses.isEmpty() ? downloads : accesses).forEach(url -> described.link(DCAT.accessURL, url));
            downloads.forEach(url -> described.link(DCAT.downloadURL, url));
            takeLicence(described, one, id);
            takeFormat(described, one, id);
            objects(one, DCAT.byteSize).stream()
                    .map(CatalogueIntake::text)
                    .filter(text -> text.matches("\\d{1,15}(\\.0+)?"))
                    .findFirst()
                    .ifPresent(size -> described.link(
                            DCAT.byteSize,
                            NodeFactory.createLiteralDT(
                                    size.replaceFirst("\\..*", ""), XSDDatatype.XSDnonNegativeInteger)));
        }
    }

    private void takeFormat(Statements.Subject about, Node one, String id) {
        for (Node value : objects(one, DCAT.mediaType)) {
            String type = text(value).replaceFirst("^https?://www.iana.org/assignments/media-types/", "");
            if (type.matches("[a-z]+/[a-z0-9.+-]+")) {
                about.link(DCAT.mediaType, NodeFactory.createURI(EuCodes.MEDIA_TYPE + type));
                break;
            }
        }
        List<Node> formats = objects(one, DCTerms.format);
        for (Node value : formats) {
            if (value.isURI() && value.getURI().startsWith(EuCodes.FILE_TYPE)) {
                about.link(DCTerms.format, value);
                return;
            }
            String written = value.isBlank() ? literal(value, RDFS.label).orElse("") : text(value);
            String known = FileTypes.CODES.get(written.strip().toUpperCase(Locale.ROOT));
            if (known != null) {
                about.link(DCTerms.format, EuCodes.code(EuCodes.FILE_TYPE, known));
                return;
            }
        }
        formats.stream()
                .map(CatalogueIntake::text)
                .findFirst()
                .ifPresent(text -> find(
                        "IMPORT_FORMAT_UNKNOWN",
                        Severity.INFO,
                        id,
                        "The format '" + shortened(text) + "' is in no list that Belfry knows; it is left out.",
                        "Nothing needs to be done; the distribution is listed without it."));
    }

    private static final Set<Node> LOOKED_AT = Set.copyOf(Arrays.asList(
            RDF.type.asNode(),
            DCTerms.title.asNode(),
            DCTerms.description.asNode(),
            DCAT.keyword.asNode(),
            DCTerms.identifier.asNode(),
            DCTerms.issued.asNode(),
            DCTerms.modified.asNode(),
            DCAT.landingPage.asNode(),
            DCAT.theme.asNode(),
            DCTerms.accrualPeriodicity.asNode(),
            DCTerms.accessRights.asNode(),
            DCTerms.language.asNode(),
            DCTerms.license.asNode(),
            DCTerms.publisher.asNode(),
            DCAT.contactPoint.asNode(),
            DCTerms.temporal.asNode(),
            DCTerms.spatial.asNode(),
            DCAT.distribution.asNode(),
            Dcat3.HVD_CATEGORY.asNode(),
            Dcat3.APPLICABLE_LEGISLATION.asNode()));

    private void countNotKept(Node dataset) {
        said.find(dataset, Node.ANY, Node.ANY)
                .filterDrop(triple -> LOOKED_AT.contains(triple.getPredicate()))
                .forEachRemaining(triple -> notKept.merge(triple.getPredicate().getLocalName(), 1, Integer::sum));
    }

    private void find(String code, Severity severity, String path, String message, String suggestion) {
        if (told.merge(code, 1, Integer::sum) <= FINDINGS_MAX) {
            findings.add(
                    new Finding(code, severity, Finding.Place.atPath(source.origin(), path), "", message, suggestion));
        }
    }

    private List<Node> objects(Node subject, Property property) {
        if (subject.isLiteral()) {
            return List.of();
        }
        return said.find(subject, property.asNode(), Node.ANY).mapWith(Triple::getObject).toList().stream()
                .sorted(Comparator.comparing(Node::toString))
                .toList();
    }

    private Optional<String> literal(Node subject, Property property) {
        return objects(subject, property).stream()
                .filter(Node::isLiteral)
                .map(Node::getLiteralLexicalForm)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : node.isURI() ? node.getURI() : "";
    }

    private static String shortened(String text) {
        // A value that was not understood may be anything, an address of a person too.
        String shown = MAILBOX.matcher(text).replaceAll("…");
        return shown.length() <= 80 ? shown : shown.substring(0, 80) + "…";
    }

    private static boolean isWeb(Node node) {
        if (!node.isURI()
                || !(node.getURI().startsWith("http://") || node.getURI().startsWith("https://"))) {
            return false;
        }
        try {
            return URI.create(node.getURI()).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

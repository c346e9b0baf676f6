package city.belfry.hub.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;

/// How good the description of a dataset is, as the European data portal counts it (Metadata Quality Assessment): five
/// dimensions, 405 points. What is measured on distributions counts for the best one.
///
/// Nobody is called for it: an address of this hub answers as long as the hub does, and any other address counts as not
/// answering. The portal, which calls them, may give up to [Metric#ACCESS_URL_ANSWERS] and
/// [Metric#DOWNLOAD_URL_ANSWERS] more.
public record QualityScore(List<Result> results) {
    /// Most points that there are.
    public static final int MAX = 405;

    private static final int EXCELLENT = 351;
    private static final int GOOD = 221;
    private static final int SUFFICIENT = 121;

    /// What the points are given for.
    public enum Dimension {
        FINDABILITY,
        ACCESSIBILITY,
        INTEROPERABILITY,
        REUSABILITY,
        CONTEXTUALITY
    }

    /// One question and what it is worth (Methodology of the MQA, "Dimensions", "Scoring").
    public enum Metric {
        KEYWORDS(Dimension.FINDABILITY, 30),
        THEMES(Dimension.FINDABILITY, 30),
        SPATIAL(Dimension.FINDABILITY, 20),
        TEMPORAL(Dimension.FINDABILITY, 20),
        ACCESS_URL_ANSWERS(Dimension.ACCESSIBILITY, 50),
        DOWNLOAD_URL(Dimension.ACCESSIBILITY, 20),
        DOWNLOAD_URL_ANSWERS(Dimension.ACCESSIBILITY, 30),
        FORMAT(Dimension.INTEROPERABILITY, 20),
        MEDIA_TYPE(Dimension.INTEROPERABILITY, 10),
        KNOWN_FORMAT(Dimension.INTEROPERABILITY, 10),
        OPEN_FORMAT(Dimension.INTEROPERABILITY, 20),
        MACHINE_READABLE(Dimension.INTEROPERABILITY, 20),
        DCAT_AP(Dimension.INTEROPERABILITY, 30),
        LICENCE(Dimension.REUSABILITY, 20),
        KNOWN_LICENCE(Dimension.REUSABILITY, 10),
        ACCESS_RIGHTS(Dimension.REUSABILITY, 10),
        KNOWN_ACCESS_RIGHTS(Dimension.REUSABILITY, 5),
        CONTACT(Dimension.REUSABILITY, 20),
        PUBLISHER(Dimension.REUSABILITY, 10),
        RIGHTS(Dimension.CONTEXTUALITY, 5),
        BYTE_SIZE(Dimension.CONTEXTUALITY, 5),
        ISSUED(Dimension.CONTEXTUALITY, 5),
        MODIFIED(Dimension.CONTEXTUALITY, 5);

        private final Dimension dimension;
        private final int points;

        Metric(Dimension dimension, int points) {
            this.dimension = dimension;
            this.points = points;
        }

        public Dimension dimension() {
            return dimension;
        }

        public int points() {
            return points;
        }
    }

    /// Whether a question is answered well.
    public record Result(Metric metric, boolean met) {
        public int points() {
            return met ? metric.points() : 0;
        }
    }

    /// The word for the whole.
    public enum Rating {
        EXCELLENT,
        GOOD,
        SUFFICIENT,
        BAD
    }

    public QualityScore {
        results = List.copyOf(results);
    }

    public int points() {
        return results.stream().mapToInt(Result::points).sum();
    }

    public int points(Dimension dimension) {
        return results.stream()
                .filter(result -> result.metric().dimension() == dimension)
                .mapToInt(Result::points)
                .sum();
    }

    public static int max(Dimension dimension) {
        int sum = 0;
        for (Metric metric : Metric.values()) {
            sum += metric.dimension() == dimension ? metric.points() : 0;
        }
        return sum;
    }

    public Rating rating() {
        int points = points();
        if (points >= EXCELLENT) {
            return Rating.EXCELLENT;
        }
        if (points >= GOOD) {
            return Rating.GOOD;
        }
        return points >= SUFFICIENT ? Rating.SUFFICIENT : Rating.BAD;
    }

    /// What would raise it, the most valuable first.
    public List<Metric> missing() {
        return results.stream()
                .filter(result -> !result.met())
                .map(Result::metric)
                .sorted(Comparator.comparingInt(Metric::points).reversed())
                .toList();
    }

    /// File types that need the program of one maker.
    private static final Set<String> OWNED = Set.of("DOC", "DOCX", "XLS", "PPT", "MDB", "DWG", "PSD");
    /// File types that a program reads without guessing.
    private static final Set<String> FOR_MACHINES = Set.of(
            "CSV",
            "TSV",
            "JSON",
            "JSON_LD",
            "GEOJSON",
            "XML",
            "RDF",
            "RDF_XML",
            "RDF_TURTLE",
            "RDF_N_TRIPLES",
            "RDF_N_QUADS",
            "RDF_TRIG",
            "SPARQLQRES",
            "GML",
            "KML",
            "GPKG",
            "SHP",
            "WFS_SRVC",
            "WMS_SRVC",
            "ODS",
            "XLSX",
            "XLS",
            "GTFS",
            "ZIP_CSV",
            "PARQUET",
            "NETCDF",
            "GRIB",
            "MAP_SRVC");

    /// Counts the points of a record.
    ///
    /// @param record the dataset with its distributions
    /// @param answers whether an address is known to answer
    /// @param keepsDcatAp whether the record breaks no rule of DCAT-AP
    public static QualityScore of(Graph record, Node dataset, Predicate<String> answers, boolean keepsDcatAp) {
        List<Result> results = new ArrayList<>();
        Described described = new Described(record, dataset);
        results.add(new Result(Metric.KEYWORDS, described.has(DCAT.keyword)));
        results.add(new Result(Metric.THEMES, described.has(DCAT.theme)));
        results.add(new Result(Metric.SPATIAL, described.has(DCTerms.spatial)));
        results.add(new Result(Metric.TEMPORAL, described.has(DCTerms.temporal)));
        results.add(new Result(Metric.DCAT_AP, keepsDcatAp));
        results.add(new Result(Metric.ACCESS_RIGHTS, described.has(DCTerms.accessRights)));
        results.add(
                new Result(Metric.KNOWN_ACCESS_RIGHTS, described.leadsTo(DCTerms.accessRights, EuCodes.ACCESS_RIGHT)));
        results.add(new Result(Metric.CONTACT, described.has(DCAT.contactPoint)));
        results.add(new Result(Metric.PUBLISHER, described.has(DCTerms.publisher)));
        results.add(new Result(Metric.ISSUED, described.has(DCTerms.issued)));
        results.add(new Result(Metric.MODIFIED, described.has(DCTerms.modified)));
        results.addAll(record
                .find(dataset, DCAT.distribution.asNode(), Node.ANY)
                .mapWith(triple -> ofDistribution(new Described(record, triple.getObject()), described, answers))
                .toList()
                .stream()
                .max(Comparator.comparingInt(
                        each -> each.stream().mapToInt(Result::points).sum()))
                .orElseGet(() ->
                        ofDistribution(new Described(record, NodeFactory.createBlankNode()), described, answers)));
        results.sort(Comparator.comparing(Result::metric));
        return new QualityScore(results);
    }

    private static List<Result> ofDistribution(Described one, Described dataset, Predicate<String> answers) {
        Optional<String> type = one.fileType();
        boolean licensed = one.has(DCTerms.license) || dataset.has(DCTerms.license);
        return List.of(
                new Result(Metric.ACCESS_URL_ANSWERS, one.answers(DCAT.accessURL, answers)),
                new Result(Metric.DOWNLOAD_URL, one.has(DCAT.downloadURL)),
                new Result(Metric.DOWNLOAD_URL_ANSWERS, one.answers(DCAT.downloadURL, answers)),
                new Result(Metric.FORMAT, one.has(DCTerms.format)),
                new Result(Metric.MEDIA_TYPE, one.has(DCAT.mediaType)),
                new Result(
                        Metric.KNOWN_FORMAT,
                        one.leadsTo(DCTerms.format, EuCodes.FILE_TYPE)
                                && one.leadsTo(DCAT.mediaType, "http://www.iana.org/", "https://www.iana.org/")),
                new Result(Metric.OPEN_FORMAT, type.isPresent() && !OWNED.contains(type.orElseThrow())),
                new Result(
                        Metric.MACHINE_READABLE,
                        type.filter(FOR_MACHINES::contains).isPresent()),
                new Result(Metric.LICENCE, licensed),
                new Result(
                        Metric.KNOWN_LICENCE,
                        one.leadsTo(DCTerms.license, EuCodes.LICENCE)
                                || dataset.leadsTo(DCTerms.license, EuCodes.LICENCE)),
                new Result(Metric.RIGHTS, one.has(DCTerms.rights)),
                new Result(Metric.BYTE_SIZE, one.has(DCAT.byteSize)));
    }

    /// A thing and what is said of it.
    private record Described(Graph record, Node self) {
        boolean has(Property property) {
            return record.contains(self, property.asNode(), Node.ANY);
        }

        boolean leadsTo(Property property, String... lists) {
            return objects(property).stream()
                    .anyMatch(node -> node.isURI()
                            && java.util.Arrays.stream(lists)
                                    .anyMatch(list -> node.getURI().startsWith(list)));
        }

        boolean answers(Property property, Predicate<String> answers) {
            return objects(property).stream().anyMatch(node -> node.isURI() && answers.test(node.getURI()));
        }

        /// The code of the format, whatever it is written in.
        Optional<String> fileType() {
            return objects(DCTerms.format).stream()
                    .map(node -> node.isLiteral() ? node.getLiteralLexicalForm() : node.toString())
                    .map(text -> text.substring(text.lastIndexOf('/') + 1).toUpperCase(java.util.Locale.ROOT))
                    .findFirst();
        }

        private List<Node> objects(Property property) {
            return record.find(self, property.asNode(), Node.ANY)
                    .mapWith(triple -> triple.getObject())
                    .toList();
        }
    }
}

package city.belfry.hub.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import city.belfry.ontology.Shapes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.VCARD4;

/// The catalogue of a running hub as another portal gets it, which follows its pages.
///
/// @param pages one graph a page
public record HarvestedCatalogue(List<Graph> pages) {
    public static final Map<String, Lang> FORMS = Map.of(
            "text/turtle",
            Lang.TURTLE,
            "application/ld+json",
            Lang.JSONLD11,
            "application/rdf+xml",
            Lang.RDFXML,
            "application/n-triples",
            Lang.NTRIPLES);

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    /// What is described with the datasets that it belongs to; anything else has its class alone.
    private static final Set<Node> DESCRIBED = Set.of(
            DCAT.Dataset.asNode(),
            DCAT.Distribution.asNode(),
            DCAT.DataService.asNode(),
            DCAT.Catalog.asNode(),
            FOAF.Agent.asNode(),
            VCARD4.Kind.asNode());

    /// Follows the pages of one form.
    ///
    /// @param limit datasets of a page
    public static HarvestedCatalogue of(int port, String mediaType, int limit)
            throws IOException, InterruptedException {
        List<Graph> pages = new ArrayList<>();
        Optional<String> next = Optional.of("/catalogue?limit=" + limit);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (next.isPresent()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + next.get()))
                        .header("Accept", mediaType)
                        .build();
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), answer.body());
                assertTrue(
                        answer.headers().firstValue("Content-Type").orElse("").startsWith(mediaType), mediaType);
                Graph page = GraphFactory.createDefaultGraph();
                RDFParser.fromString(answer.body(), FORMS.get(mediaType)).parse(page);
                pages.add(page);
                next = answer.headers().allValues("Link").stream()
                        .map(NEXT::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst();
            }
        }
        return new HarvestedCatalogue(List.copyOf(pages));
    }

    /// Harvests page by page in every form, finds that all say the same, and that neither our shapes nor, when they are
    /// there, those of the profiles' authors find a violation. Returns whether the latter were there.
    public static boolean requireSound(int port, int limit, Path sharedVocabularies)
            throws IOException, InterruptedException {
        HarvestedCatalogue turtle = of(port, "text/turtle", limit);
        for (String form : FORMS.keySet()) {
            HarvestedCatalogue other = of(port, form, limit);
            assertEquals(turtle.pages.size(), other.pages.size(), form);
            for (int i = 0; i < turtle.pages.size(); i++) {
                assertTrue(turtle.pages.get(i).isIsomorphicWith(other.pages.get(i)), form + " page " + (i + 1));
            }
        }
        Graph all = turtle.all();
        assertTrue(!datasets(all).isEmpty(), "something is harvested");
        assertEquals(List.of(), violations("dcat-ap", all));
        Graph highValue = highValue(all);
        assertEquals(List.of(), violations("hvd", highValue));
        Path semic = sharedVocabularies.resolve("semic");
        Path parts = semic.resolve("dcat-ap-3.0.1-parts");
        if (!parts.toFile().isDirectory()) {
            return false;
        }
        assertEquals(List.of(), published(all, parts.resolve("shapes.ttl"), parts.resolve("range.ttl")));
        assertEquals(List.of(), published(highValue, semic.resolve("dcat-ap-hvd-3.0.0-SHACL.ttl")));
        return true;
    }

    /// All pages as one graph.
    public Graph all() {
        Graph all = GraphFactory.createDefaultGraph();
        pages.forEach(page -> GraphUtil.addInto(all, page));
        return all;
    }

    public static Set<String> datasets(Graph graph) {
        Set<String> datasets = new TreeSet<>();
        graph.find(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode())
                .forEachRemaining(triple -> datasets.add(triple.getSubject().getURI()));
        return datasets;
    }

    /// The high-value datasets with all that is described with them.
    static Graph highValue(Graph all) {
        List<Node> datasets = all.find(Node.ANY, Dcat3.HVD_CATEGORY.asNode(), Node.ANY)
                .mapWith(Triple::getSubject)
                .filterKeep(each -> all.contains(each, RDF.type.asNode(), DCAT.Dataset.asNode()))
                .toList();
        Graph some = GraphFactory.createDefaultGraph();
        datasets.forEach(each -> GraphUtil.addInto(some, CatalogueDocument.closure(all, each)));
        all.find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .filterDrop(triple -> DESCRIBED.contains(triple.getObject()))
                .forEachRemaining(some::add);
        return some;
    }

    private static List<Finding> violations(String profile, Graph graph) {
        return Shapes.forProfile(profile).check(graph).stream()
                .filter(finding -> finding.severity() == Severity.VIOLATION)
                .toList();
    }

    private static List<String> published(Graph data, Path... files) {
        Graph shapes = GraphFactory.createDefaultGraph();
        for (Path file : files) {
            RDFDataMgr.read(shapes, file.toString());
        }
        return ShaclValidator.get().validate(shapes, data).getEntries().stream()
                .filter(entry -> entry.severity().level().equals(SHACL.Violation))
                .map(entry ->
                        entry.focusNode() + " " + entry.resultPath() + " " + entry.value() + " " + entry.message())
                .toList();
    }
}

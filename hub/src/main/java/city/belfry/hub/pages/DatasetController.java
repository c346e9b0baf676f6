package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueException;
import city.belfry.hub.catalogue.CatalogueIndex;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.DescribedDataset;
import city.belfry.hub.catalogue.QualityScore;
import city.belfry.hub.store.Change;
import city.belfry.hub.store.CityStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.VCARD4;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// The page of a dataset: what it is, some of it, how to have it, how good its description is, where it comes from.
@Controller
final class DatasetController {
    /// Versions that the page lists; `belfry diff --list` has all.
    private static final int VERSIONS_SHOWN = 20;

    private final CatalogueIndex index;
    private final CatalogueIris iris;
    private final CityStore store;
    private final DatasetPreview preview;
    private final SchemaOrg schemaOrg;
    private final CodeNames codes;
    private final RunReader runs;
    private final Site site;

    DatasetController(
            CatalogueIndex index,
            CatalogueIris iris,
            CityStore store,
            DatasetPreview preview,
            SchemaOrg schemaOrg,
            CodeNames codes,
            RunReader runs,
            Site site) {
        this.index = index;
        this.iris = iris;
        this.store = store;
        this.preview = preview;
        this.schemaOrg = schemaOrg;
        this.codes = codes;
        this.runs = runs;
        this.site = site;
    }

    /// A way to have the dataset.
    ///
    /// @param href of this hub without its base, so that it leads somewhere before the base is on the web
    record Distribution(String title, String format, String href, Optional<String> licence) {}

    /// A dimension of the score.
    record Bar(String name, int points, int max) {}

    /// A code with its name.
    record Code(String iri, String name) {}

    @GetMapping("/dataset/{id}")
    ModelAndView dataset(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        DescribedDataset dataset = index.dataset(id).orElseThrow(() -> unknown(id));
        Locale locale = PageLanguages.of(request);
        boolean isOwn = dataset.source().isEmpty();
        Node graph = iris.graph(id);
        List<Distribution> distributions = dataset.distributions().stream()
                .map(one -> distribution(dataset, one, locale))
                .toList();
        boolean hasPlaces = isOwn && dataset.formats().contains("GEOJSON");
        ModelAndView page = site.page("dataset", request, response)
                .addObject("id", id)
                .addObject("iri", dataset.iri().toString())
                .addObject("graph", graph.getURI())
                .addObject(
                        "title", HomeController.text(dataset.titles(), locale).orElse(id))
                .addObject(
                        "description",
                        HomeController.text(dataset.descriptions(), locale).orElse(""))
                .addObject(
                        "publisher",
                        HomeController.text(dataset.publisher(), locale).orElse("–"))
                .addObject(
                        "licences",
                        dataset.licences().stream()
                                .map(each -> code(each, locale))
                                .toList())
                .addObject(
                        "themes",
                        dataset.themes().stream()
                                .map(each -> code(each, locale))
                                .toList())
                .addObject(
                        "hvd",
                        dataset.hvdCategories().stream()
                                .map(each -> code(each, locale))
                                .toList())
                .addObject("keywords", dataset.keywords())
                .addObject("modified", dataset.modified().orElse("–"))
                .addObject(
                        "frequency",
                        dataset.value(dataset.iri(), DCTerms.accrualPeriodicity)
                                .map(each -> codes.of(each, locale))
                                .orElse("–"))
                .addObject("period", period(dataset))
                .addObject("contact", contact(dataset, locale))
                .addObject(
                        "landingPage",
                        dataset.landingPage().filter(DatasetController::isWeb).orElse(""))
                .addObject("source", dataset.source().orElse(""))
                .addObject("distributions", distributions)
                .addObject("hasPlaces", hasPlaces);
        score(page, dataset.score());
        // The end of a script element inside the block would end the block.
        page.addObject("schemaOrg", schemaOrg.of(dataset, locale).replace("<", "\\u003c"));
        if (isOwn) {
            page.addObject("preview", preview.of(graph))
                    .addObject("snippets", snippets(iris.base(), id, hasPlaces))
                    .addObject("run", runs.of(dataset))
                    .addObject("triples", runs.triples(dataset))
                    .addObject("version", store.version(graph))
                    .addObject("versions", versions(graph));
        }
        return page;
    }

    static void score(ModelAndView page, QualityScore score) {
        page.addObject("points", score.points())
                .addObject("mostPoints", QualityScore.MAX)
                .addObject("rating", score.rating())
                .addObject("bars", bars(score))
                .addObject("missing", score.missing());
    }

    static List<Bar> bars(QualityScore score) {
        return Arrays.stream(QualityScore.Dimension.values())
                .map(dimension -> new Bar(dimension.name(), score.points(dimension), QualityScore.max(dimension)))
                .toList();
    }

    private List<Change> versions(Node graph) {
        List<Change> changes = store.changes(graph);
        return changes.subList(0, Math.min(VERSIONS_SHOWN, changes.size()));
    }

    private Distribution distribution(DescribedDataset dataset, Node one, Locale locale) {
        String format = dataset.value(one, DCTerms.format)
                .map(text -> CodeNames.format(text.substring(text.lastIndexOf('/') + 1)))
                .orElse("");
        String title =
                HomeController.text(dataset.texts(one, DCTerms.title), locale).orElse(format.isEmpty() ? "–" : format);
        String address = dataset.value(one, DCAT.downloadURL)
                .or(() -> dataset.value(one, DCAT.accessURL))
                .orElse("");
        return new Distribution(
                title,
                format,
                here(address),
                dataset.value(one, DCTerms.license).map(each -> codes.of(each, locale)));
    }

    /// A link inside the hub as one, any other as it is if it leads into the web.
    private String here(String address) {
        if (address.startsWith(iris.base() + "/")) {
            return address.substring(iris.base().length());
        }
        return isWeb(address) ? address : "";
    }

    static boolean isWeb(String address) {
        return address.startsWith("https://") || address.startsWith("http://");
    }

    private Code code(String iri, Locale locale) {
        return new Code(isWeb(iri) ? iri : "", codes.of(iri, locale));
    }

    private static String period(DescribedDataset dataset) {
        return dataset.object(dataset.iri(), DCTerms.temporal)
                .map(period -> dataset.value(period, DCAT.startDate).orElse("…") + " – "
                        + dataset.value(period, DCAT.endDate).orElse("…"))
                .orElse("–");
    }

    private static Code contact(DescribedDataset dataset, Locale locale) {
        Optional<Node> contact = dataset.object(dataset.iri(), DCAT.contactPoint);
        String name = contact.flatMap(one -> HomeController.text(dataset.texts(one, VCARD4.fn), locale))
                .orElse("–");
        String href = contact.flatMap(one -> dataset.value(one, VCARD4.hasURL)
                        .filter(DatasetController::isWeb)
                        .or(() -> dataset.value(one, VCARD4.hasEmail).filter(address -> address.startsWith("mailto:"))))
                .orElse("");
        return new Code(href, name);
    }

    private static CatalogueException unknown(String id) {
        return new CatalogueException(
                CatalogueException.Code.DATASET_UNKNOWN,
                "There is no dataset '" + id + "'. The list is at /catalogue.");
    }

    /// What to write elsewhere to have the dataset there.
    record Snippet(String title, String text) {}

    static List<Snippet> snippets(String base, String id, boolean hasPlaces) {
        List<Snippet> snippets = new ArrayList<>();
        snippets.add(new Snippet(
                "pandas", "import pandas\nthings = pandas.read_csv(\"" + base + "/graph/" + id + "?format=csv\")"));
        snippets.add(new Snippet("R", "things <- read.csv(\"" + base + "/graph/" + id + "?format=csv\")"));
        if (hasPlaces) {
            snippets.add(new Snippet("QGIS", base + "/graph/" + id + "?format=geojson"));
        }
        snippets.add(new Snippet("curl", "curl -o " + id + ".ttl \"" + base + "/graph/" + id + "?format=ttl\""));
        return List.copyOf(snippets);
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueIndex;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.DescribedDataset;
import city.belfry.hub.catalogue.QualityScore;
import city.belfry.hub.rest.Format;
import city.belfry.hub.rest.RdfOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The catalogue: a list with facets for people, and the same address as DCAT-AP in pages for other portals.
@Controller
final class CatalogueController {
    /// Datasets of one page of RDF unless `limit=` says otherwise.
    static final int LIMIT_DEFAULT = 100;
    /// The largest `limit=`.
    static final int LIMIT_MAX = 1_000;
    /// Cards of one page for people.
    private static final int CARDS = 30;

    private static final List<Format> FORMATS =
            List.of(Format.HTML, Format.TURTLE, Format.JSONLD, Format.RDFXML, Format.NTRIPLES);
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";

    private final CatalogueIndex index;
    private final CatalogueIris iris;
    private final RdfOutput rdf;
    private final CodeNames codes;
    private final MessageSource messages;
    private final Site site;
    private final Clock clock = Clock.systemUTC();

    CatalogueController(
            CatalogueIndex index,
            CatalogueIris iris,
            RdfOutput rdf,
            CodeNames codes,
            MessageSource messages,
            Site site) {
        this.index = index;
        this.iris = iris;
        this.rdf = rdf;
        this.codes = codes;
        this.messages = messages;
        this.site = site;
    }

    /// A dataset in the list.
    record Card(
            String title,
            String text,
            String href,
            int points,
            QualityScore.Rating rating,
            String modified,
            List<String> formats,
            Optional<String> publisher,
            boolean hasLicence,
            boolean isHighValue,
            Optional<String> source) {}

    @GetMapping("/catalogue")
    @Nullable
    ModelAndView catalogue(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit,
            @RequestParam(defaultValue = "") String source,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Format format = Format.wanted(request, FORMATS);
        if (format == Format.HTML) {
            return html(parameters, Math.max(1, page), request, response);
        }
        write(
                new Window(Math.max(1, page), Math.clamp(limit, 1, LIMIT_MAX)),
                source.equals("here") ? "" : source,
                format,
                response);
        return null;
    }

    private ModelAndView html(
            MultiValueMap<String, String> parameters,
            int page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        CatalogueFacets facets = new CatalogueFacets(
                parameters, LocalDate.now(clock), locale, (facet, value) -> name(facet, value, locale));
        List<DescribedDataset> all = index.datasets();
        List<DescribedDataset> found = facets.matching(all);
        int from = Math.min((page - 1) * CARDS, found.size());
        int to = Math.min(from + CARDS, found.size());
        return site.page("catalogue", request, response)
                .addObject("q", facets.words())
                .addObject("chosen", facets.chosen())
                .addObject("groups", facets.groups(all))
                .addObject("total", found.size())
                .addObject("first", found.isEmpty() ? 0 : from + 1)
                .addObject("last", to)
                .addObject(
                        "cards",
                        found.subList(from, to).stream()
                                .map(dataset -> card(dataset, locale))
                                .toList())
                .addObject("previous", page > 1 ? address(request, page - 1) : "")
                .addObject("next", to < found.size() ? address(request, page + 1) : "")
                .addObject("mostPoints", QualityScore.MAX)
                .addObject("feed", true);
    }

    private static String address(HttpServletRequest request, int page) {
        return UriComponentsBuilder.fromPath("/catalogue")
                .query(request.getQueryString())
                .replaceQueryParam("page", page)
                .build(true)
                .toUriString();
    }

    private Card card(DescribedDataset dataset, Locale locale) {
        String text = HomeController.text(dataset.descriptions(), locale).orElse("");
        int max = 240;
        return new Card(
                HomeController.text(dataset.titles(), locale).orElse(dataset.id()),
                text.length() <= max ? text : text.substring(0, max) + "…",
                "/dataset/" + dataset.id(),
                dataset.score().points(),
                dataset.score().rating(),
                dataset.modified().orElse("–"),
                dataset.formats().stream().map(CodeNames::format).toList(),
                HomeController.text(dataset.publisher(), locale),
                !dataset.licences().isEmpty(),
                !dataset.hvdCategories().isEmpty(),
                dataset.source());
    }

    private String name(CatalogueFacets.Facet facet, String value, Locale locale) {
        return switch (facet) {
            case THEME, HVD -> codes.of(value, locale);
            case LICENCE -> value.equals("none") ? message("catalogue.licence.none", locale) : codes.of(value, locale);
            case AGE -> message("catalogue.age." + value, locale);
            case SOURCE -> value.equals("here") ? message("catalogue.source.here", locale) : value;
            case TYPE -> CodeNames.format(value);
            case PUBLISHER -> value;
        };
    }

    private String message(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    /// A part of the list, counted from 1.
    private record Window(int page, int limit) {
        int from(int size) {
            return (int) Math.min((long) (page - 1) * limit, size);
        }

        int to(int size) {
            return Math.min(from(size) + limit, size);
        }

        int last(int size) {
            return Math.max(1, (size + limit - 1) / limit);
        }
    }

    private void write(Window window, String source, Format format, HttpServletResponse response) throws IOException {
        List<DescribedDataset> all = index.datasets().stream()
                .filter(dataset -> dataset.source().orElse("").equals(source))
                .toList();
        Graph document = index.document(source, all.subList(window.from(all.size()), window.to(all.size())));
        Node self = source.isEmpty() ? iris.catalogue() : iris.importedCatalogue(source);
        paging(document, self, window, all.size(), source);
        if (window.page() < window.last(all.size())) {
            response.addHeader(HttpHeaders.LINK, "<" + path(window, window.page() + 1, source) + ">; rel=\"next\"");
        }
        if (window.page() > 1) {
            response.addHeader(HttpHeaders.LINK, "<" + path(window, window.page() - 1, source) + ">; rel=\"prev\"");
        }
        rdf.write(response, document, format);
    }

    /// Both words for a page that harvesters know: the present one of Hydra and the one that CKAN and udata ask for.
    private void paging(Graph document, Node self, Window window, int total, String source) {
        Node page = node(window, window.page(), source);
        document.add(Triple.create(self, RDF.type.asNode(), hydra("Collection")));
        document.add(Triple.create(self, hydra("view"), page));
        document.add(Triple.create(self, hydra("totalItems"), number(total)));
        document.add(Triple.create(page, RDF.type.asNode(), hydra("PartialCollectionView")));
        document.add(Triple.create(page, RDF.type.asNode(), hydra("PagedCollection")));
        document.add(Triple.create(page, hydra("totalItems"), number(total)));
        document.add(Triple.create(page, hydra("itemsPerPage"), number(window.limit())));
        int last = window.last(total);
        link(document, page, "first", "firstPage", node(window, 1, source));
        link(document, page, "last", "lastPage", node(window, last, source));
        if (window.page() < last) {
            link(document, page, "next", "nextPage", node(window, window.page() + 1, source));
        }
        if (window.page() > 1) {
            link(document, page, "previous", "previousPage", node(window, window.page() - 1, source));
        }
    }

    private static void link(Graph document, Node page, String property, String older, Node to) {
        document.add(Triple.create(page, hydra(property), to));
        document.add(Triple.create(page, hydra(older), to));
    }

    private Node node(Window window, int page, String source) {
        return NodeFactory.createURI(iris.base() + path(window, page, source));
    }

    private static String path(Window window, int page, String source) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/catalogue").queryParam("page", page);
        if (window.limit() != LIMIT_DEFAULT) {
            address.queryParam("limit", window.limit());
        }
        if (!source.isEmpty()) {
            address.queryParam("source", "{source}");
        }
        return address.encode().buildAndExpand(source).toUriString();
    }

    private static Node hydra(String term) {
        return NodeFactory.createURI(HYDRA + term);
    }

    private static Node number(int value) {
        return NodeFactory.createLiteralDT(Integer.toString(value), XSDDatatype.XSDinteger);
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.rest.CatalogueReader;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The first page and the search behind its box.
@Controller
final class HomeController {
    private static final int TEXT_LENGTH_MAX = 200;

    private final CatalogueReader catalogue;
    private final QueryLibrary library;
    private final LabelSearch search;
    private final EntityCount entities;
    private final FederationMount.Peers peers;
    private final Site site;

    HomeController(
            CatalogueReader catalogue,
            QueryLibrary library,
            LabelSearch search,
            EntityCount entities,
            FederationMount.Peers peers,
            Site site) {
        this.catalogue = catalogue;
        this.library = library;
        this.search = search;
        this.entities = entities;
        this.peers = peers;
        this.site = site;
    }

    /// A use case that opens a saved query.
    ///
    /// @param name key of its texts
    /// @param needs the query, without which there is no tile
    record Tile(String name, String needs, String href) {}

    private static final List<Tile> TILES = List.of(
            new Tile("quarter", "amenities-on-foot-by-district", "/queries/amenities-on-foot-by-district"),
            new Tile("heat", "heat-exposure", "/queries/heat-exposure"),
            new Tile("tram", "residents-near-stops", "/queries/residents-near-stops"),
            new Tile("consultation", "proposals-per-residents", "/queries/proposals-per-residents"),
            new Tile("sensors", "silent-streams", "/queries/silent-streams"),
            new Tile("governance", "datasets-without-licence", "/queries/datasets-without-licence"));

    private boolean isThere(Tile tile) {
        return library.all().stream().anyMatch(query -> query.name().equals(tile.needs()));
    }

    @GetMapping("/accessibilite")
    ModelAndView accessibility(HttpServletRequest request, HttpServletResponse response) {
        return site.page("accessibility", request, response);
    }

    /// A dataset or a query in a list.
    record Entry(String title, String text, String href, String note) {}

    @GetMapping("/")
    ModelAndView home(HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        List<CatalogueReader.Dataset> datasets = catalogue.datasets();
        return site.page("home", request, response)
                .addObject(
                        "datasets",
                        datasets.stream().map(each -> entry(each, locale)).toList())
                .addObject("datasetCount", datasets.size())
                .addObject("entities", entities.count().orElse(null))
                .addObject("peers", peers.members().size())
                .addObject("tiles", TILES.stream().filter(this::isThere).toList())
                .addObject(
                        "updated",
                        datasets.stream()
                                .flatMap(each -> each.modified().stream())
                                .max(String::compareTo)
                                .map(HomeController::day)
                                .orElse("–"))
                .addObject("queryCount", library.all().size())
                .addObject(
                        "queries",
                        library.all().stream().map(each -> entry(each, locale)).toList());
    }

    @GetMapping("/search")
    ModelAndView search(
            @RequestParam(defaultValue = "") String q, HttpServletRequest request, HttpServletResponse response) {
        String text = q.strip();
        String shortened = text.substring(0, Math.min(text.length(), TEXT_LENGTH_MAX));
        return site.page("search", request, response)
                .addObject("q", shortened)
                .addObject("hits", shortened.isEmpty() ? List.of() : search.hits(shortened, PageLanguages.of(request)))
                .addObject("hitsMax", LabelSearch.HITS_MAX);
    }

    private static Entry entry(CatalogueReader.Dataset dataset, Locale locale) {
        return new Entry(
                text(dataset.title(), locale).orElse(dataset.id()),
                text(dataset.description(), locale).orElse(""),
                "/dataset/" + dataset.id(),
                dataset.modified().map(HomeController::day).orElse(""));
    }

    private static Entry entry(NamedQuery query, Locale locale) {
        return new Entry(
                text(query.titles(), locale).orElse(query.name()),
                text(query.descriptions(), locale).orElse(""),
                "/queries/" + query.name(),
                "");
    }

    /// In the reader's language, else without language, else in any.
    static Optional<String> text(Map<String, String> texts, Locale locale) {
        return Optional.ofNullable(texts.get(locale.getLanguage()))
                .or(() -> Optional.ofNullable(texts.get("")))
                .or(() -> texts.values().stream().findFirst());
    }

    private static String day(String time) {
        return time.substring(0, Math.min(10, time.length()));
    }
}

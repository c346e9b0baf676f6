package city.belfry.hub.pages;

import city.belfry.hub.rest.Comparison;
import city.belfry.hub.rest.Features;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.rest.QueryResults;
import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.ontology.City;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.vocabulary.RDFS;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The map: what the data hold, class by class or by a question, and beside it the same as a list.
@Controller
final class MapController {
    /// Things in the list; the map and the links have more.
    private static final int LISTED_MAX = 300;
    private static final Set<String> OWN = Set.of("class", "query", "bbox");

    private final Features features;
    private final QueryLibrary library;
    private final StoreQueries queries;
    private final ScenarioChoice scenarios;
    private final Labels labels;
    private final PageLinks links;
    private final Site site;

    MapController(
            Features features,
            QueryLibrary library,
            StoreQueries queries,
            ScenarioChoice scenarios,
            Labels labels,
            PageLinks links,
            Site site) {
        this.features = features;
        this.library = library;
        this.queries = queries;
        this.scenarios = scenarios;
        this.labels = labels;
        this.links = links;
        this.site = site;
    }

    /// A class in the tree of layers.
    ///
    /// @param depth how far below the top
    record Layer(String name, String label, long count, int depth, boolean chosen, String href) {}

    /// A thing in the list beside the map.
    record Listed(String text, String href, String note) {}

    /// What is drawn.
    ///
    /// @param address of its GeoJSON; empty when the answer has no place on a map
    /// @param complete whether the list has all of it
    record Drawn(String title, String address, boolean byWindow, List<Listed> things, boolean complete) {}

    @GetMapping("/map")
    ModelAndView map(HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        Optional<ScenarioChoice.Option> scenario = scenarios.chosen(request);
        List<Features.Layer> present = features.layers(request);
        String kind = Optional.ofNullable(request.getParameter("class"))
                .filter(text -> !text.isBlank())
                .orElseGet(() -> first(present));
        Optional<String> question =
                Optional.ofNullable(request.getParameter("query")).filter(text -> !text.isBlank());
        Optional<Drawn> drawn = question.map(name -> ofQuery(library.query(name), request, locale))
                .or(() -> kind.isEmpty() ? Optional.empty() : Optional.of(ofClass(kind, request, locale)));
        return site.page("map", request, response)
                .addObject("layers", tree(present, question.isPresent() ? "" : kind, scenario, locale))
                .addObject("scenarios", scenarios.options(request))
                .addObject("scenario", scenario.orElse(null))
                .addObject("kind", question.isPresent() ? "" : kind)
                .addObject("question", question.orElse(""))
                .addObject("drawn", drawn.orElse(null))
                .addObject("backdrop", backdrop(present).orElse(null));
    }

    /// Stops, if there are any; else the class with the fewest things.
    private static String first(List<Features.Layer> present) {
        return present.stream()
                .map(layer -> layer.kind().getURI().substring(City.NS.length()))
                .filter("Quay"::equals)
                .findFirst()
                .or(() -> present.stream()
                        .min(Comparator.comparingLong(Features.Layer::count)
                                .thenComparing(layer -> layer.kind().getURI()))
                        .map(layer -> layer.kind().getURI().substring(City.NS.length())))
                .orElse("");
    }

    private static Optional<String> backdrop(List<Features.Layer> present) {
        return present.stream()
                .map(Features.Layer::kind)
                .filter(List.of(City.Municipality, City.District)::contains)
                .min(Comparator.comparingInt(kind -> kind.equals(City.Municipality) ? 0 : 1))
                .map(kind -> "/api/v1/features?class=" + kind.getURI().substring(City.NS.length()));
    }

    private Drawn ofClass(String kind, HttpServletRequest request, Locale locale) {
        Node node = Features.kind(kind);
        Features.Collection found = features.of(node, Optional.empty(), Features.LIMIT_DEFAULT, request);
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/api/v1/features").queryParam("class", "{kind}");
        StoreQueries.scenario(request).ifPresent(id -> address.queryParam("scenario", id));
        List<Listed> things = found.features().stream()
                .map(each -> new Listed(each.label(), inScenario(links.of(each.thing()), request), ""))
                .sorted(Comparator.comparing(Listed::text))
                .limit(LISTED_MAX)
                .toList();
        return new Drawn(
                labels.of(node, locale),
                address.encode().buildAndExpand(Map.of("kind", kind)).toUriString(),
                true,
                things,
                found.complete() && things.size() == found.features().size());
    }

    private Drawn ofQuery(NamedQuery named, HttpServletRequest request, Locale locale) {
        Map<String, String> values = new HashMap<>(QueryResults.values(request));
        values.keySet().removeAll(OWN);
        values.values().removeIf(String::isBlank);
        Map<String, String> bound = values.isEmpty() ? named.examples() : values;
        Query query = named.bind(bound);
        Comparison.Answer answer =
                queries.of(request).select(query, AnswerGuard.limits(request), Comparison.Answer::of);
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/api/v1/queries").pathSegment(named.name(), "results");
        address.queryParam("format", "geojson").queryParam("limit", Features.LIMIT_DEFAULT);
        StoreQueries.scenario(request).ifPresent(id -> address.queryParam("scenario", id));
        bound.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        List<Listed> things = answer.rows().stream()
                .limit(LISTED_MAX)
                .map(row -> listed(answer.columns(), row, request))
                .toList();
        boolean hasGeometry =
                answer.rows().stream().anyMatch(row -> row.values().stream().anyMatch(GeoJson::isGeometry));
        return new Drawn(
                HomeController.text(named.titles(), locale).orElse(named.name()),
                hasGeometry ? address.encode().buildAndExpand(bound).toUriString() : "",
                false,
                things,
                answer.complete() && things.size() == answer.rows().size());
    }

    /// A row as a line: its first text with the first link, the rest behind it.
    private Listed listed(List<String> columns, Map<String, Node> row, HttpServletRequest request) {
        String href = "";
        List<String> texts = new ArrayList<>();
        for (String column : columns) {
            Node value = row.get(column);
            if (value == null || GeoJson.isGeometry(value)) {
                continue;
            }
            if (value.isLiteral()) {
                texts.add(value.getLiteralLexicalForm());
            } else if (href.isEmpty()) {
                href = links.of(value);
            }
        }
        String name = texts.isEmpty() ? href : texts.getFirst();
        return new Listed(
                name,
                inScenario(href, request),
                String.join(" · ", texts.subList(Math.min(1, texts.size()), texts.size())));
    }

    private static String inScenario(String href, HttpServletRequest request) {
        return href.startsWith("/doc/")
                ? href
                        + StoreQueries.scenario(request)
                                .map(id -> "?scenario=" + id)
                                .orElse("")
                : href;
    }

    /// The classes with things, each below the nearest one that is wider and is there too.
    private List<Layer> tree(
            List<Features.Layer> present, String chosen, Optional<ScenarioChoice.Option> scenario, Locale locale) {
        Map<Node, Long> counts = new HashMap<>();
        present.forEach(layer -> counts.put(layer.kind(), layer.count()));
        Map<Node, List<Node>> below = new HashMap<>();
        List<Node> tops = new ArrayList<>();
        for (Node kind : counts.keySet()) {
            wider(kind, counts.keySet())
                    .ifPresentOrElse(
                            parent -> below.computeIfAbsent(parent, unseen -> new ArrayList<>())
                                    .add(kind),
                            () -> tops.add(kind));
        }
        List<Layer> layers = new ArrayList<>();
        String suffix = scenario.map(each -> "&scenario=" + each.id()).orElse("");
        tops.sort(Comparator.comparing(kind -> labels.of(kind, locale)));
        tops.forEach(top -> walk(top, 0, below, counts, chosen, suffix, locale, layers));
        return layers;
    }

    private void walk(
            Node kind,
            int depth,
            Map<Node, List<Node>> below,
            Map<Node, Long> counts,
            String chosen,
            String suffix,
            Locale locale,
            List<Layer> layers) {
        String name = kind.getURI().substring(City.NS.length());
        layers.add(new Layer(
                name,
                labels.of(kind, locale),
                counts.getOrDefault(kind, 0L),
                Math.min(depth, 3),
                kind.equals(Features.kind(chosen)),
                "/map?class=" + name + suffix));
        below.getOrDefault(kind, List.of()).stream()
                .sorted(Comparator.comparing(narrower -> labels.of(narrower, locale)))
                .forEach(narrower -> walk(narrower, depth + 1, below, counts, chosen, suffix, locale, layers));
    }

    private Optional<Node> wider(Node kind, Set<Node> present) {
        Set<Node> seen = new HashSet<>();
        List<Node> level = List.of(kind);
        while (!level.isEmpty()) {
            List<Node> next = new ArrayList<>();
            for (Node each : level) {
                labels.vocabulary()
                        .find(each, RDFS.subClassOf.asNode(), Node.ANY)
                        .mapWith(triple -> triple.getObject())
                        .filterKeep(seen::add)
                        .forEachRemaining(next::add);
            }
            Optional<Node> found = next.stream()
                    .filter(present::contains)
                    .filter(each -> !each.equals(kind))
                    .min(Comparator.comparing(Node::toString));
            if (found.isPresent()) {
                return found;
            }
            level = next;
        }
        return Optional.empty();
    }
}

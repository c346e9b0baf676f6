package city.belfry.hub.rest;

import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.City;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.locationtech.jts.geom.Envelope;
import org.springframework.stereotype.Component;

/// Things with a geometry, by class and window; and which classes have any.
@Component
public final class Features {
    /// Features of one answer, when nothing else is asked.
    public static final int LIMIT_DEFAULT = 2_000;

    private static final int LIMIT_MAX = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private final StoreQueries queries;
    private final Query ofClass = read("/belfry/hub/features.rq");
    private final Query layers = read("/belfry/hub/layers.rq");

    private final CityStore store;
    private Known known = new Known(-1, List.of());

    Features(StoreQueries queries, CityStore store) {
        this.queries = queries;
        this.store = store;
    }

    private record Known(long writes, List<Layer> layers) {}

    /// A thing on the map.
    public record Feature(Node thing, String label, Map<String, Object> geometry) {}

    /// The things of a class in a window.
    ///
    /// @param complete whether the class has no more there
    public record Collection(List<Feature> features, boolean complete) {}

    /// A class with its number of things.
    public record Layer(Node kind, long count) {}

    /// A part of the Earth, in degrees.
    public record Window(Envelope box) {
        /// `west,south,east,north`.
        static Window of(String text) {
            String[] parts = text.split(",", -1);
            try {
                if (parts.length == 4) {
                    double west = Double.parseDouble(parts[0]);
                    double south = Double.parseDouble(parts[1]);
                    double east = Double.parseDouble(parts[2]);
                    double north = Double.parseDouble(parts[3]);
                    if (west <= east && south <= north) {
                        return new Window(new Envelope(west, east, south, north));
                    }
                }
            } catch (NumberFormatException notFour) {
                throw invalid(text);
            }
            throw invalid(text);
        }

        private static RestException invalid(String text) {
            return new RestException(
                    RestException.Code.PAGE_INVALID,
                    "Parameter 'bbox' is '" + text + "'; expected west,south,east,north in degrees.");
        }
    }

    /// A class by its IRI, or by its name in the city ontology.
    public static Node kind(String text) {
        String name = text.startsWith("belfry:") ? text.substring("belfry:".length()) : text;
        return NodeFactory.createURI(NAME.matcher(name).matches() ? City.NS + name : text);
    }

    /// What a request asks for with `class`, `bbox`, `limit` and `scenario`.
    public Collection of(HttpServletRequest request) {
        String kind = request.getParameter("class");
        if (kind == null || kind.isBlank()) {
            throw new RestException(
                    RestException.Code.PARAMETER_MISSING,
                    "Which class? Name one with ?class=, for example class=Quay.");
        }
        Optional<Window> window =
                Optional.ofNullable(request.getParameter("bbox")).map(Window::of);
        int limit = (int) QueryPage.number(
                "limit",
                Optional.ofNullable(request.getParameter("limit")).orElse(Integer.toString(LIMIT_DEFAULT)),
                1,
                LIMIT_MAX);
        return of(kind(kind), window, limit, request);
    }

    public Collection of(Node kind, Optional<Window> window, int limit, HttpServletRequest request) {
        Query bound = QueryTransformOps.replaceVars(ofClass, Map.of(Var.alloc("class"), kind));
        String language = request.getLocale().getLanguage();
        return queries.of(request).select(bound, AnswerGuard.limits(request), rows -> {
            Map<Node, Feature> found = new LinkedHashMap<>();
            while (rows.hasNext()) {
                Binding row = rows.next();
                Node thing = row.get("thing");
                Node label = row.get("label");
                Feature known = found.get(thing);
                if (known != null) {
                    if (label != null && label.getLiteralLanguage().equals(language)) {
                        found.put(thing, new Feature(thing, label.getLiteralLexicalForm(), known.geometry()));
                    }
                    continue;
                }
                Optional<Map<String, Object>> geometry = GeoJson.isGeometry(row.get("wkt"))
                                && window.map(each -> GeoJson.touches(row.get("wkt"), each.box()))
                                        .orElse(true)
                        ? GeoJson.geometry(row.get("wkt"))
                        : Optional.empty();
                if (geometry.isEmpty()) {
                    continue;
                }
                if (found.size() == limit) {
                    return new Collection(List.copyOf(found.values()), false);
                }
                found.put(
                        thing,
                        new Feature(
                                thing,
                                label == null ? name(thing) : label.getLiteralLexicalForm(),
                                geometry.orElseThrow()));
            }
            return new Collection(List.copyOf(found.values()), true);
        });
    }

    private static String name(Node thing) {
        String text = thing.toString();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /// The classes of the city ontology that have things on the map. Those of the city as it is are looked up anew when
    /// something was written.
    public List<Layer> layers(HttpServletRequest request) {
        if (StoreQueries.scenario(request).isPresent()) {
            return ask(request);
        }
        synchronized (this) {
            long writes = store.writes(Visibility.OPEN);
            if (known.writes() != writes) {
                known = new Known(writes, ask(request));
            }
            return known.layers();
        }
    }

    private List<Layer> ask(HttpServletRequest request) {
        return queries.of(request).select(layers, AnswerGuard.limits(request), rows -> {
            List<Layer> found = new ArrayList<>();
            while (rows.hasNext()) {
                Binding row = rows.next();
                Node kind = row.get("class");
                if (kind != null && kind.isURI() && kind.getURI().startsWith(City.NS)) {
                    found.add(new Layer(kind, ((Number) row.get("count").getLiteralValue()).longValue()));
                }
            }
            return found;
        });
    }

    private static Query read(String name) {
        try (InputStream file = Features.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return QueryFactory.create(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.StoreQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Things of a class for a map.
@RestController
final class FeaturesResource {
    private final Features features;
    private final CityIdentity city;
    private final JsonMapper json;

    FeaturesResource(Features features, CityIdentity city, JsonMapper json) {
        this.features = features;
        this.city = city;
        this.json = json;
    }

    @GetMapping("/api/v1/features")
    void features(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Features.Collection found = features.of(request);
        List<Map<String, Object>> shown =
                found.features().stream().map(each -> feature(each, request)).toList();
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put("complete", found.complete());
        collection.put("features", shown);
        response.setContentType(Format.GEOJSON.mediaType());
        json.writeValue(response.getOutputStream(), collection);
    }

    private Map<String, Object> feature(Features.Feature feature, HttpServletRequest request) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("label", feature.label());
        String things = city.baseIri() + "/id/";
        String iri = feature.thing().toString();
        if (iri.startsWith(things)) {
            String scenario =
                    StoreQueries.scenario(request).map(id -> "?scenario=" + id).orElse("");
            properties.put("href", "/doc/" + iri.substring(things.length()) + scenario);
        }
        return GeoJson.feature(Optional.of(iri), Optional.of(feature.geometry()), properties);
    }
}

package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The catalogue for programs that want JSON; the whole DCAT record of a dataset is at its own address.
@RestController
final class DatasetsResource {
    private final CatalogueReader catalogue;
    private final CityIdentity city;

    DatasetsResource(CatalogueReader catalogue, CityIdentity city) {
        this.catalogue = catalogue;
        this.city = city;
    }

    @GetMapping("/api/v1/datasets")
    Map<String, Object> list() {
        return Map.of(
                "city",
                city.id(),
                "datasets",
                catalogue.datasets().stream().map(this::json).toList());
    }

    @GetMapping("/api/v1/datasets/{id}")
    Map<String, Object> dataset(@PathVariable String id) {
        return json(catalogue.dataset(id));
    }

    private Map<String, Object> json(CatalogueReader.Dataset dataset) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", dataset.id());
        json.put("iri", dataset.iri());
        json.put("graph", city.graph(dataset.id()));
        json.put("title", dataset.title());
        json.put("description", dataset.description());
        dataset.publisher().ifPresent(text -> json.put("publisher", text));
        dataset.licence().ifPresent(text -> json.put("licence", text));
        dataset.modified().ifPresent(text -> json.put("modified", text));
        json.put("themes", dataset.themes());
        json.put("triples", dataset.triples());
        json.put("version", dataset.version());
        json.put(
                "links",
                Map.of(
                        "self", "/api/v1/datasets/" + dataset.id(),
                        "page", "/dataset/" + dataset.id(),
                        "dcat", "/doc/dataset/" + dataset.id() + "?format=ttl"));
        return json;
    }
}

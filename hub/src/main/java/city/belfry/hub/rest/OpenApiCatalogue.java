package city.belfry.hub.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The catalogue's part of the description of the interface.
final class OpenApiCatalogue {
    private OpenApiCatalogue() {}

    static void addTo(Map<String, Object> paths) {
        Map<String, Object> catalogue = OpenApi.operation(
                "catalogue",
                "The catalogue (DCAT-AP 3) in pages, or as a page for people",
                "text/html",
                "text/turtle",
                "application/ld+json",
                "application/rdf+xml",
                "application/n-triples");
        catalogue.put(
                "parameters",
                List.of(
                        OpenApi.query("page", "Which page, from 1.", false),
                        OpenApi.query("limit", "Datasets of a page of RDF, 1000 at most.", false),
                        OpenApi.query("source", "Name of an imported catalogue instead of the hub's own.", false),
                        OpenApi.query("format", "ttl, jsonld, rdf, nt or html, instead of Accept.", false)));
        paths.put("/catalogue", Map.of("get", catalogue));
        Map<String, Object> feed = OpenApi.operation(
                "catalogueFeed", "What was published when, the newest first (Atom)", "application/atom+xml");
        feed.put(
                "parameters",
                List.of(
                        OpenApi.query("page", "Which page, from 1.", false),
                        OpenApi.query("limit", "Publications of a page, 500 at most.", false)));
        paths.put("/catalogue/feed", Map.of("get", feed));
        Map<String, Object> graph = OpenApi.operation(
                "datasetFile",
                "A dataset as a file: all statements, or its things as a table or a map layer",
                "text/turtle",
                "application/n-triples",
                "text/csv",
                "application/geo+json");
        graph.put("parameters", List.of(OpenApi.path("id", "Id of the dataset.")));
        paths.put("/graph/{id}", Map.of("get", graph));
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String method : List.of("get", "put", "patch")) {
            Map<String, Object> operation =
                    OpenApi.steward(method + "Metadata", "What stewards say about a dataset, as JSON-LD");
            operation.put("parameters", List.of(OpenApi.path("id", "Id of the dataset.")));
            if (!method.equals("get")) {
                operation.put("requestBody", OpenApi.body("application/ld+json"));
            }
            metadata.put(method, operation);
        }
        paths.put("/api/v1/datasets/{id}/metadata", metadata);
    }
}

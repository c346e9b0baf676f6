package city.belfry.hub.rest;

import city.belfry.queries.NamedQuery;
import city.belfry.queries.Parameter;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The query library as resources: the list, the description of each query, and its results.
@RestController
final class QueriesResource {
    private final QueryLibrary library;
    private final QueryResults results;

    QueriesResource(QueryLibrary library, QueryResults results) {
        this.library = library;
        this.results = results;
    }

    /// The list, short enough to be sent whole.
    @GetMapping("/api/v1/queries")
    Map<String, Object> list() {
        return Map.of("queries", library.all().stream().map(this::summary).toList());
    }

    @GetMapping("/api/v1/queries/{name}")
    Map<String, Object> describe(@PathVariable String name) {
        NamedQuery query = library.query(name);
        Map<String, Object> description = summary(query);
        description.put("sparql", query.text());
        return description;
    }

    @GetMapping("/api/v1/queries/{name}/results")
    void results(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        results.send(library.query(name), request, response);
    }

    /// Saves a query under a name: head and SPARQL as a file of the library has them. Stewards only.
    @PutMapping("/api/v1/queries/{name}")
    ResponseEntity<Map<String, Object>> save(@PathVariable String name, HttpServletRequest request) throws IOException {
        // One byte more than may be kept, which the library then refuses with its reason.
        byte[] body = request.getInputStream().readNBytes(QueryLibrary.TEXT_LENGTH_MAX * 4 + 1);
        String text = new String(body, StandardCharsets.UTF_8);
        boolean isNew = !library.has(name);
        NamedQuery saved = library.save(name, text);
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .header(HttpHeaders.LOCATION, "/api/v1/queries/" + name)
                .body(summary(saved));
    }

    @DeleteMapping("/api/v1/queries/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name) {
        library.remove(name);
    }

    private Map<String, Object> summary(NamedQuery query) {
        String self = "/api/v1/queries/" + query.name();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("name", query.name());
        summary.put("title", query.titles());
        summary.put("description", query.descriptions());
        summary.put(
                "parameters",
                query.parameters().stream().map(QueriesResource::parameter).toList());
        summary.put("needs", query.needs());
        summary.put("saved", !library.isOfBelfry(query.name()));
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("page", "/queries/" + query.name());
        links.put("results", self + "/results");
        links.put("example", self + "/results" + exampleParameters(query));
        summary.put("links", links);
        return summary;
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", parameter.name());
        description.put("type", parameter.type().typeName());
        description.put("expects", parameter.type().expectation());
        description.put("label", parameter.labels());
        description.put("required", parameter.required());
        parameter.defaultValue().ifPresent(value -> description.put("default", value));
        return description;
    }

    /// The parameters with which a query answers something, as the end of its address.
    static String exampleParameters(NamedQuery query) {
        List<String> given = query.parameters().stream()
                .filter(parameter -> query.examples().containsKey(parameter.name()))
                .map(parameter -> parameter.name() + "="
                        + URLEncoder.encode(
                                query.examples().getOrDefault(parameter.name(), ""), StandardCharsets.UTF_8))
                .toList();
        return given.isEmpty() ? "" : given.stream().collect(Collectors.joining("&", "?", ""));
    }
}

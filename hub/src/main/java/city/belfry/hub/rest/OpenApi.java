package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.Parameter;
import city.belfry.queries.ParameterType;
import city.belfry.queries.QueryLibrary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The description of the interface (OpenAPI 3.1), made from the query library and the list of resources below.
///
/// `RestSystemTest` compares the paths with those that the server really serves.
@Component
final class OpenApi {
    private static final String PROBLEM = "#/components/responses/Problem";

    private final QueryLibrary library;
    private final CityIdentity city;

    OpenApi(QueryLibrary library, CityIdentity city) {
        this.library = library;
        this.city = city;
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Belfry: " + city.label().in("en"),
                        "version",
                        "1",
                        "summary",
                        "The semantic data hub of the city.",
                        "license",
                        Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
        document.put("servers", List.of(Map.of("url", "/")));
        Map<String, Object> paths = new TreeMap<>();
        sparql(paths);
        federation(paths);
        catalogue(paths);
        entities(paths);
        scenarios(paths);
        ontology(paths);
        operations(paths);
        runs(paths);
        library.all().forEach(query -> paths.put(results(query), Map.of("get", operation(query))));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private static String results(NamedQuery query) {
        return "/api/v1/queries/" + query.name() + "/results";
    }

    private static void sparql(Map<String, Object> paths) {
        Map<String, Object> get = operation("sparqlGet", "SPARQL 1.1 query", SPARQL_ANSWERS);
        get.put(
                "parameters",
                List.of(
                        query("query", "The query; without it, the description of the service.", false),
                        query("default-graph-uri", "A graph to ask instead of the union of all.", false),
                        query("named-graph-uri", "A graph for GRAPH.", false),
                        SCENARIO,
                        query("limit", "Only the first rows; Belfry-Complete tells whether they are all.", false),
                        query("format", "Short name of the form of the answer, instead of Accept.", false)));
        Map<String, Object> post = operation("sparqlPost", "SPARQL 1.1 query", SPARQL_ANSWERS);
        post.put("requestBody", body("application/sparql-query", "application/x-www-form-urlencoded"));
        paths.put("/sparql", Map.of("get", get, "post", post));
        Map<String, Object> update = steward("update", "SPARQL 1.1 update, for stewards");
        update.put("requestBody", body("application/sparql-update", "application/x-www-form-urlencoded"));
        paths.put("/update", Map.of("post", update));
        Map<String, Object> graphs = new LinkedHashMap<>();
        for (String method : List.of("get", "put", "post", "delete")) {
            Map<String, Object> operation = steward("graph-" + method, "SPARQL 1.1 Graph Store Protocol, for stewards");
            operation.put("parameters", List.of(query("graph", "The graph.", true)));
            if (method.startsWith("p")) {
                operation.put("requestBody", body("text/turtle", "application/n-triples", "application/ld+json"));
            }
            graphs.put(method, operation);
        }
        paths.put("/graphs", graphs);
    }

    private static void federation(Map<String, Object> paths) {
        String[] answers = {
            "application/sparql-results+json",
            "application/sparql-results+xml",
            "text/csv",
            "text/tab-separated-values",
            "text/turtle"
        };
        Map<String, Object> get = operation("federationGet", "SPARQL 1.1 query over this hub and its peers", answers);
        get.put(
                "parameters",
                List.of(
                        query("query", "The query.", true),
                        query("format", "json, xml, csv or tsv, instead of Accept.", false),
                        query("cities", "true: one column more, with the cities that a row comes from.", false),
                        query("strict", "true: all or nothing.", false),
                        query("partial", "accept: give what there is, also in a form that cannot say so.", false)));
        Map<String, Object> post = operation("federationPost", "SPARQL 1.1 query over this hub and its peers", answers);
        post.put("requestBody", body("application/x-www-form-urlencoded"));
        paths.put("/federation/sparql", Map.of("get", get, "post", post));
        Map<String, Object> named = operation(
                "federationNamed",
                "A named query over this hub and its peers",
                "application/sparql-results+json",
                "application/geo+json",
                "text/csv");
        named.put(
                "parameters",
                List.of(
                        path("name", "Name of the query; its own parameters follow in the address."),
                        query("format", "json, xml, csv, tsv or geojson, instead of Accept.", false),
                        query("cities", "true: one column more, with the cities that a row comes from.", false),
                        query("strict", "true: all or nothing.", false),
                        query("partial", "accept: give what there is, also in a form that cannot say so.", false)));
        paths.put("/federation/queries/{name}/results", Map.of("get", named));
        paths.put(
                "/api/v1/peers",
                Map.of("get", operation("listPeers", "The peers and what is known of them", "application/json")));
        paths.put(
                "/.well-known/void",
                Map.of("get", operation("void", "What the hub holds, for other hubs (VoID)", "text/turtle")));
    }

    private static final Map<String, Object> SCENARIO =
            query("scenario", "Id of a scenario: the answer is as it would be there.", false);

    private static final String[] SPARQL_ANSWERS = {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml"
    };

    private static void catalogue(Map<String, Object> paths) {
        paths.put("/api/v1/queries", Map.of("get", operation("listQueries", "All named queries", "application/json")));
        Map<String, Object> describe =
                operation("describeQuery", "A named query with its parameters and its text", "application/json");
        describe.put("parameters", List.of(path("name", "Name of the query.")));
        Map<String, Object> save = steward("saveQuery", "Save a query under a name, or replace one that was saved");
        save.put("parameters", List.of(path("name", "Name of the query.")));
        save.put("requestBody", body("application/sparql-query"));
        Map<String, Object> remove = steward("removeQuery", "Forget a query that was saved");
        remove.put("parameters", List.of(path("name", "Name of the query.")));
        paths.put("/api/v1/queries/{name}", Map.of("get", describe, "put", save, "delete", remove));
        paths.put(
                "/api/v1/datasets",
                Map.of("get", operation("listDatasets", "All datasets of the catalogue", "application/json")));
        Map<String, Object> dataset = operation("describeDataset", "A dataset of the catalogue", "application/json");
        dataset.put("parameters", List.of(path("id", "Id of the dataset.")));
        paths.put("/api/v1/datasets/{id}", Map.of("get", dataset));
        Map<String, Object> why = operation(
                "why", "Why statements are in the hub: dataset, version, run, rule, record", "application/json");
        why.put(
                "parameters",
                List.of(
                        query("subject", "IRI of the thing.", true),
                        query("predicate", "IRI or name such as rdfs:label.", false),
                        query("object", "Term as in Turtle, or the text of a literal.", false)));
        paths.put("/api/v1/why", Map.of("get", why));
        OpenApiCatalogue.addTo(paths);
    }

    private static void entities(Map<String, Object> paths) {
        Map<String, Object> redirect = new LinkedHashMap<>();
        redirect.put("operationId", "entity");
        redirect.put("summary", "A thing of the city; leads to the document about it");
        redirect.put("parameters", List.of(path("type", "Kind of thing."), path("localId", "Its local name.")));
        redirect.put(
                "responses",
                Map.of("303", Map.of("description", "See the document."), "default", Map.of("$ref", PROBLEM)));
        paths.put("/id/{type}/{localId}", Map.of("get", redirect));
        Map<String, Object> document = operation(
                "entityDocument",
                "What the hub says about a thing",
                "text/html",
                "text/turtle",
                "application/ld+json",
                "application/n-triples",
                "application/rdf+xml",
                "application/geo+json");
        document.put(
                "parameters", List.of(path("type", "Kind of thing."), path("localId", "Its local name."), SCENARIO));
        paths.put("/doc/{type}/{localId}", Map.of("get", document));
    }

    private static void scenarios(Map<String, Object> paths) {
        Map<String, Object> id = path("id", "Id of the scenario.");
        paths.put(
                "/api/v1/scenarios",
                Map.of("get", operation("listScenarios", "The what-ifs that the asker may see", "application/json")));
        Map<String, Object> get = operation("describeScenario", "A what-if", "application/json");
        get.put("parameters", List.of(id));
        Map<String, Object> put = steward("putScenario", "Writes a what-if, for stewards");
        put.put("parameters", List.of(id));
        put.put(
                "requestBody",
                Map.of("required", true, "content", Map.of("application/json", Map.of("schema", scenarioSchema()))));
        Map<String, Object> delete = steward("dropScenario", "Drops a what-if, for stewards");
        delete.put("parameters", List.of(id));
        delete.put(
                "responses", Map.of("204", Map.of("description", "It is gone."), "default", Map.of("$ref", PROBLEM)));
        paths.put("/api/v1/scenarios/{id}", Map.of("get", get, "put", put, "delete", delete));
        Map<String, Object> compare = operation(
                "compareScenario",
                "A named query with and without the scenario, row by row; its parameters are given beside ?query=",
                "application/json",
                "text/csv",
                "application/geo+json");
        compare.put("parameters", List.of(id, query("query", "Name of the query.", true)));
        paths.put("/api/v1/scenarios/{id}/compare", Map.of("get", compare));
        Map<String, Object> features =
                operation("features", "Things of a class that have a geometry, as GeoJSON", "application/geo+json");
        features.put(
                "parameters",
                List.of(
                        query("class", "IRI of the class, or its name in the city ontology.", true),
                        query("bbox", "west,south,east,north in degrees.", false),
                        query("limit", "Features at most; a collection that was cut says \"complete\": false.", false),
                        SCENARIO));
        paths.put("/api/v1/features", Map.of("get", features));
    }

    private static Map<String, Object> scenarioSchema() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> texts = Map.of("type", "object", "additionalProperties", text);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("title", texts);
        properties.put("description", texts);
        properties.put("author", text);
        properties.put("licence", Map.of("type", "string", "format", "uri"));
        properties.put("horizonYear", Map.of("type", "integer"));
        properties.put("status", Map.of("type", "string", "enum", List.of("draft", "public")));
        properties.put("additions", Map.of("type", "string", "description", "Turtle"));
        properties.put("removals", Map.of("type", "string", "description", "Turtle"));
        properties.put("patch", Map.of("type", "string", "description", "RDF Patch"));
        return Map.of("type", "object", "required", List.of("title"), "properties", properties);
    }

    private static void ontology(Map<String, Object> paths) {
        String[] forms = {
            "text/html", "text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"
        };
        Map<String, Object> whole = operation("ontology", "All modules of the ontology", forms);
        whole.put("parameters", List.of(query("q", "On the page: only what has this text.", false)));
        paths.put("/ont", Map.of("get", whole));
        document(paths, "/ont/{module}", "ontologyModule", "A module of the ontology", forms, "module");
        document(
                paths,
                "/ont/{module}/{version}",
                "ontologyVersion",
                "A version of a module",
                forms,
                "module",
                "version");
        document(paths, "/vocab/{name}", "ontologyTerm", "A term of the ontology", forms, "name");
        document(paths, "/code/{list}", "codeList", "A code list", forms, "list");
        document(paths, "/profiles/{name}", "profile", "What a kind of dataset is checked with", forms, "name");
        String[] data = Arrays.copyOfRange(forms, 1, forms.length);
        document(paths, "/shapes/{name}", "shapes", "A file of shapes", data, "name");
        document(paths, "/align/{name}", "alignment", "Matches with another vocabulary", data, "name");
        paths.put(
                "/ont/context.jsonld",
                Map.of("get", operation("context", "The @context of the hub's JSON-LD", "application/ld+json")));
        Map<String, Object> code = new LinkedHashMap<>();
        code.put("operationId", "code");
        code.put("summary", "A code; leads to its list");
        code.put("parameters", List.of(path("list", "Name of the list."), path("code", "The code.")));
        code.put(
                "responses", Map.of("303", Map.of("description", "See the list."), "default", Map.of("$ref", PROBLEM)));
        paths.put("/code/{list}/{code}", Map.of("get", code));
    }

    private static void document(
            Map<String, Object> paths, String path, String id, String summary, String[] forms, String... names) {
        Map<String, Object> operation = operation(id, summary, forms);
        operation.put(
                "parameters",
                Arrays.stream(names)
                        .map(name -> path(name, "The " + name + "."))
                        .toList());
        paths.put(path, Map.of("get", operation));
    }

    private static void runs(Map<String, Object> paths) {
        Map<String, Object> ask = steward("askForRun", "Asks for a run of a dataset: 202 and where to watch it");
        ask.put("requestBody", body("application/json"));
        ask.put(
                "parameters",
                List.of(Map.of(
                        "name", "Idempotency-Key",
                        "in", "header",
                        "required", false,
                        "description", "The same key gives the same run.",
                        "schema", Map.of("type", "string"))));
        Map<String, Object> list = steward("listRuns", "Runs that wait, work or are over, the newest first");
        list.put("parameters", List.of(query("dataset", "Only those of this dataset.", false)));
        paths.put("/api/v1/runs", Map.of("get", list, "post", ask));
        Map<String, Object> run = steward("describeRun", "A run: how far it is and what came of it");
        run.put("parameters", List.of(path("id", "Id of the run.")));
        Map<String, Object> cancel = steward("cancelRun", "Takes a run back, unless it publishes already");
        cancel.put("parameters", List.of(path("id", "Id of the run.")));
        paths.put("/api/v1/runs/{id}", Map.of("get", run, "delete", cancel));
        Map<String, Object> events = operation("watchRun", "A run as it goes on, for stewards", "text/event-stream");
        events.put("security", List.of(Map.of("token", List.of())));
        events.put("parameters", List.of(path("id", "Id of the run.")));
        paths.put("/api/v1/runs/{id}/events", Map.of("get", events));
    }

    private static void operations(Map<String, Object> paths) {
        paths.put("/health", Map.of("get", operation("health", "The process lives", "application/json")));
        paths.put("/ready", Map.of("get", operation("ready", "The store answers", "application/json")));
        paths.put("/openapi.json", Map.of("get", operation("openapi", "This description", "application/json")));
    }

    private static Map<String, Object> operation(NamedQuery query) {
        String[] types = switch (query.query().queryType()) {
            case SELECT -> mediaTypes(QueryResults.ROW_FORMATS);
            case ASK, CONSTRUCT_JSON, UNKNOWN -> mediaTypes(List.of(Format.JSON));
            case CONSTRUCT, DESCRIBE -> mediaTypes(RdfOutput.FORMATS);
        };
        Map<String, Object> operation = operation(query.name(), query.titles().getOrDefault("en", query.name()), types);
        operation.put("description", query.descriptions().getOrDefault("en", ""));
        operation.put("tags", List.of("queries"));
        List<Object> parameters = new ArrayList<>();
        query.parameters().forEach(parameter -> parameters.add(describe(parameter)));
        parameters.add(SCENARIO);
        parameters.add(query("limit", "Rows in a page.", false));
        parameters.add(query("cursor", "Where the page begins, from the link to the next page.", false));
        operation.put("parameters", parameters);
        return operation;
    }

    private static String[] mediaTypes(List<Format> formats) {
        return formats.stream().map(Format::mediaType).toArray(String[]::new);
    }

    private static Map<String, Object> describe(Parameter parameter) {
        Map<String, Object> schema = new LinkedHashMap<>(schema(parameter.type()));
        parameter.defaultValue().ifPresent(value -> schema.put("default", value));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", parameter.name());
        description.put("in", "query");
        description.put("required", parameter.required());
        description.put(
                "description",
                parameter.labels().getOrDefault("en", parameter.name()) + ": "
                        + parameter.type().expectation());
        description.put("schema", schema);
        return description;
    }

    /// Values travel as text; the format tells what the text is.
    private static Map<String, Object> schema(ParameterType type) {
        return switch (type) {
            case ParameterType.Iri iri -> Map.of("type", "string", "format", "iri");
            case ParameterType.Text text -> Map.of("type", "string", "maxLength", ParameterType.VALUE_LENGTH_MAX);
            case ParameterType.Language language -> Map.of("type", "string");
            case ParameterType.Code code -> Map.of("type", "string");
            case ParameterType.Literal literal ->
                switch (literal.typeName()) {
                    case "date" -> Map.of("type", "string", "format", "date");
                    case "dateTime" -> Map.of("type", "string", "format", "date-time");
                    default -> Map.of("type", "string");
                };
        };
    }

    static Map<String, Object> operation(String id, String summary, String... types) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : types) {
            content.put(type, Map.of());
        }
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", id);
        operation.put("summary", summary);
        operation.put(
                "responses",
                Map.of(
                        "200", Map.of("description", "The answer.", "content", content),
                        "304", Map.of("description", "Nothing has changed since the ETag of If-None-Match."),
                        "default", Map.of("$ref", PROBLEM)));
        return operation;
    }

    static Map<String, Object> steward(String id, String summary) {
        Map<String, Object> operation = operation(id, summary, "application/json");
        operation.put("security", List.of(Map.of("token", List.of())));
        return operation;
    }

    static Map<String, Object> body(String... types) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : types) {
            content.put(type, Map.of());
        }
        return Map.of("required", true, "content", content);
    }

    static Map<String, Object> query(String name, String description, boolean required) {
        return Map.of(
                "name", name,
                "in", "query",
                "required", required,
                "description", description,
                "schema", Map.of("type", "string"));
    }

    static Map<String, Object> path(String name, String description) {
        return Map.of(
                "name",
                name,
                "in",
                "path",
                "required",
                true,
                "description",
                description,
                "schema",
                Map.of("type", "string"));
    }

    private static Map<String, Object> components() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String property : List.of("type", "title", "detail", "instance", "code", "fault", "found")) {
            properties.put(property, Map.of("type", "string"));
        }
        for (String property : List.of("status", "line", "column")) {
            properties.put(property, Map.of("type", "integer"));
        }
        properties.put("expected", Map.of("type", "array", "items", Map.of("type", "string")));
        return Map.of(
                "schemas",
                Map.of("Problem", Map.of("type", "object", "properties", properties)),
                "responses",
                Map.of(
                        "Problem",
                        Map.of(
                                "description",
                                "A failure (RFC 9457) with a stable code.",
                                "content",
                                Map.of(
                                        "application/problem+json",
                                        Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))))),
                "securitySchemes",
                Map.of("token", Map.of("type", "http", "scheme", "bearer")));
    }
}

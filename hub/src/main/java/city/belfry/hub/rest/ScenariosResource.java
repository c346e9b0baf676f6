package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.scenario.Scenario;
import city.belfry.hub.scenario.ScenarioChanges;
import city.belfry.hub.scenario.ScenarioException;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.queries.NamedQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What-ifs for programs: written by stewards, read and compared by whoever may see them.
@RestController
final class ScenariosResource {
    /// Length of a scenario as it is sent; bytes. A larger one is made with `belfry scenario`.
    static final int BODY_BYTES_MAX = 16 << 20;

    private static final List<Format> COMPARED = List.of(Format.JSON, Format.CSV, Format.GEOJSON);

    private final Scenarios scenarios;
    private final ScenarioAnswers answers;
    private final CityIdentity city;
    private final JsonMapper json;

    ScenariosResource(Scenarios scenarios, ScenarioAnswers answers, CityIdentity city, JsonMapper json) {
        this.scenarios = scenarios;
        this.answers = answers;
        this.city = city;
        this.json = json;
    }

    /// A scenario as it is sent.
    ///
    /// @param additions Turtle
    /// @param removals Turtle
    /// @param patch RDF Patch, whose A lines come and whose D lines go
    record Sent(
            @Nullable Map<String, String> title,
            @Nullable Map<String, String> description,
            @Nullable String author,
            @Nullable String licence,
            @Nullable Integer horizonYear,
            @Nullable String status,
            @Nullable String additions,
            @Nullable String removals,
            @Nullable String patch) {}

    @GetMapping("/api/v1/scenarios")
    Map<String, Object> list(HttpServletRequest request) {
        return Map.of(
                "city",
                city.id(),
                "scenarios",
                scenarios.list(StoreQueries.reader(request)).stream()
                        .map(this::described)
                        .toList());
    }

    @GetMapping("/api/v1/scenarios/{id}")
    Map<String, Object> scenario(@PathVariable String id, HttpServletRequest request) {
        return described(scenarios.scenario(id, StoreQueries.reader(request)));
    }

    @PutMapping("/api/v1/scenarios/{id}")
    Map<String, Object> put(@PathVariable String id, HttpServletRequest request) throws IOException {
        Sent sent = sent(request);
        if (sent.title() == null || sent.title().isEmpty()) {
            throw invalid("it has no \"title\"; expected {\"fr\": \"…\", \"en\": \"…\"}");
        }
        ScenarioChanges changes = new ScenarioChanges(city.baseIri());
        Optional.ofNullable(sent.removals()).ifPresent(text -> changes.read(text, Lang.TURTLE, false, "removals"));
        Optional.ofNullable(sent.additions()).ifPresent(text -> changes.read(text, Lang.TURTLE, true, "additions"));
        Optional.ofNullable(sent.patch()).ifPresent(text -> changes.patch(text, "patch"));
        Scenario scenario = new Scenario(
                id,
                new LocalText(sent.title()),
                Optional.ofNullable(sent.description())
                        .filter(texts -> !texts.isEmpty())
                        .map(LocalText::new),
                Optional.ofNullable(sent.author()),
                Optional.ofNullable(sent.licence()).map(ScenariosResource::licence),
                Optional.ofNullable(sent.horizonYear()),
                status(sent.status()),
                Instant.EPOCH,
                List.of(),
                0,
                0);
        return described(scenarios.put(scenario, changes));
    }

    @DeleteMapping("/api/v1/scenarios/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String id) {
        scenarios.drop(id);
    }

    @GetMapping("/api/v1/scenarios/{id}/compare")
    void compare(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Format format = Format.wanted(request, COMPARED);
        NamedQuery named = answers.query(request);
        Map<String, String> values = ScenarioAnswers.values(request);
        Comparison comparison = answers.compare(id, named, values, request);
        response.setContentType(format.mediaType() + ";charset=UTF-8");
        if (!comparison.complete()) {
            response.setHeader("Belfry-Complete", "false");
        }
        if (format == Format.CSV) {
            csv(comparison, response);
        } else {
            json.writeValue(
                    response.getOutputStream(),
                    format == Format.GEOJSON ? features(comparison) : table(id, named, values, comparison));
        }
    }

    private Sent sent(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new ScenarioException(
                    ScenarioException.Code.SCENARIO_TOO_LARGE,
                    "The scenario is longer than " + (BODY_BYTES_MAX >> 20)
                            + " MiB. Make it with 'belfry scenario create' from files.");
        }
        try {
            return json.readValue(body, Sent.class);
        } catch (JacksonException e) {
            throw invalid("it is no JSON of the form that /openapi.json describes (" + e.getOriginalMessage() + ")");
        }
    }

    private static Scenario.Status status(@Nullable String text) {
        return switch (String.valueOf(text)) {
            case "null", "draft" -> Scenario.Status.DRAFT;
            case "public" -> Scenario.Status.PUBLIC;
            default -> throw invalid("its \"status\" is '" + text + "'; expected draft or public");
        };
    }

    private static URI licence(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw invalid("its \"licence\" is '" + text + "'; expected an address");
        }
    }

    private static ScenarioException invalid(String reason) {
        return new ScenarioException(
                ScenarioException.Code.SCENARIO_INVALID, "The scenario was not written: " + reason + ".");
    }

    private Map<String, Object> described(Scenario scenario) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", scenario.id());
        described.put("iri", scenarios.iri(scenario.id()).getURI());
        described.put("title", scenario.title().byLanguage());
        scenario.description().ifPresent(text -> described.put("description", text.byLanguage()));
        scenario.author().ifPresent(text -> described.put("author", text));
        scenario.licence().ifPresent(text -> described.put("licence", text.toString()));
        scenario.horizonYear().ifPresent(year -> described.put("horizonYear", year));
        described.put("status", scenario.status().name().toLowerCase(Locale.ROOT));
        described.put("modified", scenario.modified().toString());
        described.put("additions", scenario.additions());
        described.put("removals", scenario.removals());
        Map<String, Long> baseline = new LinkedHashMap<>();
        scenario.baseline().forEach(each -> baseline.put(each.dataset(), each.version()));
        described.put("baseline", baseline);
        described.put(
                "publishedSince",
                scenarios.moved(scenario).stream()
                        .map(Scenario.Baseline::dataset)
                        .toList());
        described.put(
                "links",
                Map.of(
                        "self", "/api/v1/scenarios/" + scenario.id(),
                        "page", "/scenarios/" + scenario.id(),
                        "compare", "/api/v1/scenarios/" + scenario.id() + "/compare?query="));
        return described;
    }

    private static Map<String, Object> table(
            String id, NamedQuery named, Map<String, String> values, Comparison comparison) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("scenario", id);
        answer.put("query", named.name());
        answer.put("parameters", values);
        answer.put("columns", comparison.columns());
        answer.put("key", comparison.key());
        answer.put("complete", comparison.complete());
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("before", comparison.before());
        counts.put("after", comparison.after());
        for (Comparison.Change change : Comparison.Change.values()) {
            counts.put(change.name().toLowerCase(Locale.ROOT), comparison.count(change));
        }
        answer.put("counts", counts);
        Map<String, Object> sums = new LinkedHashMap<>();
        comparison
                .sums()
                .forEach(sum -> sums.put(
                        sum.column(),
                        Map.of(
                                "before", sum.before(),
                                "after", sum.after(),
                                "difference", sum.difference(),
                                "meanBefore", sum.meanBefore(),
                                "meanAfter", sum.meanAfter())));
        answer.put("sums", sums);
        answer.put(
                "rows", comparison.rows().stream().map(ScenariosResource::row).toList());
        return answer;
    }

    private static Map<String, Object> row(Comparison.Row row) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("change", row.change().name().toLowerCase(Locale.ROOT));
        if (!row.before().isEmpty()) {
            both.put("before", plain(row.before()));
        }
        if (!row.after().isEmpty()) {
            both.put("after", plain(row.after()));
        }
        return both;
    }

    private static Map<String, Object> plain(Map<String, Node> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((column, value) -> plain.put(column, TableJson.value(value)));
        return plain;
    }

    /// What changed is a feature; rows that stayed as they were are drawn too.
    private static Map<String, Object> features(Comparison comparison) {
        List<Map<String, Object>> features = new ArrayList<>();
        for (Comparison.Row row : comparison.rows()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("change", row.change().name().toLowerCase(Locale.ROOT));
            Optional<Map<String, Object>> geometry = Optional.empty();
            for (String column : comparison.columns()) {
                Optional<Node> value = row.value(column);
                if (value.filter(GeoJson::isGeometry).isPresent()) {
                    geometry = geometry.or(() -> value.flatMap(GeoJson::geometry));
                } else {
                    value.ifPresent(node -> properties.put(column, TableJson.value(node)));
                }
            }
            features.add(GeoJson.feature(Optional.empty(), geometry, properties));
        }
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put("complete", comparison.complete());
        collection.put("features", features);
        return collection;
    }

    /// One line a row: what became of it, and each column before and after.
    private static void csv(Comparison comparison, HttpServletResponse response) throws IOException {
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            StringBuilder head = new StringBuilder("change");
            comparison.columns().forEach(column -> head.append(',').append(column));
            comparison.columns().stream()
                    .filter(column -> !comparison.key().contains(column))
                    .forEach(column -> head.append(',').append(column).append("_before"));
            out.write(head.append("\r\n").toString());
            for (Comparison.Row row : comparison.rows()) {
                StringBuilder line = new StringBuilder(row.change().name().toLowerCase(Locale.ROOT));
                for (String column : comparison.columns()) {
                    Optional<Node> shown = comparison.key().contains(column)
                            ? row.value(column)
                            : Optional.ofNullable(row.after().get(column));
                    line.append(',').append(quoted(shown));
                }
                comparison.columns().stream()
                        .filter(column -> !comparison.key().contains(column))
                        .forEach(column -> line.append(',')
                                .append(quoted(Optional.ofNullable(row.before().get(column)))));
                out.write(line.append("\r\n").toString());
            }
        }
    }

    /// RFC 4180 §2.
    private static String quoted(Optional<Node> value) {
        String text = value.map(node -> TableJson.value(node).toString()).orElse("");
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}

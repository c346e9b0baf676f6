package city.belfry.hub.desk;

import city.belfry.hub.access.Visitor;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunDesk;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs for programs: asked for with POST, watched, taken back with DELETE.
@RestController
final class RunsResource {
    private static final int BODY_BYTES_MAX = 4_096;
    private static final int KEY_LENGTH_MAX = 100;

    private final RunDesk desk;
    private final CityFile city;
    private final JsonMapper json;
    private final RunWatchers watchers;

    RunsResource(RunDesk desk, CityFile city, JsonMapper json, RunWatchers watchers) {
        this.desk = desk;
        this.city = city;
        this.json = json;
        this.watchers = watchers;
    }

    /// `{"dataset": "trees", "task": "dry-run"}`; the task is `ingest` when none is named.
    @PostMapping(value = "/api/v1/runs", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Run> ask(
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key, HttpServletRequest request)
            throws IOException {
        JsonNode wanted = body(request);
        String dataset = wanted.path("dataset").asString("");
        Run.Task task = task(wanted.path("task").asString("ingest"));
        long target = wanted.path("version").asLong(0);
        String by = Visitor.of(request).map(Visitor::name).orElseThrow();
        if (key.length() > KEY_LENGTH_MAX) {
            throw invalid("an Idempotency-Key has at most " + KEY_LENGTH_MAX + " characters");
        }
        Run run = key.isEmpty() ? desk.ask(dataset, task, target, by) : desk.ask(dataset, task, target, by, key);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(run);
    }

    @GetMapping("/api/v1/runs")
    Map<String, Object> list(@RequestParam Optional<String> dataset) {
        List<Run> runs = dataset.map(id -> desk.runs(city.dataset(id).id()))
                .orElseGet(() -> city.datasets().stream()
                        .map(DatasetEntry::id)
                        .flatMap(id -> desk.runs(id).stream())
                        .toList());
        return Map.of("runs", runs);
    }

    @GetMapping("/api/v1/runs/{id}")
    Run run(@PathVariable String id) {
        return desk.run(id);
    }

    @DeleteMapping("/api/v1/runs/{id}")
    ResponseEntity<Run> cancel(@PathVariable String id) {
        return ResponseEntity.accepted().body(desk.cancel(id));
    }

    /// Each change of a run as an event `run`, and its end as an event `end`, until it is over.
    @GetMapping(value = "/api/v1/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id) {
        return watchers.watch(desk.run(id).id());
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw invalid("it has more than " + BODY_BYTES_MAX + " bytes");
        }
        try {
            return json.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw invalid("it is no JSON");
        }
    }

    private static Run.Task task(String word) {
        return Arrays.stream(Run.Task.values())
                .filter(task -> word(task).equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("'" + word + "' is no task; there are "
                        + Arrays.stream(Run.Task.values())
                                .map(RunsResource::word)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(Run.Task task) {
        return task.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static DeskException invalid(String reason) {
        return new DeskException(
                DeskException.Code.RUN_REQUEST_INVALID,
                "The request for a run cannot be understood: " + reason
                        + ". Send {\"dataset\": \"…\", \"task\": \"dry-run\"}.");
    }
}

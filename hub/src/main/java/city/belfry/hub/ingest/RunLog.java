package city.belfry.hub.ingest;

import city.belfry.hub.ingest.IngestException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The last runs of each dataset, one JSON file a dataset under `runs/` of the home, so that a restart forgets none.
/// Thread-safe.
public final class RunLog {
    public static final int RUNS_KEPT = 20;

    private static final String COMMAND_LINE = "command line";

    private final Path folder;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, List<Run>> read = new HashMap<>();

    public RunLog(Path home) {
        this.folder = home.resolve("runs");
    }

    /// The runs that are over, the newest first.
    public synchronized List<Run> of(String dataset) {
        return read.computeIfAbsent(dataset, this::load);
    }

    /// Keeps runs that were made at once by the command line.
    public void addAll(Run.Task task, Instant started, Instant ended, List<DatasetReport> reports) {
        reports.forEach(
                report -> add(Run.finished(UUID.randomUUID().toString(), task, COMMAND_LINE, started, ended, report)));
    }

    public synchronized void add(Run run) {
        List<Run> runs = new ArrayList<>(List.of(run));
        runs.addAll(of(run.dataset()));
        List<Run> kept = List.copyOf(runs.subList(0, Math.min(runs.size(), RUNS_KEPT)));
        read.put(run.dataset(), kept);
        Path file = file(run.dataset());
        try {
            Files.createDirectories(folder);
            Path written = file.resolveSibling(file.getFileName() + ".part");
            Files.write(written, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(kept));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IngestException(
                    Code.HOME_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage() + ". Check the rights and the free space.",
                    e);
        }
    }

    private List<Run> load(String dataset) {
        Path file = file(dataset);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return List.copyOf(Arrays.asList(json.readValue(Files.readAllBytes(file), Run[].class)));
        } catch (IOException | JacksonException e) {
            throw new IngestException(
                    Code.HOME_UNWRITABLE,
                    file + " cannot be read (" + e.getMessage() + "). Delete it: only the list of past runs is lost.",
                    e);
        }
    }

    private Path file(String dataset) {
        return folder.resolve(dataset + ".json");
    }
}

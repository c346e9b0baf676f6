package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Published;
import city.belfry.ontology.BelfryException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.jena.rdfpatch.RDFPatchOps;
import org.apache.jena.rdfpatch.text.RDFChangesWriterText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs of a hub that is up: asked for by stewards and by the schedule, made one after the other by one thread, since
/// the store has one writer and a run wants all the memory. Thread-safe.
public final class RunDesk implements AutoCloseable {
    /// Runs that wait; one more is refused.
    public static final int QUEUE_MAX = 50;

    private static final Logger LOG = LoggerFactory.getLogger(RunDesk.class);
    /// Who asks when nobody does.
    private static final String SCHEDULE = "schedule";

    private static final Duration SCHEDULE_LOOK = Duration.ofSeconds(20);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    /// Requests whose answer is repeated when they come again.
    private static final int KEYS_MAX = 1_000;

    private final CityFile city;
    private final CityStore store;
    private final Clock clock;
    private final RunLog log;
    private final Consumer<Run> listener;
    private final Thread worker;

    /// Queued and running, in the order in which they were asked for.
    private final Map<String, Run> open = new LinkedHashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, String> runByKey = new LinkedHashMap<>();
    private boolean closing;

    /// @param listener told of each run that is over
    public RunDesk(CityFile city, CityStore store, Clock clock, Consumer<Run> listener) {
        this.city = city;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.log = new RunLog(store.home());
        this.worker = Thread.ofPlatform().name("belfry-runs").daemon().unstarted(this::work);
    }

    public void start() {
        worker.start();
    }

    /// Asks for a run. One of the same kind that still waits is given back instead of a second one.
    ///
    /// @param target the version that a rollback goes to; 0 for all else
    public synchronized Run ask(String dataset, Run.Task task, long target, String by) {
        city.dataset(dataset);
        for (Run waiting : open.values()) {
            if (waiting.state() == Run.State.QUEUED
                    && waiting.dataset().equals(dataset)
                    && waiting.task() == task
                    && waiting.target() == target) {
                return waiting;
            }
        }
        if (open.size() >= QUEUE_MAX) {
            throw new IngestException(
                    Code.QUEUE_FULL, QUEUE_MAX + " runs are waiting already. Try again when some are done.");
        }
        Run run = Run.queued(UUID.randomUUID().toString(), dataset, task, target, by, clock.instant());
        open.put(run.id(), run);
        notifyAll();
        return run;
    }

    /// The same for a program that may ask twice because it heard no answer: the same key gives the same run.
    public synchronized Run ask(String dataset, Run.Task task, long target, String by, String key) {
        String known = runByKey.get(by + "\n" + key);
        if (known != null) {
            Run run = run(known);
            if (!run.dataset().equals(dataset) || run.task() != task) {
                throw new IngestException(
                        Code.KEY_REUSED, "This Idempotency-Key was used for another run. Take a new one.");
            }
            return run;
        }
        Run run = ask(dataset, task, target, by);
        runByKey.put(by + "\n" + key, run.id());
        if (runByKey.size() > KEYS_MAX) {
            runByKey.remove(runByKey.keySet().iterator().next());
        }
        return run;
    }

    public synchronized Run run(String id) {
        return Optional.ofNullable(open.get(id))
                .or(() -> city.datasets().stream()
                        .flatMap(dataset -> log.of(dataset.id()).stream())
                        .filter(run -> run.id().equals(id))
                        .findFirst())
                .orElseThrow(() -> new IngestException(
                        Code.RUN_UNKNOWN,
                        "There is no run '" + id + "'. The last " + RunLog.RUNS_KEPT
                                + " runs of each dataset are kept."));
    }

    /// The runs of a dataset, the newest first: those that wait or run and the last ones.
    public synchronized List<Run> runs(String dataset) {
        List<Run> runs = new ArrayList<>(open.values().stream()
                .filter(run -> run.dataset().equals(dataset))
                .toList()
                .reversed());
        runs.addAll(log.of(dataset));
        return runs;
    }

    /// Takes a run back: at once while it waits; while it runs, before its next step or thousand statements, and never
    /// once it publishes.
    public synchronized Run cancel(String id) {
        Run run = run(id);
        if (run.state() == Run.State.QUEUED) {
            open.remove(id);
            Run end = run.cancelled(clock.instant());
            log.add(end);
            return end;
        }
        if (run.state() == Run.State.RUNNING) {
            cancelled.add(id);
        }
        return run;
    }

    /// What the last dry run of a dataset would change, as RDF Patch.
    public Path previewFile(String dataset) {
        return store.home().resolve("runs").resolve(dataset + ".dry-run.rdfp");
    }

    private void work() {
        while (true) {
            Optional<Run> next;
            try {
                next = take();
            } catch (InterruptedException stop) {
                return;
            }
            next.ifPresent(this::make);
        }
    }

    /// The next run; empty when it was time to look at the schedule instead.
    @SuppressWarnings("WaitNotInLoop") // The caller is the loop.
    private synchronized Optional<Run> take() throws InterruptedException {
        if (closing) {
            throw new InterruptedException();
        }
        if (open.isEmpty()) {
            askForDue();
        }
        if (open.isEmpty()) {
            wait(SCHEDULE_LOOK.toMillis());
            return Optional.empty();
        }
        Run run = open.values().iterator().next().started(clock.instant());
        open.put(run.id(), run);
        return Optional.of(run);
    }

    private void askForDue() {
        Instant now = clock.instant();
        for (DatasetEntry dataset : city.datasets()) {
            if (dataset.schedule().isPresent()) {
                boolean due = log.of(dataset.id()).stream()
                        .filter(run -> run.task() != Run.Task.DRY_RUN)
                        .findFirst()
                        .map(last -> last.asked().plus(dataset.schedule().orElseThrow()))
                        .map(then -> !then.isAfter(now))
                        .orElse(true);
                if (due && open.size() < QUEUE_MAX) {
                    ask(dataset.id(), Run.Task.INGEST, 0, SCHEDULE);
                }
            }
        }
    }

    private void make(Run run) {
        Run end;
        try {
            end = result(run);
        } catch (BelfryException e) {
            end = run.failed(clock.instant(), Run.Fault.of(e));
            if (e.code() == Code.RUN_CANCELLED) {
                end = run.cancelled(clock.instant());
            }
        } catch (RuntimeException | IOException | OutOfMemoryError | StackOverflowError e) {
            LOG.error("run {} of {} has failed", run.id(), run.dataset(), e);
            end = run.failed(
                    clock.instant(),
                    new Run.Fault(
                            "INTERNAL",
                            "The hub has failed. The operator finds this in the log under " + run.id() + "."));
        }
        synchronized (this) {
            try {
                log.add(end);
            } catch (RuntimeException e) {
                LOG.error("the end of run {} cannot be kept", run.id(), e);
            }
            open.remove(run.id());
            cancelled.remove(run.id());
        }
        listener.accept(end);
    }

    private Run result(Run run) throws IOException {
        DatasetEntry dataset = city.dataset(run.dataset());
        Ingest ingest = new Ingest(city, store, clock, new Watch(run.id()));
        if (run.task() == Run.Task.ROLLBACK) {
            Published published = new Rollback(city, store, clock).to(dataset, run.target());
            return run.restored(clock.instant(), published);
        }
        DatasetReport report = switch (run.task()) {
            case INGEST, ROLLBACK -> ingest.run(dataset, Order.STANDARD);
            case INGEST_ANYWAY -> ingest.run(dataset, Order.ANYWAY);
            case PUBLISH_PREVIEW -> ingest.run(dataset, Order.publish(lastPreview(run.dataset())));
            case DRY_RUN -> preview(ingest, dataset);
        };
        return run.ended(clock.instant(), report);
    }

    private Preview lastPreview(String dataset) {
        return log.of(dataset).stream()
                .filter(run -> run.task() == Run.Task.DRY_RUN && run.account().isPresent())
                .findFirst()
                .flatMap(run -> run.account().orElseThrow().preview())
                .orElseThrow(() -> new IngestException(
                        Code.PREVIEW_OUTDATED,
                        "dataset '" + dataset + "' has no dry run whose result could be published. Make one first."));
    }

    private DatasetReport preview(Ingest ingest, DatasetEntry dataset) throws IOException {
        Path file = previewFile(dataset.id());
        Files.createDirectories(file.getParent());
        Path written = file.resolveSibling(file.getFileName() + ".part");
        DatasetReport report;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written))) {
            RDFChangesWriterText patch = RDFPatchOps.textWriter(out);
            report = ingest.preview(dataset, patch);
            patch.finish();
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return report;
    }

    /// Keeps a run's place up to date, and stops it when it was taken back.
    private final class Watch implements Progress {
        private final String id;

        private Watch(String id) {
            this.id = id;
        }

        @Override
        public void step(String dataset, Step step) {
            move(run -> run.at(step));
        }

        @Override
        public void statements(long count) {
            move(run -> run.at(count));
        }

        @Override
        public void done(DatasetReport report) {
            // the end comes with the result
        }

        private void move(java.util.function.UnaryOperator<Run> change) {
            synchronized (RunDesk.this) {
                if (cancelled.contains(id) || closing) {
                    throw new IngestException(Code.RUN_CANCELLED, "The run was cancelled; nothing was published.");
                }
                open.computeIfPresent(id, (same, run) -> change.apply(run));
            }
        }
    }

    /// Lets the run that publishes come to its end, and forgets those that wait.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            worker.join(TimeUnit.SECONDS.toMillis(STOP_WAIT.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

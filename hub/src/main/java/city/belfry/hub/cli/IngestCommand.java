package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.ingest.DatasetReport;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.IngestReport;
import city.belfry.hub.ingest.LinkReport;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunLog;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Difference;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings datasets up to date.
@Command(
        name = "ingest",
        description = "Fetches, maps, checks and publishes the datasets of a city.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(arity = "0..*", paramLabel = "DATASET", description = "Only these datasets (default: all).")
    private List<String> names = List.of();

    @Option(
            names = {"-n", "--dry-run"},
            description = "Everything but publishing: tells what would change.")
    private boolean dryRun;

    private final Screen screen;

    IngestCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        List<DatasetEntry> datasets = names.isEmpty()
                ? city.datasets()
                : names.stream().map(city::dataset).toList();
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            ProgressLine progress = new ProgressLine(screen, output, datasets.size());
            Ingest ingest = new Ingest(city, store, Clock.systemUTC(), progress);
            Instant started = Instant.now();
            if (dryRun) {
                return preview(city, datasets, ingest, progress, store);
            }
            IngestReport report = ingest.run(datasets);
            progress.clear();
            new RunLog(store.home()).addAll(Run.Task.INGEST, started, Instant.now(), report.datasets());
            IngestWords.print(screen, output, report, store.home());
            return report.exitCode();
        }
    }

    private int preview(
            CityFile city, List<DatasetEntry> datasets, Ingest ingest, ProgressLine progress, CityStore store) {
        List<DatasetReport> reports = new ArrayList<>();
        for (DatasetEntry dataset : datasets) {
            Difference difference = new Difference();
            DatasetReport report = ingest.preview(dataset, difference);
            progress.clear();
            reports.add(report);
            if (!output.json) {
                IngestWords.print(screen, output, report, store.home().resolve("findings"), ".dry-run.csv");
                new DifferenceWords(city.city()).print(screen.out(), difference, DiffCommand.SUBJECTS_SHOWN);
            }
        }
        IngestReport report = new IngestReport(reports, LinkReport.NONE);
        if (output.json) {
            IngestWords.print(screen, output, report, store.home());
        }
        return report.exitCode();
    }
}

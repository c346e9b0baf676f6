package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.IngestReport;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            IngestReport report = new Ingest(city, store, Clock.systemUTC(), progress).run(datasets);
            progress.clear();
            IngestWords.print(screen, output, report, store.home());
            return report.exitCode();
        }
    }
}

package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Rollback;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Published;
import city.belfry.mappings.Amount;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes an earlier version of a dataset the present one.
@Command(
        name = "rollback",
        description = "Makes an earlier version of a dataset the present one again, as a new version.",
        footer = "It holds until the source, its mapping or its shapes change.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(paramLabel = "DATASET", description = "Which dataset.")
    private String dataset = "";

    @Option(names = "--to", required = true, paramLabel = "N", description = "Which version; 'diff --list' tells them.")
    private long version;

    private final Screen screen;

    RollbackCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Published published = new Rollback(city, store, Clock.systemUTC()).to(city.dataset(dataset), version);
            if (output.json) {
                screen.out()
                        .println("{\"dataset\":" + JsonText.quoted(dataset) + ",\"restored\":" + version
                                + ",\"version\":" + published.version() + ",\"triples\":" + published.triples()
                                + ",\"added\":" + published.added() + ",\"removed\":" + published.removed() + "}");
            } else {
                screen.out()
                        .printf(
                                Locale.ROOT,
                                "%s: version %d is as version %d was: %s (+%,d -%,d)%n",
                                dataset,
                                published.version(),
                                version,
                                Amount.of(published.triples(), "statement"),
                                published.added(),
                                published.removed());
            }
            return 0;
        }
    }
}

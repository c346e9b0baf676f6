package city.belfry.hub.cli;

import city.belfry.hub.catalogue.CatalogueIndex;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.QualityScore;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says what the descriptions of datasets are worth and what would raise it.
@Command(
        name = "quality",
        description = "Scores the description of datasets as the European data portal does (405 points).",
        mixinStandardHelpOptions = true)
final class QualityCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(arity = "0..*", paramLabel = "DATASET", description = "Only these datasets (default: all).")
    private List<String> names = List.of();

    private final Screen screen;

    QualityCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        List<String> wanted = names.isEmpty()
                ? city.datasets().stream().map(dataset -> dataset.id()).toList()
                : names.stream().map(name -> city.dataset(name).id()).toList();
        CatalogueIris iris = CatalogueIris.of(city.city());
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Curations curations = new Curations(store, iris, Clock.systemUTC());
            CatalogueIndex index = new CatalogueIndex(store, iris);
            for (String name : wanted) {
                if (!output.json && store.version(iris.graph(name)) == 0) {
                    screen.out().println(name + "  not published yet");
                    continue;
                }
                QualityScore score = index.score(curations.current(name), iris.dataset(name));
                screen.out().println(output.json ? json(name, score) : line(name, score));
                if (!output.json && names.size() == 1) {
                    tell(score);
                }
            }
        }
        return 0;
    }

    private static String line(String name, QualityScore score) {
        return name + "  " + score.points() + " of " + QualityScore.MAX + "  " + word(score.rating());
    }

    private void tell(QualityScore score) {
        for (QualityScore.Dimension dimension : QualityScore.Dimension.values()) {
            screen.out()
                    .println("  " + word(dimension) + "  " + score.points(dimension) + " of "
                            + QualityScore.max(dimension));
        }
        if (!score.missing().isEmpty()) {
            screen.out().println("Would raise it:");
            score.missing().forEach(metric -> screen.out().println("  +" + metric.points() + "  " + word(metric)));
        }
    }

    private static String json(String name, QualityScore score) {
        return "{\"dataset\":" + JsonText.quoted(name) + ",\"points\":" + score.points() + ",\"max\":"
                + QualityScore.MAX + ",\"missing\":["
                + score.missing().stream()
                        .map(metric -> JsonText.quoted(word(metric)))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

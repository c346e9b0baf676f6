package city.belfry.hub.cli;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.Change;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Difference;
import city.belfry.mappings.Amount;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFPatchOps;
import org.apache.jena.rdfpatch.text.RDFChangesWriterText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells what changed between versions of a dataset.
@Command(
        name = "diff",
        description = "Tells what changed between two versions of a dataset.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    /// Things that are shown when nobody asks for all of them.
    static final int SUBJECTS_SHOWN = 50;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(paramLabel = "DATASET", description = "Which dataset.")
    private String dataset = "";

    @Option(names = "--from", paramLabel = "N", description = "Earlier version (default: the one before --to).")
    private @Nullable Long from;

    @Option(names = "--to", paramLabel = "N", description = "Later version (default: the present one).")
    private @Nullable Long to;

    @Option(names = "--list", description = "Only the versions, and how much each changed.")
    private boolean list;

    @Option(names = "--patch", description = "As RDF Patch, for another store.")
    private boolean patch;

    @Option(names = "--all", description = "All things that differ (default: the first " + SUBJECTS_SHOWN + ").")
    private boolean all;

    private final Screen screen;

    DiffCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        city.dataset(dataset);
        Node graph = CatalogueIris.of(city.city()).graph(dataset);
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            if (list) {
                list(store.changes(graph));
                return 0;
            }
            long later = to == null ? store.version(graph) : to;
            long earlier = from == null ? later - 1 : from;
            if (patch) {
                RDFChangesWriterText writer = RDFPatchOps.textWriter(screen.out());
                store.changes(graph, earlier, later, writer);
                writer.finish();
                return 0;
            }
            Difference difference = new Difference();
            store.changes(graph, earlier, later, difference);
            if (output.json) {
                screen.out().println(DifferenceJson.of(dataset, earlier, later, difference));
            } else {
                screen.out()
                        .printf(
                                Locale.ROOT,
                                "%s, version %d to %d: %s came, %,d went%n",
                                dataset,
                                earlier,
                                later,
                                Amount.of(difference.added(), "statement"),
                                difference.removed());
                new DifferenceWords(city.city())
                        .print(screen.out(), difference, all ? Integer.MAX_VALUE : SUBJECTS_SHOWN);
            }
            return 0;
        }
    }

    private void list(List<Change> changes) {
        if (output.json) {
            screen.out()
                    .println(changes.stream()
                            .map(change -> "{\"version\":%d,\"at\":\"%s\",\"added\":%d,\"removed\":%d}"
                                    .formatted(change.version(), change.at(), change.added(), change.removed()))
                            .collect(Collectors.joining(",", "[", "]")));
            return;
        }
        for (Change change : changes) {
            screen.out()
                    .printf(
                            Locale.ROOT,
                            "version %d  %s  +%,d -%,d%n",
                            change.version(),
                            change.at(),
                            change.added(),
                            change.removed());
        }
        if (changes.isEmpty()) {
            output.note(screen, "No change is kept: the dataset has one version, or none.");
        }
    }
}

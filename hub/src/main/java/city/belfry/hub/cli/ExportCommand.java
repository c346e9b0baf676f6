package city.belfry.hub.cli;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.jena.riot.RDFFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a published dataset to a file.
@Command(
        name = "export",
        description = "Writes a published dataset as N-Triples or Turtle.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /// What a dataset is written as.
    enum Form {
        NT,
        TTL
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(paramLabel = "DATASET", description = "Which dataset.")
    private String dataset = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write (default: standard output).")
    private @Nullable Path file;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "nt or ttl (default: ${DEFAULT-VALUE}).",
            defaultValue = "nt")
    private Form form = Form.NT;

    private final Screen screen;

    ExportCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        CityFile city = options.read();
        city.dataset(dataset);
        RDFFormat format = form == Form.NT ? RDFFormat.NTRIPLES_UTF8 : RDFFormat.TURTLE_BLOCKS;
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            long count = GraphOutput.write(store, CatalogueIris.of(city.city()).graph(dataset), format, file, screen);
            output.note(screen, count + " statements");
            return 0;
        }
    }
}

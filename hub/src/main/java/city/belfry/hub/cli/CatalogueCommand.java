package city.belfry.hub.cli;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.jena.riot.RDFFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Writes the catalogue of a home.
@Command(
        name = "catalogue",
        description = "Writes the catalogue, with every run, as Turtle (DCAT-AP 3, PROV-O).",
        mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    private final Screen screen;

    CatalogueCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        CityFile city = options.read();
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            long count = GraphOutput.write(
                    store, CatalogueIris.of(city.city()).graph("catalogue"), RDFFormat.TURTLE_BLOCKS, null, screen);
            output.note(screen, count + " statements");
            return 0;
        }
    }
}

package city.belfry.hub.cli;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import city.belfry.mappings.Amount;
import city.belfry.ontology.Bridge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a published dataset to a file.
@Command(
        name = "export",
        description = "Writes a published dataset in the city's terms or in those of another model.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /// What a dataset is written as.
    enum Form {
        NT,
        TTL,
        /// With a model only, because it is written as a whole.
        JSONLD,
        /// Entities of NGSI-LD with kinds, units and times.
        NGSI,
        /// Entities of NGSI-LD as keys and values.
        KEYVALUES
    }

    private static final String NGSI_LD = "ngsi-ld";

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
            description = "nt or ttl; with a model also jsonld, with ngsi-ld also ngsi or keyvalues"
                    + " (default: nt; ngsi for ngsi-ld).")
    private @Nullable Form form;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "In the terms of another model: citygml, linked-gtfs, ngsi-ld, saref4city, schema-org or"
                    + " transmodel.")
    private @Nullable String model;

    private final Screen screen;

    ExportCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        CityFile city = options.read();
        city.dataset(dataset);
        Form written = written();
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Node graph = CatalogueIris.of(city.city()).graph(dataset);
            long count = model == null
                    ? GraphOutput.write(
                            store,
                            graph,
                            written == Form.NT ? RDFFormat.NTRIPLES_UTF8 : RDFFormat.TURTLE_BLOCKS,
                            file,
                            screen)
                    : new ModelOutput(Bridge.of(model), written).write(store, graph, file, screen);
            output.note(screen, Amount.of(count, "statement"));
            return 0;
        }
    }

    private Form written() {
        boolean entities = NGSI_LD.equals(model);
        Form asked = form == null ? (entities ? Form.NGSI : Form.NT) : form;
        boolean possible = switch (asked) {
            case NT, TTL -> true;
            case JSONLD -> model != null;
            case NGSI, KEYVALUES -> entities;
        };
        if (!possible) {
            throw new UsageException("The format " + asked.name().toLowerCase(Locale.ROOT) + " needs "
                    + (asked == Form.JSONLD ? "a --model" : "--model " + NGSI_LD) + ".");
        }
        return asked;
    }
}

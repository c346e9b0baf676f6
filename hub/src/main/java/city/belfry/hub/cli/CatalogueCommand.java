package city.belfry.hub.cli;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.ImportedCatalogue;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.HostNames;
import city.belfry.hub.outbound.Validator;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Published;
import city.belfry.mappings.Amount;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.jena.riot.RDFFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the catalogue of a home, or takes one of somebody else in.
@Command(
        name = "catalogue",
        description = {
            "Writes the catalogue, with every run, as Turtle (DCAT-AP 3, PROV-O).",
            "'catalogue import' lists the datasets of another catalogue (CKAN, DKAN, udata, data.json, DCAT)."
        },
        mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {
    private static final Caps DOWNLOAD = new Caps(ImportedCatalogue.BYTES_MAX, Duration.ofMinutes(2));
    /// Findings that are told one by one; the rest is counted.
    private static final int FINDINGS_SHOWN = 20;

    /// What to do with the catalogue.
    enum Action {
        WRITE,
        IMPORT
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", description = "write (default) or import.")
    private Action action = Action.WRITE;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE|URL", description = "With import: the other catalogue.")
    private String origin = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "With import: what it is called here (default: from its file or host).")
    private String name = "";

    @Option(
            names = "--keep-mailboxes",
            description = "With import: publish e-mail addresses of organisations (default: none at all).")
    private boolean keepsMailboxes;

    private final Screen screen;

    CatalogueCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        CityFile city = options.read();
        return switch (action) {
            case WRITE -> write(city);
            case IMPORT -> take(city);
        };
    }

    private int write(CityFile city) throws IOException {
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            long count = GraphOutput.write(
                    store, CatalogueIris.of(city.city()).graph("catalogue"), RDFFormat.TURTLE_BLOCKS, null, screen);
            output.note(screen, Amount.of(count, "statement"));
            return 0;
        }
    }

    private int take(CityFile city) throws IOException {
        if (origin.isEmpty()) {
            throw new UsageException(
                    "FILE or URL of the catalogue, for example: belfry catalogue import catalogue.rdf");
        }
        boolean isAddress = origin.startsWith("http://") || origin.startsWith("https://");
        if (isAddress) {
            requireHost();
        }
        ImportedCatalogue.Source source = new ImportedCatalogue.Source(
                name.isEmpty() ? nameOf(isAddress) : name, shown(isAddress), keepsMailboxes);
        CatalogueIris iris = CatalogueIris.of(city.city());
        ImportedCatalogue catalogue =
                ImportedCatalogue.read(isAddress ? fetched(city) : bytes(Path.of(origin)), source, iris);
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Published published = catalogue.publish(store, iris, source);
            tell(catalogue, source, published);
        }
        return catalogue.findings().stream().anyMatch(finding -> finding.severity() == Severity.VIOLATION) ? 4 : 0;
    }

    private void requireHost() {
        try {
            if (new URI(origin).getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new UsageException("'" + origin + "' is no address: " + e.getReason() + ".", e);
        }
        throw new UsageException("'" + origin + "' names no host; expected https://host/path.");
    }

    private void tell(ImportedCatalogue catalogue, ImportedCatalogue.Source source, Published published) {
        if (output.json) {
            screen.out()
                    .println("{\"catalogue\":" + JsonText.quoted(source.name()) + ",\"datasets\":"
                            + catalogue.datasets() + ",\"added\":" + published.added() + ",\"removed\":"
                            + published.removed() + ",\"findings\":"
                            + catalogue.findings().size() + "}");
            return;
        }
        screen.out()
                .println(source.name() + "  " + Amount.of(catalogue.datasets(), "dataset") + "  +" + published.added()
                        + " -" + published.removed());
        int shown = 0;
        for (Finding finding : catalogue.findings()) {
            if (shown++ < FINDINGS_SHOWN) {
                output.note(screen, finding.toString());
            }
        }
        if (shown > FINDINGS_SHOWN) {
            output.note(screen, "and " + Amount.of(shown - FINDINGS_SHOWN, "more finding"));
        }
    }

    private String nameOf(boolean isAddress) {
        String word = isAddress
                ? String.valueOf(URI.create(origin).getHost())
                : String.valueOf(Path.of(origin).getFileName()).replaceFirst("\\.[^.]*$", "");
        String name = word.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return name.matches("[a-z].*") ? name : "c-" + name;
    }

    /// A path of this machine is nobody's business.
    private String shown(boolean isAddress) {
        return isAddress ? origin : String.valueOf(Path.of(origin).getFileName());
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("a file or an address; there is no file " + file);
        }
        if (Files.size(file) > ImportedCatalogue.BYTES_MAX) {
            throw new UsageException("a catalogue of at most " + ImportedCatalogue.BYTES_MAX + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /// Whoever names an address here allows its host, as whoever names a source in city.yaml does.
    private byte[] fetched(CityFile city) throws IOException {
        URI address = URI.create(origin);
        Set<String> hosts = new HashSet<>(city.access().hosts());
        hosts.add(String.valueOf(address.getHost()));
        Path target = Files.createTempFile("belfry-catalogue", ".part");
        try {
            new Door(hosts, Set.copyOf(city.access().privateHosts()), HostNames.OF_THE_SYSTEM)
                    .fetch(address, Validator.NONE, target, DOWNLOAD);
            return Files.readAllBytes(target);
        } finally {
            Files.deleteIfExists(target);
        }
    }
}

package city.belfry.hub.cli;

import city.belfry.hub.access.AuditLog;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Erasure;
import city.belfry.hub.ingest.Erasure.Receipt;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Erases a person on request.
@Command(
        name = "erase",
        description = {
            "Erases a person from graphs, former versions, copies of sources, findings and runs, and keeps later runs"
                    + " from bringing them back (GDPR Art. 17).",
            "Without --yes it tells where they are and changes nothing. Stop the hub first."
        },
        footer = {
            "",
            "Erase each name a person is known by: address, whole name, pseudonym, IRI.",
            "Example: belfry erase https://lille.example/id/person/0123 --yes"
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(paramLabel = "PERSON", description = "IRI, e-mail address, telephone number, whole name or pseudonym.")
    private String person = "";

    @Option(names = "--yes", description = "Erase; there is no way back.")
    private boolean isMeant;

    private final Screen screen;

    EraseCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Erasure erasure = new Erasure(city, store, Clock.systemUTC());
            if (!isMeant) {
                tell(erasure.find(person), "");
                return 0;
            }
            erasure.require(person);
            // What is in the log names nobody: the number leads from it to the request that the city has on file.
            String number = UUID.randomUUID().toString();
            AuditLog audit = AuditLog.open(store.home());
            audit.note("command line", "ERASE", number, "begun");
            Receipt receipt = erasure.erase(person);
            audit.note(
                    "command line",
                    "ERASE",
                    number,
                    receipt.statements() + " statements, " + receipt.places().size() + " places");
            tell(receipt, number);
            return 0;
        }
    }

    private void tell(Receipt receipt, String number) {
        if (output.json) {
            screen.out().println(json(receipt, number));
            return;
        }
        if (receipt.places().isEmpty()) {
            screen.out().println("found nowhere in this home");
        }
        for (Erasure.Place place : receipt.places()) {
            screen.out().printf(Locale.ROOT, "%s  %s  %,d%n", words(place.kind()), place.where(), place.count());
        }
        screen.out()
                .println(
                        isMeant
                                ? "erased, and left out by every later run; audit number " + number
                                : "nothing was changed; with --yes all of this is erased for good");
        screen.out().println("Not reached:");
        receipt.unreached().forEach(line -> screen.out().println("  " + line));
    }

    private static String words(Erasure.Kind kind) {
        return switch (kind) {
            case GRAPH -> "statements of graph";
            case VERSIONS -> "statements of former versions of";
            case FORGOTTEN_VERSIONS -> "unreadable changes, dropped whole, of";
            case CACHE -> "copies of sources in";
            case FINDINGS -> "findings in";
            case RUNS -> "files about runs in";
        };
    }

    private String json(Receipt receipt, String number) {
        return "{\"erased\":" + isMeant + ",\"audit\":" + JsonText.quoted(number) + ",\"places\":["
                + receipt.places().stream()
                        .map(place -> "{\"kind\":\"" + place.kind().name().toLowerCase(Locale.ROOT) + "\",\"where\":"
                                + JsonText.quoted(place.where()) + ",\"count\":" + place.count() + "}")
                        .collect(Collectors.joining(","))
                + "],\"unreached\":["
                + receipt.unreached().stream().map(JsonText::quoted).collect(Collectors.joining(","))
                + "]}";
    }
}

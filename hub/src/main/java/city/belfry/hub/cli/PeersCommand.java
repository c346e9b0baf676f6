package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.PeersSection;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.federation.Neighbour;
import city.belfry.ontology.FailureKind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The other hubs and endpoints that a city asks together with its own.
@Command(
        name = "peers",
        description = "Lists, tests, adds and removes the hubs and endpoints that are asked together with this one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: belfry peers add riga https://data.riga.example/sparql --label Riga"
                    + " --description https://data.riga.example/.well-known/void"
        })
final class PeersCommand implements Callable<Integer> {
    /// What to do with peers.
    enum Action {
        LIST,
        TEST,
        ADD,
        REMOVE
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, test, add or remove.")
    private Action action = Action.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Which peer; test takes all without one.")
    private String id = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "ENDPOINT", description = "Where its queries go; for add.")
    private @Nullable URI endpoint;

    @Option(names = "--label", paramLabel = "TEXT", description = "Its name for people (default: its id).")
    private @Nullable String label;

    @Option(
            names = "--description",
            paramLabel = "URL",
            description = "Where its VoID stands; without one it is asked.")
    private @Nullable URI description;

    @Option(names = "--token", paramLabel = "REFERENCE", description = "Token that it wants, as env:NAME or file:PATH.")
    private @Nullable String token;

    private final Screen screen;

    PeersCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        return switch (action) {
            case LIST -> list(city);
            case TEST -> test(city);
            case ADD -> {
                if (id.isEmpty() || endpoint == null) {
                    throw new UsageException(
                            "name the peer and its endpoint, for example: belfry peers add riga https://data.riga.example/sparql");
                }
                PeersSection.of(city)
                        .add(
                                id,
                                label == null ? id : label,
                                endpoint,
                                Optional.ofNullable(description),
                                Optional.ofNullable(token));
                output.note(
                        screen, "Added " + id + ". A running hub knows it after a restart; see 'belfry peers test'.");
                yield 0;
            }
            case REMOVE -> {
                if (id.isEmpty()) {
                    throw new UsageException("name the peer, for example: belfry peers remove riga");
                }
                PeersSection.of(city).remove(id);
                output.note(screen, "Removed " + id + ".");
                yield 0;
            }
        };
    }

    private int list(CityFile city) {
        city.peers()
                .forEach(peer -> screen.out()
                        .println(
                                output.json
                                        ? "{\"id\":" + JsonText.quoted(peer.id()) + ",\"endpoint\":"
                                                + JsonText.quoted(
                                                        peer.endpoint().toString()) + "}"
                                        : peer.id() + "\t"
                                                + peer.label().in(city.city().language()) + "\t" + peer.endpoint()));
        return 0;
    }

    private int test(CityFile city) {
        FederationMount.Peers peers = PeersOfCity.of(city);
        List<Neighbour> asked = peers.members().stream()
                .filter(peer -> id.isEmpty() || peer.id().equals(id))
                .map(peer -> Neighbour.check(peer, peers.door()))
                .toList();
        if (!id.isEmpty() && asked.isEmpty()) {
            throw new UsageException("there is no peer '" + id + "' in " + city.path() + "; see 'belfry peers list'");
        }
        asked.forEach(neighbour -> screen.out().println(output.json ? json(neighbour) : line(neighbour)));
        return asked.stream().allMatch(neighbour -> neighbour.problem().isEmpty())
                ? 0
                : FailureKind.UNREACHABLE.exitCode();
    }

    private static String line(Neighbour neighbour) {
        return neighbour.peer().id() + "\t"
                + (neighbour.problem().isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "answers\t%,d statements\t%d kinds of things\t%d ms",
                                neighbour.triples(),
                                neighbour.classes().size(),
                                neighbour.took().toMillis())
                        : "FAILS\t" + neighbour.problem());
    }

    private static String json(Neighbour neighbour) {
        return "{\"id\":" + JsonText.quoted(neighbour.peer().id()) + ",\"answers\":"
                + neighbour.problem().isEmpty() + ",\"triples\":" + neighbour.triples() + ",\"kinds\":"
                + neighbour.classes().size() + ",\"milliseconds\":"
                + neighbour.took().toMillis() + ",\"problem\":" + JsonText.quoted(neighbour.problem()) + "}";
    }
}

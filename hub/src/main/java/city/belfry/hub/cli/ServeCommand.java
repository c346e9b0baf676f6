package city.belfry.hub.cli;

import city.belfry.hub.HubServer;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the hub until it is stopped.
@Command(
        name = "serve",
        description = "Runs the hub: pages, SPARQL and REST on one port, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int port = 8080;

    private final Screen screen;

    ServeCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        CityFile city = options.read();
        try (StopSignal stop = new StopSignal();
                CityStore store = CityStore.open(options.homeOf(city));
                HubServer server = HubServer.start(new HubServer.Options(store, city, PeersOfCity.of(city), port))) {
            stop.stops(server);
            RunningHub.announce(screen, output, server);
            server.awaitStop();
            return 0;
        }
    }
}

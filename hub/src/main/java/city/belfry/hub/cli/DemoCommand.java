package city.belfry.hub.cli;

import city.belfry.hub.HubServer;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.IngestReport;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunLog;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.HostNames;
import city.belfry.hub.outbound.Validator;
import city.belfry.hub.scenario.ScenarioFolder;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.store.CityStore;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From nothing to a running hub with a sample city in it.
@Command(
        name = "demo",
        description = "Publishes the sample city and runs a hub on it, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final List<String> QUESTIONS =
            List.of("warm-nights", "bike-stations-by-commune", "line-stops-step-free");
    private static final Caps FIRST_ANSWER = new Caps(16 << 20, Duration.ofSeconds(30));

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder for the sample and its stores (default: ${DEFAULT-VALUE}).",
            defaultValue = "home/demo")
    private Path home = Path.of("home", "demo");

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int port = 8080;

    @Option(names = "--once", description = "Ask the first question, print its answer and stop.")
    private boolean once;

    private final Screen screen;

    DemoCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Path folder = home.toAbsolutePath().normalize();
        CityFile city = CityFile.read(SampleCity.copyTo(folder.resolve("sample")));
        output.note(screen, city.city().label().in("en") + ", in " + folder);
        try (StopSignal stop = new StopSignal();
                CityStore store = CityStore.open(folder)) {
            ingest(city, store);
            publishScenarios(city, store);
            try (HubServer server = HubServer.start(new HubServer.Options(store, city, PeersOfCity.of(city), port))) {
                stop.stops(server);
                RunningHub.announce(screen, output, server);
                suggest(server);
                if (once) {
                    answerFirst(server, folder);
                } else {
                    server.awaitStop();
                }
            }
        }
        return 0;
    }

    /// What is wrong in the sample is there on purpose, so it is told and no failure.
    private void ingest(CityFile city, CityStore store) {
        ProgressLine progress = new ProgressLine(screen, output, city.datasets().size());
        Instant started = Instant.now();
        IngestReport report = new Ingest(city, store, Clock.systemUTC(), progress).run(city.datasets());
        progress.clear();
        new RunLog(store.home()).addAll(Run.Task.INGEST, started, Instant.now(), report.datasets());
        IngestWords.print(screen, output, report, store.home());
    }

    /// Each folder of `scenarios` beside the sample's city.yaml.
    private static void publishScenarios(CityFile city, CityStore store) throws IOException {
        Scenarios scenarios = new Scenarios(city, store, Clock.systemUTC());
        try (var folders = Files.list(city.folder().resolve("scenarios"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                ScenarioFolder files = ScenarioFolder.read(folder, city.city());
                scenarios.put(files.scenario(), files.changes());
            }
        }
    }

    private void suggest(HubServer server) {
        QueryLibrary library = QueryLibrary.load();
        screen.out().println();
        screen.out().println("Three questions to try:");
        for (String name : QUESTIONS) {
            NamedQuery question = library.query(name);
            String title = Optional.ofNullable(question.titles().get("en")).orElse(name);
            screen.out().println("  " + title);
            screen.out().println("    " + RunningHub.address(server) + "/queries/" + name);
        }
        screen.out().println("A what-if, compared with the city as it is:");
        screen.out().println("    " + RunningHub.address(server) + "/scenarios");
        screen.out().flush();
    }

    private void answerFirst(HubServer server, Path folder) throws IOException {
        Path answer = Files.createTempFile(folder, "answer", ".csv");
        try {
            URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/queries/" + QUESTIONS.getFirst()
                    + "/results?format=csv");
            new Door(Set.of(), Set.of("127.0.0.1"), HostNames.OF_THE_SYSTEM)
                    .fetch(address, Validator.NONE, answer, FIRST_ANSWER);
            screen.out().println();
            screen.out().print(Files.readString(answer));
        } finally {
            Files.delete(answer);
        }
    }
}

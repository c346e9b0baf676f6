package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.LocalText;
import city.belfry.hub.scenario.Scenario;
import city.belfry.hub.scenario.ScenarioChanges;
import city.belfry.hub.scenario.ScenarioFolder;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.store.CityStore;
import city.belfry.mappings.Limits;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.Options;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The what-ifs of a city: drawn from files or from a mapping run, listed, shown, dropped.
@Command(
        name = "scenario",
        description = "Makes, changes, lists, shows and drops what-ifs over the published city.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  belfry scenario create tram-n --title-fr 'Tramway N' --title-en 'Tram N' --public",
            "  belfry scenario add tram-n line.ttl",
            "  belfry scenario add tram-n -m pack:gtfs --source-dir planned-line -p dataset=tram-n",
            "  belfry scenario remove tram-n --thing https://lille.example/id/journey/transport-B1-0-SEM-0720",
            "  belfry scenario create --from scenarios/tram-n"
        })
final class ScenarioCommand implements Callable<Integer> {
    private static final int PARTLY_DONE = 4;

    /// What to do.
    enum Action {
        CREATE,
        ADD,
        REMOVE,
        LIST,
        SHOW,
        DROP
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Mixin
    private MappingOptions mapping = new MappingOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "create, add, remove, list, show or drop.")
    private Action action = Action.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Which scenario.")
    private String id = "";

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "Statements: .ttl, .nt, .nq, .trig, or an RDF Patch .rdfp that says what comes and goes.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description = "Take all of it from about.ttl, additions.ttl, removals.ttl.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--thing",
            paramLabel = "IRI",
            description = "With remove: all that is said of a thing or points to it.")
    private List<String> things = new ArrayList<>();

    @Option(names = "--title-fr", paramLabel = "TEXT", description = "Name in French.")
    private Optional<String> titleFrench = Optional.empty();

    @Option(names = "--title-en", paramLabel = "TEXT", description = "Name in English.")
    private Optional<String> titleEnglish = Optional.empty();

    @Option(names = "--author", paramLabel = "ROLE", description = "Who answers for it; a role, no person.")
    private Optional<String> author = Optional.empty();

    @Option(names = "--licence", paramLabel = "IRI", description = "Address of the licence.")
    private Optional<URI> licence = Optional.empty();

    @Option(names = "--horizon", paramLabel = "YEAR", description = "The year it is drawn for.")
    private Optional<Integer> horizon = Optional.empty();

    @Option(names = "--public", description = "With create: everybody may ask it (otherwise stewards alone).")
    private boolean isPublic;

    private final Screen screen;

    ScenarioCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Scenarios scenarios = new Scenarios(city, store, Clock.systemUTC());
            return switch (action) {
                case LIST -> {
                    scenarios.list(Scenarios.Reader.STEWARD).forEach(this::line);
                    yield 0;
                }
                case SHOW -> show(scenarios.scenario(named(), Scenarios.Reader.STEWARD), scenarios);
                case DROP -> {
                    scenarios.drop(named());
                    yield 0;
                }
                case CREATE -> create(city, scenarios);
                case ADD -> add(city, scenarios);
                case REMOVE -> remove(store, scenarios);
            };
        }
    }

    private String named() {
        if (id.isEmpty()) {
            throw new UsageException("no scenario is named; 'belfry scenario list' tells them.");
        }
        return id;
    }

    private int create(CityFile city, Scenarios scenarios) {
        if (from.isPresent()) {
            ScenarioFolder folder = ScenarioFolder.read(from.get(), city.city());
            line(scenarios.put(folder.scenario(), folder.changes()));
            return 0;
        }
        Map<String, String> title = new LinkedHashMap<>();
        titleFrench.ifPresent(text -> title.put("fr", text));
        titleEnglish.ifPresent(text -> title.put("en", text));
        if (title.isEmpty()) {
            throw new UsageException("a scenario has a name for people; give --title-fr and --title-en.");
        }
        ScenarioChanges changes = new ScenarioChanges(city.city().baseIri());
        files.forEach(file -> changes.read(file, true));
        Scenario scenario = new Scenario(
                named(),
                new LocalText(title),
                Optional.empty(),
                author,
                licence,
                horizon,
                isPublic ? Scenario.Status.PUBLIC : Scenario.Status.DRAFT,
                Instant.EPOCH,
                List.of(),
                0,
                0);
        line(scenarios.put(scenario, changes));
        return 0;
    }

    private int add(CityFile city, Scenarios scenarios) {
        Scenario scenario = scenarios.scenario(named(), Scenarios.Reader.STEWARD);
        ScenarioChanges changes = scenarios.changes(id);
        files.forEach(file -> changes.read(file, true));
        long findings = mapping.mapping.isPresent() ? map(city, changes) : 0;
        line(scenarios.put(scenario, changes));
        return findings == 0 ? 0 : PARTLY_DONE;
    }

    /// What is wrong in a planned line's files is told; the rest is added.
    private long map(CityFile city, ScenarioChanges changes) {
        mapping.parameters.putIfAbsent("dataset", "scenario-" + id);
        mapping.parameters.putIfAbsent("city", city.city().id());
        mapping.parameters.putIfAbsent("language", city.city().language());
        mapping.parameters.putIfAbsent("timeZone", city.city().timeZone().getId());
        Mapping compiled = mapping.read();
        var report = new Mapper(
                        compiled,
                        mapping.root(compiled),
                        city.city().baseIri() + "/id/",
                        Options.standard()
                                .withDistinct(false)
                                .withWellTyped(true)
                                .withLimits(Limits.standard()))
                .run(
                        new StreamRDFBase() {
                            @Override
                            public void triple(Triple triple) {
                                changes.add(triple);
                            }

                            @Override
                            public void quad(Quad quad) {
                                changes.add(quad.asTriple());
                            }
                        },
                        finding -> output.note(screen, finding.toString()));
        return report.findingCount();
    }

    private int remove(CityStore store, Scenarios scenarios) {
        Scenario scenario = scenarios.scenario(named(), Scenarios.Reader.STEWARD);
        ScenarioChanges changes = scenarios.changes(id);
        files.forEach(file -> changes.read(file, false));
        DatasetGraph open = store.open();
        for (String thing : things) {
            Node node = NodeFactory.createURI(thing);
            open.executeRead(() -> {
                open.findNG(Node.ANY, node, Node.ANY, Node.ANY)
                        .forEachRemaining(quad -> changes.remove(quad.asTriple()));
                open.findNG(Node.ANY, Node.ANY, Node.ANY, node)
                        .forEachRemaining(quad -> changes.remove(quad.asTriple()));
            });
        }
        line(scenarios.put(scenario, changes));
        return 0;
    }

    private int show(Scenario scenario, Scenarios scenarios) {
        line(scenario);
        if (!output.json) {
            scenario.author().ifPresent(text -> screen.out().println("author    " + text));
            scenario.licence().ifPresent(text -> screen.out().println("licence   " + text));
            scenario.horizonYear().ifPresent(year -> screen.out().println("horizon   " + year));
            scenario.baseline()
                    .forEach(each -> screen.out()
                            .println("baseline  " + each.dataset() + " version " + each.version()
                                    + (scenarios.moved(scenario).contains(each) ? " (published anew since)" : "")));
        }
        return 0;
    }

    private void line(Scenario scenario) {
        String status = scenario.status().name().toLowerCase(Locale.ROOT);
        if (output.json) {
            screen.out()
                    .println("{\"id\":" + JsonText.quoted(scenario.id()) + ",\"status\":\"" + status
                            + "\",\"additions\":" + scenario.additions() + ",\"removals\":" + scenario.removals()
                            + ",\"modified\":\"" + scenario.modified() + "\"}");
        } else {
            screen.out()
                    .printf(
                            Locale.ROOT,
                            "%s  %s  +%,d -%,d  %s  %s%n",
                            scenario.id(),
                            status,
                            scenario.additions(),
                            scenario.removals(),
                            scenario.modified(),
                            scenario.title().in("en"));
        }
    }
}

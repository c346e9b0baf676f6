package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.CityCheck;
import city.belfry.ontology.BelfryException;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says whether a city can be ingested, without reading its sources.
@Command(
        name = "check",
        description = "Checks city.yaml and the mappings and shapes that it names.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    private final Screen screen;

    CheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        SortedMap<String, BelfryException> faults = CityCheck.of(city);
        if (output.json) {
            screen.out()
                    .println(faults.entrySet().stream()
                            .map(fault -> "{\"dataset\":" + JsonText.quoted(fault.getKey()) + ",\"code\":"
                                    + JsonText.quoted(fault.getValue().code().name()) + ",\"message\":"
                                    + JsonText.quoted(fault.getValue().getMessage()) + "}")
                            .collect(Collectors.joining(
                                    ",",
                                    "{\"city\":" + JsonText.quoted(city.city().id()) + ",\"datasets\":"
                                            + city.datasets().size() + ",\"faults\":[",
                                    "]}")));
        } else if (faults.isEmpty()) {
            screen.out()
                    .println(city.path().getFileName() + ": " + city.datasets().size() + " datasets, correct");
        } else {
            faults.forEach((dataset, fault) -> screen.err().println("belfry: " + dataset + ": " + fault.getMessage()));
        }
        return faults.values().stream()
                .findFirst()
                .map(fault -> fault.code().kind().exitCode())
                .orElse(0);
    }
}

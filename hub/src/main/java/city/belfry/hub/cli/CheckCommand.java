package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import java.util.concurrent.Callable;
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
        if (output.json) {
            screen.out()
                    .println("{\"city\":" + JsonText.quoted(city.city().id()) + ",\"datasets\":"
                            + city.datasets().size() + ",\"correct\":true}");
        } else {
            screen.out()
                    .println(city.path().getFileName() + ": " + city.datasets().size() + " datasets, correct");
        }
        return 0;
    }
}

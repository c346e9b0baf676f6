package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which city and which home a verb works on.
final class CityOptions {
    @Option(
            names = {"-c", "--city"},
            paramLabel = "FILE",
            description = "The city (default: ${DEFAULT-VALUE}).",
            defaultValue = "city.yaml")
    Path city = Path.of("city.yaml");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder of the hub's stores and caches (default: home, beside the city's file).")
    @org.jspecify.annotations.Nullable
    Path home;

    CityFile read() {
        return CityFile.read(city);
    }

    Path homeOf(CityFile file) {
        return home == null
                ? file.folder().resolve("home")
                : home.toAbsolutePath().normalize();
    }
}

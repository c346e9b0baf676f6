package city.belfry.hub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The sample city that comes with the program.
final class SampleCity {
    private static final String CITY = "/belfry/sample/city.yaml";

    private SampleCity() {}

    /// Writes its files to a folder, over those of another release; returns its `city.yaml`.
    static Path copyTo(Path folder) {
        try {
            URL city = Objects.requireNonNull(SampleCity.class.getResource(CITY), "class path lacks the sample city");
            URI address = city.toURI();
            if (address.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(address, Map.of())) {
                    copy(jar.getPath("/belfry/sample"), folder);
                }
            } else {
                copy(Objects.requireNonNull(Path.of(address).getParent()), folder);
            }
            return folder.resolve("city.yaml");
        } catch (IOException e) {
            throw new UsageException(
                    "the sample city cannot be written to " + folder + ": " + e.getMessage()
                            + ". Name another folder with --home.",
                    e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path sample, Path folder) throws IOException {
        try (var files = Files.walk(sample)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                Path target = folder.resolve(sample.relativize(file).toString());
                try (InputStream in = Files.newInputStream(file)) {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.write(target, in.readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

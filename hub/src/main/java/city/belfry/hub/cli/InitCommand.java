package city.belfry.hub.cli;

import city.belfry.hub.city.CitySchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Writes a city to start from.
@Command(name = "init", description = "Writes a commented city.yaml to start from.", mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "Folder to write it to (default: here).")
    private Path folder = Path.of("");

    private final Screen screen;

    InitCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder.toAbsolutePath());
        Path file = folder.resolve("city.yaml");
        try {
            Files.write(file, resource("city.yaml"), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(file + " is there already; it was left as it is. Name another folder.", e);
        }
        Files.write(folder.resolve("city.schema.json"), CitySchema.json().getBytes(StandardCharsets.UTF_8));
        screen.out().println(file);
        output.note(screen, "Edit it, then: belfry check --city " + file + " && belfry ingest --city " + file);
        return 0;
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(InitCommand.class.getResourceAsStream(name), "class path lacks " + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

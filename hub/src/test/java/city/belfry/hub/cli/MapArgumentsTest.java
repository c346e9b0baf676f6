package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The short way to read the command line of `map` and picocli understand the same.
class MapArgumentsTest {
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    private final Screen screen = new Screen(nowhere, nowhere, false, Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map",
                "map -m m.ttl -o out.nt --format nt",
                "map --mapping=m.ttl --output=o --format=TTL --base=http://a/",
                "map -m pack:gtfs -p city=lille -p language=fr --parameter=note=a=b --source-dir gtfs.zip",
                "map -m m.ttl --source-dir - --no-dedup --strict -q --json --explain",
                "map -m m.ttl --memory 256m --findings f.txt --quiet --target-dir dumps"
            })
    void bothReadTheSame(String line) {
        String[] arguments = line.split(" ");
        MapCommand quick = MapArguments.read(screen, arguments).orElseThrow();
        MapCommand full = new MapCommand(screen);
        new CommandLine(full)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length));
        assertEquals(state(full), state(quick));
    }

    private static List<Object> state(MapCommand command) {
        return List.of(
                command.mapping.mapping,
                command.mapping.sources,
                command.mapping.parameters,
                command.base,
                command.output,
                command.targets,
                command.format,
                command.duplicates,
                command.memoryBytes,
                command.strict,
                command.findings,
                command.explain,
                command.options.json,
                command.options.quiet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check -m m.ttl",
                "map --help",
                "map -m",
                "map -m a -m b",
                "map -m a --mapping b",
                "map -q --quiet",
                "map -mm.ttl",
                "map @options.txt",
                "map -m m.ttl --formta nt",
                "map -m m.ttl --format pdf",
                "map -m m.ttl --memory much",
                "map -m m.ttl -p city",
                "map -m m.ttl -o --strict",
                "map -m m.ttl file.csv"
            })
    void whatIsUnusualIsLeftToPicocli(String line) {
        assertEquals(
                Optional.empty(), MapArguments.read(screen, line.split(" ")).map(MapArgumentsTest::state));
    }

    @Test
    void aFailureIsOneLineHereToo() {
        Spoken spoken = Spoken.quickly("map", "-m", "nowhere.ttl");
        assertEquals(2, spoken.exitCode());
        assertEquals(Spoken.by("map", "-m", "nowhere.ttl").err(), spoken.err());
        assertTrue(spoken.err().contains("There is no mapping nowhere.ttl"), spoken.err());
    }
}

package city.belfry.hub.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToIntFunction;

/// What a verb said, run inside the test's own process without a terminal.
public record Spoken(int exitCode, String out, String err) {
    public static Spoken by(String... arguments) {
        return of(screen -> CommandLineProgram.run(screen, arguments));
    }

    /// `map` without picocli.
    static Spoken quickly(String... arguments) {
        return of(screen -> MapArguments.run(screen, arguments).orElseThrow());
    }

    private static Spoken of(ToIntFunction<Screen> program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of());
        int exitCode = program.applyAsInt(screen);
        screen.flush();
        return new Spoken(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

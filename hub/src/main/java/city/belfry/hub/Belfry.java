package city.belfry.hub;

import city.belfry.hub.cli.CommandLineProgram;
import city.belfry.hub.cli.MapArguments;
import city.belfry.hub.cli.Screen;

/// The program: `java -jar belfry.jar VERB`, started by the launcher `belfry`.
public final class Belfry {
    private Belfry() {}

    public static void main(String[] arguments) {
        try (Screen screen = Screen.ofProcess()) {
            int exitCode =
                    MapArguments.run(screen, arguments).orElseGet(() -> CommandLineProgram.run(screen, arguments));
            screen.flush();
            System.exit(exitCode);
        }
    }
}

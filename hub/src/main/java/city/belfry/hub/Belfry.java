package city.belfry.hub;

import city.belfry.hub.cli.CommandLineProgram;
import city.belfry.hub.cli.MapArguments;
import city.belfry.hub.cli.Screen;

/// The program: `java -jar belfry.jar VERB`, started by the launcher `belfry`.
public final class Belfry {
    private Belfry() {}

    public static void main(String[] arguments) {
        // Jena's parser of IRIs by RFC 3986 alone, the default from Jena 6 on; the older one takes longer to start.
        System.setProperty("jena.iriprovider", "IRI3986");
        try (Screen screen = Screen.ofProcess()) {
            int exitCode =
                    MapArguments.run(screen, arguments).orElseGet(() -> CommandLineProgram.run(screen, arguments));
            screen.flush();
            System.exit(exitCode);
        }
    }
}

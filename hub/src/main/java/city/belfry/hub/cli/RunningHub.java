package city.belfry.hub.cli;

import city.belfry.hub.HubServer;

/// What `serve` and `demo` share about a hub that runs in this process.
final class RunningHub {
    private RunningHub() {}

    static String address(HubServer server) {
        return "http://localhost:" + server.port();
    }

    /// The addresses, and the steward's token when this start made the first one.
    static void announce(Screen screen, OutputOptions output, HubServer server) {
        String address = address(server);
        screen.out().println("Pages    " + address + "/");
        screen.out().println("SPARQL   " + address + "/sparql");
        screen.out().println("REST     " + address + "/openapi.json");
        screen.out().flush();
        server.newToken()
                .ifPresent(token -> screen.err()
                        .println("Steward's token, shown this once: " + token
                                + " (another one: belfry token issue NAME)"));
        output.note(screen, "Stop with Ctrl-C.");
    }
}

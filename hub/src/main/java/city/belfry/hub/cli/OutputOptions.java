package city.belfry.hub.cli;

import picocli.CommandLine.Option;

/// The options that every verb has.
final class OutputOptions {
    @Option(names = "--json", description = "Results as JSON, for programs.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No notes and no progress; results and failures only.")
    boolean quiet;

    /// A line that is no result; not written when `--quiet`.
    void note(Screen screen, String line) {
        if (!quiet) {
            screen.err().println(line);
        }
    }
}

package city.belfry.hub.cli;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// What a person sees when a verb cannot go on: one line that says what, where, what was expected and what to do.
///
/// A fault of Belfry itself shows an id and the file that holds the rest, never a stack trace.
final class Failures {
    private Failures() {}

    static int report(Screen screen, Exception problem, boolean json) {
        if (problem instanceof BelfryException known && known.code().kind() != FailureKind.INTERNAL) {
            write(screen, json, known.code().name(), oneLine(known.getMessage()));
            return known.code().kind().exitCode();
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        String where = keep(id, problem);
        write(
                screen,
                json,
                "INTERNAL",
                "something went wrong inside Belfry (" + id + "). " + where
                        + " Nothing that was published before is lost.");
        return FailureKind.INTERNAL.exitCode();
    }

    private static void write(Screen screen, boolean json, String code, String message) {
        screen.out().flush();
        if (json) {
            screen.err()
                    .println("{\"code\":" + JsonText.quoted(code) + ",\"message\":" + JsonText.quoted(message) + "}");
        } else {
            screen.err().println("belfry: " + message);
        }
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /// Writes the stack trace to the log and says where that is.
    private static String keep(String id, Exception problem) {
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        try {
            Path log = logFile();
            Files.writeString(
                    log,
                    Instant.now() + " " + id + " " + trace + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return "The details stand in " + log + "; please report them.";
        } catch (IOException e) {
            return problem.getClass().getSimpleName() + ": " + oneLine(String.valueOf(problem.getMessage()))
                    + " (the log could not be written: " + e.getMessage() + ").";
        }
    }

    /// `$XDG_STATE_HOME/belfry/belfry.log`, by default below `~/.local/state` (XDG Base Directory Specification).
    private static Path logFile() throws IOException {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = (state == null || state.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state))
                .resolve("belfry");
        Files.createDirectories(folder);
        return folder.resolve("belfry.log");
    }
}

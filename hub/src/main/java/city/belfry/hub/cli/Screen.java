package city.belfry.hub.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a verb writes: results to `out`, everything that is no result to `err`; both in UTF-8 whatever the locale
/// says.
///
/// @param terminal whether a person is likely to watch `err`, so that progress is worth drawing
/// @param environment environment variables of the process
public record Screen(PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment)
        implements AutoCloseable {
    /// Bytes of results that are gathered before they are written.
    private static final int OUT_BUFFER_BYTES = 1 << 16;

    public static Screen ofProcess() {
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER_BYTES);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        // The launcher tells, since Java itself cannot see where standard error goes.
        boolean terminal = "1".equals(System.getenv("BELFRY_TERMINAL"));
        return new Screen(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                System.getenv());
    }

    /// Colour only for a person, and only when [NO_COLOR](https://no-color.org) does not forbid it.
    boolean colour() {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    public void flush() {
        out.flush();
        err.flush();
    }

    @Override
    public void close() {
        flush();
    }
}

package city.belfry.hub.ingest;

import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The findings of a dataset, as CSV in the home.
public final class FindingsFile {
    /// Which run they are of; each has a file of its own.
    public enum Kind {
        /// The run that made what is published.
        PUBLISHED(".csv"),
        DRY_RUN(".dry-run.csv"),
        /// The last run, when it was stopped before it published anything.
        STOPPED(".stopped.csv");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }
    }

    private static final List<String> HEADER =
            List.of("code", "severity", "source", "line", "path", "field", "message", "suggestion");

    private FindingsFile() {}

    static Path of(Path home, String dataset, Kind kind) {
        return home.resolve("findings").resolve(dataset + kind.ending);
    }

    /// Notes what the stopped run has read.
    static void noteStopped(Path home, String dataset, String inputChecksum) throws IOException {
        Files.writeString(stoppedInput(home, dataset), inputChecksum);
    }

    /// A later run has come to its end.
    static void forgetStopped(Path home, String dataset) throws IOException {
        Files.deleteIfExists(of(home, dataset, Kind.STOPPED));
        Files.deleteIfExists(stoppedInput(home, dataset));
    }

    private static Path stoppedInput(Path home, String dataset) {
        return home.resolve("findings").resolve(dataset + ".stopped.input");
    }

    /// Whether the last run was stopped and made findings.
    public static boolean isStopped(Path home, String dataset) {
        return Files.exists(of(home, dataset, Kind.STOPPED));
    }

    /// Checksum of what the stopped run has read; empty when nobody knows.
    public static String stoppedInputChecksum(Path home, String dataset) {
        try {
            return Files.readString(stoppedInput(home, dataset));
        } catch (IOException unknown) {
            // Then the page shows the findings without their records.
            return "";
        }
    }

    /// The file takes its name when it is whole.
    static void write(Path file, List<Finding> findings) throws IOException {
        Files.createDirectories(file.getParent());
        Path written = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(written)) {
            out.write(Spreadsheet.line(HEADER));
            for (Finding finding : findings) {
                out.write(Spreadsheet.line(cells(finding)));
            }
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// What a table says of a finding, in the order code, severity, source, line, path, field, message, suggestion.
    public static List<String> cells(Finding finding) {
        return List.of(
                finding.code(),
                finding.severity().name(),
                finding.place().source(),
                finding.place().line() > 0 ? Long.toString(finding.place().line()) : "",
                finding.place().path(),
                finding.field(),
                finding.message(),
                finding.suggestion());
    }

    /// All that were kept; none when there was no run.
    public static List<Finding> read(Path home, String dataset, Kind kind) {
        Path file = of(home, dataset, kind);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Finding> findings = new ArrayList<>();
            for (List<String> cells :
                    Spreadsheet.read(Files.readString(file)).stream().skip(1).toList()) {
                findings.add(new Finding(
                        cells.get(0),
                        Severity.valueOf(cells.get(1)),
                        new Finding.Place(
                                cells.get(2), cells.get(3).isEmpty() ? 0 : Long.parseLong(cells.get(3)), cells.get(4)),
                        cells.get(5),
                        cells.get(6),
                        cells.get(7)));
            }
            return findings;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IngestException(
                    Code.HOME_UNWRITABLE,
                    file + " cannot be read: " + e.getMessage() + ". The next run writes it anew.",
                    e);
        }
    }
}

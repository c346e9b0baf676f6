package city.belfry.hub.ingest;

import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The findings of one run: all are counted, the first ones are kept.
final class FindingLog {
    private final int keptMax;
    private final List<Finding> kept = new ArrayList<>();
    private final SortedMap<String, Long> countByCode = new TreeMap<>();
    private long violations;

    FindingLog(int keptMax) {
        this.keptMax = keptMax;
    }

    void add(Finding finding) {
        countByCode.merge(finding.code(), 1L, Long::sum);
        keep(finding);
    }

    /// Adds the counts of findings that were handed to [#keep], where more were met than are handed on.
    void count(SortedMap<String, Long> counts) {
        counts.forEach((code, count) -> countByCode.merge(code, count, Long::sum));
    }

    void keep(Finding finding) {
        if (finding.severity() == Severity.VIOLATION) {
            violations++;
        }
        if (kept.size() < keptMax) {
            kept.add(finding);
        }
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    SortedMap<String, Long> countByCode() {
        return new TreeMap<>(countByCode);
    }

    long count() {
        return countByCode.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Findings for which something was left out.
    long violations() {
        return violations;
    }

    /// Writes what was kept for a spreadsheet; the file takes its name when it is whole.
    void writeCsv(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path written = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(written)) {
            out.write("code,severity,source,line,path,field,message,suggestion\r\n");
            for (Finding finding : kept) {
                out.write(Stream.of(
                                finding.code(),
                                finding.severity().name(),
                                finding.place().source(),
                                finding.place().line() > 0
                                        ? Long.toString(finding.place().line())
                                        : "",
                                finding.place().path(),
                                finding.field(),
                                finding.message(),
                                finding.suggestion())
                        .map(FindingLog::cell)
                        .collect(Collectors.joining(",", "", "\r\n")));
            }
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Quoted where needed (RFC 4180); a text that a spreadsheet would run as a formula gets an apostrophe before it.
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}

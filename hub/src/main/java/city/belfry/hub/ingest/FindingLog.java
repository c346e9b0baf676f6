package city.belfry.hub.ingest;

import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The findings of one run: all are counted, the first ones are kept.
final class FindingLog {
    private final int keptMax;
    private final List<Finding> kept = new ArrayList<>();
    private final SortedMap<String, Long> countByCode = new TreeMap<>();
    private final SortedMap<String, Severity> severityByCode = new TreeMap<>();
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
        severityByCode.merge(finding.code(), finding.severity(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        if (finding.severity() == Severity.VIOLATION) {
            violations++;
        }
        if (kept.size() < keptMax) {
            kept.add(finding);
        }
    }

    /// Forgets the findings that quote what must not be kept; they stay counted. Returns whether there were any.
    boolean withhold(PersonTerms people) {
        return kept.removeIf(finding -> Erasure.isAbout(finding, people));
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    SortedMap<String, Long> countByCode() {
        return new TreeMap<>(countByCode);
    }

    /// All findings, a code counted under its most severe one.
    SortedMap<Severity, Long> countBySeverity() {
        SortedMap<Severity, Long> counts = new TreeMap<>();
        countByCode.forEach(
                (code, count) -> counts.merge(severityByCode.getOrDefault(code, Severity.WARNING), count, Long::sum));
        return counts;
    }

    long count() {
        return countByCode.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Findings for which something was left out.
    long violations() {
        return violations;
    }
}

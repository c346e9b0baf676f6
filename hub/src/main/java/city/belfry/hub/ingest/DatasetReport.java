package city.belfry.hub.ingest;

import city.belfry.ontology.Severity;
import java.time.Duration;
import java.util.SortedMap;

/// The account of one dataset's run.
///
/// @param records records read from the source; 0 when nothing was read
/// @param quarantined records that break a rule and were left out
/// @param violations findings for which something was left out, a record or a part of one
/// @param findings how often each kind of fault was met
/// @param findingsBySeverity the same by severity
/// @param cpu processor time of the run
/// @param inputBytes bytes of the source
public record DatasetReport(
        String dataset,
        Outcome outcome,
        long records,
        long quarantined,
        long violations,
        SortedMap<String, Long> findings,
        SortedMap<Severity, Long> findingsBySeverity,
        Duration cpu,
        long inputBytes) {
    public long findingCount() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }
}

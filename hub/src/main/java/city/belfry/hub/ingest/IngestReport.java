package city.belfry.hub.ingest;

import java.util.List;

/// The account of an ingest.
public record IngestReport(List<DatasetReport> datasets, LinkReport links) {
    /// 0 done; 4 something was left out: datasets, records or parts of them; else the exit code of what failed, when
    /// nothing succeeded.
    public int exitCode() {
        List<Outcome.Failed> failed = datasets.stream()
                .map(DatasetReport::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .toList();
        if (!failed.isEmpty() && failed.size() == datasets.size()) {
            return failed.getFirst().failure().code().kind().exitCode();
        }
        boolean partial = !failed.isEmpty() || datasets.stream().anyMatch(report -> report.violations() > 0);
        return partial ? 4 : 0;
    }
}

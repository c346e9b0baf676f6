package city.belfry.hub.desk;

import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.Visibility;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.store.Change;
import city.belfry.ontology.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A dataset as its steward sees it.
///
/// @param runs the newest first
/// @param version 0 when nothing is published
/// @param changes what the last versions changed, the newest first
/// @param published what the catalogue knows of the present version
record SourceState(
        DatasetEntry dataset,
        List<Run> runs,
        long version,
        List<Change> changes,
        Optional<PublishedRun> published,
        Instant now) {
    public String id() {
        return dataset.id();
    }

    public Optional<Run> last() {
        return runs.stream().findFirst();
    }

    /// The run that waits or works now.
    public Optional<Run> active() {
        return runs.stream().filter(run -> !run.isOver()).reduce((newer, older) -> older);
    }

    /// The last run that was to publish and is over.
    public Optional<Run> lastPublishing() {
        return runs.stream()
                .filter(run -> run.isOver() && run.task() != Run.Task.DRY_RUN && run.state() != Run.State.CANCELLED)
                .findFirst();
    }

    /// The last one that found out what is in the source.
    public Optional<Run.Account> lastAccount() {
        return runs.stream()
                .filter(run -> run.task() != Run.Task.ROLLBACK && run.task() != Run.Task.DRY_RUN)
                .flatMap(run -> run.account().stream())
                .filter(account -> account.result() == Run.Result.PUBLISHED)
                .findFirst();
    }

    public boolean hasFailed() {
        return lastPublishing().map(run -> run.state() == Run.State.FAILED).orElse(false);
    }

    public boolean isStopped() {
        return lastPublishing().map(Run::isStoppedByThreshold).orElse(false);
    }

    public long quarantined() {
        return lastAccount().map(Run.Account::quarantined).orElse(0L);
    }

    public long violations() {
        return findings(Severity.VIOLATION);
    }

    public long warnings() {
        return findings(Severity.WARNING);
    }

    public long advice() {
        return findings(Severity.INFO);
    }

    private long findings(Severity severity) {
        return lastAccount()
                .map(account -> account.findings().getOrDefault(severity, 0L))
                .orElse(0L);
    }

    /// When the source was last brought in or found unchanged.
    public Optional<Instant> checked() {
        return runs.stream()
                .filter(run -> run.state() == Run.State.DONE
                        && run.task() != Run.Task.DRY_RUN
                        && run.task() != Run.Task.ROLLBACK)
                .flatMap(run -> run.ended().stream())
                .findFirst();
    }

    public Optional<Duration> age() {
        return checked().map(then -> Duration.between(then, now));
    }

    public boolean isStale() {
        return dataset.staleAfter()
                .map(limit -> age().map(age -> age.compareTo(limit) > 0).orElse(true))
                .orElse(false);
    }

    public boolean lacksLicence() {
        return dataset.licence().isEmpty() && dataset.visibility() == Visibility.PUBLIC;
    }

    public boolean isUnpublished() {
        return version == 0;
    }
}

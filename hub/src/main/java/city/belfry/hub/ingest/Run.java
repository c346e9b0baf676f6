package city.belfry.hub.ingest;

import city.belfry.hub.store.Published;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A piece of work on one dataset that somebody asked for: what, when, how far it is and how it ended.
///
/// @param by who asked: the name of a token, `schedule`, or `command line`
/// @param target the version that a rollback goes to; 0 for all else
/// @param step what it does now
/// @param statements made so far by this step
/// @param account what came of it, when it has ended well
/// @param fault why it has ended otherwise
public record Run(
        String id,
        String dataset,
        Task task,
        long target,
        String by,
        Instant asked,
        State state,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Step> step,
        long statements,
        Optional<Account> account,
        Optional<Fault> fault) {
    public enum Task {
        /// Fetch, map, check, publish.
        INGEST,
        /// The same, although a threshold is passed.
        INGEST_ANYWAY,
        /// All but publish.
        DRY_RUN,
        /// Publish what the last dry run has shown.
        PUBLISH_PREVIEW,
        /// Make an earlier version the present one.
        ROLLBACK
    }

    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    public enum Result {
        UNCHANGED,
        PUBLISHED,
        PREVIEWED
    }

    /// What came of a run.
    ///
    /// @param preview what a dry run was made from
    /// @param obstacle why a run would wait for a steward, as a dry run has found
    public record Account(
            Result result,
            long version,
            long triples,
            long added,
            long removed,
            long records,
            long quarantined,
            SortedMap<Severity, Long> findings,
            Optional<Preview> preview,
            Optional<Fault> obstacle) {
        public long findingCount() {
            return findings.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public record Fault(String code, String message) {
        static Fault of(BelfryException failure) {
            return new Fault(failure.code().name(), String.valueOf(failure.getMessage()));
        }
    }

    static Run queued(String id, String dataset, Task task, long target, String by, Instant asked) {
        return new Run(
                id,
                dataset,
                task,
                target,
                by,
                asked,
                State.QUEUED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /// A run that was made at once, without a desk.
    static Run finished(String id, Task task, String by, Instant started, Instant ended, DatasetReport report) {
        return queued(id, report.dataset(), task, 0, by, started)
                .started(started)
                .ended(ended, report);
    }

    public boolean isOver() {
        return state != State.QUEUED && state != State.RUNNING;
    }

    /// Whether a threshold has stopped it, so that a steward may let it pass.
    public boolean isStoppedByThreshold() {
        return fault.map(Fault::code)
                .filter(code -> code.equals(IngestException.Code.TOO_MANY_QUARANTINED.name())
                        || code.equals(IngestException.Code.TOO_MUCH_GONE.name())
                        || code.equals(IngestException.Code.NOTHING_MADE.name()))
                .isPresent();
    }

    Run started(Instant now) {
        return with(State.RUNNING, Optional.of(now), Optional.empty(), Optional.of(Step.FETCH), 0);
    }

    Run at(Step next) {
        return with(state, started, ended, Optional.of(next), 0);
    }

    Run at(long count) {
        return with(state, started, ended, step, count);
    }

    Run cancelled(Instant now) {
        return with(State.CANCELLED, started, Optional.of(now), Optional.empty(), 0);
    }

    private Run with(State next, Optional<Instant> begun, Optional<Instant> over, Optional<Step> doing, long count) {
        return new Run(id, dataset, task, target, by, asked, next, begun, over, doing, count, account, fault);
    }

    Run failed(Instant now, Fault reason) {
        return over(now, State.FAILED, Optional.empty(), Optional.of(reason));
    }

    Run ended(Instant now, DatasetReport report) {
        return switch (report.outcome()) {
            case Outcome.Failed(var failure) ->
                failure.code() == IngestException.Code.RUN_CANCELLED ? cancelled(now) : failed(now, Fault.of(failure));
            case Outcome.Unchanged(var version) ->
                done(now, account(report, Result.UNCHANGED, new Published(version, 0, 0, 0)));
            case Outcome.Published(var version, var triples, var added, var removed) ->
                done(now, account(report, Result.PUBLISHED, new Published(version, triples, added, removed)));
            case Outcome.Previewed(var version, var triples, var added, var removed, var of, var obstacle) ->
                done(
                        now,
                        new Account(
                                Result.PREVIEWED,
                                version,
                                triples,
                                added,
                                removed,
                                report.records(),
                                report.quarantined(),
                                report.findingsBySeverity(),
                                Optional.of(of),
                                obstacle.map(Fault::of)));
        };
    }

    Run restored(Instant now, Published published) {
        return done(
                now,
                new Account(
                        Result.PUBLISHED,
                        published.version(),
                        published.triples(),
                        published.added(),
                        published.removed(),
                        0,
                        0,
                        new TreeMap<>(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Account account(DatasetReport report, Result result, Published published) {
        return new Account(
                result,
                published.version(),
                published.triples(),
                published.added(),
                published.removed(),
                report.records(),
                report.quarantined(),
                report.findingsBySeverity(),
                Optional.empty(),
                Optional.empty());
    }

    private Run done(Instant now, Account came) {
        return over(now, State.DONE, Optional.of(came), Optional.empty());
    }

    private Run over(Instant now, State end, Optional<Account> came, Optional<Fault> reason) {
        return new Run(
                id,
                dataset,
                task,
                target,
                by,
                asked,
                end,
                started,
                Optional.of(now),
                Optional.empty(),
                0,
                came,
                reason);
    }
}

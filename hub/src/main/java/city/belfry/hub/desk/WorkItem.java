package city.belfry.hub.desk;

import city.belfry.hub.ingest.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that waits for a steward.
///
/// @param number how many records it is about; 0 when it is not about records
/// @param run the run that left it, when one did
record WorkItem(Kind kind, String dataset, String title, long number, Optional<Run> run) {
    /// The most urgent first.
    enum Kind {
        STOPPED,
        FAILED,
        UNPUBLISHED,
        STALE,
        QUARANTINED,
        UNLICENSED
    }

    static List<WorkItem> of(List<SourceState> sources, String language) {
        List<WorkItem> items = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (SourceState source : sources) {
                if (applies(kind, source)) {
                    items.add(new WorkItem(
                            kind,
                            source.id(),
                            source.dataset().title().in(language),
                            kind == Kind.QUARANTINED ? source.quarantined() : 0,
                            kind == Kind.STOPPED || kind == Kind.FAILED ? source.lastPublishing() : Optional.empty()));
                }
            }
        }
        return items;
    }

    private static boolean applies(Kind kind, SourceState source) {
        return switch (kind) {
            case STOPPED -> source.isStopped();
            case FAILED -> source.hasFailed() && !source.isStopped();
            case UNPUBLISHED -> source.isUnpublished() && !source.hasFailed();
            case STALE -> source.isStale() && !source.isUnpublished();
            case QUARANTINED -> source.quarantined() > 0;
            case UNLICENSED -> source.lacksLicence();
        };
    }
}

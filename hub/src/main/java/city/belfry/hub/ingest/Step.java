package city.belfry.hub.ingest;

/// What a run does, in order.
public enum Step {
    FETCH,
    MAP,
    CHECK,
    PUBLISH
}

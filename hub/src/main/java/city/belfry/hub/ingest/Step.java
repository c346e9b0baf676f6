package city.belfry.hub.ingest;

/// What a run does, in order.
public enum Step {
    FETCH(0),
    MAP(1),
    CHECK(2),
    PUBLISH(3);

    /// How many steps a run has.
    public static final int COUNT = 4;

    private final int before;

    Step(int before) {
        this.before = before;
    }

    /// How many steps are done when this one starts.
    public int before() {
        return before;
    }
}

package city.belfry.hub.hostile;

/// How many requests a test sends at a time.
final class AtOnce {
    private AtOnce() {}

    /// Queries that run at a time without taking every place: the hub lets twice as many run as it has processors.
    static int queries() {
        return 2 * Runtime.getRuntime().availableProcessors() - 1;
    }
}

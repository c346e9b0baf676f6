package city.belfry.hub.cli;

import city.belfry.hub.HubServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and a service manager's TERM: the requests that run are ended, then the databases are closed, then the
/// process ends. It is the outermost resource of a verb, so that its closing says that all others are closed.
final class StopSignal implements AutoCloseable {
    /// A database that is not closed by then is closed by the operating system, which loses nothing that was committed.
    private static final Duration CLOSING_TIME_MAX = Duration.ofSeconds(20);

    private final CountDownLatch closed = new CountDownLatch(1);

    void stops(HubServer server) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            if (closed.getCount() > 0) {
                server.close();
                awaitClosing();
            }
        }));
    }

    private void awaitClosing() {
        try {
            closed.await(CLOSING_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package city.belfry.hub.sparql;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a few queries run at once and a few more wait; the next one is told to come back. Thread-safe.
public final class QueryGate {
    /// Seconds after which a caller who was turned away may try again.
    public static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore running;
    private final Semaphore waiting;
    private final Duration waitMax;

    public QueryGate(int runningMax, int waitingMax, Duration waitMax) {
        this.running = new Semaphore(runningMax, true);
        this.waiting = new Semaphore(waitingMax);
        this.waitMax = waitMax;
    }

    /// Twice as many as processors run, since some of them read from the disk; eight times as many wait.
    public static QueryGate forThisMachine() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new QueryGate(2 * processors, 16 * processors, Duration.ofSeconds(5));
    }

    /// Waits for a place. Closing gives it back.
    public Place enter() {
        if (!waiting.tryAcquire()) {
            throw busy();
        }
        try {
            if (!running.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            return new Place(running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.release();
        }
    }

    private static SparqlException busy() {
        return new SparqlException(
                SparqlException.Code.HUB_BUSY,
                "The hub answers as many queries as it can. Try again in " + RETRY_AFTER_SECONDS + " seconds.");
    }

    /// A place among the running queries.
    public static final class Place implements AutoCloseable {
        private final Semaphore running;

        private Place(Semaphore running) {
            this.running = running;
        }

        @Override
        public void close() {
            running.release();
        }
    }
}

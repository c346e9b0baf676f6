package city.belfry.hub.desk;

import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunDesk;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Tells browsers how far a run is (server-sent events). A slow browser keeps its own virtual thread waiting and never
/// the run.
@Component
final class RunWatchers {
    static final int WATCHERS_MAX = 32;

    private static final Duration WATCH_MAX = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMillis(250);
    /// A comment to find out that the browser has gone, when the run has nothing to tell.
    private static final int LOOKS_BETWEEN_SIGNS = 40;

    private final RunDesk desk;
    private final Semaphore places = new Semaphore(WATCHERS_MAX);

    RunWatchers(RunDesk desk) {
        this.desk = desk;
    }

    SseEmitter watch(String run) {
        if (!places.tryAcquire()) {
            throw new DeskException(
                    DeskException.Code.WATCHERS_TOO_MANY,
                    WATCHERS_MAX + " runs are being watched already. Ask for the run itself now and then instead.");
        }
        SseEmitter emitter = new SseEmitter(WATCH_MAX.toMillis());
        Thread.ofVirtual().name("belfry-run-watcher").start(() -> {
            try {
                tell(run, emitter);
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                // The browser has closed the page, or has looked long enough: there is nobody to tell.
                emitter.complete();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        });
        return emitter;
    }

    private void tell(String id, SseEmitter emitter) throws IOException, InterruptedException {
        Optional<Run> told = Optional.empty();
        int quiet = 0;
        while (true) {
            Run now = desk.run(id);
            if (!told.equals(Optional.of(now))) {
                emitter.send(
                        SseEmitter.event().name(now.isOver() ? "end" : "run").data(now, MediaType.APPLICATION_JSON));
                told = Optional.of(now);
                quiet = 0;
            } else if (++quiet % LOOKS_BETWEEN_SIGNS == 0) {
                emitter.send(SseEmitter.event().comment("still here"));
            }
            if (now.isOver()) {
                return;
            }
            Thread.sleep(LOOK);
        }
    }
}

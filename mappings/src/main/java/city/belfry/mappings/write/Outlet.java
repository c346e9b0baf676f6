package city.belfry.mappings.write;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/// Writes full buffers to the target in a thread of its own, in their order, while the next one is filled. A result
/// that fits into one buffer is written without that thread.
///
/// One thread uses it; at most [#BUFFERS] buffers exist.
final class Outlet implements AutoCloseable {
    private static final int BUFFERS = 3;
    /// Ends the thread.
    private static final LineBuffer LAST = new LineBuffer(0);

    private final OutputStream target;
    private final int capacity;
    private final ArrayBlockingQueue<LineBuffer> full = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final ArrayBlockingQueue<LineBuffer> empty = new ArrayBlockingQueue<>(BUFFERS);
    private int buffers = 1;
    private Optional<Thread> writer = Optional.empty();
    private volatile Optional<IOException> failure = Optional.empty();

    Outlet(OutputStream target, int capacity) {
        this.target = target;
        this.capacity = capacity;
    }

    /// The first buffer to fill.
    LineBuffer first() {
        return new LineBuffer(capacity);
    }

    /// Takes a full buffer and gives an empty one.
    LineBuffer exchange(LineBuffer filled) {
        if (writer.isEmpty()) {
            writer = Optional.of(
                    Thread.ofPlatform().daemon().name("belfry-output").start(this::write));
        }
        check();
        try {
            full.put(filled);
            if (buffers < BUFFERS) {
                buffers++;
                return new LineBuffer(capacity);
            }
            LineBuffer next = empty.take();
            check();
            next.length(0);
            return next;
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /// Writes the last buffer and waits until everything is written.
    void finish(LineBuffer last) {
        if (writer.isPresent()) {
            try {
                full.put(last);
                full.put(LAST);
                writer.get().join();
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
            writer = Optional.empty();
        } else {
            write(last);
        }
        check();
    }

    /// Ends the thread of a run that failed.
    @Override
    public void close() {
        writer.ifPresent(Thread::interrupt);
    }

    private void write() {
        try {
            while (true) {
                LineBuffer filled = full.take();
                if (filled == LAST) {
                    return;
                }
                write(filled);
                empty.put(filled);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// After a failure nothing more is written, but buffers still go round, so that nobody waits for one.
    private void write(LineBuffer filled) {
        if (failure.isPresent()) {
            return;
        }
        try {
            target.write(filled.bytes(), 0, filled.length());
        } catch (IOException broken) {
            failure = Optional.of(broken);
        }
    }

    private void check() {
        if (failure.isPresent()) {
            IOException full = failure.get();
            throw new MappingException(
                    Code.TARGET_UNWRITABLE,
                    "The result cannot be written: %s. Is the disk full, or was the reader of a pipe ended?"
                            .formatted(full.getMessage()),
                    full);
        }
    }

    private static MappingException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new MappingException(Code.TARGET_UNWRITABLE, "The run was interrupted; the result is not whole.", cause);
    }
}

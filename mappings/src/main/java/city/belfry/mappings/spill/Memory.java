package city.belfry.mappings.spill;

import java.util.concurrent.atomic.AtomicLong;

/// A part of the memory that a run may take. Whoever holds what grows asks before it grows; what is refused goes to
/// files. Safe for several threads.
public final class Memory {
    private final long cap;
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean full;

    public Memory(long capBytes) {
        cap = capBytes;
    }

    /// Memory without end, for what is small by nature.
    public static Memory unlimited() {
        return new Memory(Long.MAX_VALUE);
    }

    /// Takes so many bytes, or none.
    ///
    /// @return false when they are not there; then [#isFull] stays true
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) > cap) {
            taken.addAndGet(-bytes);
            full = true;
            return false;
        }
        return true;
    }

    /// Refuses from now on, whatever is left.
    public void exhaust() {
        taken.addAndGet(cap);
        full = true;
    }

    public void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /// Whether something was refused since the start.
    public boolean isFull() {
        return full;
    }

    public long cap() {
        return cap;
    }
}

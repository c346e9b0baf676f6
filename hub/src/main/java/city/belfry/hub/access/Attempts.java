package city.belfry.hub.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Failed sign-ins, counted by address and in all, so that nobody tries tokens out. Thread-safe.
final class Attempts {
    static final int OF_ONE_ADDRESS_MAX = 10;
    static final int IN_ALL_MAX = 200;
    static final Duration WINDOW = Duration.ofMinutes(5);
    /// One more forgets the address that failed longest ago.
    private static final int ADDRESSES_MAX = 10_000;

    private final Clock clock;
    private final Deque<Instant> inAll = new ArrayDeque<>();
    private final Map<String, Deque<Instant>> byAddress = new LinkedHashMap<>();

    Attempts(Clock clock) {
        this.clock = clock;
    }

    synchronized void requireRoom(String address) {
        Instant start = clock.instant().minus(WINDOW);
        Deque<Instant> own = byAddress.getOrDefault(address, new ArrayDeque<>());
        forget(own, start);
        forget(inAll, start);
        if (own.size() >= OF_ONE_ADDRESS_MAX || inAll.size() >= IN_ALL_MAX) {
            throw new AccessException(
                    AccessException.Code.TOO_MANY_ATTEMPTS,
                    "Too many sign-ins have failed. Wait " + WINDOW.toMinutes() + " minutes and try again.");
        }
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        Deque<Instant> own = byAddress.remove(address);
        own = own == null ? new ArrayDeque<>() : own;
        own.add(now);
        byAddress.put(address, own);
        if (byAddress.size() > ADDRESSES_MAX) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        inAll.add(now);
    }

    private static void forget(Deque<Instant> attempts, Instant start) {
        while (!attempts.isEmpty() && attempts.getFirst().isBefore(start)) {
            attempts.removeFirst();
        }
    }
}

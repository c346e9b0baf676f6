package city.belfry.hub.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sign-ins at the city's service that have begun and not come back yet. Thread-safe.
final class PendingSignIns {
    static final Duration LIFE_MAX = Duration.ofMinutes(10);
    /// One more forgets the oldest.
    private static final int PENDING_MAX = 1_000;

    private static final int SECRET_BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pending> byState = new LinkedHashMap<>();

    private record Pending(OpenIdConnect.Begun begun, Instant since) {}

    PendingSignIns(Clock clock) {
        this.clock = clock;
    }

    synchronized OpenIdConnect.Begun begin(String to) {
        OpenIdConnect.Begun begun = new OpenIdConnect.Begun(secret(), secret(), secret(), to);
        byState.put(begun.state(), new Pending(begun, clock.instant()));
        if (byState.size() > PENDING_MAX) {
            byState.remove(byState.keySet().iterator().next());
        }
        return begun;
    }

    /// The sign-in of this state, once.
    synchronized Optional<OpenIdConnect.Begun> take(String state) {
        return Optional.ofNullable(byState.remove(state))
                .filter(pending -> clock.instant().isBefore(pending.since().plus(LIFE_MAX)))
                .map(Pending::begun);
    }

    private String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

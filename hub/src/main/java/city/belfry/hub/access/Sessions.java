package city.belfry.hub.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who has signed in. A session lives in memory: a restart of the hub ends all. Thread-safe.
public final class Sessions {
    /// A session that is not used ends.
    public static final Duration IDLE_MAX = Duration.ofHours(2);
    /// A session ends, however much it is used.
    public static final Duration LIFE_MAX = Duration.ofHours(12);
    /// One more ends the one that was used longest ago.
    static final int SESSIONS_MAX = 1_000;
    static final int SESSIONS_OF_ONE_MAX = 20;

    private static final int SECRET_BYTES = 32;

    private final TokenStore tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new HashMap<>();

    Sessions(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// @param token the hub token it was opened with; a session of a sign-in service has none
    private record Session(Visitor visitor, Optional<TokenStore.Token> token, Instant opened, Instant used) {}

    /// Opens a session with a token; it ends when the token is revoked.
    ///
    /// @return the secret id that the browser keeps
    String open(TokenStore.Token token) {
        return open(token.name(), token.role(), Optional.of(token));
    }

    /// Opens a session for somebody whom a sign-in service vouches for.
    String open(String name, Role role) {
        return open(name, role, Optional.empty());
    }

    private synchronized String open(String name, Role role, Optional<TokenStore.Token> token) {
        Instant now = clock.instant();
        byId.values().removeIf(session -> isOver(session, now));
        makeRoom(name);
        String id = secret();
        byId.put(id, new Session(new Visitor(name, role, secret()), token, now, now));
        return id;
    }

    private void makeRoom(String name) {
        var own = byId.entrySet().stream()
                .filter(entry -> entry.getValue().visitor().name().equals(name))
                .toList();
        var crowded = own.size() >= SESSIONS_OF_ONE_MAX
                ? own
                : byId.size() >= SESSIONS_MAX
                        ? java.util.List.copyOf(byId.entrySet())
                        : java.util.List.<Map.Entry<String, Session>>of();
        crowded.stream()
                .min(Comparator.comparing(entry -> entry.getValue().used()))
                .ifPresent(oldest -> byId.remove(oldest.getKey()));
    }

    /// Who has this session; counts as a use of it.
    synchronized Optional<Visitor> visitor(String id) {
        Session session = byId.get(id);
        if (session == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (isOver(session, now) || isRevoked(session)) {
            byId.remove(id);
            return Optional.empty();
        }
        byId.put(id, new Session(session.visitor(), session.token(), session.opened(), now));
        return Optional.of(session.visitor());
    }

    synchronized void close(String id) {
        byId.remove(id);
    }

    private boolean isRevoked(Session session) {
        return session.token().map(token -> !tokens.list().contains(token)).orElse(false);
    }

    private static boolean isOver(Session session, Instant now) {
        return now.isAfter(session.used().plus(IDLE_MAX))
                || now.isAfter(session.opened().plus(LIFE_MAX));
    }

    private String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

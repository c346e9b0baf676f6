package city.belfry.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People sign in with a token and have a session; what another page makes their browser send is refused.
class SignInTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String UPDATE = "update=INSERT+DATA+%7B%7D";

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aBrowserIsLedToTheSignInAndBackToItsPage() throws Exception {
        HttpResponse<String> led = hub.get("/steward?lang=en", "Accept", "text/html");
        assertEquals(303, led.statusCode());
        assertEquals(
                "/sign-in?to=%2Fsteward%3Flang%3Den",
                led.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> signedIn = signIn(hub.token(), "/steward?lang=en", SignedIn.origin(hub));
        assertEquals(303, signedIn.statusCode());
        assertEquals(
                "/steward?lang=en", signedIn.headers().firstValue("Location").orElseThrow());
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(
                cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains("Secure"),
                cookie);
        assertEquals(401, hub.get("/steward", "Accept", "application/json").statusCode(), "a program gets the reason");
    }

    @Test
    void behindAnEncryptingProxyTheCookieIsSecure() throws Exception {
        HttpResponse<String> answer = hub.post(
                "/sign-in",
                FORM,
                RunningHub.form(Map.of("token", hub.token())),
                "Origin",
                RunningHub.BASE,
                "X-Forwarded-Proto",
                "https");
        assertTrue(answer.headers().firstValue("Set-Cookie").orElseThrow().contains("Secure"));
    }

    @ParameterizedTest
    @CsvSource({
        "//elsewhere.example/,          /",
        "https://elsewhere.example/,    /",
        "/\\elsewhere.example,          /",
        "javascript:alert(1),           /",
        "/a%0d%0ab,                     /a%0d%0ab",
        "/steward/sources/x?lang=fr,    /steward/sources/x?lang=fr"
    })
    void nobodyIsLedElsewhere(String wanted, String target) throws Exception {
        HttpResponse<String> answer = signIn(hub.token(), wanted, SignedIn.origin(hub));
        assertEquals(target, answer.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void signingOutEndsTheSessionHereAndAtTheHub() throws Exception {
        SignedIn steward = SignedIn.with(hub, hub.token());
        assertEquals(200, steward.page("/steward").statusCode());
        assertTrue(steward.page("/").body().contains("first-steward"));
        HttpResponse<String> out = steward.send("/sign-out", Map.of());
        assertEquals(303, out.statusCode());
        String cookie = out.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.startsWith("belfry_session=;") && cookie.contains("Expires=Thu, 01 Jan 1970"), cookie);
        assertEquals(303, steward.page("/steward").statusCode(), "the old cookie opens nothing");
    }

    @Test
    void aSessionEndsWithItsToken() throws Exception {
        TokenStore tokens = TokenStore.open(home);
        SignedIn steward = SignedIn.with(hub, tokens.issue("leaving", Role.STEWARD));
        assertEquals(200, steward.page("/steward").statusCode());
        tokens.revoke("leaving");
        assertEquals(303, steward.page("/steward").statusCode());
    }

    @Test
    void aPeerWhoSignsInIsNoSteward() throws Exception {
        SignedIn peer = SignedIn.with(hub, TokenStore.open(home).issue("other-hub", Role.PEER));
        assertEquals(403, peer.page("/steward").statusCode());
    }

    /// Each of these is sent with the steward's cookie.
    @Test
    void whatAnotherPageSendsIsRefused() throws Exception {
        SignedIn steward = SignedIn.with(hub, hub.token());
        String own = SignedIn.origin(hub);
        String token = "csrf=" + steward.formToken() + "&";
        assertEquals(403, update(steward, UPDATE, "Origin", own), "no form token");
        assertEquals(403, update(steward, "csrf=guessed&" + UPDATE, "Origin", own), "a wrong form token");
        assertEquals(403, update(steward, token + UPDATE, "Origin", "https://evil.example"), "another page");
        assertEquals(403, update(steward, token + UPDATE, "Origin", "null"), "a page without origin");
        assertEquals(403, update(steward, token + UPDATE, "Sec-Fetch-Site", "cross-site"), "another site");
        assertEquals(403, update(steward, token + UPDATE, "Sec-Fetch-Site", "same-site"), "a neighbour");
        assertEquals(403, update(steward, token + UPDATE, "X-Nothing", "said"), "a browser that says nothing");
        SignedIn other = SignedIn.with(hub, hub.token());
        assertEquals(
                403,
                update(steward, "csrf=" + other.formToken() + "&" + UPDATE, "Origin", own),
                "the form token of another session");
        assertEquals(
                204,
                hub.send(hub.request("/update")
                                .header("Content-Type", "application/sparql-update")
                                .header("Cookie", steward.cookie())
                                .header("Origin", own)
                                .header("X-Belfry-Form", steward.formToken())
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("INSERT DATA {}")))
                        .statusCode());
        assertEquals(403, signIn(hub.token(), "/", "https://evil.example").statusCode(), "a sign-in made elsewhere");
    }

    @Test
    void aPageOfSomebodySignedInIsKeptByNobody() throws Exception {
        SignedIn steward = SignedIn.with(hub, hub.token());
        assertTrue(steward.page("/steward")
                .headers()
                .firstValue("Cache-Control")
                .orElse("")
                .contains("no-store"));
    }

    @Test
    void tokensCannotBeTriedOut() throws Exception {
        // Another hub, since the failures of this address would stand against the other tests.
        Path otherHome = home.resolve("tried");
        try (RunningHub tried = RunningHub.start(otherHome)) {
            for (int i = 0; i < Attempts.OF_ONE_ADDRESS_MAX; i++) {
                HttpResponse<String> refused = signIn(tried, "belfry_wrong" + i, "/", SignedIn.origin(tried));
                assertEquals(403, refused.statusCode());
                assertFalse(refused.body().contains("belfry_wrong" + i), "what was typed is not shown again");
            }
            HttpResponse<String> later = signIn(tried, tried.token(), "/", SignedIn.origin(tried));
            assertEquals(429, later.statusCode());
            assertEquals("300", later.headers().firstValue("Retry-After").orElseThrow());
        }
    }

    @Test
    void aSessionEndsWhenItIsNotUsedAndWhenItIsOld() {
        Path folder = home.resolve("clock");
        folder.toFile().mkdirs();
        TokenStore tokens = TokenStore.open(folder);
        SetClock clock = new SetClock();
        Sessions sessions = new Sessions(tokens, clock);
        String idle = sessions.open("somebody", Role.STEWARD);
        clock.pass(Sessions.IDLE_MAX.plusSeconds(1));
        assertTrue(sessions.visitor(idle).isEmpty());

        String used = sessions.open("somebody", Role.STEWARD);
        for (Duration passed = Duration.ZERO; passed.compareTo(Sessions.LIFE_MAX) < 0; passed = passed.plusHours(1)) {
            assertTrue(sessions.visitor(used).isPresent(), passed.toString());
            clock.pass(Duration.ofHours(1));
        }
        clock.pass(Duration.ofSeconds(1));
        assertTrue(sessions.visitor(used).isEmpty(), "however much it is used");
    }

    @Test
    void oneMoreSessionThanTheLimitEndsTheOldest() {
        Path folder = home.resolve("many");
        folder.toFile().mkdirs();
        SetClock clock = new SetClock();
        Sessions sessions = new Sessions(TokenStore.open(folder), clock);
        String first = sessions.open("somebody", Role.STEWARD);
        clock.pass(Duration.ofSeconds(1));
        String second = sessions.open("somebody", Role.STEWARD);
        for (int i = 2; i <= Sessions.SESSIONS_OF_ONE_MAX; i++) {
            sessions.open("somebody", Role.STEWARD);
        }
        assertTrue(sessions.visitor(first).isEmpty());
        assertTrue(sessions.visitor(second).isPresent());
    }

    private static int update(SignedIn steward, String body, String header, String value) throws Exception {
        return hub.post("/update", FORM, body, "Cookie", steward.cookie(), header, value)
                .statusCode();
    }

    private static HttpResponse<String> signIn(String token, String to, String origin) throws Exception {
        return signIn(hub, token, to, origin);
    }

    private static HttpResponse<String> signIn(RunningHub at, String token, String to, String origin) throws Exception {
        return at.post("/sign-in", FORM, RunningHub.form(Map.of("token", token, "to", to)), "Origin", origin);
    }

    /// A clock that goes when it is told.
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package city.belfry.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.ingest.SmallCity;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The sign-in at a city's own service, played by a small one of the test: what is right comes in, all else stays out.
class OpenIdConnectTest {
    private static final String CLIENT = "belfry-hub";
    private static final String SECRET = "a secret of the test";

    /// What the service does wrong. With one refusal more they would be too many failures of one address.
    enum Lie {
        NONE,
        ANOTHER_KEY,
        NO_SIGNATURE,
        SHARED_SECRET,
        ANOTHER_ISSUER,
        ANOTHER_AUDIENCE,
        EXPIRED,
        ANOTHER_NONCE,
        NO_TOKEN
    }

    @TempDir
    private static Path folder;

    private static HttpServer service;
    private static String issuer;
    private static RSAKey key;
    private static RSAKey otherKey;
    private static RunningHub hub;

    private static Lie lie = Lie.NONE;
    private static List<String> roles = List.of("team-data");
    /// Of the last visit to the service.
    private static Map<String, String> asked = Map.of();

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("one").generate();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + service.getAddress().getPort();
        service.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, """
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                         "jwks_uri":"%1$s/keys"}""".formatted(issuer)));
        service.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        service.createContext("/token", OpenIdConnectTest::token);
        service.start();

        SmallCity city = SmallCity.in(folder);
        city.write("client.secret", SECRET);
        city.edit("city.yaml", "links:", """
                auth: { issuer: '%s', clientId: %s, clientSecret: 'file:client.secret', claim: groups,
                        roles: { team-data: steward, team-it: administrator } }
                access: { privateHosts: [127.0.0.1] }
                links:""".formatted(issuer, CLIENT));
        hub = RunningHub.ofCity(city.file(), city.home());
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
        service.stop(0);
    }

    @BeforeEach
    void honest() {
        lie = Lie.NONE;
        roles = List.of("team-data");
    }

    @Test
    void somebodyOfTheCityComesInAndGoesWhereTheyWanted() throws Exception {
        HttpResponse<String> back = visit("/steward/sources/bikes");
        assertEquals(200, back.statusCode(), back.body());
        assertEquals(
                "0; url=/steward/sources/bikes",
                back.headers().firstValue("Refresh").orElseThrow());
        String session = back.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(session.contains("SameSite=Strict") && session.contains("HttpOnly"), session);
        HttpResponse<String> desk = hub.get("/steward", "Accept", "text/html", "Cookie", session.split(";", 2)[0]);
        assertEquals(200, desk.statusCode());
        assertTrue(desk.body().contains("oidc:ada"), "the page says who is signed in");
        assertEquals(
                403,
                hub.get("/admin/audit", "Cookie", session.split(";", 2)[0]).statusCode(),
                "a steward is no administrator");
    }

    @Test
    void theHighestRoleCountsAndNoRoleIsNoWayIn() throws Exception {
        roles = List.of("team-data", "team-it", "choir");
        String session =
                visit("/").headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertEquals(200, hub.get("/admin/audit", "Cookie", session).statusCode());
        roles = List.of("choir");
        HttpResponse<String> refused = visit("/");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.headers().firstValue("Set-Cookie").isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aServiceThatLiesLetsNobodyIn(Lie told) throws Exception {
        lie = told;
        HttpResponse<String> refused = visit("/");
        assertEquals(403, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("SIGN_IN_REFUSED"), refused.body());
        assertTrue(refused.headers().firstValue("Set-Cookie").isEmpty(), told.name());
    }

    @Test
    void anAnswerThatNobodyHereAskedForIsRefused() throws Exception {
        HttpResponse<String> begun = hub.get("/sign-in/service?to=/");
        String state = query(begun).get("state");
        String callback = "/sign-in/callback?code=x&state=" + state;
        assertEquals(403, hub.get(callback).statusCode(), "another browser");
        assertEquals(
                403,
                hub.get("/sign-in/callback?code=x&state=guessed", "Cookie", "belfry_sign_in=guessed")
                        .statusCode(),
                "a state that was never given");
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        asked = query(begun);
        assertEquals(200, hub.get(callback, "Cookie", cookie).statusCode());
        assertEquals(403, hub.get(callback, "Cookie", cookie).statusCode(), "a second time");
    }

    @Test
    void aTargetElsewhereIsNotFollowed() throws Exception {
        assertEquals(
                "0; url=/",
                visit("//elsewhere.example/").headers().firstValue("Refresh").orElseThrow());
    }

    /// To the service and back, as a browser would go.
    private static HttpResponse<String> visit(String to) throws Exception {
        HttpResponse<String> begun = hub.get("/sign-in/service?to=" + RunningHub.encode(to));
        assertEquals(303, begun.statusCode(), begun.body());
        asked = query(begun);
        assertEquals("S256", asked.get("code_challenge_method"));
        assertEquals(CLIENT, asked.get("client_id"));
        assertEquals("http://localhost:" + hub.port() + "/sign-in/callback", asked.get("redirect_uri"));
        assertNotEquals("", Objects.requireNonNull(asked.get("nonce")));
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return hub.get("/sign-in/callback?code=x&state=" + asked.get("state"), "Cookie", cookie);
    }

    private static Map<String, String> query(HttpResponse<String> begun) {
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertTrue(location.startsWith(issuer + "/authorize?"), location);
        return fields(URI.create(location).getRawQuery());
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    /// Changes a code for an ID token, for whoever knows the secret and the verifier.
    private static void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String wanted = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + RunningHub.encode(SECRET)).getBytes(StandardCharsets.UTF_8));
        try {
            String challenge = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(Objects.requireNonNull(form.get("code_verifier"))
                                    .getBytes(StandardCharsets.UTF_8)));
            if (!wanted.equals(authorization) || !challenge.equals(asked.get("code_challenge"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            answer(
                    exchange,
                    switch (lie) {
                        case NO_TOKEN -> "{}";
                        default -> "{\"id_token\":\"" + idToken() + "\"}";
                    });
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static String idToken() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(lie == Lie.ANOTHER_ISSUER ? "https://other.example" : issuer)
                .audience(lie == Lie.ANOTHER_AUDIENCE ? "another-hub" : CLIENT)
                .subject("4711")
                .claim("preferred_username", "ada")
                .claim("groups", roles)
                .claim("nonce", lie == Lie.ANOTHER_NONCE ? "another" : asked.get("nonce"))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(lie == Lie.EXPIRED ? -600 : 300)))
                .build();
        if (lie == Lie.NO_SIGNATURE) {
            return new PlainJWT(claims).serialize();
        }
        if (lie == Lie.SHARED_SECRET) {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(Arrays.copyOf(SECRET.getBytes(StandardCharsets.UTF_8), 32)));
            return token.serialize();
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
        token.sign(new RSASSASigner(lie == Lie.ANOTHER_KEY ? otherKey : key));
        return token.serialize();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

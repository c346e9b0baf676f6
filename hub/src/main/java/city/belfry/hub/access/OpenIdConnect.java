package city.belfry.hub.access;

import city.belfry.hub.access.AccessException.Code;
import city.belfry.hub.city.SignInService;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signs people in at the city's own service: OpenID Connect Core 1.0, Authorization Code Flow (§3.1) with PKCE
/// (RFC 7636). The ID token counts only with a signature by a key of the service, its issuer, this hub as audience, a
/// time that has not passed and the nonce of this very sign-in. Thread-safe.
final class OpenIdConnect {
    private static final Caps CAPS = new Caps(256 << 10, Duration.ofSeconds(10));
    /// What an ID token may be signed with; never `none`, and never a shared secret.
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS512);

    private static final int CLOCK_SKEW_SECONDS = 60;
    private static final int NAME_LENGTH_MAX = 64;

    private final String issuer;
    private final String clientId;
    private final String clientSecret;
    private final String claim;
    private final Map<String, String> roles;
    private final Door door;
    private final JsonMapper json = JsonMapper.builder().build();

    private OpenIdConnect(
            String issuer, String clientId, String clientSecret, String claim, Map<String, String> roles, Door door) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.claim = claim;
        this.roles = roles;
        this.door = door;
    }

    /// @param secret the hub's secret at the service
    static OpenIdConnect of(SignInService service, String secret, Door door) {
        return new OpenIdConnect(
                service.issuer().orElseThrow().toString(),
                service.clientId().orElseThrow(),
                secret,
                service.claim(),
                service.roles(),
                door);
    }

    /// Somebody whom the service vouches for.
    record Person(String name, Role role) {}

    /// A sign-in that has begun.
    ///
    /// @param state what the service sends back, so that nobody else's answer is taken for it
    /// @param nonce what the ID token repeats
    /// @param verifier what only this hub knows of the code's proof
    /// @param to where to go afterwards
    record Begun(String state, String nonce, String verifier, String to) {}

    /// Where the browser goes to sign in.
    URI address(Begun begun, String callback) {
        String query = Stream.of(
                        Map.entry("response_type", "code"),
                        Map.entry("client_id", clientId),
                        Map.entry("redirect_uri", callback),
                        Map.entry("scope", "openid profile"),
                        Map.entry("state", begun.state()),
                        Map.entry("nonce", begun.nonce()),
                        Map.entry("code_challenge", challenge(begun.verifier())),
                        Map.entry("code_challenge_method", "S256"))
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String endpoint = text(description(), "authorization_endpoint");
        return URI.create(endpoint + (endpoint.contains("?") ? "&" : "?") + query);
    }

    /// Changes the code that the browser brought back for an ID token, and reads from it who it is.
    Person person(Begun begun, String code, String callback) {
        JsonNode description = description();
        String form = Stream.of(
                        Map.entry("grant_type", "authorization_code"),
                        Map.entry("code", code),
                        Map.entry("redirect_uri", callback),
                        Map.entry("code_verifier", begun.verifier()))
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String basic = Base64.getEncoder()
                .encodeToString((encoded(clientId) + ":" + encoded(clientSecret)).getBytes(StandardCharsets.UTF_8));
        JsonNode answer = read(door.post(
                        URI.create(text(description, "token_endpoint")),
                        form,
                        Map.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Accept",
                                "application/json",
                                "Authorization",
                                "Basic " + basic),
                        CAPS)
                .body());
        JWTClaimsSet claims = claims(text(answer, "id_token"), keys(description), begun.nonce());
        return new Person(name(claims), role(claims));
    }

    /// The description of the service must be of this very issuer (OpenID Connect Discovery 1.0 §4.3).
    private JsonNode description() {
        URI address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        JsonNode description = read(
                door.get(address, Map.of("Accept", "application/json"), CAPS).body());
        if (!text(description, "issuer").equals(issuer)) {
            throw refused("its description names another issuer");
        }
        return description;
    }

    /// Asked for at each sign-in: a key that was taken back counts no longer, a new one at once.
    private JWKSet keys(JsonNode description) {
        URI address = URI.create(text(description, "jwks_uri"));
        try (InputStream body =
                door.get(address, Map.of("Accept", "application/json"), CAPS).body()) {
            return JWKSet.load(body);
        } catch (IOException | ParseException e) {
            throw refused("its keys cannot be read");
        }
    }

    private JWTClaimsSet claims(String token, JWKSet keys, String nonce) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        DefaultJWTClaimsVerifier<SecurityContext> verifier = new DefaultJWTClaimsVerifier<>(
                clientId,
                new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build(),
                Set.of("sub", "exp", "iat"));
        verifier.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(verifier);
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Object party = claims.getClaim("azp");
            if (claims.getAudience().size() > 1 && !Objects.equals(party, clientId)) {
                throw refused("the ID token was made for another party");
            }
            return claims;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused("its ID token is not valid (" + e.getMessage() + ")");
        }
    }

    private static String name(JWTClaimsSet claims) {
        String name = Optional.ofNullable(claims.getClaim("preferred_username"))
                .map(Object::toString)
                .orElse(claims.getSubject())
                .replaceAll("[^\\p{L}\\p{N}._@-]", "_");
        return "oidc:" + name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
    }

    /// The highest role that a word of the claim gives.
    private Role role(JWTClaimsSet claims) {
        Object said = claims.getClaim(claim);
        Collection<?> words = said instanceof Collection<?> many ? many : said == null ? List.of() : List.of(said);
        return words.stream()
                .flatMap(word -> Optional.ofNullable(roles.get(word.toString())).stream())
                .flatMap(role ->
                        Stream.of(Role.values()).filter(known -> known.name().equals(role.toUpperCase(Locale.ROOT))))
                .max(Role::compareTo)
                .orElseThrow(() -> new AccessException(
                        Code.ROLE_INSUFFICIENT,
                        "The sign-in service knows you, and the hub has no role for what it says of you. Ask whoever"
                                + " runs this hub (auth.roles in city.yaml)."));
    }

    private JsonNode read(InputStream body) {
        try (body) {
            return json.readTree(body);
        } catch (IOException | JacksonException e) {
            throw refused("its answer is no JSON");
        }
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asString("");
        if (text.isEmpty()) {
            throw refused("its answer has no " + key);
        }
        return text;
    }

    /// What the service said stays out of the message: it may be anything.
    private static AccessException refused(String reason) {
        return new AccessException(
                Code.SIGN_IN_REFUSED,
                "The sign-in service did not confirm who you are: " + reason + ". Try again, or sign in with a token.");
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(TokenStore.hash(verifier));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

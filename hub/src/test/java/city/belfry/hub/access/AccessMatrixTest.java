package city.belfry.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may do what: each way in, with each method, for the public, a peer and a steward; what is not named is denied.
class AccessMatrixTest {
    @TempDir
    private static Path home;

    private static RunningHub hub;
    private static String peer;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        peer = TokenStore.open(home).issue("neighbour", Role.PEER);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /// An empty update is let in and does nothing; a graph store request without a graph is let in and then refused.
    @ParameterizedTest
    @CsvSource({
        "GET,    /,                        200, 200, 200",
        "GET,    /sparql?query=ASK%7B%7D,  200, 200, 200",
        "GET,    /api/v1/datasets,         200, 200, 200",
        "GET,    /api/v1/queries,          200, 200, 200",
        "GET,    /catalogue,               200, 200, 200",
        "POST,   /catalogue,               401, 403, 403",
        "GET,    /catalogue/feed,          200, 200, 200",
        "POST,   /catalogue/feed,          401, 403, 403",
        "GET,    /graph/ontology?format=nt, 404, 404, 404",
        "GET,    /api/v1/datasets/x/metadata, 401, 403, 404",
        "PUT,    /api/v1/datasets/x/metadata, 401, 403, 400",
        "PATCH,  /api/v1/datasets/x/metadata, 401, 403, 400",
        "GET,    /steward/metadata,        401, 403, 200",
        "POST,   /steward/metadata/x,      401, 403, 404",
        "GET,    /openapi.json,            200, 200, 200",
        "GET,    /map,                     200, 200, 200",
        "GET,    /scenarios,               200, 200, 200",
        "GET,    /scenarios/none,          404, 404, 404",
        "GET,    /scenarios/none/compare?query=lines, 404, 404, 404",
        "GET,    /accessibilite,           200, 200, 200",
        "GET,    /api/v1/scenarios,        200, 200, 200",
        "GET,    /api/v1/scenarios/none,   404, 404, 404",
        "GET,    /api/v1/scenarios/none/compare?query=lines, 404, 404, 404",
        "GET,    /api/v1/features?class=Quay, 200, 200, 200",
        "PUT,    /api/v1/scenarios/none,   401, 403, 400",
        "DELETE, /api/v1/scenarios/none,   401, 403, 404",
        "POST,   /api/v1/scenarios,        401, 403, 403",
        "GET,    /vocab/Quay,              200, 200, 200",
        "GET,    /api/v1/why?subject=urn:x, 404, 404, 404",
        "GET,    /why,                     200, 200, 200",
        "GET,    /donnees-personnelles,    200, 200, 200",
        "GET,    /steward/privacy,         401, 403, 200",
        "GET,    /federation/sparql?query=ASK%7B%7D, 200, 200, 200",
        "GET,    /api/v1/peers,            200, 200, 200",
        "GET,    /federation,              200, 200, 200",
        "GET,    /federation/queries/cities-published/results, 200, 200, 200",
        "POST,   /federation/queries/cities-published/results, 401, 403, 403",
        "GET,    /.well-known/void,        200, 200, 200",
        "PUT,    /federation/sparql,       401, 403, 403",
        "GET,    /sign-in,                 200, 200, 200",
        "POST,   /sign-in,                 403, 403, 403",
        "POST,   /sign-out,                303, 303, 303",
        "GET,    /steward,                 401, 403, 200",
        "POST,   /steward,                 401, 403, 405",
        "GET,    /steward/sources/none,    401, 403, 404",
        "POST,   /steward/sources/none/runs?task=DRY_RUN, 401, 403, 404",
        "GET,    /steward/sources/none/difference, 401, 403, 404",
        "GET,    /steward/sources/none/rollback?to=1, 401, 403, 404",
        "POST,   /steward/sources/none/rollback?to=1, 401, 403, 404",
        "GET,    /steward/runs/none,       401, 403, 404",
        "POST,   /steward/runs/none/cancel, 401, 403, 404",
        "GET,    /api/v1/runs,             401, 403, 200",
        "POST,   /api/v1/runs,             401, 403, 415",
        "GET,    /api/v1/runs/none,        401, 403, 404",
        "DELETE, /api/v1/runs/none,        401, 403, 404",
        "GET,    /api/v1/runs/none/events, 401, 403, 404",
        "GET,    /admin/audit,             401, 403, 403",
        "GET,    /health,                  200, 200, 200",
        "GET,    /ready,                   200, 200, 200",
        "GET,    /assets/belfry.css,       200, 200, 200",
        "POST,   /,                        401, 403, 403",
        "PUT,    /sparql,                  401, 403, 403",
        "DELETE, /api/v1/datasets,         401, 403, 403",
        "POST,   /api/v1/queries,          401, 403, 403",
        "PUT,    /api/v1/queries/a-name,   401, 403, 400",
        "DELETE, /api/v1/queries/a-name,   401, 403, 404",
        "POST,   /steward/queries,         401, 403, 400",
        "GET,    /update,                  401, 403, 405",
        "POST,   /update,                  401, 403, 204",
        "GET,    /graphs,                  401, 403, 400",
        "PUT,    /graphs,                  401, 403, 400",
        "DELETE, /graphs,                  401, 403, 400",
        "GET,    /$/stats,                 404, 404, 404",
        "GET,    /actuator,                404, 404, 404",
        "GET,    /nothing/at/all,          404, 404, 404",
        "POST,   /nothing/at/all,          404, 404, 404",
        "GET,    /vocab/Nothing,           404, 404, 404",
        "GET,    /../tokens,               400, 400, 400"
    })
    void eachRoleReachesWhatItMay(String method, String path, int everybody, int neighbour, int steward)
            throws Exception {
        assertEquals(everybody, status(method, path, ""), "public");
        assertEquals(neighbour, status(method, path, peer), "peer");
        assertEquals(steward, status(method, path, hub.token()), "steward");
    }

    @Test
    void aTokenIsKeptOnlyAsItsHashAndCanBeRevoked() throws Exception {
        TokenStore tokens = TokenStore.open(home);
        String token = tokens.issue("for-a-day", Role.STEWARD);

        assertFalse(Files.readString(home.resolve("tokens")).contains(token.substring(TokenStore.PREFIX.length())));
        assertEquals(Role.STEWARD, tokens.bearer(token).orElseThrow().role());
        assertEquals(200, status("GET", "/health", token));
        tokens.revoke("for-a-day");
        assertTrue(tokens.bearer(token).isEmpty());
        assertEquals(401, status("GET", "/health", token), "the running hub knows at once");
        assertEquals(
                AccessException.Code.TOKEN_UNKNOWN,
                assertThrows(AccessException.class, () -> tokens.revoke("for-a-day"))
                        .code());
    }

    @Test
    void aNameIsUsedOnce() {
        TokenStore tokens = TokenStore.open(home);
        AccessException refused = assertThrows(AccessException.class, () -> tokens.issue("neighbour", Role.STEWARD));
        assertEquals(AccessException.Code.TOKEN_NAME_TAKEN, refused.code());
    }

    private static int status(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = hub.request(path).method(method, HttpRequest.BodyPublishers.noBody());
        return hub.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .statusCode();
    }
}

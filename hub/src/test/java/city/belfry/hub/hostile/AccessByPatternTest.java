package city.belfry.hub.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.belfry.hub.RunningHub;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.TokenStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A1: every address that the hub serves, with every method, for every role. `access.txt` says who may; what it does
/// not name is denied, and an address that it does not have fails the test.
class AccessByPatternTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> OF_FILTERS = List.of("/update", "/graphs", "/assets/belfry.css");

    @TempDir
    private static Path home;

    private static RunningHub hub;
    private static final Map<String, String> BEARERS = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        TokenStore tokens = TokenStore.open(home);
        BEARERS.put("everybody", "");
        BEARERS.put("peer", tokens.issue("neighbour", Role.PEER));
        BEARERS.put("steward", hub.token());
        BEARERS.put("administrator", tokens.issue("operator", Role.ADMINISTRATOR));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void eachRoleReachesWhatTheTableNamesAndNothingElse() throws Exception {
        Map<String, Map<String, String>> table = table();
        Set<String> served = new TreeSet<>(hub.servedPatterns());
        served.addAll(OF_FILTERS);
        assertEquals(served, table.keySet(), "access.txt has a line for each address that is served, and no other");
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        int denied = 0;
        for (String pattern : served) {
            for (String method : METHODS) {
                for (Map.Entry<String, String> bearer : BEARERS.entrySet()) {
                    boolean allowed = allows(Objects.requireNonNull(table.get(pattern)), method, bearer.getKey());
                    HttpResponse<String> answer = send(method, path(pattern), bearer.getValue());
                    boolean isDenied = isDenied(answer, pattern);
                    cells++;
                    denied += isDenied ? 1 : 0;
                    if (allowed == isDenied || answer.statusCode() >= 500) {
                        wrong.add(method + " " + pattern + " by " + bearer.getKey() + ": " + answer.statusCode());
                    }
                }
            }
        }
        Figures.print(
                "A1",
                "%d addresses x %d methods x %d roles = %d cells, %d denied, %d not as in the table"
                        .formatted(served.size(), METHODS.size(), BEARERS.size(), cells, denied, wrong.size()));
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatIsNotServedIsMissingForEverybody() throws Exception {
        int tried = 0;
        for (String path : List.of(
                "/$/stats",
                "/$/datasets",
                "/actuator/env",
                "/ds/query",
                "/steward-like",
                "/api/v2/x",
                "/h2-console",
                "/tokens")) {
            for (String method : METHODS) {
                for (String token : BEARERS.values()) {
                    assertEquals(404, send(method, path, token).statusCode(), method + " " + path);
                    tried++;
                }
            }
        }
        Figures.print("A1", tried + " requests to addresses that are not served, " + tried + " answered 404");
    }

    /// Refused for who asks, and not for what is asked: a form without its page (`REQUEST_FORGED`), a wrong token at
    /// the sign-in and an update outside the rules come from inside.
    private static boolean isDenied(HttpResponse<String> answer, String path) {
        boolean isRefused = answer.statusCode() == 401 || answer.statusCode() == 403;
        return isRefused
                && ((answer.body().isEmpty() && !path.startsWith("/sign-in"))
                        || answer.body().contains("TOKEN_REQUIRED")
                        || answer.body().contains("ROLE_INSUFFICIENT"));
    }

    private static boolean allows(Map<String, String> row, String method, String role) {
        String who = row.getOrDefault(method.equals("HEAD") ? "GET" : method, "nobody");
        return switch (who) {
            case "everybody" -> true;
            case "steward" -> role.equals("steward") || role.equals("administrator");
            case "administrator" -> role.equals("administrator");
            case "nobody" -> false;
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static String path(String pattern) {
        return pattern.replaceAll("\\{\\*[^}]*}", "none").replaceAll("\\{[^}]*}", "none");
    }

    /// Lines of an address and of who may use which method.
    private static Map<String, Map<String, String>> table() throws IOException {
        Map<String, Map<String, String>> table = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(AccessByPatternTest.class.getResourceAsStream("access.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.strip().split("\\s+", -1);
                Map<String, String> row = new TreeMap<>();
                for (int i = 1; i < words.length; i++) {
                    String[] rule = words[i].split("=", 2);
                    for (String method : rule[0].split(",", -1)) {
                        row.put(method, rule[1]);
                    }
                }
                table.put(words[0], row);
            }
        }
        return table;
    }

    private static HttpResponse<String> send(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = hub.request(path).method(method, HttpRequest.BodyPublishers.noBody());
        return hub.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }
}

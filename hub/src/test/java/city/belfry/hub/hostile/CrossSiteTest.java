package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static city.belfry.hub.RunningHub.form;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import city.belfry.hub.store.Visibility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A4: another page cannot write through a steward's browser, read with their rights, frame the hub, lead them
/// elsewhere through it, or write into its headers.
class CrossSiteTest {
    private static final List<String> ORIGINS = List.of(
            "https://evil.example",
            "null",
            "http://localhost",
            "https://lille.example.evil.example",
            "http://lille.example@evil.example",
            "https://evil.example/lille.example",
            "file://",
            "",
            "http://127.0.0.1:1");

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        hub.put("kept", "id:a a belfry:Quay ; rdfs:label \"a\" .");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void anotherPageWritesNothing() throws Exception {
        SignedIn steward = SignedIn.with(hub, hub.token());
        long before = hub.store().writes(Visibility.OPEN);
        int tried = 0;
        int refused = 0;
        List<String> paths = new ArrayList<>(List.of("/update", "/graphs?graph=urn:g"));
        hub.servedPatterns().stream()
                .filter(pattern -> pattern.startsWith("/steward") || pattern.startsWith("/api/v1/"))
                .map(pattern -> pattern.replaceAll("\\{[^}]*}", "none"))
                .forEach(paths::add);
        for (String path : paths) {
            for (String origin : ORIGINS) {
                for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                    for (String type : List.of("application/x-www-form-urlencoded", "text/plain")) {
                        HttpRequest.Builder request = hub.request(path)
                                .header("Cookie", steward.cookie())
                                .header("Content-Type", type)
                                .header("Sec-Fetch-Site", tried % 2 == 0 ? "cross-site" : "same-site")
                                .method(
                                        method,
                                        HttpRequest.BodyPublishers.ofString(form(Map.of(
                                                "update", "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }"))));
                        if (!origin.isEmpty()) {
                            request.header("Origin", origin);
                        }
                        tried++;
                        refused += hub.send(request).statusCode() == 403 ? 1 : 0;
                    }
                }
            }
        }
        Figures.print(
                "A4",
                "%d writes by other pages with a steward's cookie, %d refused, %d writes"
                        .formatted(tried, refused, hub.store().writes(Visibility.OPEN) - before));
        assertEquals(tried, refused);
        assertEquals(before, hub.store().writes(Visibility.OPEN));
    }

    @Test
    void noOriginIsReflectedAndNoneMaySendCredentials() throws Exception {
        int answers = 0;
        for (String pattern : hub.servedPatterns()) {
            for (String origin : ORIGINS) {
                for (String method : List.of("GET", "OPTIONS")) {
                    HttpRequest.Builder request = hub.request(pattern.replaceAll("\\{[^}]*}", "none"))
                            .method(method, HttpRequest.BodyPublishers.noBody());
                    request.header("Access-Control-Request-Method", "POST");
                    if (!origin.isEmpty()) {
                        request.header("Origin", origin);
                    }
                    HttpResponse<String> answer = hub.send(request);
                    String allowed = answer.headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .orElse("");
                    assertTrue(allowed.isEmpty() || allowed.equals("*"), pattern + " " + origin + " " + allowed);
                    assertTrue(
                            answer.headers()
                                    .firstValue("Access-Control-Allow-Credentials")
                                    .isEmpty(),
                            pattern);
                    assertTrue(allowed.isEmpty() || !pattern.startsWith("/steward"), pattern);
                    answers++;
                }
            }
        }
        Figures.print("A4", answers + " answers to other origins, 0 reflect one, 0 with credentials");
    }

    @Test
    void everyAnswerForbidsFramesScriptsAndGuesses() throws Exception {
        int answers = 0;
        List<String> paths = new ArrayList<>(
                List.of("/update", "/graphs", "/assets/belfry.css", "/nothing", "/sparql?query=SELECT"));
        hub.servedPatterns().forEach(pattern -> paths.add(pattern.replaceAll("\\{[^}]*}", "none")));
        for (String path : paths) {
            for (String accept : List.of("text/html", "*/*")) {
                HttpResponse<String> answer = hub.get(path, "Accept", accept);
                if (answer.body().isEmpty()) {
                    // A browser shows nothing of it: a way to elsewhere.
                    continue;
                }
                String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElse("");
                assertTrue(
                        policy.contains("default-src 'self'")
                                && policy.contains("frame-ancestors 'none'")
                                && !policy.contains("unsafe"),
                        path + policy);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElse(""),
                        path);
                assertEquals(
                        "DENY", answer.headers().firstValue("X-Frame-Options").orElse(""), path);
                answers++;
            }
        }
        Figures.print("A4", answers + " answers, all without frames, inline scripts and guessed types");
    }

    /// As bytes, since a client would not send them.
    @Test
    void aStrangeHostOrAHeaderInAParameterChangesNoAddressAndNoHeader() throws Exception {
        int tried = 0;
        for (String host : List.of(
                "evil.example",
                "evil.example:80",
                "localhost@evil.example",
                "127.0.0.1",
                "a b",
                "",
                "evil.example\r\nX-Set: 1")) {
            for (String path : List.of(
                    "/",
                    "/steward",
                    "/catalogue",
                    "/sign-in?to=//evil.example",
                    "/.well-known/void",
                    "/openapi.json",
                    "/id/stop/a",
                    "/vocab")) {
                String answer = raw("GET " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\nX-Forwarded-Host: evil.example\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
                String head = answer.split("\r\n\r\n", 2)[0];
                assertTrue(!head.contains("evil.example") || head.contains("Location: /"), head);
                assertTrue(
                        !answer.contains("href=\"http://evil.example") && !answer.contains("<http://evil.example"),
                        path);
                tried++;
            }
        }
        for (String path : List.of(
                "/search?q=",
                "/sparql?query=",
                "/api/v1/queries/",
                "/doc/",
                "/sign-in?to=/",
                "/dataset/",
                "/api/v1/queries/lines/results?cursor=",
                "/?lang=",
                "/catalogue?page=")) {
            for (String poison : List.of(
                    "a%0d%0aX-Set:%201",
                    "a%0aX-Set:%201", "%E5%98%8A%E5%98%8DX-Set:%201", "a%00", "%0d%0a%0d%0a<script>")) {
                String answer = raw("GET " + path + poison
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
                assertTrue(
                        answer.split("\r\n\r\n", 2)[0].lines().noneMatch(line -> line.startsWith("X-Set")),
                        path + poison);
                assertTrue(!answer.startsWith("HTTP/1.1 500"), path + poison + answer);
                tried++;
            }
        }
        Figures.print("A4", tried + " strange hosts and headers in parameters, 0 in an address or a header");
    }

    @Test
    void nobodyIsLedElsewhere() throws Exception {
        int tried = 0;
        for (String target : List.of(
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/%09/evil.example",
                "javascript:alert(1)",
                "/\t/evil.example",
                "data:text/html,x",
                "http:evil.example",
                "///evil.example",
                "/..//evil.example",
                " https://evil.example",
                "/.evil.example@evil.example",
                "https:/\\evil.example")) {
            HttpResponse<String> in = hub.post(
                    "/sign-in",
                    "application/x-www-form-urlencoded",
                    form(Map.of("token", hub.token(), "to", target)),
                    "Origin",
                    SignedIn.origin(hub));
            HttpResponse<String> led = hub.get("/sign-in?to=" + encode(target), "Accept", "text/html");
            for (HttpResponse<String> answer : List.of(in, led)) {
                String location = answer.headers().firstValue("Location").orElse("/");
                assertTrue(
                        location.startsWith("/") && !location.startsWith("//") && !location.startsWith("/\\"),
                        target + " -> " + location);
                tried++;
            }
        }
        Figures.print("A4", tried + " targets elsewhere, 0 followed");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", hub.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}

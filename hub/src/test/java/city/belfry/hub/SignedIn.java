package city.belfry.hub;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A person who has signed in, as far as the hub can tell: the cookie of their session and the form token of its pages.
public record SignedIn(RunningHub hub, String cookie, String formToken) {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    /// Signs in with a token of the hub.
    public static SignedIn with(RunningHub hub, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = hub.post(
                "/sign-in",
                "application/x-www-form-urlencoded",
                RunningHub.form(Map.of("token", token, "to", "/")),
                "Origin",
                origin(hub));
        if (answer.statusCode() != 303) {
            throw new IllegalStateException("sign-in gave " + answer.statusCode() + " " + answer.body());
        }
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Matcher field = FORM_TOKEN.matcher(
                hub.get("/", "Accept", "text/html", "Cookie", cookie).body());
        if (!field.find()) {
            throw new IllegalStateException("no form token on the first page");
        }
        return new SignedIn(hub, cookie, field.group(1));
    }

    public static String origin(RunningHub hub) {
        return "http://localhost:" + hub.port();
    }

    /// A page as a browser asks for it.
    public HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return hub.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8", "Cookie", cookie);
    }

    /// Sends a form of a page.
    public HttpResponse<String> send(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(fields);
        all.putIfAbsent("csrf", formToken);
        return hub.send(hub.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .header("Origin", origin(hub))
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(RunningHub.form(all))));
    }
}

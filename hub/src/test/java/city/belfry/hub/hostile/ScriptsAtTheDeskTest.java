package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.TokenStore;
import city.belfry.hub.browser.Browser;
import city.belfry.hub.ingest.SmallCity;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A5 behind the sign-in, where a script would have a steward's rights: no page of the desk, of the findings, of the
/// metadata or of the audit log runs what a source, a rule, a record of the catalogue or a request says.
class ScriptsAtTheDeskTest {
    private static final List<String> TEXTS = ScriptsInTextsTest.TEXTS;
    private static final String ALL = String.join(" ", TEXTS);
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static SmallCity city;
    private static RunningHub hub;
    private static SignedIn administrator;

    @BeforeAll
    static void start() throws Exception {
        city = SmallCity.in(folder);
        city.edit("city.yaml", "label: Small City", "label: " + quoted(ALL));
        city.edit(
                "city.yaml",
                "title: Bikes,",
                "title: " + quoted(ALL) + ", description: " + quoted(ALL) + ", publisher: " + quoted(ALL)
                        + ", keywords: ["
                        + String.join(
                                ", ",
                                TEXTS.stream().map(ScriptsAtTheDeskTest::quoted).toList())
                        + "], privacy: [{ field: " + quoted(ALL) + ", treatment: drop }],");
        city.edit(
                "shapes.ttl",
                "\"too many docks\"",
                quoted(ALL) + " ; <https://w3id.org/belfry/ont#findingCode> " + quoted(TEXTS.getFirst())
                        + " ; <https://w3id.org/belfry/ont#suggestion> " + quoted(ALL));
        stations("999");
        hub = RunningHub.ofCity(city.file(), city.home());
        String token = TokenStore.open(city.home()).issue("operator", Role.ADMINISTRATOR);
        administrator = SignedIn.with(hub, token);
        for (String text : TEXTS) {
            hub.send(hub.request("/api/v1/runs/" + path(text))
                    .header("Authorization", "Bearer " + token)
                    .DELETE());
        }
        hub.send(hub.request("/api/v1/queries/odd")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/sparql-query")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "# title@en: " + oneLine(ALL) + "\n# title@fr: " + oneLine(ALL) + "\nASK {}")));
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    /// As JSON, YAML in quotes and Turtle have it.
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted.append(
                    c < ' ' || c > '~' || c == '"' || c == '\\'
                            ? String.format("\\u%04x", (int) c)
                            : String.valueOf(c));
        }
        return quoted.append('"').toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s", " ");
    }

    private static String path(String text) {
        return encode(text).replace("+", "%20").replace("%2F", "").replace("%5C", "");
    }

    /// One station for each text: its name, and what stands where a number should.
    private static void stations(String capacity) throws IOException {
        List<String> rows = new ArrayList<>(List.of("1,Gare,0.5,0.5," + capacity));
        for (int i = 0; i < TEXTS.size(); i++) {
            String cell = "\"" + TEXTS.get(i).replace("\"", "\"\"") + "\"";
            rows.add("t%d,%s,0.5,0.5,%s".formatted(i, cell, i % 2 == 0 ? cell : "7"));
        }
        city.stations(rows.toArray(String[]::new));
    }

    private static String run(String task) throws Exception {
        HttpResponse<String> answer = administrator.send("/steward/sources/bikes/runs", Map.of("task", task));
        String page = answer.headers().firstValue("Location").orElseThrow();
        for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
            String run = hub.get(page.replace("/steward/", "/api/v1/"), "Cookie", administrator.cookie())
                    .body();
            if (!run.contains("\"QUEUED\"") && !run.contains("\"RUNNING\"")) {
                assertTrue(run.contains("\"DONE\""), run);
                return page;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(page + " does not end");
    }

    @Test
    void noPageBehindTheSignInRunsWhatATextSays() throws Exception {
        List<String> pages = new ArrayList<>();
        pages.add(run("INGEST"));
        stations("998");
        pages.add(run("DRY_RUN"));
        pages.add(run("INGEST"));
        pages.addAll(List.of(
                "/",
                "/steward",
                "/steward/sources/bikes",
                "/steward/sources/bikes/difference?from=1&to=2",
                "/steward/sources/bikes/rollback?to=1",
                "/steward/findings/bikes",
                "/steward/findings/bikes?run=dry",
                "/steward/metadata",
                "/steward/metadata/bikes",
                "/steward/privacy",
                "/donnees-personnelles",
                "/dataset/bikes",
                "/catalogue",
                "/queries/odd",
                "/admin/audit"));
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = encode(TEXTS.get(i));
            pages.add("/steward/findings/bikes/" + i % 16);
            pages.add(List.of(
                                    "/admin/audit?q=",
                                    "/steward/findings/bikes?code=",
                                    "/steward/findings/bikes?severity=",
                                    "/steward/findings/bikes?run=",
                                    "/sign-in?to=")
                            .get(i % 5)
                    + text);
            pages.add(List.of("/steward/sources/", "/steward/runs/", "/steward/metadata/", "/steward/findings/")
                            .get(i % 4)
                    + path(TEXTS.get(i)));
        }
        String findings = administrator.page("/steward/findings/bikes").body();
        assertTrue(findings.contains("&lt;script&gt;"), "the texts are on the pages: " + findings);
        List<String> ran;
        try (Browser browser = Browser.start()) {
            ran = browser.scripts(SignedIn.origin(hub), pages, administrator.cookie(), ScriptsInTextsTest.RAN);
        }
        Figures.print(
                "A5",
                "%d texts in %d pages behind the sign-in, %d scripts run"
                        .formatted(TEXTS.size(), pages.size(), ran.size()));
        assertEquals(List.of(), ran);
        assertEquals(null, System.getProperty("ranByText"));
    }
}

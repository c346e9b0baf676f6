package city.belfry.hub.pages;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages as a browser without JavaScript gets them: in two languages, escaped, with links that lead somewhere.
class PagesSystemTest {
    private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"};
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        hub.put("catalogue", """
                <https://lille.example/id/dataset/stops> a dcat:Dataset ; dcterms:title "Arrêts <script>"@fr, "Stops"@en ;
                  belfry:tripleCount 6 ; dcterms:modified "2026-11-20T08:00:00Z" .
                """);
        hub.put("stops", """
                <https://lille.example/id/stop/stops-1> a belfry:Quay ;
                  rdfs:label "Gare <script>alert(1)</script>"@fr , "Station"@en ;
                  belfry:website <javascript:alert(1)> , <https://transport.example/> .
                <https://lille.example/id/line/stops-M1> rdfs:label "Métro 1"@fr ;
                  belfry:servesStop <https://lille.example/id/stop/stops-1> .
                """);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void everyPageIsThereInBothLanguages() throws Exception {
        for (String path : List.of(
                "/",
                "/search?q=gare",
                "/dataset/stops",
                "/doc/stop/stops-1",
                "/ont",
                "/vocab/Quay",
                "/sparql",
                "/queries/datasets")) {
            String french = page(path).body();
            String english =
                    page(path + (path.contains("?") ? "&" : "?") + "lang=en").body();
            assertTrue(french.contains("<html lang=\"fr\""), path);
            assertTrue(english.contains("<html lang=\"en\""), path);
            assertFalse(french.contains("&#39;&#39;"), "an apostrophe is doubled in " + path);
            assertFalse(french.contains("??") || english.contains("??"), "a text is missing in " + path);
        }
        assertTrue(hub.get("/", "Accept", "text/html", "Accept-Language", "en-GB, fr;q=0.5")
                .body()
                .contains("Last update"));
    }

    @Test
    void aNumberIsShownAsPeopleWriteIt() throws Exception {
        hub.put(
                "numbers",
                "id:place\\/number a belfry:Tree ; belfry:latitude 5.063478E1 ; belfry:longitude 3.0e0 ; rdfs:label 'N' .");
        String html = page("/doc/place/number").body();
        assertTrue(html.contains(">50.63478<") && html.contains(">3<"), html);
        assertFalse(html.contains(">5.063478E1<"), html);
    }

    /// Files of the hub itself, and the description for search engines, which is data.
    private static final Pattern OWN_SCRIPT =
            Pattern.compile("<script (src=\"/(assets|webjars)/[^\"]*\"|type=\"application/ld\\+json\")");

    @Test
    void nothingOfTheDataBecomesMarkup() throws Exception {
        for (String path : List.of(
                "/",
                "/dataset/stops",
                "/doc/stop/stops-1",
                "/search?q=" + encode("<script>alert(1)</script>"),
                "/queries/datasets?language=" + encode("\"><script>"),
                "/doc/stop/" + encode("<script>"))) {
            String html = hub.get(path, BROWSER).body();
            assertFalse(OWN_SCRIPT.matcher(html).replaceAll("").contains("<script"), path + "\n" + html);
        }
        assertFalse(page("/doc/stop/stops-1").body().contains("href=\"javascript:"));
    }

    @Test
    void everyLinkOfTheHubLeadsSomewhere() throws Exception {
        for (String path : List.of(
                "/",
                "/search?q=gare",
                "/dataset/stops",
                "/doc/stop/stops-1",
                "/vocab/Quay",
                "/sparql",
                "/queries/datasets")) {
            Matcher links = LINK.matcher(page(path).body());
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                if (link.startsWith("/")) {
                    HttpResponse<String> answer = hub.get(link, BROWSER);
                    assertTrue(answer.statusCode() < 400, path + " -> " + link + " " + answer.statusCode());
                } else {
                    assertTrue(link.startsWith("https://") || link.startsWith("http://") || link.startsWith("#"), link);
                }
            }
        }
    }

    @Test
    void aThingShowsItsNameItsKindAndWhatPointsToIt() throws Exception {
        String html = page("/doc/stop/stops-1").body();
        assertTrue(html.contains("Gare &lt;script&gt;"), html);
        assertTrue(html.contains("href=\"/vocab/Quay\""), html);
        assertTrue(html.contains("href=\"/doc/line/stops-M1\""), html);
    }

    @Test
    void aFailureIsAPageForABrowser() throws Exception {
        HttpResponse<String> missing = hub.get("/doc/stop/none", BROWSER);
        assertEquals(404, missing.statusCode());
        assertTrue(missing.body().contains("<html") && missing.body().contains("ENTITY_UNKNOWN"), missing.body());
    }

    @Test
    void theChosenLanguageIsRemembered() throws Exception {
        String cookie = page("/?lang=en").headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.contains("lang=en") && cookie.contains("HttpOnly"), cookie);
        String html = hub.get("/", "Accept", "text/html", "Cookie", "lang=en").body();
        assertTrue(html.contains("Last update"));
    }

    @Test
    void sparqlDescribesItselfToPrograms() throws Exception {
        HttpResponse<String> description = hub.get("/sparql", "Accept", "text/turtle");
        assertEquals(200, description.statusCode());
        assertTrue(
                RDFParser.fromString(description.body(), Lang.TURTLE).toGraph().size() > 5);
        assertTrue(page("/sparql").body().contains("<textarea"));
    }

    private static HttpResponse<String> page(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path, BROWSER);
        assertEquals(200, answer.statusCode(), path + " " + answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html"), path);
        return answer;
    }
}

package city.belfry.hub.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.SignedIn;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Ingest;
import city.belfry.hub.ingest.Progress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What a steward says about a dataset is checked, scored, kept with who said it, and stays whatever the next runs say.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CurationSystemTest {
    private static final String CC0 = "http://publications.europa.eu/resource/authority/licence/CC0";
    private static final String CITY = """
            city: { id: lille, label: Lille, base: https://lille.example, languages: [en] }
            datasets:
              - { id: parks, title: { en: Parks }, source: parks.ttl, format: turtle }
            """;

    @TempDir
    private static Path folder;

    private static RunningHub hub;
    private static SignedIn steward;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("parks.ttl"), "<park/1> a <https://w3id.org/belfry/ont#Amenity> .");
        Files.writeString(folder.resolve("city.yaml"), CITY);
        hub = RunningHub.start(folder.resolve("home"));
        ingest();
        steward = SignedIn.with(hub, hub.token());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void ingest() {
        CityFile city = CityFile.read(folder.resolve("city.yaml"));
        new Ingest(city, hub.store(), Clock.systemUTC(), Progress.NONE).run(city.datasets());
    }

    private static Map<String, String> form(String seen, String... more) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "seen", seen,
                "title", "Parks",
                "title.lang", "en",
                "description", "All parks.",
                "description.lang", "en",
                "accessRights", "http://publications.europa.eu/resource/authority/access-right/PUBLIC"));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    private static int points(String page) {
        Matcher points = Pattern.compile("data-score=\"points\">(\\d+)<").matcher(page);
        assertTrue(points.find(), page);
        return Integer.parseInt(points.group(1));
    }

    private static String catalogue() throws Exception {
        return hub.get("/catalogue?format=nt").body();
    }

    @Test
    @Order(1)
    void theFormIsThatOfTheShapesAndTellsWhatIsMissing() throws Exception {
        String page = steward.page("/steward/metadata/parks?lang=en").body();
        for (FormField field : MetadataForm.load().fields()) {
            boolean isThing = field.kind() == FormField.Kind.THING;
            assertTrue(isThing || page.contains("name=\"" + field.name() + "\""), field.name() + " is not in the form");
        }
        assertTrue(page.contains("The dataset has no description"), "a rule stands beside its field");
        assertTrue(page.contains("A licence (+20)"), "what would raise the score");
    }

    @Test
    @Order(2)
    void aCheckScoresWhatStandsInTheFormAndKeepsNothing() throws Exception {
        int before = points(steward.page("/steward/metadata/parks?lang=en").body());
        String checked = steward.send("/steward/metadata/parks?lang=en", form("0", "action", "check", "license", CC0))
                .body();
        // A description heals DCAT-AP (30), the licence gives 20 and that it is in the list 10.
        assertEquals(before + 60, points(checked));
        String live = hub.post(
                        "/steward/metadata/parks/score?lang=en",
                        "application/x-www-form-urlencoded",
                        RunningHub.form(form("0", "license", CC0)),
                        "Authorization",
                        "Bearer " + hub.token())
                .body();
        assertTrue(live.contains("\"points\":" + (before + 60)), live);
        assertFalse(catalogue().contains(CC0));
        assertEquals(
                before, points(steward.page("/steward/metadata/parks?lang=en").body()));
    }

    @Test
    @Order(3)
    void aDraftIsKeptAndTheCatalogueStaysAsItIs() throws Exception {
        HttpResponse<String> kept =
                steward.send("/steward/metadata/parks", form("0", "action", "draft", "license", CC0));
        assertEquals(303, kept.statusCode(), kept.body());
        assertFalse(catalogue().contains(CC0));
        assertTrue(steward.page("/steward/metadata/parks?lang=en").body().contains("value=\"" + CC0 + "\""));
    }

    @Test
    @Order(4)
    void whatBreaksARuleIsNotPublishedAndIsToldBesideItsField() throws Exception {
        HttpResponse<String> refused = steward.send(
                "/steward/metadata/parks?lang=en",
                form("1", "action", "publish", "contactPoint.fn", "Office", "contactPoint.hasEmail", "nobody"));
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("The mailbox is not of the form name@place."), refused.body());
        assertTrue(refused.body().contains("value=\"Office\""), "what was typed is not lost");
    }

    @Test
    @Order(5)
    void aPublicationIsInTheCatalogueAndItsDistributionsHaveItsLicence() throws Exception {
        HttpResponse<String> published = steward.send(
                "/steward/metadata/parks",
                form("1", "action", "publish", "license", CC0, "keyword", "parks", "keyword.lang", "en"));
        assertEquals(303, published.statusCode(), published.body());
        String catalogue = catalogue();
        assertTrue(catalogue.contains("/id/dataset/parks> <http://purl.org/dc/terms/license> <" + CC0), catalogue);
        assertTrue(catalogue.contains("/id/distribution/parks-ttl> <http://purl.org/dc/terms/license> <" + CC0));
        assertFalse(catalogue.contains("first-steward"), "who wrote it is not public");
        assertTrue(steward.page("/steward/metadata/parks").body().contains("first-steward"));
    }

    @Test
    @Order(6)
    void somebodyWhoSawAnOlderVersionIsTold() throws Exception {
        HttpResponse<String> late = steward.send("/steward/metadata/parks", form("1", "action", "publish"));
        assertEquals(412, late.statusCode());
        assertTrue(catalogue().contains(CC0));
    }

    /// The title, which the steward left alone, follows the source; the rest stays.
    @Test
    @Order(7)
    void theNextRunLosesNothingAndSaysWhatNobodyElseSaid() throws Exception {
        Files.writeString(
                folder.resolve("city.yaml"),
                CITY.replace("title: { en: Parks }", "title: { en: Parks and gardens }, description: From the run"));
        Files.writeString(
                folder.resolve("parks.ttl"),
                "<park/1> a <https://w3id.org/belfry/ont#Amenity> . <park/2> a <https://w3id.org/belfry/ont#Amenity> .");
        ingest();
        String catalogue = catalogue();
        assertTrue(catalogue.contains("\"Parks and gardens\"@en"), catalogue);
        assertTrue(catalogue.contains("\"All parks.\"@en"), "the steward's description");
        assertFalse(catalogue.contains("From the run"));
        assertTrue(catalogue.contains("/id/dataset/parks> <http://purl.org/dc/terms/license> <" + CC0));
        assertEquals(2, hub.get("/graph/parks?format=nt").body().lines().count());
    }

    @Test
    @Order(8)
    void aProgramWritesWithTheVersionThatItRead() throws Exception {
        HttpResponse<String> read = rest("GET", "", "");
        String tag = read.headers().firstValue("ETag").orElseThrow();
        assertEquals("\"2\"", tag);
        String patch = """
                {"@id": "https://lille.example/id/dataset/parks",
                 "http://purl.org/dc/terms/license":
                   {"@id": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"}}""";
        assertEquals(412, rest("PATCH", patch, "\"1\"").statusCode());
        assertEquals(412, rest("PATCH", patch, "").statusCode(), "a blind write is refused");
        HttpResponse<String> changed = rest("PATCH", patch, tag);
        assertEquals(200, changed.statusCode(), changed.body());
        assertEquals("\"3\"", changed.headers().firstValue("ETag").orElseThrow());
        assertTrue(catalogue().contains("CC_BY_4_0"));
        assertFalse(catalogue().contains(CC0));
        assertTrue(catalogue().contains("\"All parks.\"@en"), "a property that is not named stays");
        String bare = "{\"@id\": \"https://lille.example/id/dataset/parks\"}";
        assertEquals(422, rest("PUT", bare, "\"3\"").statusCode(), "no title");
        assertEquals(400, rest("PUT", "{", "\"3\"").statusCode());
        assertEquals(
                401, hub.send(hub.request("/api/v1/datasets/parks/metadata")).statusCode());
    }

    private static HttpResponse<String> rest(String method, String body, String seen) throws Exception {
        HttpRequest.Builder request = hub.request("/api/v1/datasets/parks/metadata")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + hub.token())
                .header("Content-Type", "application/ld+json");
        return hub.send(seen.isEmpty() ? request : request.header("If-Match", seen));
    }

    @Test
    @Order(9)
    void allVersionsAreKeptWithWhoWroteThem() {
        Curations curations =
                new Curations(hub.store(), new CatalogueIris(RunningHub.BASE, "lille"), Clock.systemUTC());
        List<Curation> history = curations.history("parks");
        assertEquals(
                List.of(3L, 2L, 1L), history.stream().map(Curation::version).toList());
        assertEquals(Curation.State.DRAFT, history.getLast().state());
        assertTrue(history.stream().allMatch(version -> version.steward().equals("first-steward")));
    }
}

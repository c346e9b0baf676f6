package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.RunningHub;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A steward's visit to the sample city, from the first click to what is stored: sign in, dry run, see the difference,
/// publish, read a finding down to its row, take the table along, be stopped by a threshold, go back to the version
/// before. In French at a desk and in English on a telephone.
class StewardVisitTest {
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final String LAST_CAPTURE = "vlille/2026-07-08_22-00-00.csv";

    private static final Path SAMPLE =
            Path.of(System.getProperty("belfry.root", ".."), "hub/sample").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static Path city;
    private static RunningHub hub;
    private static Browser browser;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        city = folder.resolve("city");
        copy(SAMPLE, city);
        Path file = city.resolve("city.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "    pack: population\n",
                                "    pack: population\n    thresholds: {quarantined: 20 %}\n"));
        hub = RunningHub.ofCity(file.toString(), folder.resolve("home"));
        token = hub.token();
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
            browser.close();
        }
    }

    /// What the pages say, in one language.
    private record Words(
            String language,
            String signIn,
            String dryRun,
            String run,
            String publish,
            String published,
            String unknownWord,
            String whatToDo,
            String spreadsheet,
            String withoutResidents,
            String stopped,
            String nothingWritten,
            String goBack) {}

    private static final Words FRENCH = new Words(
            "fr",
            "Se connecter",
            "Essai à blanc",
            "Exécuter",
            "Publier la version",
            "publiée",
            "n'est pas un des mots connus de « etat »",
            "Corrigez la cellule, ou ajoutez le mot au tableau de la correspondance.",
            "CSV pour tableur",
            "Le dénombrement n'a pas de nombre d'habitants.",
            "Arrêtée par un seuil",
            "Rien n'a été écrit.",
            "Revenir à la version");
    private static final Words ENGLISH = new Words(
            "en",
            "Sign in",
            "Dry run",
            "Run",
            "Publish version",
            "is published",
            "is none of the known words",
            "Correct the cell, or add the word to the table of the mapping.",
            "CSV for spreadsheets",
            "The count has no number of residents.",
            "Stopped by a threshold",
            "Nothing was written.",
            "Go back to version");

    @Test
    void fromTheFirstClickToTheStoredEffectInFrench() throws Exception {
        visit(FRENCH, DESK);
    }

    @Test
    void fromTheFirstClickToTheStoredEffectInEnglishOnATelephone() throws Exception {
        visit(ENGLISH, PHONE);
    }

    private static void visit(Words words, int width) throws Exception {
        String renamed = "Commune of " + width;
        String capture = Files.readString(SAMPLE.resolve(LAST_CAPTURE));
        String population = Files.readString(SAMPLE.resolve("population-2021.csv"));
        List<String> faults = new ArrayList<>();
        Browser.Visit visit = browser.with(address("/?lang=" + words.language()), width, page -> {
            page.click("text=" + words.signIn());
            page.fill("#token", token);
            page.click("main button");
            page.waitForURL("**/steward");
            assertEquals(16, page.locator("table.sources tbody tr").count(), "all sources of the city");
            watch(page, faults, width);

            page.navigate(address("/steward/sources/velos"));
            write(
                    LAST_CAPTURE,
                    capture.replaceFirst("(?m)^(CHU EURASANTE,[^,]*,,)Lille,", "$1" + renamed + ",")
                            + "NOUVELLE " + width + ",Rue Neuve,,Lille,EN TRAVAUX,SANS TPE,9,3,CONNECTÉ,3.06,50.63,"
                            + "2026-07-08T22:00:00.220Z,POINT (3.06 50.63)\n");
            watchedRun(page, words.dryRun());
            assertSays(page, words.nothingWritten());
            assertSays(page, renamed);
            watch(page, faults, width);

            page.click("text=/" + words.publish() + " \\d+/");
            page.waitForSelector("main [role=status]:has-text('" + words.published() + "')");
            watch(page, faults, width);
            page.click(".counters a");
            page.selectOption("#code", "CODE_UNKNOWN");
            page.click("form.parameters button");
            assertSays(page, words.unknownWord());
            assertSays(page, words.whatToDo());
            watch(page, faults, width);
            Download download = page.waitForDownload(() -> page.click("text=" + words.spreadsheet()));
            String table = read(download.path());
            assertTrue(table.startsWith("\uFEFFcode,severity,source,line"), table);
            assertTrue(table.contains(words.unknownWord()), table);
            page.locator("td a:has-text('2026-07-08_22-00-00.csv')").last().click();
            assertSays(page, words.unknownWord());
            assertSays(page, words.whatToDo());
            assertSays(page, "2026-07-08_22-00-00.csv");
            assertSays(page, String.valueOf(capture.lines().count() + 1));
            assertSays(page, "NOUVELLE " + width + ",Rue Neuve,,Lille,EN TRAVAUX");
            watch(page, faults, width);

            // What breaks a rule names a thing; its page shows the row that the thing comes from.
            page.navigate(address("/steward/findings/population?code=RESIDENTS_MISSING"));
            assertSays(page, words.withoutResidents());
            page.click("td a:has-text('population')");
            assertSays(page, "population-2021.csv");
            assertSays(page, "59346;Lezennes;n. d.");
            watch(page, faults, width);

            write("population-2021.csv", population.replaceAll("(?m)^(59[3-6].*);[0-9 ]+", "$1;n. d."));
            page.navigate(address("/steward/sources/population"));
            run(page, words.run());
            assertSays(page, "TOO_MANY_QUARANTINED");
            watch(page, faults, width);
            page.click("main a[href$='run=last']");
            page.locator("td a:has-text('population-2021.csv')").first().click();
            assertSays(page, ";n. d.");
            page.navigate(address("/steward"));
            assertSays(page, words.stopped());
            watch(page, faults, width);
            write("population-2021.csv", population);
            page.navigate(address("/steward/sources/population"));
            run(page, words.run());

            page.navigate(address("/steward/sources/velos"));
            watch(page, faults, width);
            page.locator("a:has-text('" + words.goBack() + "')").first().click();
            assertSays(page, renamed);
            watch(page, faults, width);
            page.click("main button");
            page.waitForSelector("main [role=status]:has-text('" + words.published() + "')");
            write(LAST_CAPTURE, capture);
            page.navigate(address("/steward"));
            assertFalse(page.textContent("main").contains(words.stopped()));
        });
        assertEquals(List.of(), visit.faults(), "at " + width);
        assertEquals(List.of(), faults, "at " + width);
        String communes = ask("SELECT ?o { GRAPH <https://lille.example/graph/velos>"
                + " { ?s <https://w3id.org/belfry/ont#localityName> ?o } }");
        assertFalse(communes.contains(renamed), "the rollback is stored");
        assertTrue(communes.contains("Lille"));
        assertTrue(
                ask("SELECT ?o { GRAPH <https://lille.example/graph/population>"
                                + " { ?s <https://w3id.org/belfry/ont#residents> ?o } }")
                        .contains("62067"),
                "what the threshold stopped is not stored");
    }

    /// Madrid's museums, whose positions a spreadsheet has spoilt; its trees; its green areas, which are a workbook
    /// under the name of a table.
    @Test
    void theSameOnARealCity() throws Exception {
        Path root = Path.of(System.getProperty("belfry.root", ".."))
                .toAbsolutePath()
                .normalize();
        Path data = root.resolve("../shared/data/madrid").normalize();
        assumeTrue(
                Files.exists(data),
                () -> "Skipped: the real data " + data + " are not there; they are no part of Belfry.");
        Path home = folder.resolve("madrid");
        try (RunningHub madrid = RunningHub.ofCity(root.resolve("hub/src/test/cities/madrid/city.yaml"), home)) {
            String start = "http://localhost:" + madrid.port();
            List<String> pages = new ArrayList<>();
            Browser.Visit visit = browser.with(start + "/sign-in?lang=fr", DESK, page -> {
                page.fill("#token", madrid.token());
                page.click("main form button");
                page.waitForURL("**/steward");
                watch(page, pages, DESK);
                page.navigate(start + "/steward/sources/museos");
                run(page, "Essai à blanc");
                assertTrue(page.textContent(".counters").contains("69"), "all of them would be kept out");
                watch(page, pages, DESK);
                page.navigate(start + "/steward/sources/arbolado");
                run(page, "Essai à blanc");
                page.click("text=/Publier la version 1/");
                page.waitForSelector("text=Version 1 publiée");
                page.navigate(start + "/steward/sources/zonas-verdes");
                run(page, "Exécuter");
                page.navigate(start + "/steward/findings/zonas-verdes");
                assertTrue(page.textContent("main").contains("classeur Excel"), page.textContent("main"));
                watch(page, pages, DESK);
                page.navigate(start + "/steward");
            });
            assertEquals(List.of(), visit.faults());
            assertEquals(List.of(), pages);
            String count = madrid.get("/sparql?format=csv&query="
                            + RunningHub.encode(
                                    "SELECT (COUNT(*) AS ?n) { GRAPH <https://madrid.example/graph/arbolado>"
                                            + " { ?s ?p ?o } }"))
                    .body();
            assertTrue(Integer.parseInt(count.lines().skip(1).findFirst().orElse("0")) > 500, count);
        }
    }

    /// Starts a run that has to wait behind another, so that its page tells how far it is.
    private static void watchedRun(Page page, String button) {
        ahead("temperatures");
        List<String> followed = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith("/events")) {
                followed.add(request.url());
            }
        });
        page.locator("main .actions button:text-is('" + button + "')").first().click();
        page.waitForSelector(".progress .step");
        page.waitForSelector(".counters, .fault");
        assertFalse(followed.isEmpty(), "the page follows the run by itself");
    }

    private static void ahead(String dataset) {
        try {
            assertEquals(
                    202,
                    hub.post(
                                    "/api/v1/runs",
                                    "application/json",
                                    "{\"dataset\":\"" + dataset + "\",\"task\":\"dry-run\"}",
                                    "Authorization",
                                    "Bearer " + token)
                            .statusCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Page page, String button) {
        page.locator("main .actions button:text-is('" + button + "')").first().click();
        page.waitForSelector(".counters, .fault");
    }

    private static void watch(Page page, List<String> faults, int width) {
        faults.addAll(browser.look(page, width));
    }

    private static void assertSays(Page page, String text) {
        String said = page.textContent("main");
        assertTrue(said.contains(text), () -> "'" + text + "' is not in:\n" + said);
    }

    private static String ask(String query) throws Exception {
        return hub.get("/sparql?query=" + RunningHub.encode(query)).body();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void write(String name, String text) {
        try {
            Files.writeString(city.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(String path) {
        return "http://localhost:" + hub.port() + path;
    }
}

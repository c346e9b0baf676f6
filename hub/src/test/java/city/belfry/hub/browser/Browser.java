package city.belfry.hub.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine's own Chromium, driven without a window. Each visit has a fresh profile.
///
/// `-Dtest.args=-Dbrowser.pictures=FOLDER` keeps a picture of each page that was visited.
public final class Browser implements AutoCloseable {
    /// Where Debian, Ubuntu and Fedora put it; `-Dbrowser.path` names another place.
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/lib64/chromium-browser/chromium-browser");
    /// WCAG 2.2 AA is these tags together.
    private static final List<String> WCAG_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    /// Beyond the letter of WCAG: headings in order, landmarks, one `h1`.
    private static final String BEST_PRACTICE = "best-practice";

    private static final int PAGE_HEIGHT = 900;
    private static final Optional<Path> PICTURES =
            Optional.ofNullable(System.getProperty("browser.pictures")).map(Path::of);

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /// Skips the test when there is no Chromium.
    public static Browser start() {
        Optional<Path> program = Stream.concat(
                        Optional.ofNullable(System.getProperty("browser.path")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(path -> path.toFile().canExecute())
                .findFirst();
        assumeTrue(
                program.isPresent(),
                () -> "Skipped: no page was looked at, since there is no Chromium at " + PLACES
                        + "; install it or name it with -Dbrowser.path.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program.orElseThrow())
                                // A container's root user has no sandbox to give.
                                .setArgs(List.of("--no-sandbox"))));
    }

    /// What was seen of a page.
    ///
    /// @param faults what axe-core found, what the console complained of, requests to another host,
    ///     content wider than the window; empty when all is well
    public record Visit(int status, String title, List<String> faults) {}

    /// Opens a page, waits until it is quiet and looks for faults.
    ///
    /// @param width of the window in pixels
    public Visit visit(String address, int width) {
        return with(address, width, seen -> {});
    }

    /// The same after something was done on the page.
    public Visit with(String address, int width, java.util.function.Consumer<Page> actions) {
        List<String> faults = new ArrayList<>();
        String host = URI.create(address).getAuthority();
        try (var context = chromium.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, PAGE_HEIGHT))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                boolean ofThePageItself = message.text().startsWith("Failed to load resource")
                        && message.location().startsWith(address);
                if ((message.type().equals("error") || message.type().equals("warning")) && !ofThePageItself) {
                    faults.add("console: " + message.text());
                }
            });
            page.onPageError(error -> faults.add("script: " + error));
            page.onRequest(request -> {
                URI uri = URI.create(request.url());
                if (!host.equals(uri.getAuthority()) && !List.of("data", "blob").contains(uri.getScheme())) {
                    faults.add("request to another host: " + request.url());
                }
            });
            page.onResponse(response -> {
                if (response.status() >= 400 && !response.url().equals(address)) {
                    faults.add("answer " + response.status() + " to " + response.url());
                }
            });
            var answer = page.navigate(address);
            page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
            actions.accept(page);
            String title = page.title();
            faults.addAll(look(page, width));
            return new Visit(answer == null ? 0 : answer.status(), title, List.copyOf(faults));
        }
    }

    /// Looks at a page as it is now: what axe-core finds and what is wider than the window.
    public List<String> look(Page page, int width) {
        List<String> faults = new ArrayList<>();
        Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (overflow instanceof Number pixels && pixels.intValue() > 0) {
            faults.add("content is " + pixels + " pixels wider than the window of " + width);
        }
        PICTURES.ifPresent(folder -> page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(folder.resolve(pictureName(page.url(), width)))));
        faults.addAll(axe(page));
        return faults;
    }

    /// Opens pages and says what ran or was stopped that is not their own: a mark in the window, a dialogue, a report
    /// of the content policy about a script, a way to another host.
    ///
    /// @param paths of one host, opened one after the other in one window, since a fresh one costs more than a page
    /// @param cookie `name=value` of a session, empty for nobody's
    /// @param mark an expression that is true when something ran
    public List<String> scripts(String host, List<String> paths, String cookie, String mark) {
        List<String> found = new ArrayList<>();
        String authority = URI.create(host).getAuthority();
        try (var context = chromium.newContext()) {
            if (!cookie.isEmpty()) {
                String[] parts = cookie.split("=", 2);
                context.addCookies(List.of(new Cookie(parts[0], parts[1]).setUrl(host)));
            }
            Page page = context.newPage();
            page.onDialog(dialogue -> {
                found.add("dialogue at " + page.url());
                dialogue.dismiss();
            });
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")
                        || message.text().contains("Content-Security-Policy")) {
                    found.add(message.text() + " at " + page.url());
                }
            });
            page.onRequest(request -> {
                URI uri = URI.create(request.url());
                if (!authority.equals(uri.getAuthority())
                        && !List.of("data", "blob").contains(uri.getScheme())) {
                    found.add("request to " + request.url() + " at " + page.url());
                }
            });
            for (String path : paths) {
                page.navigate(host + path);
                if (Boolean.TRUE.equals(page.evaluate("Boolean(" + mark + ")"))) {
                    found.add("a script ran at " + path);
                }
            }
            return found;
        }
    }

    private static List<String> axe(Page page) {
        List<String> tags = new ArrayList<>(WCAG_AA);
        tags.add(BEST_PRACTICE);
        List<String> found = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page)
                .setLegacyMode(true)
                .withTags(tags)
                .analyze()
                .getViolations()) {
            for (CheckedNode node : rule.getNodes()) {
                found.add(rule.getId() + ": " + rule.getHelp() + " – " + node.getHtml());
            }
        }
        return found;
    }

    private static String pictureName(String address, int width) {
        URI uri = URI.create(address);
        String path = (uri.getPath() + "-" + String.valueOf(uri.getQuery())).replaceAll("[^A-Za-z0-9-]+", "_");
        return path + "-" + width + ".png";
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}

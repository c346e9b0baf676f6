package city.belfry.hub.hostile;

import static city.belfry.hub.RunningHub.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import city.belfry.hub.browser.Browser;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A5: whatever a label, an address, a parameter or an error message says, no page runs it, and no cell of the
/// spreadsheet form is a formula. A page is opened in Chromium with a watch for scripts and for reports of the policy.
class ScriptsInTextsTest {
    /// Sets a mark in the window that no page of the hub sets.
    /// True in a window where a text was run.
    static final String RAN = "window.ranByText";
    private static final String DO = RAN + "=1";
    static final List<String> TEXTS = List.of(
            "<script>" + DO + "</script>",
            "\"><script>" + DO + "</script>",
            "'><img src=x onerror=" + DO + ">",
            "<svg/onload=" + DO + ">",
            "</textarea><script>" + DO + "</script>",
            "</title><script>" + DO + "</script>",
            "</script><script>" + DO + "</script>",
            "\" autofocus onfocus=" + DO + " x=\"",
            "' onmouseover='" + DO + "' style='position:fixed;inset:0",
            "<iframe srcdoc='<script>parent." + DO + "</script>'></iframe>",
            "<a href='javascript:" + DO + "'>x</a>",
            "<math><mi xlink:href='javascript:" + DO + "'>",
            "<details open ontoggle=" + DO + ">",
            "<style>@import 'javascript:" + DO + "';</style>",
            "<base href='https://evil.invalid/'>",
            "<meta http-equiv=refresh content='0;url=javascript:" + DO + "'>",
            "<form action=https://evil.invalid/><input name=token>",
            "<object data='javascript:" + DO + "'></object>",
            "[[${T(java.lang.Runtime).getRuntime()}]]",
            "__${T(java.lang.System).setProperty('ranByText','1')}__::.x",
            "*{T(java.lang.System).setProperty('ranByText','1')}",
            "${7*7}#{7*7}~{x}@{x}",
            "{{constructor.constructor('" + DO + "')()}}",
            "`${" + DO + "}`",
            "\\u003cscript\\u003e" + DO + "\\u003c/script\\u003e",
            "&lt;script&gt;" + DO + "&lt;/script&gt;",
            "<!--<script>" + DO + "-->",
            "]]><script>" + DO + "</script>",
            "<IMG SRC=\"jav\tascript:" + DO + "\">",
            "\u202e<script>" + DO + "</script>",
            "<noscript><p title=\"</noscript><img src=x onerror=" + DO + ">\">");
    private static final List<String> FORMULAS = List.of(
            "=1+1",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "=HYPERLINK(\"https://evil.invalid\")",
            "=cmd|' /C calc'!A0",
            "\uFF1D1+1",
            " =1+1",
            "\n=1+1");

    @TempDir
    private static Path home;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.start(home);
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = literal(TEXTS.get(i));
            data.append(
                    "<%s/id/quay/x%d> a belfry:Quay ; rdfs:label %s ; :note %s ; :odd <urn:x:%s> ; geo:hasGeometry [ geo:asWKT \"POINT(3 50)\"^^geo:wktLiteral ] .\n"
                            .formatted(RunningHub.BASE, i, text, text, encode(TEXTS.get(i))));
        }
        data.append("<%s/id/quay/j> a belfry:Quay ; rdfs:label \"j\" ; :page <javascript:%s> , <data:text/html,x> .\n"
                .formatted(RunningHub.BASE, DO));
        hub.put("texts", data.toString());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String literal(String text) {
        return NodeFmtLib.strNT(NodeFactory.createLiteralString(text));
    }

    private static List<String> paths() {
        List<String> paths =
                new ArrayList<>(List.of("/", "/map?class=Quay", "/vocab/Quay", "/doc/quay/j", "/catalogue"));
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = encode(TEXTS.get(i));
            paths.add("/doc/quay/x" + i);
            paths.add("/search?q=" + text);
            paths.add("/sparql?query=" + text);
            List<String> parameters = List.of(
                    "/?lang=",
                    "/ont?q=",
                    "/map?class=",
                    "/sign-in?to=",
                    "/why?subject=",
                    "/scenarios/x/compare?query=",
                    "/federation?question=",
                    "/catalogue?page=",
                    "/queries/",
                    "/vocab/",
                    "/doc/",
                    "/dataset/",
                    "/nothing/");
            for (int p = 0; p < 3; p++) {
                paths.add(parameters.get((3 * i + p) % parameters.size())
                        + (text.contains("%")
                                ? text.replace("+", "%20").replace("%2F", "").replace("%5C", "")
                                : text));
            }
        }
        return paths;
    }

    @Test
    void noPageRunsWhatATextSays() {
        List<String> ran = new ArrayList<>();
        List<String> paths = paths();
        try (Browser browser = Browser.start()) {
            ran.addAll(browser.scripts("http://localhost:" + hub.port(), paths, "", RAN));
        }
        Figures.print(
                "A5",
                "%d texts in %d pages, %d scripts run, %d templates evaluated"
                        .formatted(
                                TEXTS.size(),
                                paths.size(),
                                ran.size(),
                                System.getProperty("ranByText") == null ? 0 : 1));
        assertEquals(List.of(), ran);
        assertEquals(null, System.getProperty("ranByText"));
    }

    @Test
    void noCellOfASpreadsheetIsAFormula() throws Exception {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < FORMULAS.size(); i++) {
            data.append("id:f%d :cell %s .\n".formatted(i, literal(FORMULAS.get(i))));
        }
        hub.put("cells", data.append("id:n :cell -5 .").toString());
        HttpResponse<String> saved = hub.send(
                hub.request("/api/v1/queries/cells")
                        .header("Authorization", "Bearer " + hub.token())
                        .header("Content-Type", "application/sparql-query")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        "# title@en: Cells\n# title@fr: Cellules\nSELECT ?cell { ?s <https://lille.example/p/cell> ?cell }")));
        assertEquals(201, saved.statusCode(), saved.body());
        String table =
                hub.get("/api/v1/queries/cells/results?format=csv-bom").body().substring(1);
        var rows = ResultSetMgr.read(
                new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)), ResultSetLang.RS_CSV);
        int cells = 0;
        int formulas = 0;
        while (rows.hasNext()) {
            String cell = rows.next().get("cell").toString();
            cells++;
            formulas += !cell.equals("-5") && cell.stripLeading().matches("(?s)[=+@\\-\\uFF1D].*") ? 1 : 0;
        }
        Figures.print("A5", "%d cells of a spreadsheet, %d formulas".formatted(cells, formulas));
        assertEquals(FORMULAS.size() + 1, cells);
        assertEquals(0, formulas);
        assertTrue(table.contains("-5"), "numbers stay numbers");
    }
}

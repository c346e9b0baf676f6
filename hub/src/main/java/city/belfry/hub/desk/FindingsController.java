package city.belfry.hub.desk;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.FindingsFile;
import city.belfry.hub.ingest.Preview;
import city.belfry.hub.ingest.RawRecord;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunDesk;
import city.belfry.hub.ingest.Spreadsheet;
import city.belfry.hub.pages.Labels;
import city.belfry.hub.pages.PageLanguages;
import city.belfry.hub.pages.Site;
import city.belfry.hub.store.CityStore;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// What is wrong in a dataset: rule, place, raw record, what to do; and the same for a spreadsheet.
@Controller
final class FindingsController {
    private static final int FINDINGS_SHOWN = 50;
    private static final int STATEMENTS_SHOWN = 50;
    /// How `?run=` names the dry run, and the last run be it published or not.
    private static final String DRY = "dry";

    private static final String LAST = "last";

    private static final List<String> COLUMNS =
            List.of("code", "severity", "source", "line", "path", "field", "message", "suggestion");

    private final CityFile city;
    private final CityStore store;
    private final RunDesk desk;
    private final FindingWords words;
    private final RecordOfThing records;
    private final Labels labels;
    private final Site site;

    FindingsController(
            CityFile city,
            CityStore store,
            RunDesk desk,
            FindingWords words,
            RecordOfThing records,
            Labels labels,
            Site site) {
        this.city = city;
        this.store = store;
        this.desk = desk;
        this.words = words;
        this.records = records;
        this.labels = labels;
        this.site = site;
    }

    /// A finding on the page.
    ///
    /// @param number its place in the list of the run, from 0
    record Shown(int number, Finding finding, FindingWords.Words words) {}

    /// A finding with the run's number for it.
    private record Numbered(int number, Finding finding) {}

    @GetMapping("/steward/findings/{dataset}")
    ModelAndView findings(
            @PathVariable String dataset,
            @RequestParam(defaultValue = "") String run,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        List<Finding> all = read(dataset, run);
        List<Numbered> found = filtered(all, code, severity);
        Paging paging = Paging.of(page, found.size(), FINDINGS_SHOWN);
        SortedMap<String, Long> codes = new TreeMap<>();
        all.forEach(finding -> codes.merge(finding.code(), 1L, Long::sum));
        String address = UriComponentsBuilder.fromPath("/steward/findings/" + dataset)
                .queryParam("run", run)
                .queryParam("code", code)
                .queryParam("severity", severity)
                .encode()
                .toUriString();
        return page("findings", dataset, request, response)
                .addObject("run", run)
                .addObject("code", code)
                .addObject("severity", severity)
                .addObject("codes", codes)
                .addObject("severities", List.of(Severity.VIOLATION, Severity.WARNING, Severity.INFO))
                .addObject("kept", city.limits().findings() <= all.size())
                .addObject("total", all.size())
                .addObject("address", address)
                .addObject("export", address.replaceFirst("\\?", "/export?"))
                .addObject("paging", paging)
                .addObject(
                        "findings",
                        found.subList(paging.from(), paging.to()).stream()
                                .map(each -> shown(dataset, each, locale))
                                .toList());
    }

    /// One finding with the record that it is about, read again from the cached source.
    @GetMapping("/steward/findings/{dataset}/{number}")
    ModelAndView finding(
            @PathVariable String dataset,
            @PathVariable int number,
            @RequestParam(defaultValue = "") String run,
            HttpServletRequest request,
            HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        List<Finding> all = read(dataset, run);
        if (number < 0 || number >= all.size()) {
            throw new DeskException(
                    DeskException.Code.FINDING_UNKNOWN,
                    "The last run of '" + dataset + "' has no finding " + number + "; a later run may have mended it.");
        }
        Finding finding = all.get(number);
        String inputChecksum = inputChecksum(dataset, run);
        Finding.Place place = records.of(dataset, finding, inputChecksum).orElse(finding.place());
        return page("finding", dataset, request, response)
                .addObject("run", run)
                .addObject("shown", shown(dataset, new Numbered(number, finding), locale))
                .addObject("place", place)
                .addObject(
                        "raw", RawRecord.of(store.home(), inputChecksum, place).orElse(null))
                .addObject("statements", statements(dataset, finding.place().path(), locale));
    }

    /// @param bom for spreadsheets that take UTF-8 for something else without the mark
    @GetMapping("/steward/findings/{dataset}/export")
    void export(
            @PathVariable String dataset,
            @RequestParam(defaultValue = "") String run,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "false") boolean bom,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Locale locale = PageLanguages.of(request);
        List<Numbered> found = filtered(read(dataset, run), code, severity);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + dataset + "-findings.csv\"");
        Writer out = response.getWriter();
        if (bom) {
            out.write('\uFEFF');
        }
        out.write(Spreadsheet.line(COLUMNS));
        for (Numbered each : found) {
            Finding finding = each.finding();
            FindingWords.Words said = words.of(dataset, finding, locale);
            out.write(Spreadsheet.line(FindingsFile.cells(new Finding(
                    finding.code(),
                    finding.severity(),
                    finding.place(),
                    finding.field(),
                    said.message(),
                    said.suggestion()))));
        }
    }

    private List<Finding> read(String dataset, String run) {
        city.dataset(dataset);
        return FindingsFile.read(store.home(), dataset, kind(dataset, run));
    }

    private FindingsFile.Kind kind(String dataset, String run) {
        if (run.equals(DRY)) {
            return FindingsFile.Kind.DRY_RUN;
        }
        boolean isUnpublished = store.version(CatalogueIris.of(city.city()).graph(dataset)) == 0;
        return (run.equals(LAST) || isUnpublished) && FindingsFile.isStopped(store.home(), dataset)
                ? FindingsFile.Kind.STOPPED
                : FindingsFile.Kind.PUBLISHED;
    }

    private static List<Numbered> filtered(List<Finding> all, String code, String severity) {
        List<Numbered> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Finding finding = all.get(i);
            if ((code.isEmpty() || finding.code().equals(code))
                    && (severity.isEmpty() || finding.severity().name().equals(severity))) {
                found.add(new Numbered(i, finding));
            }
        }
        return found;
    }

    private Shown shown(String dataset, Numbered each, Locale locale) {
        return new Shown(each.number(), each.finding(), words.of(dataset, each.finding(), locale));
    }

    /// Of what the run read that made these findings.
    private String inputChecksum(String dataset, String run) {
        return switch (kind(dataset, run)) {
            case STOPPED -> FindingsFile.stoppedInputChecksum(store.home(), dataset);
            case DRY_RUN ->
                desk.runs(dataset).stream()
                        .filter(each -> each.task() == Run.Task.DRY_RUN)
                        .flatMap(each -> each.account().stream())
                        .flatMap(account -> account.preview().stream())
                        .map(Preview::inputChecksum)
                        .findFirst()
                        .orElse("");
            case PUBLISHED ->
                PublishedRun.of(store, CatalogueIris.of(city.city()), dataset)
                        .map(PublishedRun::inputChecksum)
                        .orElse("");
        };
    }

    /// What was made of a record that was not published, as property and value.
    private List<List<String>> statements(String dataset, String node, Locale locale) {
        CatalogueIris iris = CatalogueIris.of(city.city());
        if (!node.startsWith(iris.base())) {
            return List.of();
        }
        Node record = NodeFactory.createURI(node);
        DatasetGraph restricted = store.restricted();
        List<List<Node>> pairs = restricted.calculateRead(() -> {
            List<List<Node>> found = new ArrayList<>();
            var triples = restricted.getGraph(iris.quarantine(dataset)).find(record, Node.ANY, Node.ANY);
            try {
                while (triples.hasNext() && found.size() < STATEMENTS_SHOWN) {
                    var triple = triples.next();
                    found.add(List.of(triple.getPredicate(), triple.getObject()));
                }
            } finally {
                triples.close();
            }
            return found;
        });
        return pairs.stream()
                .map(pair -> Arrays.asList(
                        labels.of(pair.get(0), locale),
                        pair.get(1).isLiteral()
                                ? pair.get(1).getLiteralLexicalForm()
                                : pair.get(1).toString()))
                .toList();
    }

    private ModelAndView page(
            String template, String dataset, HttpServletRequest request, HttpServletResponse response) {
        return site.page(template, request, response)
                .addObject("dataset", dataset)
                .addObject(
                        "datasetTitle",
                        Optional.of(city.dataset(dataset))
                                .map(entry -> entry.title()
                                        .in(PageLanguages.of(request).getLanguage()))
                                .orElse(dataset));
    }
}

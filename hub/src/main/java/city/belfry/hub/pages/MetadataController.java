package city.belfry.hub.pages;

import city.belfry.hub.access.Visitor;
import city.belfry.hub.catalogue.CatalogueException;
import city.belfry.hub.catalogue.CatalogueIndex;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Curation;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.MetadataForm;
import city.belfry.hub.catalogue.QualityScore;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/// Where a steward describes a dataset. A check says what the description is worth as it stands in the form; a draft is
/// kept; a publication puts it into the catalogue, where it stays whatever the next runs say.
@Controller
final class MetadataController {
    private final Curations curations;
    private final CatalogueIndex index;
    private final CatalogueIris iris;
    private final MetadataForm form;
    private final MetadataInputs inputs;
    private final MessageSource messages;
    private final Site site;

    MetadataController(
            Curations curations,
            CatalogueIndex index,
            CatalogueIris iris,
            MetadataForm form,
            MessageSource messages,
            Site site) {
        this.curations = curations;
        this.index = index;
        this.iris = iris;
        this.form = form;
        this.inputs = new MetadataInputs(form, iris);
        this.messages = messages;
        this.site = site;
    }

    /// A dataset in the list, the ones with the least points first.
    record Line(String id, String title, int points, QualityScore.Rating rating) {}

    @GetMapping("/steward/metadata")
    ModelAndView list(HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return site.page("metadata-list", request, response)
                .addObject(
                        "lines",
                        index.own().stream()
                                .map(dataset -> new Line(
                                        dataset.id(),
                                        HomeController.text(dataset.titles(), locale)
                                                .orElse(dataset.id()),
                                        dataset.score().points(),
                                        dataset.score().rating()))
                                .sorted(java.util.Comparator.comparingInt(Line::points))
                                .toList())
                .addObject("mostPoints", QualityScore.MAX);
    }

    @GetMapping("/steward/metadata/{id}")
    ModelAndView show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        List<Curation> history = curations.history(id);
        long seen = history.isEmpty() ? 0 : history.getFirst().version();
        return page(id, curations.draft(id), seen, request).addObject("done", done);
    }

    @PostMapping("/steward/metadata/{id}")
    ModelAndView save(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            @RequestParam(defaultValue = "check") String action,
            @RequestParam(defaultValue = "0") long seen,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Graph wanted = inputs.statements(sent, id);
        Graph record = described(id, wanted);
        if (action.equals("check")) {
            return page(id, record, seen, request);
        }
        Curation.State state = action.equals("publish") ? Curation.State.PUBLISHED : Curation.State.DRAFT;
        boolean breaksRules = check(id, record, request).values().stream()
                .flatMap(List::stream)
                .anyMatch(finding -> finding.severity() == Severity.VIOLATION);
        if (state == Curation.State.PUBLISHED && breaksRules) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(id, record, seen, request).addObject("fault", "metadata.fault.rules");
        }
        try {
            curations.save(form, id, seen, state, steward(request), wanted);
        } catch (CatalogueException e) {
            if (e.code() != CatalogueException.Code.METADATA_CHANGED) {
                throw e;
            }
            // What was typed is shown again, so that nothing is lost.
            response.setStatus(HttpStatus.PRECONDITION_FAILED.value());
            return page(id, record, seen, request).addObject("fault", "metadata.fault.changed");
        }
        return SignInController.seeOther("/steward/metadata/" + id + "?done=" + action);
    }

    /// What the form is worth as it stands, for the script that shows it while somebody types.
    @PostMapping("/steward/metadata/{id}/score")
    @ResponseBody
    Map<String, Object> score(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> sent, HttpServletRequest request) {
        QualityScore score = score(id, described(id, inputs.statements(sent, id)));
        Locale locale = PageLanguages.of(request);
        return Map.of(
                "points", score.points(),
                "rating", message("mqa.rating." + score.rating(), locale),
                "dimensions", DatasetController.bars(score),
                "missing",
                        score.missing().stream()
                                .map(metric -> message("mqa.metric." + metric, locale) + " (+" + metric.points() + ")")
                                .toList());
    }

    private ModelAndView page(String id, Graph record, long seen, HttpServletRequest request) {
        Locale locale = PageLanguages.of(request);
        Map<String, List<Finding>> findings = check(id, record, request);
        ModelAndView page = site.page("metadata", request)
                .addObject("id", id)
                .addObject("seen", seen)
                .addObject("about", title(record, iris.dataset(id), locale))
                .addObject("sections", inputs.sections(record, iris.dataset(id), findings, locale))
                .addObject("others", findings.getOrDefault("", List.of()))
                .addObject("history", curations.history(id));
        DatasetController.score(page, score(id, record));
        return page;
    }

    private static String title(Graph record, Node dataset, Locale locale) {
        Map<String, String> titles = new java.util.TreeMap<>();
        record.find(dataset, org.apache.jena.vocabulary.DCTerms.title.asNode(), Node.ANY)
                .filterKeep(triple -> triple.getObject().isLiteral())
                .forEachRemaining(triple -> titles.put(
                        triple.getObject().getLiteralLanguage(),
                        triple.getObject().getLiteralLexicalForm()));
        return HomeController.text(titles, locale).orElse(dataset.getLocalName());
    }

    /// What the catalogue would say: what the run says of what is not in the form, and the form.
    private Graph described(String id, Graph wanted) {
        Graph record = curations.generated(id);
        Node self = iris.dataset(id);
        form.fields().forEach(field -> record.remove(self, field.path(), Node.ANY));
        GraphUtil.addInto(record, wanted);
        return record;
    }

    private Map<String, List<Finding>> check(String id, Graph record, HttpServletRequest request) {
        return form.check(curations.complete(id, record), iris.dataset(id), PageLanguages.of(request));
    }

    private QualityScore score(String id, Graph record) {
        return index.score(curations.complete(id, record), iris.dataset(id));
    }

    private static String steward(HttpServletRequest request) {
        return Visitor.of(request).map(Visitor::name).orElseGet(() -> String.valueOf(request.getRemoteUser()));
    }

    private String message(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}

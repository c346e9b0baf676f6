package city.belfry.hub.desk;

import city.belfry.hub.access.Visitor;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunDesk;
import city.belfry.hub.pages.PageLanguages;
import city.belfry.hub.pages.Site;
import city.belfry.hub.store.Change;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Difference;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// A source with its runs and versions, and what a steward can do with it.
@Controller
final class SourceController {
    /// Versions in the list; the command line tells all.
    private static final int VERSIONS_SHOWN = 20;

    private final SourceStates states;
    private final RunDesk desk;
    private final CityStore store;
    private final DifferenceView differences;
    private final Site site;

    SourceController(SourceStates states, RunDesk desk, CityStore store, DifferenceView differences, Site site) {
        this.states = states;
        this.desk = desk;
        this.store = store;
        this.differences = differences;
        this.site = site;
    }

    @GetMapping("/steward/sources/{id}")
    ModelAndView source(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        SourceState source = states.of(id);
        List<Change> changes = source.changes();
        return page("source", source, request, response)
                .addObject("changes", changes.subList(0, Math.min(changes.size(), VERSIONS_SHOWN)))
                .addObject("oldest", source.version() - changes.size());
    }

    @PostMapping("/steward/sources/{id}/runs")
    ModelAndView run(@PathVariable String id, @RequestParam Run.Task task, HttpServletRequest request) {
        if (task == Run.Task.ROLLBACK) {
            throw new DeskException(DeskException.Code.RUN_REQUEST_INVALID, "A rollback is asked for on its own page.");
        }
        return toRun(desk.ask(id, task, 0, who(request)));
    }

    @GetMapping("/steward/sources/{id}/difference")
    ModelAndView difference(
            @PathVariable String id,
            @RequestParam Optional<Long> from,
            @RequestParam Optional<Long> to,
            HttpServletRequest request,
            HttpServletResponse response) {
        SourceState source = states.of(id);
        long later = to.orElse(source.version());
        long earlier = from.orElse(later - 1);
        ModelAndView page = page("difference", source, request, response)
                .addObject("from", earlier)
                .addObject("to", later);
        return difference(page, source, earlier, later, request);
    }

    /// What a rollback would undo, and the button that does it.
    @GetMapping("/steward/sources/{id}/rollback")
    ModelAndView confirm(
            @PathVariable String id, @RequestParam long to, HttpServletRequest request, HttpServletResponse response) {
        SourceState source = states.of(id);
        ModelAndView page = page("rollback", source, request, response).addObject("to", to);
        return difference(page, source, to, source.version(), request);
    }

    @PostMapping("/steward/sources/{id}/rollback")
    ModelAndView rollback(@PathVariable String id, @RequestParam long to, HttpServletRequest request) {
        return toRun(desk.ask(id, Run.Task.ROLLBACK, to, who(request)));
    }

    private ModelAndView difference(
            ModelAndView page, SourceState source, long from, long to, HttpServletRequest request) {
        long statements = source.changes().stream()
                .filter(change -> change.version() > from && change.version() <= to)
                .mapToLong(change -> change.added() + change.removed())
                .sum();
        if (statements > DifferenceView.STATEMENTS_MAX) {
            return page.addObject("tooLarge", statements);
        }
        Difference difference = new Difference();
        store.changes(states.graph(source.id()), from, to, difference);
        return page.addObject("difference", differences.of(difference, PageLanguages.of(request)));
    }

    private ModelAndView page(
            String template, SourceState source, HttpServletRequest request, HttpServletResponse response) {
        return site.page(template, request, response)
                .addObject("source", source)
                .addObject(
                        "title",
                        source.dataset().title().in(PageLanguages.of(request).getLanguage()));
    }

    static String who(HttpServletRequest request) {
        return Visitor.of(request).map(Visitor::name).orElseThrow();
    }

    static ModelAndView toRun(Run run) {
        return seeOther("/steward/runs/" + run.id());
    }

    /// To another page with GET, so that loading again repeats nothing.
    static ModelAndView seeOther(String path) {
        RedirectView view = new RedirectView(path, false, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}

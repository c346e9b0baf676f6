package city.belfry.hub.desk;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunDesk;
import city.belfry.hub.pages.PageLanguages;
import city.belfry.hub.pages.Site;
import city.belfry.hub.store.Difference;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.rdfpatch.text.RDFPatchReaderText;
import org.apache.jena.riot.RiotException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// A run: how far it is, what came of it and what can be done then.
@Controller
final class RunController {
    /// How often a browser without JavaScript asks again.
    private static final int REFRESH_SECONDS = 2;

    private final RunDesk desk;
    private final CityFile city;
    private final DifferenceView differences;
    private final Site site;

    RunController(RunDesk desk, CityFile city, DifferenceView differences, Site site) {
        this.desk = desk;
        this.city = city;
        this.differences = differences;
        this.site = site;
    }

    @GetMapping("/steward/runs/{id}")
    ModelAndView run(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Run run = desk.run(id);
        ModelAndView page = site.page("run", request, response)
                .addObject("run", run)
                .addObject(
                        "title",
                        city.dataset(run.dataset())
                                .title()
                                .in(PageLanguages.of(request).getLanguage()));
        if (!run.isOver()) {
            return page.addObject("refresh", REFRESH_SECONDS);
        }
        if (run.account()
                .map(account -> account.result() == Run.Result.PREVIEWED)
                .orElse(false)) {
            page.addObject("isNewest", isNewest(run));
            preview(page, run, request);
        }
        return page;
    }

    /// A later run has changed what a dry run was compared with, and a later dry run has its own difference.
    private boolean isNewest(Run run) {
        return desk.runs(run.dataset()).stream()
                .filter(Run::isOver)
                .findFirst()
                .map(newest -> newest.id().equals(run.id()))
                .orElse(false);
    }

    private void preview(ModelAndView page, Run run, HttpServletRequest request) {
        Run.Account account = run.account().orElseThrow();
        Path file = desk.previewFile(run.dataset());
        if (!isNewest(run) || !Files.exists(file)) {
            return;
        }
        if (account.version() == 1) {
            page.addObject("isFirst", true);
        } else if (account.added() + account.removed() > DifferenceView.STATEMENTS_MAX) {
            page.addObject("tooLarge", account.added() + account.removed());
        } else {
            Difference difference = new Difference();
            try (InputStream in = Files.newInputStream(file)) {
                new RDFPatchReaderText(in).apply(difference);
            } catch (IOException | RiotException e) {
                throw new DeskException(
                        DeskException.Code.HOME_UNREADABLE,
                        file + " cannot be read: " + e.getMessage() + ". Make the dry run again.",
                        e);
            }
            page.addObject("difference", differences.of(difference, PageLanguages.of(request)));
        }
    }

    @PostMapping("/steward/runs/{id}/cancel")
    ModelAndView cancel(@PathVariable String id) {
        return SourceController.toRun(desk.cancel(id));
    }
}

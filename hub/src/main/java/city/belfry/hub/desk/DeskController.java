package city.belfry.hub.desk;

import city.belfry.hub.pages.PageLanguages;
import city.belfry.hub.pages.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// The first page of the desk: what waits for a steward, and the state of every source.
@Controller
final class DeskController {
    private final SourceStates states;
    private final Site site;

    DeskController(SourceStates states, Site site) {
        this.states = states;
        this.site = site;
    }

    @GetMapping("/steward")
    ModelAndView desk(HttpServletRequest request, HttpServletResponse response) {
        List<SourceState> sources = states.all();
        return site.page("desk", request, response)
                .addObject("sources", sources)
                .addObject(
                        "work", WorkItem.of(sources, PageLanguages.of(request).getLanguage()));
    }
}

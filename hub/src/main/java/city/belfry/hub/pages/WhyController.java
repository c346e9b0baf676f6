package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.CityPrefixes;
import city.belfry.hub.why.Answer;
import city.belfry.hub.why.Asked;
import city.belfry.hub.why.Why;
import city.belfry.hub.why.WhyResource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page that tells why statements are in the hub.
@Controller
final class WhyController {
    private final Why why;
    private final CityIdentity city;
    private final CityPrefixes prefixes;
    private final Labels labels;
    private final PageLinks links;
    private final Site site;

    WhyController(Why why, CityIdentity city, Labels labels, PageLinks links, Site site) {
        this.why = why;
        this.city = city;
        this.labels = labels;
        this.links = links;
        this.site = site;
        prefixes = new CityPrefixes(city.baseIri());
    }

    @GetMapping("/why")
    ModelAndView why(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam Optional<String> predicate,
            @RequestParam Optional<String> object) {
        ModelAndView page = site.page("why", request, response)
                .addObject("subject", subject)
                .addObject("predicate", predicate.orElse(""))
                .addObject("object", object.orElse(""));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (subject.isBlank()) {
            return page.addObject("statements", List.of()).addObject("isWhole", true);
        }
        Answer answer = why.of(Asked.of(subject, predicate, object, prefixes.namespaces()), WhyResource.asker(request));
        WhyView view = new WhyView(labels, links, city.timeZone(), PageLanguages.of(request));
        return page.addObject("statements", view.of(answer)).addObject("isWhole", answer.isWhole());
    }
}

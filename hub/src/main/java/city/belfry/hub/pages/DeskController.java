package city.belfry.hub.pages;

import city.belfry.hub.city.CityFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// The desk of the stewards.
@Controller
final class DeskController {
    private final CityFile city;
    private final Site site;

    DeskController(CityFile city, Site site) {
        this.city = city;
        this.site = site;
    }

    @GetMapping("/steward")
    ModelAndView desk(HttpServletRequest request, HttpServletResponse response) {
        return site.page("desk", request, response).addObject("datasets", city.datasets());
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.access.AccessException;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.SignIn;
import city.belfry.hub.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The way in for people, and out again.
@Controller
final class SignInController {
    /// Where a steward goes who did not want a certain page.
    private static final String DESK = "/steward";

    private final SignIn signIn;
    private final Site site;

    SignInController(SignIn signIn, Site site) {
        this.signIn = signIn;
        this.site = site;
    }

    @GetMapping("/sign-in")
    ModelAndView form(
            @RequestParam(defaultValue = DESK) String to, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return site.page("sign-in", request, response)
                .addObject("to", SignIn.ownPath(to))
                .addObject("service", signIn.hasService());
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = DESK) String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            Role role = signIn.withToken(token, request, response);
            return seeOther(role == Role.PEER && to.equals(DESK) ? "/" : SignIn.ownPath(to));
        } catch (AccessException refused) {
            if (refused.code() == AccessException.Code.TOO_MANY_ATTEMPTS) {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(SignIn.WAIT_SECONDS));
            } else {
                response.setStatus(HttpStatus.FORBIDDEN.value());
            }
            return site.page("sign-in", request)
                    .addObject("to", SignIn.ownPath(to))
                    .addObject("service", signIn.hasService())
                    .addObject("fault", refused.code().name());
        }
    }

    /// Leads to the city's own sign-in service.
    @GetMapping("/sign-in/service")
    ModelAndView service(
            @RequestParam(defaultValue = DESK) String to, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return seeOther(signIn.begin(to, request, response).toString());
    }

    /// The service leads back to here. The page goes on by itself: a browser keeps the cookie of the session from a
    /// redirect that began at another site.
    @GetMapping("/sign-in/callback")
    ModelAndView callback(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String to = signIn.finish(code, state, request, response);
        response.setHeader("Refresh", "0; url=" + to);
        return site.page("signed-in", request).addObject("to", to);
    }

    /// Ends the session; [Visitor#formToken] was checked before.
    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        signIn.end(request, response);
        return seeOther("/");
    }

    /// To another page of the hub with GET, so that going back or loading again repeats nothing.
    static ModelAndView seeOther(String path) {
        RedirectView view = new RedirectView(path, false, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.access.Visitor;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.rest.ServedPaths;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// What all pages have in common: the city's name, the language and the way to the other language.
@Component
public final class Site {
    private final CityIdentity city;
    private final ObjectProvider<ServedPaths> paths;

    Site(CityIdentity city, ObjectProvider<ServedPaths> paths) {
        this.city = city;
        this.paths = paths;
    }

    /// The frame of a page.
    ///
    /// @param otherLanguage address of this page in the other language
    /// @param hasCatalogue whether this program serves pages of the catalogue
    /// @param version of the program; empty when it runs unpackaged
    /// @param visitor who has signed in; null when nobody has
    public record Frame(
            String city,
            String language,
            String otherLanguage,
            boolean hasCatalogue,
            String version,
            @Nullable Visitor visitor) {}

    public ModelAndView page(String template, HttpServletRequest request) {
        return new ModelAndView(template).addObject("frame", frame(request));
    }

    /// The same, and remembers a language that was chosen with `?lang=`.
    public ModelAndView page(String template, HttpServletRequest request, HttpServletResponse response) {
        Optional.ofNullable(request.getParameter("lang")).ifPresent(wanted -> {
            Cookie cookie =
                    new Cookie(PageLanguages.COOKIE, PageLanguages.of(request).getLanguage());
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setAttribute("SameSite", "Lax");
            cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
            response.addCookie(cookie);
        });
        return page(template, request);
    }

    Frame frame(HttpServletRequest request) {
        Locale locale = PageLanguages.of(request);
        String other = locale.equals(Locale.FRENCH) ? "en" : "fr";
        String address = UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("lang", other)
                .build(true)
                .toUriString();
        return new Frame(
                city.label().in(locale.getLanguage()),
                locale.getLanguage(),
                address,
                paths.stream().anyMatch(served -> served.patterns().contains("/catalogue")),
                Optional.ofNullable(Site.class.getPackage().getImplementationVersion())
                        .orElse(""),
                Visitor.of(request).orElse(null));
    }
}

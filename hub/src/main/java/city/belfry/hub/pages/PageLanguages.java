package city.belfry.hub.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/// French unless the reader wants English: `?lang=` (kept in a cookie), then the browser's languages.
public final class PageLanguages implements LocaleResolver {
    static final List<Locale> OFFERED = List.of(Locale.FRENCH, Locale.ENGLISH);
    static final String COOKIE = "lang";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return of(request);
    }

    public static Locale of(HttpServletRequest request) {
        return offered(request.getParameter("lang"))
                .or(() -> cookie(request))
                .or(() -> browser(request))
                .orElse(OFFERED.getFirst());
    }

    private static Optional<Locale> cookie(HttpServletRequest request) {
        return request.getCookies() == null
                ? Optional.empty()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .findFirst()
                        .flatMap(cookie -> offered(cookie.getValue()));
    }

    private static Optional<Locale> browser(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), OFFERED));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Locale> offered(@Nullable String tag) {
        return OFFERED.stream()
                .filter(locale -> locale.getLanguage().equals(tag))
                .findFirst();
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the reader chooses with ?lang=");
    }
}

package city.belfry.hub.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;

/// The cookie with the id of a session: no script reads it, no other site sends it, and it ends with the browser.
final class SessionCookie {
    static final String NAME = "belfry_session";

    private SessionCookie() {}

    static Optional<String> of(HttpServletRequest request) {
        return request.getCookies() == null
                ? Optional.empty()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static void give(HttpServletRequest request, HttpServletResponse response, String id) {
        response.addCookie(cookie(request, id));
    }

    static void takeBack(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = cookie(request, "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    private static Cookie cookie(HttpServletRequest request, String id) {
        Cookie cookie = new Cookie(NAME, id);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(isEncrypted(request));
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    /// A proxy that ends the encryption says so; whoever lies about it only harms their own sign-in.
    private static boolean isEncrypted(HttpServletRequest request) {
        return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }
}

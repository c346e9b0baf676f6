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

    /// The cookie with the state of a sign-in at the city's service. It comes back with a link from there, so it is
    /// `Lax`; it opens nothing.
    static final String STATE = "belfry_sign_in";

    static Optional<String> of(HttpServletRequest request) {
        return of(request, NAME);
    }

    static Optional<String> of(HttpServletRequest request, String name) {
        return request.getCookies() == null
                ? Optional.empty()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static void giveState(HttpServletRequest request, HttpServletResponse response, String state) {
        Cookie cookie = cookie(request, STATE, state, "Lax");
        cookie.setPath("/sign-in");
        cookie.setMaxAge((int) PendingSignIns.LIFE_MAX.toSeconds());
        response.addCookie(cookie);
    }

    static void give(HttpServletRequest request, HttpServletResponse response, String id) {
        response.addCookie(cookie(request, NAME, id, "Strict"));
    }

    static void takeBack(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = cookie(request, NAME, "", "Strict");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    private static Cookie cookie(HttpServletRequest request, String name, String value, String sameSite) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(isEncrypted(request));
        cookie.setAttribute("SameSite", sameSite);
        return cookie;
    }

    /// A proxy that ends the encryption says so; whoever lies about it only harms their own sign-in.
    static boolean isEncrypted(HttpServletRequest request) {
        return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }
}

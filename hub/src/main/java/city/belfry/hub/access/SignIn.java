package city.belfry.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/// Opens and closes the sessions of people.
public final class SignIn {
    /// How long a browser that failed too often has to wait.
    public static final long WAIT_SECONDS = Attempts.WINDOW.toSeconds();

    private final TokenStore tokens;
    private final Sessions sessions;
    private final Origins origins;
    private final Attempts attempts;

    SignIn(TokenStore tokens, Sessions sessions, Origins origins, Attempts attempts) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.origins = origins;
        this.attempts = attempts;
    }

    /// Opens a session for the bearer of a token and gives its cookie.
    ///
    /// @return what they may do
    public Role withToken(String token, HttpServletRequest request, HttpServletResponse response) {
        if (!origins.isOwn(request)) {
            throw forged();
        }
        String address = request.getRemoteAddr();
        attempts.requireRoom(address);
        TokenStore.Token bearer = tokens.bearer(token.strip()).orElseThrow(() -> {
            attempts.failed(address);
            return new AccessException(
                    AccessException.Code.SIGN_IN_REFUSED,
                    "This is no token of this hub. 'belfry token list' shows which there are, "
                            + "'belfry token issue NAME' makes one.");
        });
        // A session that somebody else may have planted in this browser is not taken over.
        SessionCookie.of(request).ifPresent(sessions::close);
        SessionCookie.give(request, response, sessions.open(bearer));
        return bearer.role();
    }

    /// Ends the session of this browser.
    public void end(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.of(request).ifPresent(sessions::close);
        SessionCookie.takeBack(request, response);
    }

    /// Where to go after the sign-in: a path of the hub, or its first page for anything else.
    public static String ownPath(String wanted) {
        return Origins.ownPath(wanted);
    }

    static AccessException forged() {
        return new AccessException(
                AccessException.Code.REQUEST_FORGED,
                "This request does not come from a page of this hub, or the page is older than the session. "
                        + "Open the page again and repeat what you did.");
    }
}

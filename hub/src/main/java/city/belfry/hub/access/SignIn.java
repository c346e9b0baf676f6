package city.belfry.hub.access;

import city.belfry.ontology.BelfryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/// Opens and closes the sessions of people.
public final class SignIn {
    /// How long a browser that failed too often has to wait.
    public static final long WAIT_SECONDS = Attempts.WINDOW.toSeconds();

    private final TokenStore tokens;
    private final Sessions sessions;
    private final Origins origins;
    private final Attempts attempts;
    private final AuditLog audit;
    private final PendingSignIns pending;
    private final Optional<OpenIdConnect> service;

    SignIn(
            TokenStore tokens,
            Sessions sessions,
            Origins origins,
            Attempts attempts,
            AuditLog audit,
            PendingSignIns pending,
            Optional<OpenIdConnect> service) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.origins = origins;
        this.attempts = attempts;
        this.audit = audit;
        this.pending = pending;
        this.service = service;
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
            audit.note("", "SIGN_IN", "", "refused");
            return new AccessException(
                    AccessException.Code.SIGN_IN_REFUSED,
                    "This is no token of this hub. 'belfry token list' shows which there are, "
                            + "'belfry token issue NAME' makes one.");
        });
        // A session that somebody else may have planted in this browser is not taken over.
        SessionCookie.of(request).ifPresent(sessions::close);
        SessionCookie.give(request, response, sessions.open(bearer));
        audit.note(bearer.name(), "SIGN_IN", "token", "done");
        return bearer.role();
    }

    /// Whether the city has a sign-in service of its own.
    public boolean hasService() {
        return service.isPresent();
    }

    /// Begins a sign-in at the city's service.
    ///
    /// @return where the browser has to go
    public URI begin(String to, HttpServletRequest request, HttpServletResponse response) {
        OpenIdConnect there = service.orElseThrow(SignIn::noService);
        OpenIdConnect.Begun begun = pending.begin(ownPath(to));
        SessionCookie.giveState(request, response, begun.state());
        return there.address(begun, callback(request));
    }

    /// Takes the browser that comes back from the service.
    ///
    /// @return where it wanted to go
    public String finish(String code, String state, HttpServletRequest request, HttpServletResponse response) {
        OpenIdConnect there = service.orElseThrow(SignIn::noService);
        attempts.requireRoom(request.getRemoteAddr());
        boolean isSameBrowser = SessionCookie.of(request, SessionCookie.STATE)
                .filter(state::equals)
                .isPresent();
        OpenIdConnect.Begun begun = (isSameBrowser ? pending.take(state) : Optional.<OpenIdConnect.Begun>empty())
                .orElseThrow(SignIn::forged);
        try {
            OpenIdConnect.Person person = there.person(begun, code, callback(request));
            SessionCookie.of(request).ifPresent(sessions::close);
            SessionCookie.give(request, response, sessions.open(person.name(), person.role()));
            audit.note(person.name(), "SIGN_IN", "service", "done");
            return begun.to();
        } catch (BelfryException refused) {
            attempts.failed(request.getRemoteAddr());
            audit.note("", "SIGN_IN", "service", refused.code().name());
            throw refused;
        }
    }

    /// The service knows the addresses of this hub and refuses any other.
    private static String callback(HttpServletRequest request) {
        return (SessionCookie.isEncrypted(request) ? "https://" : "http://") + request.getHeader(HttpHeaders.HOST)
                + "/sign-in/callback";
    }

    private static AccessException noService() {
        return new AccessException(
                AccessException.Code.SIGN_IN_REFUSED, "This hub has no sign-in service; sign in with a token.");
    }

    /// Ends the session of this browser.
    public void end(HttpServletRequest request, HttpServletResponse response) {
        Visitor.of(request).ifPresent(visitor -> audit.note(visitor.name(), "SIGN_OUT", "", "done"));
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

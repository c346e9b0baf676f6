package city.belfry.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Knows a person by the cookie of their session. What changes something must come from a page of the hub and bring the
/// session's form token, in the field `csrf` or the header `X-Belfry-Form`; a program sends its token instead.
final class SessionFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /// Posted, but changing nothing; they need no form token, and one that is not from a page of the hub is the
    /// public's.
    private static final Set<String> POSTED_READS = Set.of("/sparql", "/federation/sparql", "/sign-in");
    private static final String FORM_HEADER = "X-Belfry-Form";

    private final Sessions sessions;
    private final Origins origins;
    private final Refusals refusals;

    SessionFilter(Sessions sessions, Origins origins, Refusals refusals) {
        this.sessions = sessions;
        this.origins = origins;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Visitor> visitor = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? SessionCookie.of(request).flatMap(sessions::visitor)
                : Optional.empty();
        if (visitor.isPresent()) {
            boolean isReading = READING.contains(request.getMethod());
            if (!changesNothing(request) && !(origins.isOwn(request) && bringsToken(request, visitor.get()))) {
                refusals.write(request, response, SignIn.forged());
                return;
            }
            if (isReading || origins.isOwn(request)) {
                // Another person at this browser must not see it; an answer that says otherwise knows better.
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                Authentications.enter(request, visitor.get());
            }
        }
        chain.doFilter(request, response);
    }

    static boolean changesNothing(HttpServletRequest request) {
        return READING.contains(request.getMethod()) || POSTED_READS.contains(request.getRequestURI());
    }

    private static boolean bringsToken(HttpServletRequest request, Visitor visitor) {
        String brought = request.getHeader(FORM_HEADER);
        if (brought == null && isForm(request)) {
            brought = request.getParameter(Visitor.FORM_FIELD);
        }
        return brought != null
                && MessageDigest.isEqual(
                        brought.getBytes(StandardCharsets.UTF_8),
                        visitor.formToken().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }
}

package city.belfry.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes `Authorization: Bearer …` (RFC 6750 §2.1) for what it says. A token that is wrong is refused, never treated as
/// none: a steward must see that the token has gone.
final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final TokenStore tokens;
    private final Refusals refusals;

    BearerFilter(TokenStore tokens, Refusals refusals) {
        this.tokens = tokens;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        var bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.bearer(header.substring(SCHEME.length()).strip())
                : java.util.Optional.<TokenStore.Token>empty();
        if (bearer.isEmpty()) {
            refusals.tokenRequired(request, response);
            return;
        }
        TokenStore.Token token = bearer.get();
        Authentications.enter(request, new Visitor(token.name(), token.role(), ""));
        chain.doFilter(request, response);
    }
}

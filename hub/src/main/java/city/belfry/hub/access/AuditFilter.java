package city.belfry.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/// Notes every request of a known visitor that may change something, whatever answers it: its method, its path without
/// the query, and the status.
final class AuditFilter extends OncePerRequestFilter {
    /// These are noted where more is known about them.
    private static final Set<String> NOTED_ELSEWHERE = Set.of("/sign-in", "/sign-out");

    private final AuditLog audit;

    AuditFilter(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Visitor> visitor = Visitor.of(request);
        String path = request.getRequestURI();
        if (visitor.isEmpty() || SessionFilter.changesNothing(request) || NOTED_ELSEWHERE.contains(path)) {
            chain.doFilter(request, response);
            return;
        }
        String outcome = "failed";
        try {
            chain.doFilter(request, response);
            outcome = Integer.toString(response.getStatus());
        } finally {
            audit.note(visitor.get().name(), request.getMethod(), path, outcome);
        }
    }
}

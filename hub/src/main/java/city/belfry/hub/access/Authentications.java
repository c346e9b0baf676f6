package city.belfry.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/// Makes a visitor known to the security chain and to the pages, for one request.
final class Authentications {
    private Authentications() {}

    static void enter(HttpServletRequest request, Visitor visitor) {
        visitor.enter(request);
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        visitor.name(), null, List.of(new SimpleGrantedAuthority("ROLE_" + visitor.role()))));
    }
}

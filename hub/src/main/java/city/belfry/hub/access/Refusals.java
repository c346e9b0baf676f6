package city.belfry.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/// How the security chain says no; the words and the format are those of every other failure.
public interface Refusals {
    void write(HttpServletRequest request, HttpServletResponse response, AccessException refusal) throws IOException;

    /// Whether something answers at this path, to whomever.
    boolean isServed(HttpServletRequest request);

    /// There is nothing at this path for anybody.
    void nothingThere(HttpServletRequest request, HttpServletResponse response) throws IOException;

    default void tokenRequired(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"belfry\"");
        write(
                request,
                response,
                new AccessException(
                        AccessException.Code.TOKEN_REQUIRED,
                        "This needs a valid token: send 'Authorization: Bearer belfry_…'. "
                                + "'belfry token issue NAME' makes one."));
    }

    default void roleInsufficient(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(
                request,
                response,
                new AccessException(
                        AccessException.Code.ROLE_INSUFFICIENT, "The role of this token does not allow this."));
    }
}

package city.belfry.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Who asks: a person who has signed in, or a program with a token. The public is nobody.
///
/// @param name of the token, or the name that the city's sign-in service gave
/// @param formToken what a form of a signed-in person has to bring along; empty for a program, which needs none
public record Visitor(String name, Role role, String formToken) {
    /// Name of the form field that carries [#formToken].
    public static final String FORM_FIELD = "csrf";

    private static final String ATTRIBUTE = Visitor.class.getName();

    public static Optional<Visitor> of(HttpServletRequest request) {
        return Optional.ofNullable((Visitor) request.getAttribute(ATTRIBUTE));
    }

    /// Whether the desk of the stewards is open to this visitor.
    public boolean isSteward() {
        return role == Role.STEWARD || role == Role.ADMINISTRATOR;
    }

    public boolean isAdministrator() {
        return role == Role.ADMINISTRATOR;
    }

    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}

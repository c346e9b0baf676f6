package city.belfry.hub.access;

import city.belfry.hub.city.CityIdentity;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/// Whether a request that changes something comes from a page of the hub itself, by what the browser says
/// (`Sec-Fetch-Site`, else `Origin`). A browser that says nothing is refused.
final class Origins {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final String city;

    Origins(CityIdentity city) {
        this.city = authority(city.baseIri()).orElse("");
    }

    boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        if (site != null) {
            return site.equals("same-origin");
        }
        Optional<String> origin =
                Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN)).flatMap(Origins::authority);
        return origin.isPresent()
                && (origin.get().equals(request.getHeader(HttpHeaders.HOST))
                        || origin.get().equals(city));
    }

    private static Optional<String> authority(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getAuthority());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /// Where to go after the sign-in: a path of the hub, or its first page for anything else.
    static String ownPath(String wanted) {
        boolean isPath = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.chars().noneMatch(c -> c <= ' ' || c == '\\' || c > '~');
        try {
            URI address = URI.create(isPath ? wanted : "/");
            boolean staysHere = Objects.isNull(address.getScheme()) && Objects.isNull(address.getAuthority());
            return staysHere ? address.toString() : "/";
        } catch (IllegalArgumentException unreadable) {
            return "/";
        }
    }
}

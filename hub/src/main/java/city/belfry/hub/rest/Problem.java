package city.belfry.hub.rest;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.net.URI;
import java.util.Map;

/// A failure as the caller sees it (RFC 9457), with a code that stays the same over versions and languages.
///
/// @param more members that only problems of this code have (§3.2)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @JsonAnyGetter Map<String, Object> more) {
    Problem with(Map<String, Object> members) {
        return new Problem(type, title, status, detail, instance, code, members);
    }
}

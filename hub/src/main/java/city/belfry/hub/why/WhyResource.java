package city.belfry.hub.why;

import city.belfry.hub.access.Visitor;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.CityPrefixes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The origin of statements for programs. A steward sees restricted datasets and whole records.
@RestController
public final class WhyResource {
    private final Why why;
    private final CityPrefixes prefixes;

    WhyResource(Why why, CityIdentity city) {
        this.why = why;
        prefixes = new CityPrefixes(city.baseIri());
    }

    @GetMapping("/api/v1/why")
    ResponseEntity<Map<String, Object>> why(
            HttpServletRequest request,
            @RequestParam String subject,
            @RequestParam Optional<String> predicate,
            @RequestParam Optional<String> object) {
        Asked asked = Asked.of(subject, predicate, object, prefixes.namespaces());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.VARY, "Authorization, Cookie")
                .body(WhyJson.of(why.of(asked, asker(request))));
    }

    /// As whom somebody asks.
    public static Why.Asker asker(HttpServletRequest request) {
        return Visitor.of(request).filter(Visitor::isSteward).isPresent() ? Why.Asker.STEWARD : Why.Asker.PUBLIC;
    }
}

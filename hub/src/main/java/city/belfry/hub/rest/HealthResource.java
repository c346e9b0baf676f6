package city.belfry.hub.rest;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// For the program that watches the hub.
@RestController
final class HealthResource {
    private final CityStore store;

    HealthResource(CityStore store) {
        this.store = store;
    }

    /// The process lives.
    @GetMapping("/health")
    ResponseEntity<Map<String, Object>> health() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("status", "up"));
    }

    /// The store answers.
    @GetMapping("/ready")
    ResponseEntity<Map<String, Object>> ready() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(Map.of("status", "ready", "writes", store.writes(Visibility.OPEN)));
    }
}

package city.belfry.hub.rest;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class OpenApiResource {
    private final OpenApi openApi;

    OpenApiResource(OpenApi openApi) {
        this.openApi = openApi;
    }

    @GetMapping("/openapi.json")
    Map<String, Object> describe() {
        return openApi.document();
    }
}

package city.belfry.hub.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Where something answers, with whatever method. What the security chain refuses elsewhere is not forbidden but
/// missing, and a reader with a mistyped address is not asked for a token.
@Component
public final class ServedPaths {
    /// Answered by filters, before Spring's dispatcher.
    private static final Set<String> OF_FILTERS = Set.of("/sparql", "/update", "/graphs");
    private static final List<String> OF_RESOURCES = List.of("/assets/", "/webjars/");

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    ServedPaths(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    boolean contain(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (OF_FILTERS.contains(path) || OF_RESOURCES.stream().anyMatch(path::startsWith)) {
            return true;
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(mapping -> mapping.getPathPatternsCondition() == null
                        ? java.util.stream.Stream.empty()
                        : mapping.getPathPatternsCondition().getPatterns().stream())
                .anyMatch(pattern -> pattern.matches(parsed));
    }

    /// The patterns of Spring's dispatcher.
    public List<String> patterns() {
        return patterns(handler -> true);
    }

    /// Those of them that only programs ask for; a page may answer programs too.
    public List<String> patternsForPrograms() {
        return patterns(handler -> AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), RestController.class));
    }

    private List<String> patterns(Predicate<HandlerMethod> wanted) {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> wanted.test(entry.getValue()))
                .flatMap(entry -> entry.getKey().getPatternValues().stream())
                .sorted()
                .toList();
    }
}

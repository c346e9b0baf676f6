package city.belfry.hub.pages;

import city.belfry.hub.rest.ProblemPage;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/// The parts that all pages need.
@Configuration(proxyBeanMethods = false)
class PagesSetup implements WebMvcConfigurer {
    private static final Duration ASSETS_KEPT = Duration.ofHours(1);
    private static final Duration WEBJARS_KEPT = Duration.ofDays(365);

    @Bean
    static LocaleResolver localeResolver() {
        return new PageLanguages();
    }

    /// A failure as a page; it is written outside of Spring's dispatcher.
    @Bean
    static ProblemPage problemPage(SpringTemplateEngine templates, Site site) {
        return (request, problem) -> {
            Locale locale = PageLanguages.of(request);
            Context context = new Context(locale);
            context.setVariable("frame", site.frame(request));
            context.setVariable("problem", problem);
            context.setVariable("syntax", problem.more().containsKey("fault") ? problem.more() : null);
            return templates.process("problem", context);
        };
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/assets/")
                .setCacheControl(CacheControl.maxAge(ASSETS_KEPT));
        // Their addresses carry a version, so that they never change.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations(
                        "classpath:/META-INF/resources/webjars/", "classpath:/META-INF/resources/_static/")
                .setCacheControl(CacheControl.maxAge(WEBJARS_KEPT).immutable());
    }
}

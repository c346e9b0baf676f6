package city.belfry.hub.access;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/// The one security chain: it names what the public may read and what a steward may do, and denies the rest.
///
/// There is no cookie and no session, so a page in somebody's browser has nothing to borrow: that is why there is no
/// CSRF token.
@Configuration(proxyBeanMethods = false)
public class SecurityChain {
    /// Scripts, styles, pictures and requests of the hub itself and nothing else; no frame around it.
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String[] PUBLIC_READS = {
        "/",
        "/sparql",
        "/search",
        "/map",
        "/catalogue",
        "/queries/**",
        "/api/v1/**",
        "/id/**",
        "/doc/**",
        "/dataset/**",
        "/graph/**",
        "/vocab/**",
        "/ont/**",
        "/code/**",
        "/profiles/**",
        "/shapes/**",
        "/align/**",
        "/assets/**",
        "/webjars/**",
        "/favicon.ico",
        "/openapi.json",
        "/.well-known/void",
        "/federation/**",
        "/health",
        "/ready",
        "/error"
    };

    @Bean
    SecurityFilterChain chain(HttpSecurity http, TokenStore tokens, Refusals refusals) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(cors -> cors.configurationSource(crossOrigin()))
                .addFilterBefore(new BearerFilter(tokens, refusals), AuthorizationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, missing) -> {
                            if (refusals.isServed(request)) {
                                refusals.tokenRequired(request, response);
                            } else {
                                refusals.nothingThere(request, response);
                            }
                        })
                        .accessDeniedHandler((request, response, denied) -> {
                            if (refusals.isServed(request)) {
                                refusals.roleInsufficient(request, response);
                            } else {
                                refusals.nothingThere(request, response);
                            }
                        }))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, PUBLIC_READS)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, PUBLIC_READS)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/sparql", "/federation/sparql")
                        .permitAll()
                        .requestMatchers(HttpMethod.OPTIONS, "/**")
                        .permitAll()
                        .requestMatchers("/update", "/graphs")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .anyRequest()
                        .denyAll())
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        // Answers say themselves how long they may be kept.
                        .cacheControl(cache -> cache.disable()))
                .build();
    }

    /// What the public may read, any page may read, without credentials; nothing else crosses origins.
    private static UrlBasedCorsConfigurationSource crossOrigin() {
        CorsConfiguration publicReads = new CorsConfiguration();
        publicReads.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        publicReads.setAllowedMethods(List.of("GET", "HEAD", "POST"));
        publicReads.setAllowedHeaders(List.of("Accept", "Accept-Language", "Content-Type", "If-None-Match"));
        publicReads.setExposedHeaders(List.of("ETag", "Link", "Retry-After"));
        publicReads.setAllowCredentials(false);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        for (String path : List.of(
                "/sparql",
                "/api/v1/**",
                "/id/**",
                "/doc/**",
                "/ont/**",
                "/vocab/**",
                "/code/**",
                "/profiles/**",
                "/shapes/**",
                "/align/**",
                "/openapi.json",
                "/.well-known/void")) {
            source.registerCorsConfiguration(path, publicReads);
        }
        return source;
    }
}

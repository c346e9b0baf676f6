package city.belfry.hub.access;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.HostNames;
import city.belfry.mappings.Secret;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
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
/// A program sends a bearer token with each request. A person signs in at `/sign-in` and has a session; [SessionFilter]
/// stands against requests that another page makes their browser send.
@Configuration(proxyBeanMethods = false)
public class SecurityChain {
    /// Scripts, styles, pictures and requests of the hub itself and nothing else; no frame around it.
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// The sign-in of people.
    private static final String SIGN_IN = "/sign-in";

    private static final String[] PUBLIC_READS = {
        "/",
        "/sparql",
        "/search",
        "/map",
        "/scenarios/**",
        "/accessibilite",
        "/why",
        "/donnees-personnelles",
        "/catalogue",
        "/catalogue/feed",
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
        SIGN_IN,
        "/sign-in/service",
        "/sign-in/callback",
        "/health",
        "/ready",
        "/error"
    };

    @Bean
    static Sessions sessions(TokenStore tokens) {
        return new Sessions(tokens, Clock.systemUTC());
    }

    @Bean
    static SignIn signIn(TokenStore tokens, Sessions sessions, CityFile city, AuditLog audit) {
        Clock clock = Clock.systemUTC();
        return new SignIn(
                tokens,
                sessions,
                new Origins(city.city()),
                new Attempts(clock),
                audit,
                new PendingSignIns(clock),
                service(city));
    }

    /// The service's host may be called, and those that the city lists.
    private static Optional<OpenIdConnect> service(CityFile city) {
        return city.auth().issuer().map(issuer -> {
            Set<String> hosts = new HashSet<>(city.access().hosts());
            hosts.add(String.valueOf(issuer.getHost()));
            Door door = new Door(hosts, Set.copyOf(city.access().privateHosts()), HostNames.OF_THE_SYSTEM);
            return OpenIdConnect.of(
                    city.auth(), secret(city, city.auth().clientSecret().orElseThrow()), door);
        });
    }

    /// A file is named relative to the city's.
    private static String secret(CityFile city, String reference) {
        return Secret.of(
                reference.startsWith("file:")
                        ? "file:" + city.folder().resolve(reference.substring("file:".length()))
                        : reference);
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            TokenStore tokens,
            Sessions sessions,
            CityIdentity city,
            AuditLog audit,
            Refusals refusals)
            throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(cors -> cors.configurationSource(crossOrigin()))
                .addFilterBefore(new BearerFilter(tokens, refusals), AuthorizationFilter.class)
                .addFilterBefore(new SessionFilter(sessions, new Origins(city), refusals), AuthorizationFilter.class)
                .addFilterBefore(new AuditFilter(audit), AuthorizationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, missing) -> {
                            if (!refusals.isServed(request)) {
                                refusals.nothingThere(request, response);
                            } else if (isPageView(request)) {
                                leadToSignIn(request, response);
                            } else {
                                refusals.tokenRequired(request, response);
                            }
                        })
                        .accessDeniedHandler((request, response, denied) -> {
                            if (refusals.isServed(request)) {
                                refusals.roleInsufficient(request, response);
                            } else {
                                refusals.nothingThere(request, response);
                            }
                        }))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        // The rest of an answer whose request was let in.
                        .permitAll()
                        // Drafts and the names of those who wrote them are the stewards' own.
                        .requestMatchers("/api/v1/runs", "/api/v1/runs/**", "/api/v1/datasets/*/metadata")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .requestMatchers(HttpMethod.GET, PUBLIC_READS)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, PUBLIC_READS)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/sparql", "/federation/sparql", SIGN_IN, "/sign-out")
                        .permitAll()
                        .requestMatchers(HttpMethod.OPTIONS, "/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.PUT, "/api/v1/scenarios/*")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .requestMatchers(HttpMethod.DELETE, "/api/v1/scenarios/*")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .requestMatchers("/update", "/graphs", "/steward/**")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .requestMatchers(HttpMethod.PUT, "/api/v1/queries/*")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .requestMatchers(HttpMethod.DELETE, "/api/v1/queries/*")
                        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTRATOR.name())
                        .requestMatchers("/admin/**")
                        .hasRole(Role.ADMINISTRATOR.name())
                        .anyRequest()
                        .denyAll())
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        // Answers say themselves how long they may be kept.
                        .cacheControl(cache -> cache.disable()))
                .build();
    }

    /// Somebody who opens a page, unlike a program or a form that was sent after the session had ended.
    private static boolean isPageView(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals(HttpMethod.GET.name())
                && accept != null
                && accept.startsWith(MediaType.TEXT_HTML_VALUE);
    }

    private static void leadToSignIn(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        String wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.LOCATION, SIGN_IN + "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }

    /// What the public may read, any page may read, without credentials; nothing else crosses origins.
    private static UrlBasedCorsConfigurationSource crossOrigin() {
        CorsConfiguration publicReads = new CorsConfiguration();
        publicReads.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        publicReads.setAllowedMethods(List.of("GET", "HEAD", "POST"));
        publicReads.setAllowedHeaders(List.of("Accept", "Accept-Language", "Content-Type", "If-None-Match"));
        publicReads.setExposedHeaders(List.of("ETag", "Link", "Retry-After", "Belfry-Complete"));
        publicReads.setAllowCredentials(false);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        for (String path : List.of(
                "/sparql",
                "/api/v1/**",
                "/id/**",
                "/doc/**",
                "/catalogue",
                "/catalogue/feed",
                "/graph/**",
                "/ont/**",
                "/vocab/**",
                "/code/**",
                "/profiles/**",
                "/shapes/**",
                "/align/**",
                "/openapi.json",
                "/federation/**",
                "/.well-known/void")) {
            source.registerCorsConfiguration(path, publicReads);
        }
        return source;
    }
}

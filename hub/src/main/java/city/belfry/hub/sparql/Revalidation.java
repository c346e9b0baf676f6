package city.belfry.hub.sparql;

import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers 304 when nothing that an answer depends on has changed: the open store, the query library, the question, the
/// form and the language of the answer, the program.
///
/// The counter is read before the answer is made, so a tag can be older than its answer, never newer.
public final class Revalidation extends OncePerRequestFilter {
    /// Functions whose value changes without a write (SPARQL 1.1 §17.4.2.12, §17.4.4.5, §17.4.5.1).
    private static final Pattern CHANGES_BY_ITSELF =
            Pattern.compile("\\b(now|rand|uuid|struuid|bnode)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private static final int TAG_BYTES = 12;

    private final CityStore store;
    private final Scenarios scenarios;
    private final QueryLibrary library;
    /// Another start may be another program.
    private final String start = UUID.randomUUID().toString();

    public Revalidation(CityStore store, Scenarios scenarios, QueryLibrary library) {
        this.store = store;
        this.scenarios = scenarios;
        this.library = library;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isRead(request) || changesByItself(request) || isOfRuns(request)) {
            chain.doFilter(request, response);
            return;
        }
        String tag = tag(request);
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader(HttpHeaders.VARY, "Accept, Accept-Language, Authorization, Cookie");
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean asksScenario(HttpServletRequest request) {
        return StoreQueries.scenario(request).isPresent()
                || request.getRequestURI().contains("/scenarios");
    }

    private static boolean changesByItself(HttpServletRequest request) {
        String query = request.getParameter("query");
        return query != null && CHANGES_BY_ITSELF.matcher(query).find();
    }

    /// Runs change without a write to the open store.
    private static boolean isOfRuns(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/v1/runs");
    }

    private static boolean isKnown(@org.jspecify.annotations.Nullable String known, String tag) {
        return known != null && (known.contains(tag) || known.strip().equals("*"));
    }

    private String tag(HttpServletRequest request) {
        String representation = String.join(
                "\n",
                start,
                // Pages say how old a thing is, in days.
                LocalDate.now(ZoneOffset.UTC).toString(),
                Long.toString(store.writes(Visibility.OPEN)),
                asksScenario(request) ? Long.toString(scenarios.writes()) : "",
                Long.toString(library.changes()),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(request.getHeader(HttpHeaders.ACCEPT)),
                String.valueOf(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                String.valueOf(request.getHeader(HttpHeaders.COOKIE)),
                String.valueOf(request.getUserPrincipal()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(representation.getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

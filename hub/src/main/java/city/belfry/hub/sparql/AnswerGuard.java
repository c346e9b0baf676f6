package city.belfry.hub.sparql;

import city.belfry.hub.access.Role;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.QueryCancelledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands around everything that answers a query: one of the places of [QueryGate], the limits of the asker, and the
/// rule that an answer which is cut off never looks complete.
///
/// A failure in time becomes a status. A failure after the first [AnswerBuffer#HELD_BYTES] breaks the connection, so
/// that the client's HTTP library reports it.
public final class AnswerGuard extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerGuard.class);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String SPARQL = "/sparql";
    private static final Pattern NAMED = Pattern.compile("(?:/api/v1)?/queries/([a-z0-9-]+)(?:/results)?");

    private final QueryGate gate;
    private final QueryLibrary library;
    private final QueryCosts costs;

    public AnswerGuard(QueryGate gate, QueryLibrary library, QueryCosts costs) {
        this.gate = gate;
        this.library = library;
        this.costs = costs;
    }

    /// The limits of the one who asks.
    public static QueryLimits limits(HttpServletRequest request) {
        boolean isTrusted =
                request.isUserInRole(Role.STEWARD.name()) || request.isUserInRole(Role.ADMINISTRATOR.name());
        return isTrusted ? QueryLimits.STEWARD : QueryLimits.PUBLIC;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Outcome outcome = Outcome.begin(request);
        QueryLimits limits = limits(request);
        AnswerBuffer answer = new AnswerBuffer(response, limits.answerBytesMax(), outcome::fail);
        try (var _ = gate.enter()) {
            long before = THREADS.getCurrentThreadCpuTime();
            chain.doFilter(request, answer);
            query(request)
                    .ifPresent(name -> costs.add(name, THREADS.getCurrentThreadCpuTime() - before, answer.written()));
        } catch (RuntimeException e) {
            outcome.fail(e);
        } catch (ServletException e) {
            outcome.fail(e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e));
        }
        Optional<RuntimeException> failure =
                outcome.failure().map(e -> known(e, limits)).or(() -> refusal(answer));
        if (failure.isEmpty()) {
            answer.complete();
        } else if (answer.isSending()) {
            LOG.warn("answer cut off: {}", failure.get().getMessage());
            throw new CutAnswer(failure.get());
        } else {
            response.resetBuffer();
            throw failure.get();
        }
    }

    /// Whose answer this is, for the account of what answers cost.
    private Optional<String> query(HttpServletRequest request) {
        String path = request.getServletPath();
        if (path.equals(SPARQL)) {
            return Optional.of(SPARQL.substring(1));
        }
        Matcher named = NAMED.matcher(path);
        return named.matches() ? Optional.of(named.group(1)).filter(library::has) : Optional.empty();
    }

    /// Fuseki's own refusals are short plain texts.
    private static Optional<RuntimeException> refusal(AnswerBuffer answer) {
        boolean refused = answer.getStatus() >= HttpServletResponse.SC_BAD_REQUEST
                && !answer.isSending()
                && String.valueOf(answer.getContentType()).startsWith(MediaType.TEXT_PLAIN_VALUE);
        return refused
                ? Optional.of(
                        new FusekiRefusal(answer.getStatus(), answer.heldText().strip()))
                : Optional.empty();
    }

    private static RuntimeException known(RuntimeException failure, QueryLimits limits) {
        return failure instanceof QueryCancelledException ? SparqlException.deadline(limits, failure) : failure;
    }

    /// Breaks the connection: Tomcat closes it without the last chunk when a filter throws after the beginning was
    /// sent.
    static final class CutAnswer extends IOException {
        CutAnswer(Throwable cause) {
            super("The answer was cut off: " + cause.getMessage(), cause);
        }
    }
}

package city.belfry.hub.sparql;

import city.belfry.hub.access.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
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

    private final QueryGate gate;

    public AnswerGuard(QueryGate gate) {
        this.gate = gate;
    }

    /// The limits of the one who asks.
    public static QueryLimits limits(HttpServletRequest request) {
        return request.isUserInRole(Role.STEWARD.name()) ? QueryLimits.STEWARD : QueryLimits.PUBLIC;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Outcome outcome = Outcome.begin(request);
        QueryLimits limits = limits(request);
        AnswerBuffer answer = new AnswerBuffer(response, limits.answerBytesMax(), outcome::fail);
        try (var _ = gate.enter()) {
            chain.doFilter(request, answer);
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

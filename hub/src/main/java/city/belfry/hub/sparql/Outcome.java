package city.belfry.hub.sparql;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.apache.jena.fuseki.servlets.ActionErrorException;
import org.apache.jena.fuseki.servlets.ServletOps;
import org.jspecify.annotations.Nullable;

/// What went wrong while a request was answered. Fuseki catches what its parts throw and may already have sent rows;
/// the filter around it must know nevertheless.
final class Outcome {
    private static final String ATTRIBUTE = Outcome.class.getName();

    private @Nullable RuntimeException failure;

    static Outcome begin(ServletRequest request) {
        Outcome outcome = new Outcome();
        request.setAttribute(ATTRIBUTE, outcome);
        return outcome;
    }

    static Outcome of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Outcome outcome) {
            return outcome;
        }
        throw new IllegalStateException("The request did not pass AnswerGuard");
    }

    /// Keeps the first failure and gives it back to be thrown.
    RuntimeException fail(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
        return cause;
    }

    /// Runs a step of Fuseki. What fails is kept here, and Fuseki gets a refusal, which it does not log as its own
    /// fault.
    void during(QueryLimits limits, Runnable step) {
        try {
            step.run();
        } catch (ActionErrorException e) {
            // Fuseki's own refusal, or one of ours that has passed through here already.
            throw e;
        } catch (StackOverflowError e) {
            // Long chains of operators nest in the syntax tree without any bracket.
            fail(QueryCheck.tooDeep(limits));
            ServletOps.errorBadRequest("too deep");
        } catch (RuntimeException e) {
            fail(e);
            ServletOps.errorBadRequest("failed");
        }
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }
}

package city.belfry.hub.rest;

import city.belfry.hub.access.AccessException;
import city.belfry.hub.access.Refusals;
import city.belfry.hub.sparql.FusekiRefusal;
import city.belfry.hub.sparql.QueryGate;
import city.belfry.hub.sparql.SparqlException;
import city.belfry.hub.sparql.SyntaxFault;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/// The one place where a failure becomes an HTTP answer.
@Component
public final class Problems implements Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPES = "https://w3id.org/belfry/problem/";

    private final JsonMapper json;
    private final ObjectProvider<ProblemPage> page;
    private final ServedPaths paths;

    Problems(JsonMapper json, ObjectProvider<ProblemPage> page, ServedPaths paths) {
        this.json = json;
        this.page = page;
        this.paths = paths;
    }

    @Override
    public boolean isServed(HttpServletRequest request) {
        return paths.contain(request);
    }

    @Override
    public void nothingThere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response, AccessException refusal)
            throws IOException {
        write(request, response, (Throwable) refusal);
    }

    /// Answers with the problem; a failure of the hub itself goes to the log under an id that the caller sees.
    void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        Problem problem = of(request, failure);
        response.setStatus(problem.status());
        response.setHeader(HttpHeaders.ETAG, null);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setIntHeader(HttpHeaders.RETRY_AFTER, QueryGate.RETRY_AFTER_SECONDS);
        }
        ProblemPage html = page.getIfAvailable();
        if (html != null && wantsHtml(request)) {
            send(
                    response,
                    "text/html;charset=UTF-8",
                    html.html(request, problem).getBytes(StandardCharsets.UTF_8));
        } else {
            send(response, MediaType.APPLICATION_PROBLEM_JSON_VALUE, json.writeValueAsBytes(problem));
        }
    }

    private static void send(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean wantsHtml(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.startsWith(MediaType.TEXT_HTML_VALUE);
    }

    private static Problem of(HttpServletRequest request, Throwable failure) {
        Problem plain = plain(request, failure);
        return failure instanceof SparqlException sparql && sparql.fault().isPresent()
                ? plain.with(members(sparql.fault().get()))
                : plain;
    }

    private static Problem plain(HttpServletRequest request, Throwable failure) {
        return switch (failure) {
            case BelfryException known
            when known.code().kind() != FailureKind.INTERNAL ->
                problem(
                        request,
                        status(known),
                        title(known.code().kind()),
                        message(known),
                        known.code().name());
            case FusekiRefusal refusal ->
                problem(request, refusal.status(), "The request is refused", message(refusal), "REQUEST_REFUSED");
            case TypeMismatchException mismatch ->
                problem(
                        request,
                        HttpStatus.BAD_REQUEST.value(),
                        title(FailureKind.USER),
                        "The value of '"
                                + Optional.ofNullable(mismatch.getPropertyName())
                                        .orElse("a parameter") + "' cannot be read.",
                        "PARAMETER_INVALID");
            case InvalidParameterException unreadable ->
                problem(
                        request,
                        HttpServletResponse.SC_BAD_REQUEST,
                        title(FailureKind.USER),
                        "A parameter is no UTF-8 written in percent signs. Encode it again.",
                        "PARAMETER_UNREADABLE");
            case ErrorResponse standard -> standard(request, standard);
            default -> internal(request, failure);
        };
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("");
    }

    private static int status(BelfryException failure) {
        if (failure.code() == AccessException.Code.TOKEN_REQUIRED) {
            return HttpServletResponse.SC_UNAUTHORIZED;
        }
        if (failure.code() == AccessException.Code.TOO_MANY_ATTEMPTS) {
            return HttpStatus.TOO_MANY_REQUESTS.value();
        }
        return failure.code().kind().httpStatus();
    }

    static String title(FailureKind kind) {
        return switch (kind) {
            case INTERNAL -> "The hub has failed";
            case USER -> "The request cannot be understood";
            case MISSING -> "There is no such thing";
            case OUTDATED -> "Somebody else has changed it meanwhile";
            case DATA -> "The data break their rules";
            case LIMIT -> "A limit is reached";
            case DEADLINE -> "There was not enough time";
            case RESOURCE -> "The machine lacks something";
            case UNREACHABLE -> "Another server does not answer";
            case DENIED -> "This is not allowed";
        };
    }

    /// What Spring found wrong with the request before any part of the hub saw it.
    private static Problem standard(HttpServletRequest request, ErrorResponse failure) {
        HttpStatus status = Optional.ofNullable(
                        HttpStatus.resolve(failure.getStatusCode().value()))
                .orElse(HttpStatus.BAD_REQUEST);
        String detail = switch (status) {
            case NOT_FOUND -> "There is nothing at " + request.getRequestURI() + ".";
            case METHOD_NOT_ALLOWED -> request.getMethod() + " is not possible here.";
            case NOT_ACCEPTABLE ->
                "None of the formats asked for is offered; offered are: "
                        + offered(failure.getHeaders().getAccept()) + ".";
            default -> Optional.ofNullable(failure.getBody().getDetail()).orElse(status.getReasonPhrase());
        };
        return problem(request, status.value(), status.getReasonPhrase(), detail, status.name());
    }

    private static String offered(List<MediaType> types) {
        return String.join(", ", types.stream().map(MediaType::toString).toList());
    }

    private static Problem internal(HttpServletRequest request, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("failure {} at {} {}", id, request.getMethod(), request.getRequestURI(), failure);
        return problem(
                request,
                FailureKind.INTERNAL.httpStatus(),
                title(FailureKind.INTERNAL),
                "The hub has failed. The operator finds this failure in the log under " + id + ".",
                "INTERNAL");
    }

    private static Problem problem(HttpServletRequest request, int status, String title, String detail, String code) {
        String type = TYPES + code.toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(URI.create(type), title, status, detail, request.getRequestURI(), code, Map.of());
    }

    /// Where a query is no SPARQL, for programs that mark the place.
    private static Map<String, Object> members(SyntaxFault fault) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (fault.line() > 0) {
            members.put("line", fault.line());
            members.put("column", fault.column());
        }
        members.put("fault", fault.kind().key());
        members.put("found", fault.found());
        members.put("expected", fault.expected());
        return members;
    }
}

package city.belfry.hub.federation;

import city.belfry.hub.federation.FederationException.Code;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.rest.QueryResults;
import city.belfry.hub.rest.RestException;
import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.hub.sparql.QueryCheck;
import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.ResultsJson;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriter;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.util.Context;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// A SPARQL endpoint over the hub and its peers, and the hub's own description for them.
///
/// Every answer says in its header whether it is complete. JSON carries the receipt in its body too, so an answer with
/// something missing is given; a form that has no place for that is refused, unless the asker says `partial=accept`.
@RestController
final class FederationResource {
    static final String COMPLETE_HEADER = "Belfry-Complete";
    static final String MEMBERS_HEADER = "Belfry-Members";
    /// All headers of an answer together have 8 KiB.
    private static final int MEMBERS_CHARACTERS_MAX = 4_096;

    private final Federation federation;
    private final QueryLibrary library;
    private final JsonMapper json;

    FederationResource(Federation federation, QueryLibrary library, JsonMapper json) {
        this.federation = federation;
        this.library = library;
        this.json = json;
    }

    /// The query comes in the address or in a form (SPARQL 1.1 Protocol §2.1.1 and §2.1.2).
    @RequestMapping(
            path = "/federation/sparql",
            method = {RequestMethod.GET, RequestMethod.POST})
    void ask(
            @RequestParam String query,
            @RequestParam Optional<String> format,
            @RequestParam Optional<String> partial,
            @RequestParam(defaultValue = "false") boolean strict,
            @RequestParam(defaultValue = "false") boolean cities,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        answer(
                QueryCheck.parse(query, AnswerGuard.limits(request)),
                new Wishes(form(format, request), partial.orElse(""), strict, cities),
                request,
                response);
    }

    /// A named query of the library, put to this hub and its peers.
    @GetMapping("/federation/queries/{name}/results")
    void askNamed(
            @PathVariable String name,
            @RequestParam Optional<String> format,
            @RequestParam Optional<String> partial,
            @RequestParam(defaultValue = "false") boolean strict,
            @RequestParam(defaultValue = "false") boolean cities,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        answer(
                library.query(name).bind(QueryResults.values(request)),
                new Wishes(form(format, request), partial.orElse(""), strict, cities),
                request,
                response);
    }

    /// How the answer is wanted.
    ///
    /// @param partial `accept` when the asker looks at the header
    /// @param strict all or nothing
    private record Wishes(Form form, String partial, boolean strict, boolean cities) {
        boolean takesParts() {
            return !strict && (form == Form.JSON || form == Form.GEOJSON || partial.equals("accept"));
        }
    }

    private enum Form {
        JSON("application/sparql-results+json"),
        XML("application/sparql-results+xml"),
        CSV("text/csv"),
        TSV("text/tab-separated-values"),
        GEOJSON("application/geo+json");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    private static Form form(Optional<String> format, HttpServletRequest request) {
        String wanted = format.orElse("");
        String accept =
                Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
        for (Form form : Form.values()) {
            if (wanted.equalsIgnoreCase(form.name()) || (wanted.isEmpty() && accept.contains(form.mediaType))) {
                return form;
            }
        }
        return Form.JSON;
    }

    private void answer(Query query, Wishes wishes, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (StoreQueries.scenario(request).isPresent()) {
            throw new RestException(
                    RestException.Code.SCENARIO_NOT_HERE,
                    "Several cities are asked as they are. Ask this hub alone for a scenario: /sparql?scenario=….");
        }
        QueryLimits limits = AnswerGuard.limits(request);
        if (query.isDescribeType()) {
            throw new FederationException(
                    Code.FEDERATION_UNSUPPORTED,
                    "DESCRIBE leaves open what it gives, so it is not put together from several cities. Use CONSTRUCT.");
        }
        Federation.Answer answer = federation.answer(query, limits.deadline(), wishes.cities());
        Receipt receipt = answer.receipt();
        if (!receipt.isComplete() && !wishes.takesParts()) {
            throw new FederationException(
                    Code.ANSWER_INCOMPLETE,
                    "The answer would not be complete: " + problems(receipt)
                            + " Ask for JSON, which says what is missing, or with partial=accept and without strict.");
        }
        response.setHeader(COMPLETE_HEADER, Boolean.toString(receipt.isComplete()));
        response.setHeader(MEMBERS_HEADER, members(receipt));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (query.isConstructType()) {
            response.setContentType("text/turtle;charset=UTF-8");
            RDFDataMgr.write(
                    response.getOutputStream(), Construction.of(query, answer.rows()), RDFFormat.TURTLE_BLOCKS);
            return;
        }
        response.setContentType(wishes.form().mediaType + ";charset=UTF-8");
        OutputStream out = response.getOutputStream();
        switch (wishes.form()) {
            case JSON -> withReceipt(query, answer, out);
            case GEOJSON -> json.writeValue(out, features(answer));
            case XML -> write(ResultSetLang.RS_XML, query, answer, out);
            case CSV -> write(ResultSetLang.RS_CSV, query, answer, out);
            case TSV -> write(ResultSetLang.RS_TSV, query, answer, out);
        }
    }

    private static void write(Lang lang, Query query, Federation.Answer answer, OutputStream out) throws IOException {
        if (query.isAskType()) {
            out.write(Boolean.toString(!answer.rows().isEmpty()).getBytes(StandardCharsets.UTF_8));
        } else {
            RowSetWriterRegistry.getFactory(lang).create(lang).write(out, rows(answer), Context.emptyContext());
        }
    }

    /// Every row as a feature, and the receipt as a member more (RFC 7946 §6.1).
    private static Map<String, Object> features(Federation.Answer answer) {
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put(
                "features",
                answer.rows().stream()
                        .map(row -> GeoJson.feature(answer.columns(), row))
                        .toList());
        collection.put("complete", answer.receipt().isComplete());
        collection.put("receipt", receipt(answer));
        return collection;
    }

    private static RowSet rows(Federation.Answer answer) {
        return RowSetStream.create(answer.columns(), answer.rows().iterator());
    }

    /// The standard's JSON (SPARQL 1.1 Query Results JSON Format §3) with one member more, which clients leave alone.
    private void withReceipt(Query query, Federation.Answer answer, OutputStream out) {
        RowSetWriter writer = ResultsJson.with(more -> {
            more.writeName("receipt");
            json.writeValue(more, receipt(answer));
        });
        if (query.isAskType()) {
            writer.write(out, !answer.rows().isEmpty(), Context.emptyContext());
        } else {
            writer.write(out, rows(answer), Context.emptyContext());
        }
    }

    private static Map<String, Object> receipt(Federation.Answer answer) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("complete", answer.receipt().isComplete());
        receipt.put("requests", answer.receipt().requests());
        receipt.put("members", answer.receipt().lines());
        return receipt;
    }

    private static String problems(Receipt receipt) {
        return receipt.lines().entrySet().stream()
                .filter(line -> line.getValue().state() == Receipt.State.FAILED)
                .map(line -> line.getKey() + ": " + line.getValue().problem())
                .collect(Collectors.joining("; "));
    }

    /// Of each member its line; of more than a header holds, how many there are in each state.
    private static String members(Receipt receipt) {
        String lines = receipt.lines().entrySet().stream()
                .map(line -> line.getKey() + ";state=" + line.getValue().state() + ";rows="
                        + line.getValue().rows() + ";requests="
                        + line.getValue().requests())
                .collect(Collectors.joining(", "));
        return lines.length() <= MEMBERS_CHARACTERS_MAX
                ? lines
                : receipt.lines().values().stream()
                        .collect(Collectors.groupingBy(Receipt.Line::state, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(state -> "*;state=" + state.getKey() + ";members=" + state.getValue())
                        .collect(Collectors.joining(", "));
    }

    /// What the hub holds, so that others know what to ask it for (VoID, §6.2).
    @GetMapping("/.well-known/void")
    void description(HttpServletResponse response) throws IOException {
        response.setContentType("text/turtle;charset=UTF-8");
        RDFDataMgr.write(response.getOutputStream(), federation.description(), RDFFormat.TURTLE_BLOCKS);
    }

    /// The peers and what is known of them.
    @GetMapping("/api/v1/peers")
    List<Map<String, Object>> peers() {
        return federation.neighbours().stream().map(FederationResource::json).toList();
    }

    private static Map<String, Object> json(Neighbour neighbour) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", neighbour.peer().id());
        line.put("label", neighbour.peer().label());
        line.put("endpoint", neighbour.peer().endpoint().toString());
        line.put("known", neighbour.isKnown());
        line.put("triples", neighbour.triples());
        line.put(
                "classes",
                neighbour.classes().stream()
                        .map(holding -> holding.type().getURI())
                        .toList());
        neighbour.asked().ifPresent(at -> line.put("asked", at.toString()));
        line.put("milliseconds", neighbour.took().toMillis());
        line.put("problem", neighbour.problem());
        return line;
    }
}

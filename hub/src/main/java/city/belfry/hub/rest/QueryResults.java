package city.belfry.hub.rest;

import city.belfry.hub.sparql.AnswerGuard;
import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.queries.NamedQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.query.Query;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriter;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers a named query in the form and the pages that were asked for.
@Component
public final class QueryResults {
    static final List<Format> ROW_FORMATS = List.of(
            Format.JSON,
            Format.CSV,
            Format.SPREADSHEET,
            Format.GEOJSON,
            Format.TSV,
            Format.RESULTS_JSON,
            Format.RESULTS_XML);

    private final StoreQueries queries;
    private final RdfOutput rdf;
    private final JsonMapper json;

    QueryResults(StoreQueries queries, RdfOutput rdf, JsonMapper json) {
        this.queries = queries;
        this.rdf = rdf;
        this.json = json;
    }

    /// The values that a request gives to the parameters of a query.
    public static Map<String, String> values(HttpServletRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, texts) -> {
            if (NamedQuery.RESERVED.contains(name)) {
                return;
            }
            if (texts.length > 1) {
                throw new RestException(
                        RestException.Code.PARAMETER_REPEATED,
                        "Parameter '" + name + "' is given " + texts.length + " times; expected one value.");
            }
            values.put(name, texts[0]);
        });
        return values;
    }

    void send(NamedQuery named, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Query query = named.bind(values(request));
        QueryLimits limits = AnswerGuard.limits(request);
        StoreQueries asked = queries.of(request);
        switch (query.queryType()) {
            case SELECT -> sendRows(named, query, asked, limits, request, response);
            case ASK -> {
                response.setContentType(Format.JSON.mediaType());
                json.writeValue(
                        response.getOutputStream(), Map.of("query", named.name(), "answer", asked.ask(query, limits)));
            }
            case CONSTRUCT, DESCRIBE ->
                rdf.write(response, asked.graph(query, limits), Format.wanted(request, RdfOutput.FORMATS));
            case CONSTRUCT_JSON, UNKNOWN -> throw new IllegalStateException(named.name() + " is no SPARQL 1.1");
        }
    }

    private void sendRows(
            NamedQuery named,
            Query query,
            StoreQueries asked,
            QueryLimits limits,
            HttpServletRequest request,
            HttpServletResponse response) {
        Format format = Format.wanted(request, ROW_FORMATS);
        Optional<Long> limitDefault = format == Format.JSON ? Optional.of(QueryPage.LIMIT_DEFAULT) : Optional.empty();
        QueryPage page = QueryPage.of(request, limitDefault);
        response.setContentType(format.mediaType() + ";charset=UTF-8");
        if (format == Format.SPREADSHEET) {
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + named.name() + ".csv\"");
        }
        asked.select(page.applyTo(query), limits, rows -> {
            try {
                Page cut = new Page(rows, page, next -> link(request, next, response));
                if (format == Format.JSON) {
                    json.writeValue(response.getOutputStream(), table(named, request, cut));
                } else if (format == Format.GEOJSON) {
                    json.writeValue(response.getOutputStream(), featureCollection(named, cut));
                } else {
                    writeStandard(format, cut, response);
                }
                return page;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String link(HttpServletRequest request, String cursor, HttpServletResponse response) {
        StringBuilder next = new StringBuilder(request.getRequestURI()).append('?');
        request.getParameterMap().forEach((name, texts) -> {
            if (!name.equals("cursor")) {
                next.append(encoded(name)).append('=').append(encoded(texts[0])).append('&');
            }
        });
        next.append("cursor=").append(cursor);
        response.setHeader(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        return next.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> table(NamedQuery named, HttpServletRequest request, Page rows) {
        List<Map<String, Object>> table = new ArrayList<>();
        while (rows.hasNext()) {
            table.add(TableJson.row(rows.getResultVars(), rows.next()));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("query", named.name());
        answer.put("parameters", values(request));
        StoreQueries.scenario(request).ifPresent(id -> answer.put("scenario", id));
        answer.put("columns", rows.getResultVars().stream().map(Var::getVarName).toList());
        answer.put("rows", table);
        answer.put("complete", rows.next.isEmpty());
        rows.next.ifPresent(next -> answer.put("next", next));
        return answer;
    }

    private static Map<String, Object> featureCollection(NamedQuery named, Page rows) {
        List<Map<String, Object>> features = new ArrayList<>();
        boolean anyGeometry = false;
        while (rows.hasNext()) {
            Map<String, Object> feature = GeoJson.feature(rows.getResultVars(), rows.next());
            anyGeometry |= feature.get("geometry") != null;
            features.add(feature);
        }
        if (!anyGeometry && !features.isEmpty()) {
            throw new RestException(
                    RestException.Code.GEOMETRY_MISSING,
                    "Query '" + named.name() + "' has no column with a geometry; ask for csv or json.");
        }
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put("features", features);
        rows.next.ifPresent(next -> collection.put("links", List.of(Map.of("rel", "next", "href", next))));
        return collection;
    }

    private static void writeStandard(Format format, RowSet rows, HttpServletResponse response) throws IOException {
        Lang lang = switch (format) {
            case CSV, SPREADSHEET -> ResultSetLang.RS_CSV;
            case TSV -> ResultSetLang.RS_TSV;
            case RESULTS_JSON -> ResultSetLang.RS_JSON;
            case RESULTS_XML -> ResultSetLang.RS_XML;
            case HTML, JSON, GEOJSON, TURTLE, NTRIPLES, JSONLD, RDFXML ->
                throw new IllegalArgumentException(format + " is no form of SPARQL results");
        };
        RowSetWriter writer = RowSetWriterRegistry.getFactory(lang).create(lang);
        if (format == Format.SPREADSHEET) {
            response.getOutputStream().write(Spreadsheet.BYTE_ORDER_MARK);
        }
        writer.write(
                response.getOutputStream(),
                format == Format.SPREADSHEET ? Spreadsheet.withoutFormulas(rows) : rows,
                Context.emptyContext());
    }

    /// The rows of one page; the row after it is not shown, but tells that there is more.
    private static final class Page implements RowSet {
        private final RowSet rows;
        private final long limit;
        private final java.util.function.Supplier<String> onMore;
        private Optional<String> next = Optional.empty();
        private long shown;

        Page(RowSet rows, QueryPage page, java.util.function.UnaryOperator<String> link) {
            this.rows = rows;
            this.limit = page.limit().orElse(Long.MAX_VALUE);
            this.onMore = () -> link.apply(page.next());
        }

        @Override
        public boolean hasNext() {
            if (shown < limit) {
                return rows.hasNext();
            }
            if (next.isEmpty() && rows.hasNext()) {
                next = Optional.of(onMore.get());
            }
            return false;
        }

        @Override
        public Binding next() {
            shown++;
            return rows.next();
        }

        @Override
        public List<Var> getResultVars() {
            return rows.getResultVars();
        }

        @Override
        public long getRowNumber() {
            return rows.getRowNumber();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}

package city.belfry.hub.rest;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.hub.store.CityStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.apache.jena.sparql.util.Context;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// A dataset as a file: all its statements, or its things as a table or as a map layer.
@RestController
final class GraphResource {
    private static final List<Format> FORMATS = List.of(Format.TURTLE, Format.NTRIPLES, Format.CSV, Format.GEOJSON);
    private static final int BUFFER_BYTES = 1 << 16;
    /// A table or a layer with more things than this is no file for a spreadsheet or a map; the statements have no
    /// limit.
    static final int THINGS_MAX = 200_000;

    private static final QueryLimits LIMITS =
            new QueryLimits(64 << 10, 128, Duration.ofSeconds(30), THINGS_MAX, 1 << 30);

    private final CityStore store;
    private final CityIdentity city;
    private final StoreQueries queries;
    private final JsonMapper json;
    private final Query things;

    GraphResource(CityStore store, CityIdentity city, StoreQueries queries, JsonMapper json) {
        this.store = store;
        this.city = city;
        this.queries = queries;
        this.json = json;
        try (InputStream in = GraphResource.class.getResourceAsStream("/belfry/hub/things-of-graph.rq")) {
            things = QueryFactory.create(
                    new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/graph/{id}")
    void graph(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Node graph = NodeFactory.createURI(city.graph(id));
        Format format = Format.wanted(request, FORMATS);
        if (!store.open().calculateRead(() -> store.open().containsGraph(graph))) {
            throw new RestException(
                    RestException.Code.DATASET_UNKNOWN,
                    "There is no graph '" + id + "'. The datasets are listed at /catalogue.");
        }
        response.setContentType(format.mediaType() + ";charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + "." + format.shortName() + "\"");
        switch (format) {
            case TURTLE -> statements(graph, RDFFormat.TURTLE_BLOCKS, response);
            case NTRIPLES -> statements(graph, RDFFormat.NTRIPLES_UTF8, response);
            case CSV -> table(graph, response);
            case GEOJSON -> layer(id, graph, response);
            case HTML, JSON, SPREADSHEET, RESULTS_JSON, RESULTS_XML, TSV, JSONLD, RDFXML ->
                throw new IllegalArgumentException(format + " is not offered for a graph");
        }
    }

    private void statements(Node graph, RDFFormat format, HttpServletResponse response) throws IOException {
        DatasetGraph database = store.open();
        try (OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES)) {
            StreamRDF writer = StreamRDFWriter.getWriterStream(out, format);
            database.executeRead(() -> {
                writer.start();
                database.getGraph(graph).find().forEachRemaining(writer::triple);
                writer.finish();
            });
        }
    }

    private Query thingsOf(Node graph) {
        return QueryTransformOps.replaceVars(things, Map.of(Var.alloc("graph"), graph));
    }

    private void table(Node graph, HttpServletResponse response) {
        queries.select(thingsOf(graph), LIMITS, rows -> {
            try {
                RowSetWriterRegistry.getFactory(ResultSetLang.RS_CSV)
                        .create(ResultSetLang.RS_CSV)
                        .write(response.getOutputStream(), rows, Context.emptyContext());
                return graph;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Only things with a place; a limit that is reached is told before a byte is sent.
    private void layer(String id, Node graph, HttpServletResponse response) throws IOException {
        List<Map<String, Object>> features = queries.select(thingsOf(graph), LIMITS, GraphResource::features);
        if (features.isEmpty()) {
            throw new RestException(
                    RestException.Code.GEOMETRY_MISSING, "Nothing of '" + id + "' has a place; ask for csv or ttl.");
        }
        json.writeValue(
                response.getOutputStream(), Map.of("type", "FeatureCollection", "name", id, "features", features));
    }

    private static List<Map<String, Object>> features(RowSet rows) {
        List<Map<String, Object>> features = new ArrayList<>();
        while (rows.hasNext()) {
            Binding row = rows.next();
            Node place = row.get("place");
            if (place != null) {
                Map<String, Object> properties = new LinkedHashMap<>();
                for (String column : List.of("label", "kind")) {
                    Optional.ofNullable(row.get(column))
                            .ifPresent(value -> properties.put(column, TableJson.value(value)));
                }
                features.add(
                        GeoJson.feature(Optional.of(row.get("thing").getURI()), GeoJson.geometry(place), properties));
            }
        }
        return features;
    }
}

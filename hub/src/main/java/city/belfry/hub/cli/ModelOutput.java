package city.belfry.hub.cli;

import city.belfry.hub.jsonld.NgsiEntities;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.Bridge;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes a graph of a home in the terms of another model. The translation is held as a whole.
final class ModelOutput {
    private final Bridge bridge;
    private final ExportCommand.Form form;

    ModelOutput(Bridge bridge, ExportCommand.Form form) {
        this.bridge = bridge;
        this.form = form;
    }

    /// Writes the translation of the graph from each database that holds it; returns how many statements it has.
    ///
    /// @param file where to; the screen when there is none
    long write(CityStore store, Node graph, @Nullable Path file, Screen screen) throws IOException {
        Graph translated = GraphFactory.createDefaultGraph();
        for (Visibility visibility : Visibility.values()) {
            DatasetGraph database = store.database(visibility);
            database.executeRead(() -> {
                Graph part = bridge.translate(database.getGraph(graph));
                GraphUtil.addInto(translated, part);
                translated.getPrefixMapping().setNsPrefixes(part.getPrefixMapping());
            });
        }
        if (file == null) {
            write(translated, screen.out());
            screen.out().flush();
        } else {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                write(translated, out);
            }
        }
        return translated.size();
    }

    private void write(Graph graph, OutputStream out) {
        switch (form) {
            case NT -> RDFDataMgr.write(out, graph, RDFFormat.NTRIPLES_UTF8);
            case TTL -> RDFDataMgr.write(out, graph, RDFFormat.TURTLE_PRETTY);
            case JSONLD -> RDFDataMgr.write(out, graph, RDFFormat.JSONLD11_PRETTY);
            case NGSI -> entities(graph, NgsiEntities.Form.NORMALISED, out);
            case KEYVALUES -> entities(graph, NgsiEntities.Form.KEY_VALUES, out);
        }
    }

    private static void entities(Graph graph, NgsiEntities.Form form, OutputStream out) {
        JsonMapper.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValue(out, new NgsiEntities(graph, form, ModelOutput::geometry).all());
    }

    /// GeoJSON; the text itself when it is none that can be read, so that nothing is left out unseen.
    private static Object geometry(Node wkt) {
        return GeoJson.geometry(wkt).<Object>map(Map::copyOf).orElseGet(wkt::getLiteralLexicalForm);
    }
}

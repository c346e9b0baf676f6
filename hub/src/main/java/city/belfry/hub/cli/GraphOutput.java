package city.belfry.hub.cli;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.sparql.core.DatasetGraph;
import org.jspecify.annotations.Nullable;

/// Writes a graph of a home as it is read, so that its size does not matter.
final class GraphOutput {
    private static final int BUFFER_BYTES = 1 << 16;

    private GraphOutput() {}

    /// Writes the graph from each database that holds it; returns how many statements there were.
    ///
    /// @param file where to; the screen when there is none
    static long write(CityStore store, Node graph, RDFFormat format, @Nullable Path file, Screen screen)
            throws IOException {
        if (file == null) {
            long count = write(store, graph, format, screen.out());
            screen.out().flush();
            return count;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            return write(store, graph, format, out);
        }
    }

    private static long write(CityStore store, Node graph, RDFFormat format, OutputStream out) {
        StreamRDF writer = StreamRDFWriter.getWriterStream(out, format);
        writer.start();
        long count = 0;
        for (Visibility visibility : Visibility.values()) {
            DatasetGraph database = store.database(visibility);
            count += database.calculateRead(() -> {
                long written = 0;
                var triples = database.getGraph(graph).find();
                while (triples.hasNext()) {
                    writer.triple(triples.next());
                    written++;
                }
                return written;
            });
        }
        writer.finish();
        return count;
    }
}

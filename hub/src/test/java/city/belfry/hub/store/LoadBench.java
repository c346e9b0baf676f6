package city.belfry.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.system.progress.MonitorOutputs;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.loader.DataLoader;
import org.apache.jena.tdb2.loader.LoaderFactory;
import org.apache.jena.tdb2.sys.TDBInternal;

/// How long it takes until the statements of an N-Triples file are on the disk and can be asked, beside TDB2's own
/// ways.
///
/// `java -cp … city.belfry.hub.store.LoadBench FILE.nt FOLDER`: publication into an empty store, the same content
/// again, TDB2's plain transaction, TDB2's phased bulk loader (not atomic: a killed load leaves half an index),
/// parsing alone.
public final class LoadBench {
    private static final Companion NOTHING =
            new Companion(NodeFactory.createURI("https://city.example/graph/inferred/bench"), sink -> {});
    private static final Node GRAPH = NodeFactory.createURI("https://city.example/graph/bench");

    private LoadBench() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        System.out.println(
                System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors() + " processors, heap "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, " + file.getFileName());
        for (int round = 1; round <= 2; round++) {
            time("parse only", () -> parse(file, StreamRDFLib.sinkNull()));
            publish(file, folder);
            plainTransaction(file, folder.resolve("plain"));
            phasedLoader(file, folder.resolve("phased"));
        }
    }

    private static void publish(Path file, Path folder) throws IOException {
        Path home = empty(folder.resolve("home"));
        Content content = sink -> parse(file, sink);
        CatalogueEntry entry = new CatalogueEntry(GRAPH, Set.of(), GraphFactory.createDefaultGraph());
        try (CityStore store = CityStore.open(home)) {
            Publication publication = new Publication("bench", GRAPH, Visibility.OPEN, content, NOTHING, entry);
            time("publish into an empty store", () -> System.out.println("  " + store.publish(publication)));
            System.out.println("  " + (size(home) >> 20) + " MiB");
            time("publish the same again", () -> System.out.println("  " + store.publish(publication)));
            System.out.println("  " + (size(home) >> 20) + " MiB");
        }
    }

    private static void plainTransaction(Path file, Path folder) throws IOException {
        DatasetGraph database = DatabaseMgr.connectDatasetGraph(Location.create(empty(folder)));
        time(
                "TDB2 plain transaction",
                () -> database.executeWrite(() -> parse(file, StreamRDFLib.graph(database.getGraph(GRAPH)))));
        System.out.println("  " + (size(folder) >> 20) + " MiB");
        TDBInternal.expel(database);
    }

    private static void phasedLoader(Path file, Path folder) throws IOException {
        DatasetGraph database = DatabaseMgr.connectDatasetGraph(Location.create(empty(folder)));
        DataLoader loader = LoaderFactory.phasedLoader(database, GRAPH, MonitorOutputs.nullOutput());
        time("TDB2 phased loader", () -> {
            loader.startBulk();
            loader.load(file.toString());
            loader.finishBulk();
        });
        System.out.println("  " + (size(folder) >> 20) + " MiB");
        TDBInternal.expel(database);
    }

    private static void parse(Path file, StreamRDF sink) {
        RDFParser.source(file).checking(false).parse(sink);
    }

    private static void time(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        System.out.printf("%-32s %6.1f s%n", what, (System.nanoTime() - start) / 1e9);
    }

    private static Path empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /// Bytes on the disk, without the holes of sparse files.
    private static long size(Path folder) {
        try (var files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

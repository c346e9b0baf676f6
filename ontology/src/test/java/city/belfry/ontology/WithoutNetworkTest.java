package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.OWL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No import reaches out: the ontology, its code lists, alignments, shapes and profiles are read and used in a process
/// that has no network at all.
class WithoutNetworkTest {
    private static final int SECONDS_MAX = 120;

    @TempDir
    Path folder;

    @Test
    void everythingLoadsInAProcessThatHasNoNetwork() throws IOException, InterruptedException {
        assumeTrue(runs("unshare", "--net", "true"), "this machine lets no process leave the network: not checked");
        Path out = folder.resolve("out.txt");
        assertEquals(
                0,
                run(
                        out,
                        "unshare",
                        "--net",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutNetworkTest.class.getName()),
                () -> read(out));
    }

    /// What the process without a network does. It fails when it has one after all, so that it cannot pass by mistake.
    public static void main(String[] arguments) {
        assertThrows(IOException.class, () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("192.0.2.1", 80), 2_000);
            }
        });
        Catalog catalog = Catalog.load();
        int files = 0;
        for (String iri : catalog.fileByIri().keySet()) {
            files++;
            catalog.read(iri)
                    .orElseThrow()
                    .find(Node.ANY, OWL.imports.asNode(), Node.ANY)
                    .forEachRemaining(triple ->
                            assertTrue(catalog.read(triple.getObject().getURI()).isPresent(), triple + " is not here"));
        }
        System.out.println(files + " files, " + Vocabulary.graph().size() + " triples");
        for (String profile : Shapes.profiles()) {
            assertEquals(List.of(), Shapes.forProfile(profile).check(GraphFactory.createDefaultGraph()), profile);
        }
    }

    private boolean runs(String... command) throws InterruptedException {
        try {
            return run(folder.resolve("probe.txt"), command) == 0;
        } catch (IOException e) {
            return false; // There is no such command here.
        }
    }

    private static int run(Path out, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + SECONDS_MAX + " s: " + read(out));
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }
}

package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a process whose only network is itself, Belfry publishes a city, checks it, serves it and answers: no vocabulary,
/// context, import, shape or library is fetched.
class NetworkDeniedTest {
    private static final long SECONDS_MAX = 240;
    /// A network name space with nothing in it but the way to oneself.
    private static final List<String> ALONE =
            List.of("unshare", "--map-root-user", "--net", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\"");

    @TempDir
    Path folder;

    @BeforeAll
    static void needsANameSpace() throws InterruptedException {
        int code;
        try {
            List<String> command = new ArrayList<>(ALONE);
            command.add("true");
            code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            code = -1;
        }
        int found = code;
        assumeTrue(
                found == 0,
                () -> "Skipped: nothing was run without a network, since 'unshare --net' with 'ip' ends with " + found
                        + " here.");
    }

    @Test
    void theDemoNeedsNoNetwork() throws IOException, InterruptedException {
        Result demo = belfry(
                "demo",
                "--once",
                "--port",
                "0",
                "--home",
                folder.resolve("home").toString());
        assertEquals(0, demo.exitCode(), demo.err());
        assertTrue(demo.out().contains("Lille – Wazemmes,6,24.1"), demo.out());
    }

    @Test
    void aCityFileIsCheckedWithoutNetworkAndASourceOutThereIsNotReached() throws IOException, InterruptedException {
        Path city = folder.resolve("city.yaml");
        Files.writeString(city, """
                city: { id: x, label: X, base: https://x.example, languages: [en] }
                datasets:
                  - { id: here, title: Here, source: here.jsonld, format: json-ld }
                  - { id: there, title: There, source: 'https://example.org/stops.csv', pack: gtfs }
                """);
        Files.writeString(folder.resolve("here.jsonld"), """
                { "@context": "https://x.example/ont/context.jsonld", "id": "https://x.example/id/stop/1",
                  "type": "Quay", "capacity": 3 }
                """);
        assertEquals(0, belfry("check", "--city", city.toString()).exitCode());
        Result ingest = belfry("ingest", "--city", city.toString());
        assertEquals(4, ingest.exitCode(), ingest.out() + ingest.err());
        assertTrue(ingest.err().contains("cannot be reached"), ingest.err());
        assertTrue(ingest.out().contains("here: published version 1"), ingest.out());
    }

    private record Result(int exitCode, String out, String err) {}

    private Result belfry(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ALONE);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "city.belfry.hub.Belfry"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "it ends by itself");
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}

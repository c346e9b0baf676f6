package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README promises of `belfry demo`: from nothing to a running hub that answers, in a process of its own.
class DemoSystemTest {
    private static final long SECONDS_MAX = 180;

    @TempDir
    Path folder;

    @Test
    void theSampleCityIsPublishedServedAndAskedAndTheSecondTimeNothingIsPublished()
            throws IOException, InterruptedException {
        String first = demo();
        assertEquals(16, count(first, ": published version 1: "), first);
        assertTrue(first.contains("Three questions to try"), first);
        assertTrue(first.contains("Lille – Wazemmes,6,24.1"), first);
        String second = demo();
        assertFalse(second.contains(": published version"), second);
        assertEquals(16, count(second, ": unchanged, nothing published (version 1)"), second);
        assertTrue(second.contains("Lille – Wazemmes,6,24.1"), second);
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    private String demo() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "city.belfry.hub.Belfry",
                        "demo",
                        "--once",
                        "--port",
                        "0",
                        "--home",
                        folder.resolve("home").toString()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "the demo ends by itself");
            assertEquals(0, process.exitValue(), Files.readString(err));
            return Files.readString(out);
        } finally {
            process.destroyForcibly();
        }
    }
}

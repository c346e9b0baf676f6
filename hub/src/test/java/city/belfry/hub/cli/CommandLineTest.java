package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every verb keeps the habits of the command line: results on out, notes on err, one line a failure, its exit code.
class CommandLineTest {
    @TempDir
    Path folder;

    @Test
    void anUnknownVerbIsAUsageErrorWithTheNearestVerb() {
        Spoken spoken = Spoken.by("chekc");
        assertEquals(2, spoken.exitCode());
        assertEquals("", spoken.out());
        assertTrue(spoken.err().contains("check"), spoken.err());
    }

    @Test
    void helpListsTheVerbsOnStandardOutput() {
        Spoken spoken = Spoken.by("--help");
        assertEquals(0, spoken.exitCode());
        assertTrue(spoken.out().contains("Checks city.yaml"), spoken.out());
        assertEquals("", spoken.err());
    }

    @Test
    void initWritesACityThatCheckAccepts() {
        assertEquals(0, Spoken.by("init", folder.toString()).exitCode());
        Spoken check = Spoken.by("check", "--city", folder.resolve("city.yaml").toString());
        assertEquals("", check.err());
        assertEquals(0, check.exitCode());
        assertTrue(Files.exists(folder.resolve("city.schema.json")));
    }

    @Test
    void initLeavesAFileAloneThatIsThere() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), "mine");
        Spoken spoken = Spoken.by("init", folder.toString());
        assertEquals(2, spoken.exitCode());
        assertEquals("mine", Files.readString(folder.resolve("city.yaml")));
        assertEquals(1, spoken.err().lines().count(), spoken.err());
    }

    @Test
    void aFailureIsOneLineAndAsJsonWhenAsked() {
        String city = folder.resolve("nowhere.yaml").toString();
        Spoken spoken = Spoken.by("check", "--city", city);
        assertEquals(2, spoken.exitCode());
        assertEquals(1, spoken.err().lines().count(), spoken.err());
        assertTrue(spoken.err().contains("there is no such file"), spoken.err());
        assertTrue(Spoken.by("check", "--json", "--city", city).err().startsWith("{\"code\":\"CITY_FILE_MISSING\""));
    }
}

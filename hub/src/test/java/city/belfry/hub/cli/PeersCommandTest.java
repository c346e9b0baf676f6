package city.belfry.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `belfry peers` against a running hub.
class PeersCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aPeerIsAddedTestedListedAndRemoved() throws IOException {
        Path city = folder.resolve("city.yaml");
        Files.writeString(city, """
                city: { id: lille, label: Lille, base: "https://lille.example" }
                access: { privateHosts: [localhost] }
                """);
        try (RunningHub riga = RunningHub.start(folder.resolve("riga"))) {
            riga.put("stations", "<https://riga.example/id/station/1> a belfry:SharedMobilityStation .");
            String at = "http://localhost:" + riga.port();
            Spoken added =
                    by("add", "riga", at + "/sparql", "--label", "Rīga", "--description", at + "/.well-known/void");
            assertEquals(0, added.exitCode(), added.err());
            assertEquals(0, by("add", "gone", at + "/nothing").exitCode());
            Spoken list = by("list");
            assertEquals("riga\tRīga\t" + at + "/sparql\ngone\tgone\t" + at + "/nothing\n", list.out());
            Spoken well = by("test", "riga");
            assertEquals(0, well.exitCode(), well.err());
            assertTrue(well.out().startsWith("riga\tanswers\t"), well.out());
            Spoken both = by("test", "--json");
            assertEquals(5, both.exitCode(), "one does not answer: " + both.out());
            assertTrue(both.out().contains("{\"id\":\"gone\",\"answers\":false"), both.out());
            assertEquals(0, by("remove", "gone").exitCode());
            assertEquals(0, by("test").exitCode());
            assertEquals(2, by("remove", "gone").exitCode());
        }
        Spoken down = by("test");
        assertEquals(5, down.exitCode());
        assertTrue(down.out().contains("FAILS"), down.out());
    }

    private Spoken by(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "peers";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--city";
        all[words.length + 2] = folder.resolve("city.yaml").toString();
        return Spoken.by(all);
    }
}

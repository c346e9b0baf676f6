package city.belfry.hub.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Peers come into and out of a `city.yaml` without touching what a person wrote around them.
class PeersSectionTest {
    private static final String CITY = """
            # Our city.
            city: { id: lille, label: Lille, base: "https://lille.example" }
            """;
    private static final URI RIGA = URI.create("https://data.riga.example/sparql");

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("city.yaml");
    }

    @Test
    void theFirstPeerBringsTheSection() throws IOException {
        write(CITY);
        add("riga");
        assertEquals(List.of("riga"), ids());
        assertTrue(Files.readString(file).startsWith(CITY));
    }

    @Test
    void anEmptyListBecomesOneOfLines() throws IOException {
        write(CITY + "peers: []\n\n# Links between our own.\nlinks: []\n");
        add("riga");
        assertEquals(List.of("riga"), ids());
        assertTrue(Files.readString(file).contains("# Links between our own.\nlinks: []\n"));
    }

    @Test
    void anotherPeerStandsBehindTheLastAndCommentsStay() throws IOException {
        write(CITY + """
                peers:
                # The first friend.
                - id: madrid
                  label: {es: Madrid}
                  endpoint: https://madrid.example/sparql   # theirs
                # What follows is not about peers.
                limits: { findings: 12 }
                """);
        add("riga");
        assertEquals(List.of("madrid", "riga"), ids());
        String text = Files.readString(file);
        assertTrue(text.contains("# theirs\n- id: riga\n"), text);
        assertTrue(text.endsWith("# What follows is not about peers.\nlimits: { findings: 12 }\n"), text);
    }

    @Test
    void whatWasAddedCanBeRemovedAndTheTextIsAsBefore() throws IOException {
        String before = CITY + """
                peers:
                  - {id: madrid, label: Madrid, endpoint: "https://madrid.example/sparql"}
                limits: { findings: 12 }
                """;
        write(before);
        add("riga");
        add("vilnius");
        PeersSection.of(CityFile.read(file)).remove("riga");
        PeersSection.of(CityFile.read(file)).remove("vilnius");
        assertEquals(before, Files.readString(file));
        PeersSection.of(CityFile.read(file)).remove("madrid");
        assertEquals(List.of(), ids());
    }

    @Test
    void whatCannotBeUnderstoodOrWouldBeWrongChangesNothing() throws IOException {
        String inBrackets = CITY + "peers: [{id: madrid, label: Madrid, endpoint: 'https://madrid.example/sparql'}]\n";
        write(inBrackets);
        assertTrue(assertThrows(CityException.class, () -> add("riga"))
                .getMessage()
                .contains("brackets"));
        assertEquals(inBrackets, Files.readString(file));
        write(CITY);
        add("riga");
        String once = Files.readString(file);
        assertThrows(CityException.class, () -> add("riga"));
        assertThrows(CityException.class, () -> add("Not A Name"), "the pattern of ids holds here too");
        CityException unknown = assertThrows(
                CityException.class, () -> PeersSection.of(CityFile.read(file)).remove("rigaa"));
        assertTrue(unknown.getMessage().contains("'riga'"), unknown.getMessage());
        assertEquals(once, Files.readString(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "nothing is left behind");
        }
    }

    @Test
    void aNameWithQuotesStaysAName() throws IOException {
        write(CITY);
        PeersSection.of(CityFile.read(file))
                .add("riga", "Rīga \"the \\ big\" : # one", RIGA, Optional.empty(), Optional.of("env:RIGA"));
        assertEquals(
                "Rīga \"the \\ big\" : # one",
                CityFile.read(file).peers().getFirst().label().in("en"));
    }

    private void add(String id) {
        PeersSection.of(CityFile.read(file)).add(id, id, RIGA, Optional.empty(), Optional.empty());
    }

    private List<String> ids() {
        return CityFile.read(file).peers().stream().map(PeerEntry::id).toList();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}

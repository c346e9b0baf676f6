package city.belfry.hub.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No file outside the declared folders is read, however its name is spelled.
class FoldersTest {
    @TempDir
    Path top;

    private Path city;

    @BeforeEach
    void makeFolders() throws IOException {
        city = Files.createDirectories(top.resolve("city"));
        Files.writeString(city.resolve("a.csv"), "inside");
        Files.writeString(city.resolve("b.csv"), "inside");
        Files.createDirectories(top.resolve("other"));
        Files.writeString(top.resolve("other/secret.csv"), "outside");
    }

    @Test
    void filesInsideAreFound() throws IOException {
        Folders folders = Folders.of(city, List.of());
        assertEquals(city.resolve("a.csv").toRealPath(), folders.resolve("a.csv"));
        assertEquals(2, folders.matching("*.csv").size());
    }

    @Test
    void everySpellingThatLeadsOutIsDenied() throws IOException {
        Files.createSymbolicLink(city.resolve("link.csv"), top.resolve("other/secret.csv"));
        Files.createSymbolicLink(city.resolve("linked"), top.resolve("other"));
        Folders folders = Folders.of(city, List.of());
        for (String name : List.of(
                "../other/secret.csv",
                "./../other/secret.csv",
                "link.csv",
                "linked/secret.csv",
                top.resolve("other/secret.csv").toString(),
                "/etc/passwd")) {
            CityException denied = assertThrows(CityException.class, () -> folders.resolve(name), name);
            assertEquals(CityException.Code.OUTSIDE_FOLDERS, denied.code(), name);
        }
        assertThrows(CityException.class, () -> folders.matching("../other/*.csv"));
        assertThrows(CityException.class, () -> folders.matching("*.csv"), "the link is among the matches");
        assertThrows(CityException.class, () -> folders.resolve("a\0.csv"));
    }

    @Test
    void aDeclaredFolderIsOpenToReading() throws IOException {
        Folders folders = Folders.of(city, List.of("../other"));
        assertEquals(top.resolve("other/secret.csv").toRealPath(), folders.resolve("../other/secret.csv"));
    }
}

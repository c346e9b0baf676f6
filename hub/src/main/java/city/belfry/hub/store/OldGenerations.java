package city.belfry.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folders of a TDB2 database that a compaction has left behind. A statement that was deleted stays in them and in
/// the dictionary of the database until then.
final class OldGenerations {
    private static final String PREFIX = "Data-";

    private OldGenerations() {}

    /// Deletes all but the present one.
    static void delete(Path database) {
        try (Stream<Path> entries = Files.list(database)) {
            List<Path> generations = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
            for (Path old : generations.subList(0, Math.max(0, generations.size() - 1))) {
                try (Stream<Path> tree = Files.walk(old)) {
                    for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.HOME_UNUSABLE,
                    "Old files of the database " + database + " cannot be deleted (" + e.getMessage()
                            + "). They still hold what was erased: delete all but the last folder " + PREFIX
                            + "… of it.",
                    e);
        }
    }
}

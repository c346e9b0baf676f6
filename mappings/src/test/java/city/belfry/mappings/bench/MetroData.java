package city.belfry.mappings.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a [GtfsFeed] with its mappings and the number of triples that it must give: SCALE FORMAT FOLDER.
public final class MetroData {
    private MetroData() {}

    public static void main(String[] arguments) throws IOException {
        write(Integer.parseInt(arguments[0]), arguments[1], Path.of(arguments[2]));
    }

    static void write(int scale, String format, Path folder) throws IOException {
        long distinct = new GtfsFeed(scale, format, folder).write();
        Files.writeString(folder.resolve("mapping.ttl"), GtfsMapping.of(format, false));
        Files.writeString(folder.resolve("mapping.old.ttl"), GtfsMapping.of(format, true));
        Files.writeString(folder.resolve("expected.txt"), Long.toString(distinct));
        System.out.println("wrote the data to " + folder);
    }
}

package city.belfry.ontology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files below a folder of the class path, be it in a jar or beside it.
public final class ResourceFolder {
    private ResourceFolder() {}

    /// The texts of the files with an ending, by their path below the folder, in its order.
    ///
    /// @param folder from the root of the class path, without a slash at its ends
    public static SortedMap<String, String> texts(String folder, String ending) {
        SortedMap<String, String> texts = new TreeMap<>();
        try {
            for (URL place :
                    Collections.list(ResourceFolder.class.getClassLoader().getResources(folder))) {
                read(place.toURI(), folder, ending, texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is no URI", e);
        }
        return texts;
    }

    private static void read(URI place, String folder, String ending, Map<String, String> texts) throws IOException {
        if (place.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                read(jar.getPath(folder), ending, texts);
            }
        } else {
            read(Path.of(place), ending, texts);
        }
    }

    private static void read(Path folder, String ending, Map<String, String> texts) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .toList()) {
                texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
    }
}

package city.belfry.hub.city;

import city.belfry.hub.city.CityException.Code;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/// The declared folders; no file outside them is read, whatever the path or a symbolic link says.
///
/// Compared are real paths, so `..`, links and other spellings of a path do not help.
public final class Folders {
    private final Path base;
    private final List<Path> roots;

    private Folders(Path base, List<Path> roots) {
        this.base = base;
        this.roots = roots;
    }

    /// The folders of one city.
    ///
    /// @param base folder that relative names start from, itself allowed
    /// @param more further folders, relative to `base` or absolute
    public static Folders of(Path base, List<String> more) {
        List<Path> roots = new ArrayList<>();
        roots.add(real(base, base.toString()));
        for (String folder : more) {
            Path path = path(base, folder);
            if (!Files.isDirectory(path)) {
                throw new CityException(
                        Code.SOURCE_MISSING,
                        "access.folders: '" + folder + "' is no folder (looked for at " + path + ").");
            }
            roots.add(real(path, folder));
        }
        return new Folders(base, List.copyOf(roots));
    }

    /// The file or folder of this name.
    public Path resolve(String name) {
        Path path = path(base, name);
        if (!Files.exists(path)) {
            throw new CityException(
                    Code.SOURCE_MISSING,
                    "'" + name + "' is not there (looked for at " + path + "). Check the spelling and the folder that"
                            + " city.yaml lies in.");
        }
        return allowed(path, name);
    }

    /// All files that match the last part of a name such as `weather/*.csv`, sorted by name.
    public List<Path> matching(String pattern) {
        int cut = pattern.lastIndexOf('/') + 1;
        Path folder = cut == 0 ? resolve(".") : resolve(pattern.substring(0, cut));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(cut));
        List<Path> files = new ArrayList<>();
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isRegularFile(entry) && matcher.matches(entry.getFileName())) {
                    files.add(allowed(entry, entry.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new CityException(Code.SOURCE_MISSING, "the folder of '" + pattern + "' cannot be listed.", e);
        }
        if (files.isEmpty()) {
            throw new CityException(
                    Code.SOURCE_MISSING, "no file matches '" + pattern + "' (looked for in " + folder + ").");
        }
        return files;
    }

    /// The real path of a file found below a folder that was resolved before.
    public Path allowed(Path path, String name) {
        Path real = real(path, name);
        if (roots.stream().noneMatch(real::startsWith)) {
            throw new CityException(
                    Code.OUTSIDE_FOLDERS,
                    "'" + name + "' lies outside the folder of city.yaml. If it may be read, name its folder under"
                            + " access.folders.");
        }
        return real;
    }

    private static Path path(Path base, String name) {
        try {
            return base.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new CityException(
                    Code.CITY_VALUE_INVALID, "'" + name + "' is no file name: " + e.getReason() + ".", e);
        }
    }

    private static Path real(Path path, String name) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new CityException(Code.SOURCE_MISSING, "'" + name + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }
}

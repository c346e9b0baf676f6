package city.belfry.mappings;

import city.belfry.mappings.read.SourceFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the relative paths of a mapping's sources are looked up. Nothing outside is read.
public sealed interface SourceRoot {
    /// The folder that its files lie in; none when they lie in an archive or come as a stream.
    default Optional<Path> folder() {
        return Optional.empty();
    }

    /// A folder. A path in it may lead into an archive: `2026.zip!stops.txt`.
    record Folder(Path path) implements SourceRoot {
        @Override
        public Optional<Path> folder() {
            return Optional.of(path);
        }
    }

    /// A zip or tar file (tar also packed with gzip, xz, zstd or bzip2); its entries are the files.
    record Archive(Path file) implements SourceRoot {}

    /// One file that every path of the mapping means.
    record Single(Path file) implements SourceRoot {
        @Override
        public Optional<Path> folder() {
            return Optional.ofNullable(file.toAbsolutePath().getParent());
        }
    }

    /// One stream that every path of the mapping means, such as standard input. It can be read once.
    record Stream(InputStream in) implements SourceRoot {}

    /// What a path of the file system is: a folder, an archive, or one file.
    static SourceRoot of(Path path) {
        if (!Files.isRegularFile(path)) {
            return new Folder(path);
        }
        return SourceFiles.isArchive(path) ? new Archive(path) : new Single(path);
    }
}

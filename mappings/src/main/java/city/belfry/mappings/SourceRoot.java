package city.belfry.mappings;

import java.nio.file.Path;

/// Where the relative paths of a mapping's sources are looked up. Nothing outside is read.
public sealed interface SourceRoot {
    /// A folder; a path in it may lead through a zip file (`gtfs.zip/stops.txt` is not needed: name an [Archive]).
    record Folder(Path path) implements SourceRoot {}

    /// A zip file; its entries are the files.
    record Archive(Path zip) implements SourceRoot {}
}

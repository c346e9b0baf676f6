package city.belfry.hub.ingest;

import city.belfry.mappings.SourceRoot;
import java.nio.file.Path;

/// The bytes of a source as they were at one moment, kept in the cache under their checksum.
///
/// @param checksum SHA-256 in hexadecimal
/// @param path folder with the files of the source under their own names; the archive itself when it is one
/// @param isArchive whether the source is one zip file, whose entries are the files
/// @param bytes size of all files
/// @param origin the source as the steward knows it, for messages
record Snapshot(String checksum, Path path, boolean isArchive, long bytes, String origin) {
    /// Where a mapping finds the files.
    SourceRoot root() {
        return isArchive ? new SourceRoot.Archive(path) : new SourceRoot.Folder(path);
    }
}

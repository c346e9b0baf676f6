package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.Folders;
import city.belfry.hub.city.IngestLimits;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.outbound.Answer;
import city.belfry.hub.outbound.Caps;
import city.belfry.hub.outbound.Door;
import city.belfry.hub.outbound.Validator;
import city.belfry.hub.store.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Copies of the sources under `cache/`, by checksum: what a run read can be read again, even after the source changed.
///
/// A copy takes its name when it is whole, so a process killed at any moment leaves no half of one. One process at a
/// time (the home's lock), not thread-safe.
final class SourceCache {
    private static final String CONTENT = "sha256";
    /// Names of copies that hold erased people; the files are empty.
    private static final String FORGOTTEN = "erased";

    private final Path root;
    private final IngestLimits limits;
    private final Door door;
    private final Clock clock;

    SourceCache(Path home, IngestLimits limits, Door door, Clock clock) {
        this.root = home.resolve("cache");
        this.limits = limits;
        this.door = door;
        this.clock = clock;
        try {
            // Sources lie here as they came, with all personal data in them.
            OwnerOnly.folder(root);
            Files.createDirectories(root.resolve(CONTENT));
            Files.createDirectories(root.resolve("http"));
            deleteTree(root.resolve("incoming"));
            Files.createDirectories(root.resolve("incoming"));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Takes the source as it is now.
    Snapshot take(CityFile city, DatasetEntry dataset) {
        String source = dataset.source();
        if (source.startsWith("http://") || source.startsWith("https://")) {
            return download(URI.create(source));
        }
        Folders folders = city.folders();
        if (source.contains("*") || source.contains("?")) {
            List<Path> files = folders.matching(source);
            TreeMap<String, Path> named = new TreeMap<>();
            files.forEach(file -> named.put(file.getFileName().toString(), file));
            return keep(named, source);
        }
        Path path = folders.resolve(source);
        TreeMap<String, Path> named = new TreeMap<>();
        if (Files.isDirectory(path)) {
            collect(path, folders, named, source);
        } else {
            // The name of the link, not of what it points to: mappings know the former.
            named.put(Path.of(source).getFileName().toString(), path);
        }
        return keep(named, source);
    }

    private void collect(Path folder, Folders folders, SortedMap<String, Path> named, String source) {
        try (var tree = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                named.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        folders.allowed(file, file.getFileName().toString()));
                if (named.size() > limits.sourceFiles()) {
                    throw new IngestException(
                            Code.LIMIT_REACHED,
                            "'" + source + "' has more than " + limits.sourceFiles()
                                    + " files. If it is meant, raise limits.sourceFiles.");
                }
            }
        } catch (IOException e) {
            throw new IngestException(Code.SOURCE_UNREADABLE, "'" + source + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private Snapshot keep(SortedMap<String, Path> files, String origin) {
        try {
            long bytes = 0;
            Checksum all = new Checksum();
            for (var file : files.entrySet()) {
                bytes += Files.size(file.getValue());
                if (bytes > limits.sourceSize().bytes()) {
                    throw new IngestException(
                            Code.LIMIT_REACHED,
                            "'" + origin + "' is larger than " + limits.sourceSize()
                                    + ". If it is meant, raise limits.sourceSize.");
                }
                all.add(file.getKey()).add(Checksum.of(file.getValue()));
            }
            String checksum = all.hex();
            Path kept = root.resolve(CONTENT).resolve(checksum);
            if (!Files.exists(kept)) {
                Path incoming = Files.createTempDirectory(root.resolve("incoming"), "files");
                for (var file : files.entrySet()) {
                    Path target = incoming.resolve(file.getKey());
                    Files.createDirectories(target.getParent());
                    copy(file.getValue(), target);
                }
                settle(incoming, kept);
            }
            return snapshot(checksum, origin);
        } catch (IOException e) {
            throw new IngestException(
                    Code.SOURCE_UNREADABLE,
                    "'" + origin + "' cannot be copied to the cache: " + reason(e) + ". Nothing was published.",
                    e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        OwnerOnly.file(to);
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
    }

    private static void settle(Path incoming, Path kept) throws IOException {
        try {
            Files.move(incoming, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            deleteTree(incoming); // the same bytes were kept meanwhile
        }
    }

    /// What is kept under a checksum, when it is still there.
    Optional<Snapshot> kept(String checksum, String origin) {
        try {
            return Files.exists(root.resolve(CONTENT).resolve(checksum))
                    ? Optional.of(snapshot(checksum, origin))
                    : Optional.empty();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Snapshot snapshot(String checksum, String origin) throws IOException {
        Path kept = root.resolve(CONTENT).resolve(checksum);
        Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
        List<Path> files = new ArrayList<>();
        long bytes = 0;
        try (var tree = Files.walk(kept)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                files.add(file);
                bytes += Files.size(file);
            }
        }
        boolean isArchive = files.size() == 1 && isArchive(files.getFirst());
        if (isArchive) {
            checkArchive(files.getFirst(), origin);
        }
        return new Snapshot(checksum, isArchive ? files.getFirst() : kept, isArchive, bytes, origin);
    }

    /// What is kept under a checksum in the cache of a home, when it still is; nothing is touched.
    static Optional<Snapshot> kept(Path home, String checksum, String origin) {
        Path kept = home.resolve("cache").resolve(CONTENT).resolve(checksum);
        List<Path> files = new ArrayList<>();
        long bytes = 0;
        try (var tree = Files.walk(kept)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                files.add(file);
                bytes += Files.size(file);
            }
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
        boolean isArchive = files.size() == 1 && isArchive(files.getFirst());
        return Optional.of(new Snapshot(checksum, isArchive ? files.getFirst() : kept, isArchive, bytes, origin));
    }

    private static boolean isArchive(Path file) {
        return file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".zip");
    }

    private void checkArchive(Path file, String origin) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > limits.sourceFiles()) {
                throw new IngestException(
                        Code.LIMIT_REACHED,
                        "'" + origin + "' has " + zip.size() + " entries; the limit is " + limits.sourceFiles()
                                + " (limits.sourceFiles).");
            }
        } catch (ZipException e) {
            throw new IngestException(
                    Code.ARCHIVE_DAMAGED,
                    "'" + origin + "' is no whole zip file (" + e.getMessage() + "), " + Files.size(file)
                            + " bytes were read. Fetch it again; what was published before stays.",
                    e);
        }
    }

    private Snapshot download(URI address) {
        Path memory = root.resolve("http")
                .resolve(new Checksum().add(address.toString()).hex() + ".properties");
        try {
            Properties known = load(memory);
            Optional<String> checksum = Optional.ofNullable(known.getProperty("checksum"))
                    .filter(name -> Files.exists(root.resolve(CONTENT).resolve(name)));
            Validator validator = checksum.isEmpty()
                    ? Validator.NONE
                    : new Validator(
                            Optional.ofNullable(known.getProperty("entityTag")),
                            Optional.ofNullable(known.getProperty("lastModified")));
            Path incoming = Files.createTempDirectory(root.resolve("incoming"), "http");
            Path file = incoming.resolve("body");
            Caps caps = new Caps(limits.sourceSize().bytes(), limits.downloadTime());
            return switch (door.fetch(address, validator, file, caps)) {
                case Answer.Unchanged unchanged -> snapshot(checksum.orElseThrow(), address.toString());
                case Answer.Body body -> arrived(address, body, incoming, file, memory);
            };
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Snapshot arrived(URI address, Answer.Body body, Path incoming, Path file, Path memory) throws IOException {
        Path named = file.resolveSibling(fileName(address, file));
        OwnerOnly.restrictFile(file);
        Files.move(file, named);
        String checksum = new Checksum()
                .add(named.getFileName().toString())
                .add(Checksum.of(named))
                .hex();
        Path kept = root.resolve(CONTENT).resolve(checksum);
        if (!Files.exists(kept)) {
            settle(incoming, kept);
        }
        Snapshot snapshot = snapshot(checksum, address.toString());
        // Remembered only after the archive was looked at: a cut-off download is not asked for conditionally.
        Properties known = new Properties();
        known.setProperty("address", address.toString());
        known.setProperty("checksum", checksum);
        body.validator().entityTag().ifPresent(tag -> known.setProperty("entityTag", tag));
        body.validator().lastModified().ifPresent(date -> known.setProperty("lastModified", date));
        Path written = Files.createTempFile(root.resolve("incoming"), "http", ".properties");
        try (OutputStream out = Files.newOutputStream(written)) {
            known.store(out, null);
        }
        Files.move(written, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return snapshot;
    }

    /// The last part of the address's path; a zip file gets its ending when the address does not show that it is one.
    private static String fileName(URI address, Path file) throws IOException {
        String path = Optional.ofNullable(address.getPath()).orElse("");
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        String name = last.isEmpty() || last.startsWith(".") ? "source" : last;
        return !name.contains(".") && startsLikeZip(file) ? name + ".zip" : name;
    }

    private static boolean startsLikeZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4;
        }
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    /// Where the copies of a home lie, each under its checksum.
    static Path content(Path home) {
        return home.resolve("cache").resolve(CONTENT);
    }

    /// Deletes a copy, and each one of the same bytes that a later run takes, as soon as that run is over.
    static void forget(Path home, String checksum) {
        Path marks = home.resolve("cache").resolve(FORGOTTEN);
        try {
            Files.createDirectories(marks);
            Files.write(marks.resolve(checksum), new byte[0]);
            deleteTree(content(home).resolve(checksum));
        } catch (IOException e) {
            throw new IngestException(
                    Code.HOME_UNWRITABLE,
                    "the copy " + checksum + " cannot be deleted from the cache: " + reason(e)
                            + ". Delete it by hand; personal data that were to go are in it.",
                    e);
        }
    }

    /// Deletes the copies that hold erased people and those that nobody has read for as long as personal data may be
    /// kept; then those that were used longest ago until the rest fits the limit, but none of those in use.
    void prune(Set<String> inUse, Optional<Instant> oldest) {
        record Copy(Path path, FileTime used, long bytes) {}
        try {
            List<Copy> copies = new ArrayList<>();
            for (Path mark : HomeFiles.below(root.resolve(FORGOTTEN))) {
                deleteTree(root.resolve(CONTENT).resolve(mark.getFileName().toString()));
            }
            try (var entries = Files.list(root.resolve(CONTENT))) {
                for (Path entry : (Iterable<Path>) entries::iterator) {
                    if (oldest.filter(limit -> usedBefore(entry, limit)).isPresent()) {
                        deleteTree(entry);
                        continue;
                    }
                    copies.add(new Copy(entry, Files.getLastModifiedTime(entry), size(entry)));
                }
            }
            copies.sort(Comparator.comparing(Copy::used));
            long total = copies.stream().mapToLong(Copy::bytes).sum();
            for (Copy copy : copies) {
                if (total > limits.cacheSize().bytes()
                        && !inUse.contains(copy.path().getFileName().toString())) {
                    deleteTree(copy.path());
                    total -= copy.bytes();
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static boolean usedBefore(Path copy, Instant limit) {
        try {
            return Files.getLastModifiedTime(copy).toInstant().isBefore(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path tree) throws IOException {
        long bytes = 0;
        try (var files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private IngestException unwritable(IOException e) {
        return new IngestException(
                Code.HOME_UNWRITABLE,
                "the cache " + root + " cannot be written: " + reason(e)
                        + ". Check its rights and the free space; nothing was published.",
                e);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}

package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.SourceRoot;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The files that a run may read: those under its folder, or the entries of its archive. Holds the archive open.
public final class SourceFiles implements AutoCloseable {
    /// A folder is searched no deeper than this for a glob.
    private static final int FOLDER_DEPTH = 32;

    private final Limits limits;
    private final Path root;
    private final Optional<ZipFile> archive;
    private final List<String> entries;

    private SourceFiles(Limits limits, Path root, Optional<ZipFile> archive, List<String> entries) {
        this.limits = limits;
        this.root = root;
        this.archive = archive;
        this.entries = entries;
    }

    public static SourceFiles open(SourceRoot root, Limits limits) {
        return switch (root) {
            case SourceRoot.Folder(Path path) -> folder(path, limits);
            case SourceRoot.Archive(Path zip) -> archive(zip, limits);
        };
    }

    private static SourceFiles folder(Path path, Limits limits) {
        try {
            return new SourceFiles(limits, path.toRealPath(), Optional.empty(), List.of());
        } catch (IOException missing) {
            throw new MappingException(
                    Code.SOURCE_MISSING, "There is no folder " + path + " to read sources from.", missing);
        }
    }

    private static SourceFiles archive(Path zip, Limits limits) {
        if (!Files.exists(zip)) {
            throw new MappingException(Code.SOURCE_MISSING, "There is no archive " + zip + " to read sources from.");
        }
        try {
            ZipFile file = new ZipFile(zip.toFile());
            if (file.size() > limits.archiveEntries()) {
                int size = file.size();
                file.close();
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "The archive %s has %d entries; the limit 'archiveEntries' is %d."
                                .formatted(zip, size, limits.archiveEntries()));
            }
            List<String> names = new ArrayList<>();
            for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                if (leadsOut(entry.getName())) {
                    file.close();
                    throw new MappingException(
                            Code.PATH_REFUSED,
                            "The archive %s has the entry '%s', whose path leads out of the archive; it is not read."
                                    .formatted(zip, entry.getName()));
                }
                names.add(entry.getName());
            }
            names.sort(Comparator.naturalOrder());
            return new SourceFiles(limits, zip, Optional.of(file), List.copyOf(names));
        } catch (IOException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "The archive %s cannot be read as a zip file (%s); it may be cut off: fetch it again."
                            .formatted(zip, broken.getMessage()),
                    broken);
        }
    }

    private static boolean leadsOut(String path) {
        return path.startsWith("/")
                || path.indexOf('\\') >= 0
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).contains("..");
    }

    /// The files that a path or glob names, in the order of their names; none when there is no such file.
    public List<SourceFile> find(String path) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        return archive.isPresent() ? inArchive(archive.get(), plain) : inFolder(plain);
    }

    /// The root as people know it.
    public String name() {
        return root.getFileName() == null ? root.toString() : root.getFileName().toString();
    }

    private List<SourceFile> inArchive(ZipFile zip, String path) {
        if (leadsOut(path)) {
            throw refused(path);
        }
        Pattern pattern = glob(path);
        List<SourceFile> found = new ArrayList<>();
        for (String entry : entries) {
            if (isGlob(path) ? pattern.matcher(entry).matches() : entry.equals(path)) {
                ZipEntry zipEntry = zip.getEntry(entry);
                found.add(new SourceFile(
                        name() + "!" + entry,
                        entry,
                        zipEntry.getCompressedSize(),
                        () -> new LimitedStream(
                                zip.getInputStream(zipEntry),
                                limits,
                                name() + "!" + entry,
                                zipEntry.getCompressedSize())));
            }
        }
        return found;
    }

    private List<SourceFile> inFolder(String path) {
        try {
            if (!isGlob(path)) {
                Path file = root.resolve(path).normalize();
                if (!file.startsWith(root)) {
                    throw refused(path);
                }
                return Files.isRegularFile(file) ? List.of(sourceFile(file)) : List.of();
            }
            if (leadsOut(path)) {
                throw refused(path);
            }
            Pattern pattern = glob(path);
            List<SourceFile> found = new ArrayList<>();
            try (var tree = Files.walk(root, FOLDER_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                for (Path file :
                        (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
                    if (pattern.matcher(relative(file)).matches()) {
                        found.add(sourceFile(file));
                    }
                }
            }
            return found;
        } catch (InvalidPathException invalid) {
            throw refused(path);
        } catch (IOException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE, "The folder %s cannot be read: %s".formatted(root, broken), broken);
        }
    }

    private SourceFile sourceFile(Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
            throw refused(relative(file));
        }
        String entry = relative(file);
        long size = Files.size(real);
        return new SourceFile(
                entry, entry, size, () -> new LimitedStream(Files.newInputStream(real), limits, entry, size));
    }

    private String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private MappingException refused(String path) {
        return new MappingException(
                Code.PATH_REFUSED,
                "The path '%s' leads out of %s; a mapping reads only what lies under its source root."
                        .formatted(path, root));
    }

    private static boolean isGlob(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
    }

    /// `*` within a name, `?` one character, `**/` any folders or none.
    private static Pattern glob(String path) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            char c = path.charAt(at);
            if (path.startsWith("**/", at)) {
                regex.append("(?:.*/)?");
                at += 2;
            } else if (path.startsWith("**", at)) {
                regex.append(".*");
                at++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    @Override
    public void close() {
        if (archive.isPresent()) {
            try {
                archive.get().close();
            } catch (IOException broken) {
                throw new MappingException(
                        Code.SOURCE_UNREADABLE, "The archive %s cannot be closed.".formatted(root), broken);
            }
        }
    }
}

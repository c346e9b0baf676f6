package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.SourceRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The files that a run may read: those under its folder, the entries of its archive, or one file or stream.
///
/// A file that is packed as one piece (gzip, xz, zstd, bzip2) is unpacked on the way, whatever its name. `!` leads into
/// an archive that lies in the folder: `2026.zip!stops.txt`, `*.tar.gz!**/*.json`. For one thread.
public final class SourceFiles implements AutoCloseable {
    /// A folder is searched no deeper than this for a glob.
    private static final int FOLDER_DEPTH = 32;
    /// Archives of a folder that are open at once; beyond, the one that was not used for longest is closed.
    private static final int ARCHIVES_OPEN_MAX = 8;

    private final Limits limits;
    private final SourceRoot given;
    private final Path root;
    private final Map<Path, Archive> archives = new LinkedHashMap<>(16, 0.75f, true);
    private boolean streamIsOpened;

    private SourceFiles(Limits limits, SourceRoot given, Path root) {
        this.limits = limits;
        this.given = given;
        this.root = root;
    }

    public static SourceFiles open(SourceRoot root, Limits limits) {
        if (root instanceof SourceRoot.Folder(Path path)) {
            return new SourceFiles(limits, root, real(path, "folder"));
        }
        if (root instanceof SourceRoot.Single(Path path)) {
            return new SourceFiles(limits, root, real(path, "file"));
        }
        if (root instanceof SourceRoot.Archive(Path path)) {
            SourceFiles files = new SourceFiles(limits, root, real(path, "archive"));
            files.archive(files.root, files.name(), Optional.empty());
            return files;
        }
        return new SourceFiles(limits, root, Path.of("standard input"));
    }

    private static Path real(Path path, String kind) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            throw new MappingException(
                    Code.SOURCE_MISSING, "There is no %s %s to read sources from.".formatted(kind, path), missing);
        }
    }

    /// Whether a file is an archive whose entries are sources; a workbook is not, though it is a zip file.
    public static boolean isArchive(Path file) {
        try {
            return switch (Archive.kind(file)) {
                case ZIP -> !Workbook.is(file);
                case TAR, TARGZ, TARXZ -> true;
                case NONE, GZIP, XZ, ZSTD, BZIP2 -> false;
            };
        } catch (IOException broken) {
            throw unreadable(file.toString(), broken);
        }
    }

    /// The root as people know it.
    public String name() {
        return root.getFileName() == null ? root.toString() : root.getFileName().toString();
    }

    /// The files that a path or glob names, in the order of their names; none when there is no such file.
    public List<SourceFile> find(String path) {
        return find(path, Optional.empty());
    }

    /// The files that a path or glob names, in the order of their names; none when there is no such file.
    ///
    /// @param declared how the mapping says that the file is packed; an archive that is named without
    ///     `!` must hold one file
    List<SourceFile> find(String path, Optional<Packing> declared) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        if (given instanceof SourceRoot.Stream(InputStream in)) {
            return List.of(stream(in, declared));
        }
        if (given instanceof SourceRoot.Single) {
            return List.of(file(root, name(), declared));
        }
        if (given instanceof SourceRoot.Folder) {
            return inFolder(plain, declared);
        }
        if (Archive.leadsOut(plain)) {
            throw refused(path);
        }
        return entries(root, name(), plain, declared);
    }

    private SourceFile stream(InputStream in, Optional<Packing> declared) {
        return new SourceFile(name(), name(), -1, () -> {
            if (streamIsOpened) {
                throw new MappingException(
                        Code.SOURCE_UNREADABLE,
                        "Standard input can be read once, but the mapping reads its source several times; save it to a file and name that.");
            }
            streamIsOpened = true;
            return new LimitedStream(Packing.open(in, declared, name()), limits, name(), Long.MAX_VALUE);
        });
    }

    private List<SourceFile> inFolder(String path, Optional<Packing> declared) {
        try {
            List<SourceFile> whole = new ArrayList<>();
            for (Path file : files(path)) {
                String entry = relative(file);
                if (declared.isPresent() && declared.get().isArchive()) {
                    whole.add(onlyFile(file.toRealPath(), entry, declared));
                } else {
                    whole.add(file(file.toRealPath(), entry, declared));
                }
            }
            int into = path.indexOf('!');
            if (!whole.isEmpty() || into < 0) {
                return whole;
            }
            List<SourceFile> inside = new ArrayList<>();
            for (Path file : files(path.substring(0, into))) {
                inside.addAll(entries(file.toRealPath(), relative(file), path.substring(into + 1), declared));
            }
            return inside;
        } catch (InvalidPathException invalid) {
            throw refused(path);
        } catch (FileSystemLoopException loop) {
            throw refused(relative(Path.of(loop.getFile())));
        } catch (IOException broken) {
            throw unreadable("The folder " + root, broken);
        }
    }

    private List<Path> files(String path) throws IOException {
        if (!isGlob(path)) {
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root)) {
                throw refused(path);
            }
            return Files.isRegularFile(file) ? List.of(inside(file)) : List.of();
        }
        if (Archive.leadsOut(path)) {
            throw refused(path);
        }
        Predicate<String> wanted = glob(path).asMatchPredicate();
        List<Path> found = new ArrayList<>();
        try (var tree = Files.walk(root, FOLDER_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
                if (wanted.test(relative(file))) {
                    found.add(inside(file));
                }
            }
        }
        return found;
    }

    /// The file itself, unless it is a link that leads out.
    private Path inside(Path file) throws IOException {
        if (!file.toRealPath().startsWith(root)) {
            throw refused(relative(file));
        }
        return file;
    }

    private SourceFile file(Path real, String entry, Optional<Packing> declared) {
        try {
            long size = Files.size(real);
            return new SourceFile(
                    entry,
                    entry,
                    size,
                    () -> new LimitedStream(
                            Packing.open(() -> Files.newInputStream(real), declared, entry), limits, entry, size));
        } catch (IOException broken) {
            throw unreadable(entry, broken);
        }
    }

    private SourceFile onlyFile(Path real, String entry, Optional<Packing> declared) {
        Set<String> names =
                new HashSet<>(archive(real, entry, declared).entries().keySet());
        if (names.size() != 1) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "The archive %s holds %d files, not one; name the one that is meant: rml:path \"%s!%s\"."
                            .formatted(
                                    entry,
                                    names.size(),
                                    entry,
                                    names.stream().sorted().findFirst().orElse("table.csv")));
        }
        return entry(real, entry, names.iterator().next());
    }

    private List<SourceFile> entries(Path real, String archiveName, String path, Optional<Packing> declared) {
        Optional<Packing> kind = declared.filter(Packing::isArchive);
        Predicate<String> wanted = isGlob(path) ? glob(path).asMatchPredicate() : path::equals;
        return archive(real, archiveName, kind).entries().keySet().stream()
                .filter(wanted)
                .map(entry -> entry(real, archiveName, entry))
                .toList();
    }

    /// An entry; its archive may have been closed and must then be opened again.
    private SourceFile entry(Path real, String archiveName, String entry) {
        String name = archiveName + "!" + entry;
        Archive.Entry found = known(archive(real, archiveName, Optional.empty()), entry, name);
        return new SourceFile(name, entry, found.packedBytes(), () -> {
            Archive archive = archive(real, archiveName, Optional.empty());
            return new LimitedStream(
                    Packing.open(known(archive, entry, name).opening(), Optional.empty(), name),
                    limits,
                    name,
                    found.packedBytes());
        });
    }

    private static Archive.Entry known(Archive archive, String entry, String name) {
        Archive.Entry found = archive.entries().get(entry);
        if (found == null) {
            throw new MappingException(Code.SOURCE_UNREADABLE, name + " went away while it was read.");
        }
        return found;
    }

    private Archive archive(Path real, String archiveName, Optional<Packing> declared) {
        Archive known = archives.get(real);
        if (known != null) {
            return known;
        }
        try {
            Archive archive = Archive.open(real, archiveName, declared, limits);
            archives.put(real, archive);
            if (archives.size() > ARCHIVES_OPEN_MAX) {
                Path oldest = archives.keySet().iterator().next();
                Archive closing = archives.remove(oldest);
                if (closing != null) {
                    closing.close();
                }
            }
            return archive;
        } catch (IOException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "The archive %s cannot be read as zip or tar (%s); it may be cut off: fetch it again."
                            .formatted(archiveName, broken.getMessage()),
                    broken);
        }
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

    private static MappingException unreadable(String what, IOException broken) {
        return new MappingException(Code.SOURCE_UNREADABLE, "%s cannot be read: %s".formatted(what, broken), broken);
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
        try {
            for (Archive archive : archives.values()) {
                archive.close();
            }
        } catch (IOException broken) {
            throw unreadable("The archive " + name(), broken);
        } finally {
            archives.clear();
        }
    }
}

package city.belfry.mappings.target;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The only folder in which a run writes targets. A path is taken relative to it; an absolute one must lie in it. A
/// folder that is a link out is refused, and so is a file that is a link.
final class TargetFolder {
    private final Path folder;

    TargetFolder(Path wanted) {
        try {
            Files.createDirectories(wanted);
            folder = wanted.toRealPath();
        } catch (IOException broken) {
            throw new MappingException(
                    Code.TARGET_UNWRITABLE,
                    "The folder %s for targets cannot be made: %s.".formatted(wanted, broken.getMessage()),
                    broken);
        }
    }

    /// The file of a target; the folders above it are there.
    Path file(LogicalTarget target) {
        Path file = folder.resolve(target.path()).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw refused(target);
        }
        try {
            Path parent = file.getParent() == null ? folder : file.getParent();
            // Looked at before anything is made: the part that is there may be a link.
            Path known = folder;
            for (Path name : folder.relativize(parent)) {
                Path next = known.resolve(name);
                if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                    break;
                }
                known = next;
            }
            if (!known.toRealPath().startsWith(folder)) {
                throw refused(target);
            }
            Files.createDirectories(parent);
            Path real = parent.toRealPath();
            if (!real.startsWith(folder) || Files.isDirectory(file) || Files.isSymbolicLink(file)) {
                throw refused(target);
            }
            return real.resolve(file.getFileName());
        } catch (IOException broken) {
            throw unwritable(target, broken);
        }
    }

    private MappingException refused(LogicalTarget target) {
        return new MappingException(
                Code.TARGET_REFUSED,
                "The mapping's target '%s' is no file below the folder for targets, %s; name a path below it."
                        .formatted(target.path(), folder));
    }

    static MappingException unwritable(LogicalTarget target, Exception cause) {
        return new MappingException(
                Code.TARGET_UNWRITABLE,
                "The target '%s' cannot be written: %s.".formatted(target.path(), cause.getMessage()),
                cause);
    }
}

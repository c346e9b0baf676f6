package city.belfry.mappings.spill;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The memory of one run, in shares, and its temporary files. The files lie in a folder of their own below
/// `java.io.tmpdir`, are made when the first share is full, and are gone when the run ends, however it ends.
public final class Spill implements AutoCloseable {
    /// Below this nothing can be done in reasonable time.
    private static final long MEMORY_BYTES_MIN = 1 << 16;

    private final Memory statements;
    private final Memory joins;
    private final Memory groups;
    private final List<FileChannel> open = new ArrayList<>();
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    private boolean isMade;
    private int files;

    /// @param memoryBytes cap on all shares together
    public Spill(long memoryBytes) {
        long bytes = Math.max(memoryBytes, MEMORY_BYTES_MIN);
        statements = new Memory(bytes / 2);
        joins = new Memory(bytes / 4);
        groups = new Memory(bytes / 4);
    }

    /// What knows the statements that were written.
    public Memory statements() {
        return statements;
    }

    /// What knows the parents of joins.
    public Memory joins() {
        return joins;
    }

    /// What gathers records, until the end of their source.
    public Memory groups() {
        return groups;
    }

    /// A new file, deleted when it is closed; on most systems also when the process is killed.
    synchronized FileChannel file() {
        try {
            if (!isMade) {
                // With the process in its name: who finds it can tell whether it is still used.
                folder = Files.createTempDirectory(
                        "belfry-map-" + ProcessHandle.current().pid() + "-");
                isMade = true;
            }
            FileChannel channel = FileChannel.open(
                    folder.resolve(Integer.toString(files++)),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            open.add(channel);
            return channel;
        } catch (IOException refused) {
            throw unusable(refused);
        }
    }

    synchronized void discard(FileChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException refused) {
            throw unusable(refused);
        }
    }

    MappingException unusable(IOException refused) {
        return new MappingException(
                Code.TARGET_UNWRITABLE,
                "What does not fit into memory cannot be kept in %s: %s. Make room there, name another folder with -Djava.io.tmpdir, or give the run more memory."
                        .formatted(folder, refused.getMessage()),
                refused);
    }

    @Override
    public synchronized void close() {
        try {
            for (FileChannel channel : open) {
                channel.close();
            }
            open.clear();
            if (isMade) {
                isMade = false;
                Files.delete(folder);
            }
        } catch (IOException refused) {
            throw unusable(refused);
        }
    }
}

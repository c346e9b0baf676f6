package city.belfry.hub.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One process per home folder. The operating system lets go of the lock when the process dies, however it dies.
final class HomeLock implements AutoCloseable {
    private static final String FILE = "hub.lock";

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    static HomeLock take(Path home) {
        Path file = home.resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw inUse(home, holder(file));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.HOME_UNUSABLE,
                    "The home folder " + home + " cannot be written (" + e.getMessage()
                            + "). Choose another with --home or give this user the right to write there.",
                    e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            @SuppressWarnings("resource") // Closing the channel lets go of it.
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "another process" : "process " + pid;
    }

    private static StoreException inUse(Path home, String holder) {
        return new StoreException(
                StoreException.Code.HOME_IN_USE,
                "The home folder " + home + " is in use by " + holder
                        + ". Stop that hub first, or choose another folder with --home.");
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            throw new StoreException(StoreException.Code.HOME_UNUSABLE, "The lock of the home folder stays behind", e);
        }
    }
}

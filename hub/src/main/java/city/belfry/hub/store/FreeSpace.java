package city.belfry.hub.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps a write from running into the end of the disk, where memory-mapped files fail without a clean error.
final class FreeSpace {
    /// A write stops when less than this is left; bytes. A commit and the log of a running hub need room too.
    static final long FLOOR_BYTES = 256L << 20;

    private final Path folder;
    private final FileStore disk;
    private final long floorBytes;

    private FreeSpace(Path folder, FileStore disk, long floorBytes) {
        this.folder = folder;
        this.disk = disk;
        this.floorBytes = floorBytes;
    }

    static FreeSpace of(Path folder, long floorBytes) {
        try {
            return new FreeSpace(folder, Files.getFileStore(folder), floorBytes);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.HOME_UNUSABLE, "The free space of " + folder + " cannot be read", e);
        }
    }

    boolean isShort() {
        return freeBytes() < floorBytes;
    }

    void require() {
        if (isShort()) {
            throw full(null);
        }
    }

    StoreException full(@org.jspecify.annotations.Nullable Throwable cause) {
        String message = "The disk of " + folder + " has " + (freeBytes() >> 20) + " MiB left and Belfry keeps "
                + (floorBytes >> 20) + " MiB free. Nothing was published. Free some space and run this again.";
        return cause == null
                ? new StoreException(StoreException.Code.DISK_FULL, message)
                : new StoreException(StoreException.Code.DISK_FULL, message, cause);
    }

    private long freeBytes() {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.HOME_UNUSABLE, "The free space of " + folder + " cannot be read", e);
        }
    }
}

package city.belfry.hub.store;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdfpatch.RDFPatchConst;
import org.apache.jena.rdfpatch.RDFPatchOps;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.rdfpatch.text.RDFChangesWriterText;

/// Writes one change file. Until [#finish] it has another name, and closing it without that removes it.
final class ChangeWriter extends RDFChangesBase implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final Path folder;
    private final Path unfinished;
    private final Node graph;
    private final long version;
    private final DigestOutputStream digest;
    private final RDFChangesWriterText text;
    private long added;
    private long removed;

    private ChangeWriter(Path folder, String name, Node graph, long version) throws IOException {
        this.folder = folder;
        this.file = folder.resolve(name);
        this.unfinished = folder.resolve(name + ".part");
        this.graph = graph;
        this.version = version;
        digest = new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES), sha256());
        text = RDFPatchOps.textWriter(new BufferedOutputStream(new ZstdOutputStream(digest), BUFFER_BYTES));
    }

    static ChangeWriter open(Path folder, String name, Node graph, long version) {
        try {
            Files.createDirectories(folder);
            ChangeWriter writer = new ChangeWriter(folder, name, graph, version);
            writer.text.start();
            writer.text.header(RDFPatchConst.ID, id(graph, version));
            writer.text.header(RDFPatchConst.PREV, id(graph, version - 1));
            writer.text.txnBegin();
            return writer;
        } catch (IOException e) {
            throw unwritable(folder.resolve(name), e);
        }
    }

    private static Node id(Node graph, long version) {
        return NodeFactory.createURI(graph + "?version=" + version);
    }

    @Override
    public void add(Node ignored, Node subject, Node predicate, Node object) {
        text.add(graph, subject, predicate, object);
        added++;
    }

    @Override
    public void delete(Node ignored, Node subject, Node predicate, Node object) {
        text.delete(graph, subject, predicate, object);
        removed++;
    }

    /// Puts the file on the disk under its name.
    Change finish(Instant at) {
        try {
            text.txnCommit();
            text.finish();
            text.close();
            force(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
            return new Change(
                    version,
                    at,
                    added,
                    removed,
                    Files.size(file),
                    HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(file, e);
        }
    }

    /// The move alone is atomic, not durable.
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static StoreException unwritable(Path file, Exception cause) {
        return new StoreException(
                StoreException.Code.HOME_UNUSABLE,
                "The change file " + file + " cannot be written (" + cause.getMessage()
                        + "). Nothing was published; check the disk and the rights of the folder.",
                cause);
    }

    @Override
    public void close() {
        try {
            text.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

package city.belfry.hub.store;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.rdfpatch.text.RDFPatchReaderText;
import org.apache.jena.riot.RiotException;

/// The changes between the versions of graphs: one RDF Patch per version, packed with zstd, one folder per graph.
///
/// A file is whole and on the disk before the transaction it belongs to commits, and the ledger holds its checksum. A
/// file whose transaction never committed is known to nobody and is written over or swept away.
final class ChangeFiles {
    private static final String ENDING = ".rdfp.zst";
    private static final int GRAPH_NAME_HASH_DIGITS = 12;

    private final Path folder;

    ChangeFiles(Path folder) {
        this.folder = folder;
    }

    /// A file to be filled with what leads to this version.
    ChangeWriter write(Node graph, long version) {
        return ChangeWriter.open(folder(graph), name(version), graph, version);
    }

    /// Sends a change to a sink, after its file was found to be as it was written.
    void read(Node graph, Change change, RDFChanges sink) {
        Path file = file(graph, change.version());
        try {
            if (!checksum(file).equals(change.checksum())) {
                throw new StoreException(
                        StoreException.Code.VERSION_DAMAGED,
                        damaged(file, "its checksum differs from the one in the ledger"));
            }
            try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                new RDFPatchReaderText(in).apply(sink);
            }
        } catch (IOException | RiotException e) {
            throw new StoreException(
                    StoreException.Code.VERSION_DAMAGED, damaged(file, String.valueOf(e.getMessage())), e);
        }
    }

    private static String damaged(Path file, String reason) {
        return "The change file " + file + " cannot be used: " + reason
                + ". What is published is not touched by that; restore the file from a backup to go back behind it.";
    }

    /// Removes the files of a graph that belong to no version in the ledger.
    void sweep(Node graph, List<Change> kept) {
        Path ofGraph = folder(graph);
        if (!Files.isDirectory(ofGraph)) {
            return;
        }
        Set<Path> wanted =
                kept.stream().map(change -> file(graph, change.version())).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(ofGraph)) {
            for (Path file : files.filter(file -> !wanted.contains(file)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.HOME_UNUSABLE,
                    "Old changes in " + ofGraph + " cannot be removed (" + e.getMessage()
                            + "). Check the rights of the folder.",
                    e);
        }
    }

    private Path file(Node graph, long version) {
        return folder(graph).resolve(name(version));
    }

    private static String name(long version) {
        return "%08d".formatted(version) + ENDING;
    }

    /// Named so that a person finds it; the digits keep two graphs with one last word apart.
    private Path folder(Node graph) {
        String iri = graph.toString();
        String word = iri.substring(iri.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        byte[] hash = ChangeWriter.sha256().digest(iri.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(word + "-" + HexFormat.of().formatHex(hash).substring(0, GRAPH_NAME_HASH_DIGITS));
    }

    private static String checksum(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), ChangeWriter.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }
}

package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.store.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// Whom the hub has erased, so that the next run does not bring them back: `erased/suppressed` of the home, one line a
/// name, as HMAC-SHA-256 with a key of the city's secret. What is written there says of nobody that they were here.
///
/// When somebody was erased, a run costs one HMAC for each word of its texts and each part of its IRIs; until then it
/// costs nothing.
final class Suppression {
    private static final String PURPOSE = "erasure";
    private static final String SEPARATOR = " ";
    /// The first line: of which secret the others are.
    private static final String KEY_LINE = "key";

    private final PseudonymKeys keys;
    private final Path file;
    private final Set<String> hashes = new TreeSet<>();
    private final Set<Integer> words = new TreeSet<>();

    private Suppression(PseudonymKeys keys, Path file) {
        this.keys = keys;
        this.file = file;
    }

    static Suppression of(CityFile city, Path home) {
        Suppression suppression = new Suppression(
                new PseudonymKeys(city, home), home.resolve("erased").resolve("suppressed"));
        suppression.read();
        return suppression;
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.getFirst().equals(KEY_LINE + SEPARATOR + keys.fingerprint())) {
                throw new IngestException(
                        Code.KEY_UNUSABLE,
                        "the secret of the pseudonyms is not the one with which people were erased, so that they would"
                                + " not be known again. Put the former secret back (privacy.key or keys/ of the home);"
                                + " if it is lost, delete " + file + " and erase them once more.");
            }
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(SEPARATOR, 2);
                words.add(Integer.parseInt(parts[0]));
                hashes.add(parts[1]);
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IngestException(
                    Code.HOME_UNWRITABLE,
                    file + " cannot be read (" + e.getMessage() + "); without it erased people would come back.",
                    e);
        }
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /// Changes when somebody else is erased: a source that did not change is run again then.
    String mark() {
        return isEmpty()
                ? ""
                : new Checksum()
                        .add(String.join(SEPARATOR, hashes).getBytes(StandardCharsets.UTF_8))
                        .hex();
    }

    /// Remembers names of somebody. When this returns, they are on the disk.
    void add(Collection<String> names) {
        Mac mac = mac();
        Set<String> lines = new LinkedHashSet<>();
        lines.add(KEY_LINE + SEPARATOR + keys.fingerprint());
        try {
            OwnerOnly.folderOf(file);
            if (Files.exists(file)) {
                lines.addAll(Files.readAllLines(file));
            }
            for (String name : names) {
                int count = Math.max(1, PersonTerms.wordsOf(name).size());
                words.add(count);
                hashes.add(hash(mac, name));
                lines.add(count + SEPARATOR + hash(mac, name));
            }
            Path written = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(written);
            OwnerOnly.file(written);
            Files.write(written, lines);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IngestException(
                    Code.HOME_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage() + ". Nothing was erased; check rights and space.",
                    e);
        }
    }

    /// Takes out of what a run has made all that is said of erased people, with the blank nodes that hang from it.
    ///
    /// @return how many statements that were
    long takeOut(Graph statements) {
        if (isEmpty()) {
            return 0;
        }
        PersonTerms people = people();
        Set<Triple> going = new HashSet<>();
        Deque<Node> hanging = new ArrayDeque<>();
        statements.find().forEachRemaining(triple -> {
            boolean isAbout = people.names(triple.getSubject());
            if (isAbout || people.names(triple.getObject())) {
                going.add(triple);
            }
            if (isAbout && triple.getObject().isBlank()) {
                hanging.push(triple.getObject());
            }
        });
        while (!hanging.isEmpty()) {
            statements.find(hanging.pop(), Node.ANY, Node.ANY).forEachRemaining(triple -> {
                if (going.add(triple) && triple.getObject().isBlank()) {
                    hanging.push(triple.getObject());
                }
            });
        }
        going.forEach(statements::delete);
        return going.size();
    }

    /// For one thread.
    PersonTerms people() {
        Mac mac = mac();
        return new PersonTerms(Set.copyOf(words), name -> hashes.contains(hash(mac, name)));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.of(PURPOSE));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String hash(Mac mac, String name) {
        return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    }
}

package city.belfry.ontology.documentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;

/// What became of the terms from one release to the next. `changes/changes.tsv` tells it in words, and
/// `changes/released.tsv` holds the terms of the last release, so that none goes or changes its meaning in silence.
///
/// @param entries as the file has them, the newest first
/// @param released the terms of the last release, by name
public record Changes(List<Entry> entries, SortedMap<String, Signature> released) {
    private static final String FOLDER = "/belfry/ontology/changes/";
    private static final int ENTRY_COLUMNS = 6;
    private static final int SIGNATURE_COLUMNS = 4;

    /// A change of one release.
    ///
    /// @param kind `first`, `removed`, `renamed` or `redefined`
    /// @param term its name; `*` for all
    /// @param texts what it was and what to use now
    public record Entry(String version, String date, String kind, String term, Texts texts) {}

    /// What a query or a mapping relies on in a term.
    public record Signature(Term.Kind kind, String domain, String range) {
        static Signature of(Term term) {
            return new Signature(term.kind(), iris(term.domain()), iris(term.range()));
        }

        private static String iris(List<Node> nodes) {
            return nodes.stream().map(Node::getURI).sorted().collect(Collectors.joining(" "));
        }
    }

    public Changes {
        entries = List.copyOf(entries);
        released = Collections.unmodifiableSortedMap(new TreeMap<>(released));
    }

    /// Reads the two files that Belfry brings along.
    public static Changes ofOntology() {
        List<Entry> entries = new ArrayList<>();
        for (String[] row : rows("changes.tsv", ENTRY_COLUMNS)) {
            entries.add(new Entry(row[0], row[1], row[2], row[3], Texts.of(Map.of("en", row[4], "fr", row[5]))));
        }
        SortedMap<String, Signature> released = new TreeMap<>();
        for (String[] row : rows("released.tsv", SIGNATURE_COLUMNS)) {
            released.put(row[0], new Signature(Term.Kind.valueOf(row[1]), row[2], row[3]));
        }
        return new Changes(entries, released);
    }

    /// The terms of now, as `released.tsv` writes them.
    public static SortedMap<String, Signature> signatures(Documentation documentation) {
        SortedMap<String, Signature> present = new TreeMap<>();
        documentation.terms().values().forEach(term -> present.put(term.name(), Signature.of(term)));
        return present;
    }

    /// Terms of the last release that are gone or have another kind, domain or range, and of which no entry tells.
    public List<String> untold(SortedMap<String, Signature> present) {
        List<String> untold = new ArrayList<>();
        released.forEach((name, former) -> {
            Signature now = present.get(name);
            if (!former.equals(now)
                    && entries.stream().noneMatch(entry -> entry.term().equals(name))) {
                untold.add(name + (now == null ? " is gone; it was " + former : " was " + former + " and is " + now));
            }
        });
        return untold;
    }

    /// Names of terms that the last release did not have.
    public List<String> added(SortedMap<String, Signature> present) {
        return present.keySet().stream()
                .filter(name -> !released.containsKey(name))
                .toList();
    }

    private static List<String[]> rows(String file, int columns) {
        try (InputStream in = Changes.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FOLDER + file);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> columns(file, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] columns(String file, String line, int columns) {
        String[] row = line.split("\t", -1);
        if (row.length != columns) {
            throw new IllegalStateException(
                    file + " has a line with " + row.length + " columns instead of " + columns + ": " + line);
        }
        return row;
    }
}

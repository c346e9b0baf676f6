package city.belfry.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;

/// One table of ours and of all ontologies of the field that lie beside the checkout, each measured by one scorer.
///
/// Which files make up which ontology stands in `peers.tsv`: a name, a tab, and paths or patterns of one folder.
///
/// @param cards ours first, then the others by falling score
record Scores(List<Scorecard> cards) {
    private static final Path FOLDER = OntologyOnDisk.ROOT.resolve("ontology/quality");
    static final Path PEERS = OntologyOnDisk.ROOT.resolve("../shared/vocab").normalize();

    static Scores measured() throws IOException, OWLOntologyCreationException {
        List<Scorecard> cards = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("peers.tsv"))) {
            String[] nameAndFiles = line.split("\t", -1);
            cards.add(Scorecard.of(Subject.ofFiles(nameAndFiles[0], files(nameAndFiles[1])), true));
        }
        cards.sort((one, other) -> Double.compare(other.score(), one.score()));
        cards.addFirst(Scorecard.of(Subject.ours(), true));
        return new Scores(cards);
    }

    Scorecard ours() {
        return cards.getFirst();
    }

    List<Scorecard> others() {
        return cards.subList(1, cards.size());
    }

    /// As Markdown, the head first.
    String table() {
        List<String> rows = new ArrayList<>();
        rows.add(row(Scorecard.columns()));
        rows.add(row(Scorecard.columns().stream()
                .map(column -> column.equals("ontology") ? "---" : "---:")
                .toList()));
        cards.forEach(card -> rows.add(row(card.cells())));
        return String.join("\n", rows);
    }

    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static List<Path> files(String patterns) {
        List<Path> files = new ArrayList<>();
        for (String pattern : patterns.split(" ", -1)) {
            Path path = PEERS.resolve(pattern);
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + String.valueOf(path.getFileName()));
            try (Stream<Path> folder = Files.list(path.resolveSibling("."))) {
                files.addAll(folder.map(Path::normalize)
                        .filter(file -> matcher.matches(file.getFileName()))
                        .sorted()
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("peers.tsv: no file for '" + patterns + "' below " + PEERS);
        }
        return files;
    }
}

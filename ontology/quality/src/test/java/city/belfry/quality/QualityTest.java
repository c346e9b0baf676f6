package city.belfry.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;

/// The ontology is measured by one scorer with the other ontologies of the field and is first in each column that says
/// how good an ontology is; the table in `ontology/quality/README.md` is what this test measured.
///
/// `-Dtest.args=-Dscores.update=true` writes the table.
class QualityTest {
    private static final Path README = OntologyOnDisk.ROOT.resolve("ontology/quality/README.md");
    private static final String TABLE = "| ontology |";

    @Test
    void oursReachesEachTarget() throws IOException, OWLOntologyCreationException {
        Scorecard ours = Scorecard.of(Subject.ours(), true);
        System.out.println(Scores.row(ours.cells()) + "\n" + ours.reasoning() + "\n" + ours.pitfalls());
        assertEquals(1.0, ours.labelled(), "labelled");
        assertEquals(1.0, ours.defined(), "defined");
        assertEquals(1.0, ours.withDomain(), "domain");
        assertEquals(1.0, ours.withRange(), "range");
        assertTrue(ours.aligned() >= 0.8, "aligned " + ours.aligned());
        assertEquals(0.0, ours.isolated(), "isolated");
        assertEquals(Scorecard.METADATA_ITEMS, ours.metadata(), "metadata");
        assertEquals(0, ours.violations("DL"), "DL");
        assertEquals(0, ours.violations("RL"), "RL");
        ours.reasoning().verdicts().forEach((name, verdict) -> assertTrue(verdict.isSound(), name + " " + verdict));
        assertEquals(Reasoning.FACTORIES.size(), ours.reasoning().verdicts().size());
    }

    @Test
    void oursIsFirstInEachColumnAndTheTableSaysSo() throws IOException, OWLOntologyCreationException {
        assumeTrue(
                Files.isDirectory(Scores.PEERS),
                "no copies of other ontologies in " + Scores.PEERS + ": not compared, and the table not checked");
        Scores scores = Scores.measured();
        Scorecard ours = scores.ours();
        List<String> ahead = new ArrayList<>();
        for (Scorecard peer : scores.others()) {
            compare(ahead, peer, "labelled", peer.labelled(), ours.labelled());
            compare(ahead, peer, "defined", peer.defined(), ours.defined());
            compare(ahead, peer, "domain", peer.withDomain(), ours.withDomain());
            compare(ahead, peer, "range", peer.withRange(), ours.withRange());
            compare(ahead, peer, "aligned", peer.aligned(), ours.aligned());
            compare(ahead, peer, "isolated", ours.isolated(), peer.isolated());
            compare(ahead, peer, "metadata", peer.metadata(), ours.metadata());
            compare(ahead, peer, "DL", ours.violations("DL"), peer.violations("DL"));
            compare(ahead, peer, "RL", ours.violations("RL"), peer.violations("RL"));
            compare(
                    ahead,
                    peer,
                    "reasoners",
                    peer.reasoning().soundVerdicts(),
                    ours.reasoning().soundVerdicts());
            compare(ahead, peer, "score", peer.score(), ours.score());
        }
        assertEquals(List.of(), ahead, "peers that are ahead, with the column");

        if (Boolean.getBoolean("scores.update")) {
            String readme = Files.readString(README);
            Files.writeString(README, readme.substring(0, readme.indexOf(TABLE)) + scores.table() + "\n");
        }
        // A file with several ontology headers is read as one or the other, so that its own row may vary.
        List<String> rows = Files.readAllLines(README);
        String hint = "run this test with -Dtest.args=-Dscores.update=true";
        assertTrue(rows.contains(Scores.row(ours.cells())), hint);
        for (Scorecard peer : scores.others()) {
            assertTrue(rows.stream().anyMatch(row -> row.startsWith("| " + peer.name() + " |")), peer.name() + hint);
        }
    }

    private static void compare(List<String> ahead, Scorecard peer, String column, double theirs, double ours) {
        if (theirs > ours + 1e-9) {
            ahead.add(peer.name() + " " + column + " " + theirs + " > " + ours);
        }
    }
}

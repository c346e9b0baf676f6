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

/// The ontology is measured by one scorer with the other ontologies of the field, and is first in each column.
class QualityTest {
    private static final Path PEERS =
            OntologyOnDisk.ROOT.resolve("../shared/vocab").normalize();

    /// Single files of the field, each with classes of its own; ontologies in many files are scored by `Quality` by
    /// hand.
    private static final List<String> FILES = List.of(
            "etsi/saref4city.ttl",
            "etsi/saref.ttl",
            "etsi/saref4bldg.ttl",
            "w3c/dcat3.ttl",
            "built/bot/bot.ttl",
            "mobility/linked-gtfs.ttl",
            "ogc/geosparql-1.1.ttl",
            "participation/deliberation.ttl",
            "semic/cpsv-ap-3.2.0.ttl",
            "peers/OntoIM.ttl",
            "peers/twa/OntoPlanningRegulation.owl",
            "peers/twa/OntoTransport.owl");

    @Test
    void oursReachesEachTarget() throws IOException, OWLOntologyCreationException {
        Scorecard ours = Scorecard.of(Subject.ours(), true);
        System.out.println(Scorecard.header() + "\n" + ours.line() + "\n" + ours.pitfalls());
        assertEquals(1.0, ours.labelled(), "labelled");
        assertEquals(1.0, ours.defined(), "defined");
        assertEquals(1.0, ours.withDomain(), "domain");
        assertEquals(1.0, ours.withRange(), "range");
        assertTrue(ours.aligned() >= 0.8, "aligned " + ours.aligned());
        assertEquals(0.0, ours.isolated(), "isolated");
        assertEquals(Scorecard.METADATA_ITEMS, ours.metadata(), "metadata");
        assertEquals(0, ours.dlViolations(), "DL");
        assertEquals(0, ours.rlViolations(), "RL");
        ours.reasoning().verdicts().forEach((name, verdict) -> assertTrue(verdict.isSound(), name + " " + verdict));
        assertEquals(Reasoning.FACTORIES.size(), ours.reasoning().verdicts().size());
    }

    @Test
    void oursIsFirstInEachColumn() throws IOException, OWLOntologyCreationException {
        assumeTrue(Files.isDirectory(PEERS), "no copies of other ontologies in " + PEERS + ": not compared");
        Scorecard ours = Scorecard.of(Subject.ours(), false);
        List<String> ahead = new ArrayList<>();
        for (String file : FILES) {
            Scorecard peer = Scorecard.of(Subject.ofFile(PEERS.resolve(file)), false);
            System.out.println(peer.line());
            compare(ahead, file, "labelled", peer.labelled(), ours.labelled());
            compare(ahead, file, "defined", peer.defined(), ours.defined());
            compare(ahead, file, "domain", peer.withDomain(), ours.withDomain());
            compare(ahead, file, "range", peer.withRange(), ours.withRange());
            compare(ahead, file, "aligned", peer.aligned(), ours.aligned());
            compare(ahead, file, "isolated", ours.isolated(), peer.isolated());
            compare(ahead, file, "metadata", peer.metadata(), ours.metadata());
            compare(ahead, file, "DL", ours.dlViolations(), peer.dlViolations());
            compare(ahead, file, "RL", ours.rlViolations(), peer.rlViolations());
            compare(ahead, file, "score", peer.score(), ours.score());
        }
        assertEquals(List.of(), ahead, "peers that are ahead, with the column");
    }

    private static void compare(List<String> ahead, String file, String column, double theirs, double ours) {
        if (theirs > ours + 1e-9) {
            ahead.add(file + " " + column + " " + theirs + " > " + ours);
        }
    }
}

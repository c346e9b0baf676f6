package city.belfry.quality;

import java.io.IOException;
import java.nio.file.Path;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;

/// Scores ontology files: `main` prints one line for ours and one for each file given, tab-separated, reasoners
/// included.
/// It runs on the test class path of this module.
final class Quality {
    private Quality() {}

    public static void main(String[] files) throws IOException, OWLOntologyCreationException {
        System.out.println(Scorecard.header());
        System.out.println(Scorecard.of(Subject.ours(), true).line());
        for (String file : files) {
            try {
                System.out.println(
                        Scorecard.of(Subject.ofFile(Path.of(file)), true).line());
            } catch (OWLOntologyCreationException e) {
                System.out.println(file + "\tcannot be read: " + e.getClass().getSimpleName());
            }
        }
    }
}

package city.belfry.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;

/// Scores ontology files: `main` prints one line for ours and one for all files given taken together, reasoners
/// included. It runs on the test class path of this module.
final class Quality {
    private Quality() {}

    public static void main(String[] files) throws IOException, OWLOntologyCreationException {
        System.out.println(Scores.row(Scorecard.columns()));
        System.out.println(Scores.row(Scorecard.of(Subject.ours(), true).cells()));
        if (files.length > 0) {
            List<Path> paths = List.of(files).stream().map(Path::of).toList();
            System.out.println(Scores.row(
                    Scorecard.of(Subject.ofFiles(files[0], paths), true).cells()));
        }
    }
}

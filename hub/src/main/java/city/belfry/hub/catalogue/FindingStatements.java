package city.belfry.hub.catalogue;

import city.belfry.ontology.City;
import city.belfry.ontology.Finding;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.shacl.vocabulary.SHACL;

/// The findings of a run as RDF, for the steward's graph of what could not be published.
public final class FindingStatements {
    private FindingStatements() {}

    /// The findings of one run.
    ///
    /// @param run the run that met them; each finding's IRI starts with it
    public static Graph of(Node run, List<Finding> findings) {
        Statements statements = new Statements();
        int number = 0;
        for (Finding finding : findings) {
            number++;
            Statements.Subject about = statements
                    .about(NodeFactory.createURI(run.getURI() + "/finding/" + number))
                    .type(City.Finding)
                    .link(City.ofRun, run)
                    .text(City.findingCode, finding.code())
                    .link(City.findingSeverity, severity(finding))
                    .text(City.findingMessage, finding.message())
                    .text(City.inSource, finding.place().source());
            if (!finding.suggestion().isEmpty()) {
                about.text(City.suggestion, finding.suggestion());
            }
            if (finding.place().line() > 0) {
                about.number(City.sourceLine, finding.place().line());
            }
            if (!finding.place().path().isEmpty()) {
                about.text(City.sourcePath, finding.place().path());
            }
            if (!finding.field().isEmpty()) {
                about.text(City.inField, finding.field());
            }
        }
        return statements.graph();
    }

    private static Node severity(Finding finding) {
        return switch (finding.severity()) {
            case INFO -> SHACL.Info;
            case WARNING -> SHACL.Warning;
            case VIOLATION -> SHACL.Violation;
        };
    }
}

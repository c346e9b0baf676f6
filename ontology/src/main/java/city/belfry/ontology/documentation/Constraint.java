package city.belfry.ontology.documentation;

import city.belfry.ontology.Severity;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;

/// A rule that data must keep to, in the words of a finding.
///
/// @param code of the finding
/// @param shapes name of the file of shapes
/// @param targets the classes and properties whose things it looks at
/// @param paths the properties that it follows
/// @param profiles names of the profiles that hold it
public record Constraint(
        String code,
        Severity severity,
        Texts messages,
        Texts suggestions,
        String shapes,
        List<Node> targets,
        Set<Node> paths,
        List<String> profiles) {
    boolean concerns(Node term) {
        return targets.contains(term) || paths.contains(term);
    }
}

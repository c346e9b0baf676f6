package city.belfry.ontology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What a check of a graph against [Shapes] found.
///
/// @param findings at most [Shapes#FINDINGS_PER_CODE_MAX] of each code, most severe first; where there were more, the
///     last one of the code says how many
/// @param countByCode how often each code was found, all counted
/// @param violating every focus node with at least one violation: what cannot be published
public record ShapesReport(List<Finding> findings, Map<String, Long> countByCode, Set<Node> violating) {
    public ShapesReport {
        findings = List.copyOf(findings);
        countByCode = Map.copyOf(countByCode);
        violating = Set.copyOf(violating);
    }
}

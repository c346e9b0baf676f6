package city.belfry.hub.store;

import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;

/// What a publication says about itself in the catalogue.
///
/// @param graph the catalogue's named graph
/// @param subjects what is described anew: their former statements go, with the blank nodes that hang on them
/// @param statements what is added; a subject outside `subjects` keeps its former statements too
public record CatalogueEntry(Node graph, Set<Node> subjects, Graph statements) {
    public CatalogueEntry {
        subjects = Set.copyOf(subjects);
    }
}

package city.belfry.hub.catalogue;

import java.time.Instant;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;

/// One version of what stewards say about a dataset in place of what its runs say.
///
/// @param version counts from 1
/// @param steward whose token it was
/// @param properties of the dataset that are said here; a run says the others
/// @param statements with those properties; a property without any is said to have no value
public record Curation(long version, State state, String steward, Instant at, Set<Node> properties, Graph statements) {
    /// Whether the catalogue says it.
    public enum State {
        DRAFT,
        PUBLISHED
    }

    public Curation {
        properties = Set.copyOf(properties);
    }
}

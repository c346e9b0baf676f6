package city.belfry.mappings.run;

import city.belfry.mappings.rml.TermMap;
import java.util.List;
import org.apache.jena.graph.Node;

/// A term of a record with what must be said of it besides the statements that it stands in.
sealed interface Composite {
    /// The term in a statement.
    Node node();

    /// A term of which nothing more is said, unless it is a quoted triple.
    record Single(Node node) implements Composite {}

    /// A list or container.
    ///
    /// @param node its head
    /// @param isNamed the mapping names the head, so other records may add to it
    record Collection(Node node, boolean isNamed, TermMap.Gathering as, List<Composite> members) implements Composite {}
}

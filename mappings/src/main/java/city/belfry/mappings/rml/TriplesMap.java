package city.belfry.mappings.rml;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What is said about each record of a source (RML-Core, "Triples maps").
///
/// @param id node of the document
/// @param name for people
/// @param baseIri base of its relative IRIs, when it has its own
/// @param subjectGraphs graphs of all its triples; empty = default graph
/// @param predicateObjects what is said; classes stand here as `rdf:type`
/// @param isAsserted its triples are stated; otherwise they are only quoted by others (RML-Star)
public record TriplesMap(
        Node id,
        String name,
        Position at,
        LogicalSource source,
        TermMap subject,
        List<TermMap> subjectGraphs,
        List<PredicateObject> predicateObjects,
        Optional<String> baseIri,
        boolean isAsserted) {

    /// What is said about the subject.
    ///
    /// @param graphs graphs of these triples, beside those of the subject
    /// @param at where it stands in the document
    public record PredicateObject(
            List<TermMap> predicates, List<TermMap> objects, List<Join> joins, List<TermMap> graphs, Position at) {}

    /// Objects that are the subjects of another triples map.
    ///
    /// @param parent node of the other triples map
    /// @param conditions all must hold; with none, the parent's subject is made from the child's own record
    public record Join(Node parent, List<Condition> conditions, Position at) {}

    /// Two values that must be equal.
    public record Condition(TermMap child, TermMap parent) {}
}

package city.belfry.hub.store;

import org.apache.jena.graph.Node;

/// What was taken out of one graph for good, or would be.
///
/// @param statements of the present content
/// @param former statements in the changes that are kept between its versions
/// @param forgotten changes that could not be read and were dropped whole
/// @param version that the graph has now
/// @param triples in the graph now
public record Erased(
        Visibility visibility, Node graph, long statements, long former, long forgotten, long version, long triples) {
    Erased withForgotten(long more) {
        return new Erased(visibility, graph, statements, former, forgotten + more, version, triples);
    }

    boolean isNothing() {
        return statements == 0 && former == 0 && forgotten == 0;
    }
}

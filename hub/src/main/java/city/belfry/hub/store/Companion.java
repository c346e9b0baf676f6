package city.belfry.hub.store;

import org.apache.jena.graph.Node;

/// What was worked out from a graph and stands in a graph of its own beside it: written with it in one transaction,
/// moved with it and gone with it.
public record Companion(Node graph, Content content) {}

package city.belfry.hub.store;

import org.apache.jena.graph.Node;

/// A new version of a dataset: the whole content of its named graph and its entry in the catalogue.
///
/// @param dataset id of the dataset in city.yaml, for messages
/// @param graph the dataset's named graph
/// @param inferred what follows from the content
public record Publication(
        String dataset,
        Node graph,
        Visibility visibility,
        Content content,
        Companion inferred,
        CatalogueEntry catalogue) {}

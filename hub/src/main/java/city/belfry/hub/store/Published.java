package city.belfry.hub.store;

/// What a write to one graph did.
///
/// @param version counts the publications of this graph, from 1; grows only
/// @param triples statements in the graph now
/// @param added statements that were not there before
/// @param removed statements that are there no more
public record Published(long version, long triples, long added, long removed) {}

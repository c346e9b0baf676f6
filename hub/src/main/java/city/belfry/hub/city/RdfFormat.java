package city.belfry.hub.city;

/// A source that is RDF already and needs no mapping. The list is closed: a guess from the bytes would let a
/// publisher's error page be loaded as Turtle.
public enum RdfFormat {
    TURTLE,
    N_TRIPLES,
    N_QUADS,
    TRIG,
    JSON_LD,
    RDF_XML
}

package city.belfry.hub.access;

/// What the bearer of a token may do. Whoever has none is the public.
public enum Role {
    /// Another hub: reads what it was given.
    PEER,
    /// Curates data: writes graphs, runs longer queries.
    STEWARD,
    /// Runs the hub.
    ADMINISTRATOR
}

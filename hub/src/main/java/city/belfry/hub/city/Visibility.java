package city.belfry.hub.city;

/// Who may see a dataset. Only public ones are written to the store that public queries run on.
public enum Visibility {
    /// Everybody.
    PUBLIC,
    /// Those to whom a role was given.
    RESTRICTED,
    /// Stewards and administrators.
    PRIVATE
}

package city.belfry.hub.outbound;

import java.net.URI;

/// What came back for a request.
public sealed interface Answer {
    /// The version that the caller has is still the one.
    record Unchanged() implements Answer {}

    /// The body was written to the caller's file.
    ///
    /// @param from the address that gave it, after redirects
    /// @param bytes its size
    record Body(URI from, long bytes, Validator validator) implements Answer {}
}

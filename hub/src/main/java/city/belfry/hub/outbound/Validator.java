package city.belfry.hub.outbound;

import java.util.Optional;

/// What a server said about the version it sent, to ask later whether it is still the one (RFC 9110 §8.8, §13.1).
public record Validator(Optional<String> entityTag, Optional<String> lastModified) {
    public static final Validator NONE = new Validator(Optional.empty(), Optional.empty());
}

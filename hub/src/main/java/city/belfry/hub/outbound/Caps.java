package city.belfry.hub.outbound;

import java.time.Duration;

/// How much one answer may take, redirects included.
public record Caps(long bytesMax, Duration timeMax) {}

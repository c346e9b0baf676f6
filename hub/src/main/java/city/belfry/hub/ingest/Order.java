package city.belfry.hub.ingest;

import java.util.Optional;

/// What a steward asks of a run beyond bringing the dataset up to date.
///
/// @param anyway publish although a threshold is passed
/// @param preview publish what this dry run has shown and nothing else
public record Order(boolean anyway, Optional<Preview> preview) {
    public static final Order STANDARD = new Order(false, Optional.empty());
    public static final Order ANYWAY = new Order(true, Optional.empty());

    /// Whoever has seen the difference has also seen how much goes.
    public static Order publish(Preview preview) {
        return new Order(true, Optional.of(preview));
    }
}

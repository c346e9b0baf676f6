package city.belfry.hub.city;

import java.net.URI;
import java.util.Optional;

/// What the catalogue says of itself.
public record CatalogueHead(
        @Key("What the catalogue holds, as one text or by language; without one, a sentence with the city's name.")
        Optional<LocalText> description,

        @Key("Who publishes the catalogue, as one text or by language; without one, the city.")
        Optional<LocalText> publisher,

        @Key("Page of the publisher.") Optional<URI> homepage,

        @Key("Address of the licence of the catalogue itself.")
        Optional<URI> licence,

        @Key("Whom to ask about the data in general.") Optional<ContactEntry> contact) {
    static final CatalogueHead NONE =
            new CatalogueHead(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

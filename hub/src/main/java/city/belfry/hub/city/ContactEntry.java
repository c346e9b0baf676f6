package city.belfry.hub.city;

import java.net.URI;
import java.util.Optional;

/// Whom to ask about data. It is published, so it names an office, not a person.
public record ContactEntry(
        @Key("Name of the office, as one text or by language.")
        LocalText name,

        @Key(value = "Its mailbox, not that of a person.", pattern = "[^@\\s]+@[^@\\s]+")
        Optional<String> email,

        @Key("Its page or form.") Optional<URI> page) {}

package city.belfry.hub.city;

import java.net.URI;
import java.util.Optional;

/// Another hub, or any SPARQL endpoint, that questions can be put to together with this one.
public record PeerEntry(
        @Key(value = "Short name; rows and receipts carry it.", pattern = "[a-z][a-z0-9-]{0,39}")
        String id,

        @Key("Name for people, as one text or by language.") LocalText label,

        @Key("Where its queries go, for example https://data.riga.example/sparql.")
        URI endpoint,

        @Key("Where its VoID stands, for example https://data.riga.example/.well-known/void; without one it is asked.")
        Optional<URI> description,

        @Key(
                value = "Token that it wants to see, as env:NAME or file:PATH; never the token itself.",
                pattern = "(env|file):.+")
        Optional<String> token) {}

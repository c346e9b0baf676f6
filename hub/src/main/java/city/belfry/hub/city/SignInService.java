package city.belfry.hub.city;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The city's own sign-in service (OpenID Connect), beside the tokens of the hub.
public record SignInService(
        @Key("Address of the service, as it calls itself; its description is below it.")
        Optional<URI> issuer,

        @Key("Name that the service knows this hub by.") Optional<String> clientId,

        @Key(value = "Where the hub's secret at the service is: env:NAME or file:PATH.", pattern = "(env|file):.+")
        Optional<String> clientSecret,

        @Key(value = "Claim of the ID token that says what somebody is: a word or a list of words.", fallback = "roles")
        String claim,

        @Key("What each word of the claim makes of somebody here: steward, administrator or peer.")
        Map<String, String> roles) {}

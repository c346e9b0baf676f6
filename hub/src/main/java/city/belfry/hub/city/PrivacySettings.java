package city.belfry.hub.city;

import java.util.Optional;

/// What all treatments of personal data have in common.
public record PrivacySettings(
        @Key(
                value = "Secret of the pseudonyms, as env:NAME or file:PATH; without one it is made once, in the home.",
                pattern = "(env|file):.+")
        Optional<String> key,

        @Key("Whom people ask about their data: an e-mail address or a page, shown on /donnees-personnelles.")
        Optional<String> contact) {
    static final PrivacySettings NONE = new PrivacySettings(Optional.empty(), Optional.empty());
}

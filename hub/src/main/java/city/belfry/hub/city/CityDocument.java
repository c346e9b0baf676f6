package city.belfry.hub.city;

import java.util.List;

/// The keys of `city.yaml`.
record CityDocument(
        @Key("The city itself.") CityIdentity city,
        @Key("What the catalogue says of itself.") CatalogueHead catalogue,
        @Key("What the hub publishes.") List<DatasetEntry> datasets,
        @Key("Links between datasets by place.") List<LinkEntry> links,

        @Key("What may be read and called beyond the sources themselves.")
        AccessRules access,

        @Key("Other hubs and endpoints that questions can be put to together with this one.")
        List<PeerEntry> peers,

        @Key("What all treatments of personal data have in common.")
        PrivacySettings privacy,

        @Key("Named limits of a run.") IngestLimits limits,

        @Key("The city's own sign-in service for stewards, beside the tokens of the hub.")
        SignInService auth) {}

package city.belfry.hub.city;

import java.util.Optional;

/// How bad a run may be before it waits for a steward instead of publishing.
public record Thresholds(
        @Key("Share of the records that may break a rule, for example `5 %`; more stops the publication.")
        Optional<Percent> quarantined,

        @Key("Share of the statements that may go, for example `50 %`; more stops the publication.")
        Optional<Percent> shrink,

        @Key(
                value = "Whether it may be published without a single statement, as a list of works on a quiet day.",
                fallback = "false")
        boolean mayBeEmpty) {}

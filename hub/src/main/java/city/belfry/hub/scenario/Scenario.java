package city.belfry.hub.scenario;

import city.belfry.hub.city.LocalText;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a scenario says of itself; its statements are in two graphs beside it.
///
/// @param author who answers for it, as a role and not as a person: "Transport department"
/// @param horizonYear for which it is drawn
/// @param baseline the versions of datasets that it was drawn over
/// @param additions statements that come
/// @param removals statements that go
public record Scenario(
        String id,
        LocalText title,
        Optional<LocalText> description,
        Optional<String> author,
        Optional<URI> licence,
        Optional<Integer> horizonYear,
        Status status,
        Instant modified,
        List<Baseline> baseline,
        long additions,
        long removals) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /// Who may ask it.
    public enum Status {
        /// Stewards alone.
        DRAFT,
        /// Everybody.
        PUBLIC
    }

    /// A version of a dataset.
    public record Baseline(String dataset, long version) {}

    public Scenario {
        baseline = List.copyOf(baseline);
        if (!ID.matcher(id).matches()) {
            throw new ScenarioException(
                    ScenarioException.Code.SCENARIO_INVALID,
                    "'" + id + "' is no id of a scenario; expected a small letter and then small letters, digits and"
                            + " hyphens, 40 in all, for example tram-s.");
        }
    }
}

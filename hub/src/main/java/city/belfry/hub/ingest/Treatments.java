package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.PrivacyRule;
import city.belfry.hub.city.PrivacyTreatment;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.privacy.Treatment.Action;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The rules of `city.yaml` for a dataset's personal data, ready to be applied.
///
/// @param mark what decides, beside the rules themselves, what comes of them: another secret, other pseudonyms
/// @param erased who is left out whatever the rules say
record Treatments(List<Treatment> rules, Suppression erased, String mark) {
    static Treatments of(CityFile city, DatasetEntry dataset, Path home) {
        PseudonymKeys keys = new PseudonymKeys(city, home);
        List<Treatment> treatments = new ArrayList<>();
        List<PrivacyRule> rules = dataset.privacyRules();
        for (PrivacyRule rule : rules) {
            treatments.add(new Treatment(rule.field(), action(rule, keys)));
        }
        boolean hasKey = rules.stream().anyMatch(rule -> rule.treatment() == PrivacyTreatment.PSEUDONYM);
        Suppression erased = Suppression.of(city, home);
        return new Treatments(List.copyOf(treatments), erased, (hasKey ? keys.fingerprint() : "") + erased.mark());
    }

    private static Action action(PrivacyRule rule, PseudonymKeys keys) {
        return switch (rule.treatment()) {
            case DROP -> new Action.Drop();
            case KEEP -> new Action.Keep();
            case REDACT -> new Action.Redact();
            case PSEUDONYM -> new Action.Pseudonym(keys.of(rule.purpose().orElseThrow()));
            case GENERALISE -> new Action.Generalise(rule.groups(), rule.otherwise(), rule.before(), rule.after());
            case TRUNCATE -> truncation(rule);
        };
    }

    private static Action truncation(PrivacyRule rule) {
        if (rule.characters() >= 0) {
            return new Action.TruncateText(rule.characters());
        }
        if (rule.decimals() >= 0) {
            return new Action.TruncateNumbers(rule.decimals());
        }
        return new Action.TruncateDate(
                switch (rule.to().orElseThrow()) {
                    case YEAR -> Treatment.DatePart.YEAR;
                    case MONTH -> Treatment.DatePart.MONTH;
                    case DAY -> Treatment.DatePart.DAY;
                });
    }
}

package city.belfry.hub.ingest;

import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.mappings.privacy.Suspect;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import java.util.List;
import java.util.stream.Collectors;

/// Fields of a feed that look as if they held personal data and that no rule names. The dataset is refused; what is
/// said of them never quotes a value.
final class Undeclared {
    /// Fields that a message names; all are in the file of findings.
    private static final int SHOWN = 12;

    private Undeclared() {}

    static IngestException refusal(String dataset, List<Suspect> suspects) {
        return new IngestException(
                Code.PERSONAL_DATA_UNDECLARED,
                "dataset '" + dataset + "' holds what looks like personal data, and no rule says what becomes of it: "
                        + suspects.stream().limit(SHOWN).map(Undeclared::words).collect(Collectors.joining("; "))
                        + (suspects.size() > SHOWN ? "; and " + (suspects.size() - SHOWN) + " more" : "")
                        + ". Nothing was published. Say what becomes of each under this dataset in city.yaml, for"
                        + " example:\n    privacy:\n"
                        + suspects.stream()
                                .map(Suspect::field)
                                .distinct()
                                .limit(SHOWN)
                                .map(field -> suggestion(field, suspects))
                                .collect(Collectors.joining("\n"))
                        + "\nor keep it as it is: { field: …, treatment: keep, reason: …, purpose: …, basis: … }.");
    }

    static Finding finding(Suspect suspect) {
        return new Finding(
                Code.PERSONAL_DATA_UNDECLARED.name(),
                Severity.VIOLATION,
                Finding.Place.of(suspect.source()),
                suspect.field(),
                words(suspect),
                "Add a rule for it to the privacy section of the dataset, or keep it with a reason.");
    }

    private static String words(Suspect suspect) {
        boolean isOne = suspect.values() == 1;
        String values = suspect.isWhole() ? (isOne ? "value" : "values") : (isOne ? "text" : "texts");
        return "'%s' has %d %s %s like %s (%s)"
                .formatted(
                        suspect.field(),
                        suspect.values(),
                        values,
                        suspect.isWhole() ? (isOne ? "that looks" : "that look") : "with what looks",
                        suspect.kind().words(),
                        suspect.example());
    }

    private static String suggestion(String field, List<Suspect> suspects) {
        boolean inText = suspects.stream()
                .filter(suspect -> suspect.field().equals(field))
                .noneMatch(suspect -> suspect.isWhole() || suspect.kind() == Suspect.Kind.NAME);
        return "      - { field: \"" + field.replace("\\", "\\\\").replace("\"", "\\\"") + "\", treatment: "
                + (inText ? "redact" : "drop") + " }";
    }
}

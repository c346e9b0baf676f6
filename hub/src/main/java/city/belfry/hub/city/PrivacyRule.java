package city.belfry.hub.city;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of one field with personal data before any rule of the mapping sees it.
public record PrivacyRule(
        @Key("Column, JSONPath or XPath as the mapping refers to it, seen from the record; in RDF the property's IRI.")
        String field,

        @Key("What becomes of it.") PrivacyTreatment treatment,

        @Key(value = "What it is used for, one word; a pseudonym differs by purpose.", pattern = "[a-z][a-z0-9-]{0,39}")
        Optional<String> purpose,

        @Key(
                value = "Legal basis, a term of DPV or of its GDPR extension, for example eu-gdpr:A6-1-e.",
                pattern = "(dpv|eu-gdpr):[A-Za-z0-9_-]{1,60}")
        Optional<String> basis,

        @Key(
                value = "How long it is kept, as P2Y, P6M, P30D; the shortest of a dataset holds for its things.",
                pattern = "P[1-9][0-9]{0,3}[YMWD]")
        Optional<String> retention,

        @Key("Why it may be kept as it is; treatment keep needs it.")
        Optional<String> reason,

        @Key("truncate: to year, month or day of a date.") Optional<DatePart> to,

        @Key(value = "truncate: how many characters of a text stay.", fallback = "-1")
        int characters,

        @Key(value = "truncate: how many decimals of numbers stay.", fallback = "-1")
        int decimals,

        @Key("generalise: the group that each value belongs to.")
        Map<String, String> groups,

        @Key("generalise: what a value without a group becomes; without this it is left out.")
        Optional<String> otherwise,

        @Key("generalise: only what stands before the first such text.")
        Optional<String> before,

        @Key("generalise: only what stands behind the last such text.")
        Optional<String> after) {
    /// To what a date is cut.
    public enum DatePart {
        YEAR,
        MONTH,
        DAY
    }

    /// The rules that a pack brings along for fields that its format defines.
    record OfPack(@Key("Rules.") List<PrivacyRule> privacy) {}

    static List<PrivacyRule> ofPack(String pack) {
        try (InputStream in = PrivacyRule.class.getResourceAsStream("/belfry/packs/" + pack + "/privacy.yaml")) {
            return in == null
                    ? List.of()
                    : YamlRecords.read(
                                    "privacy.yaml of pack " + pack,
                                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                                    OfPack.class)
                            .privacy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is missing or too much in the rule; empty when nothing is.
    Optional<String> fault() {
        int cuts = (to.isPresent() ? 1 : 0) + (characters >= 0 ? 1 : 0) + (decimals >= 0 ? 1 : 0);
        boolean generalises = !groups.isEmpty() || before.isPresent() || after.isPresent();
        return switch (treatment) {
            case KEEP ->
                when(reason.isEmpty() || reason.get().isBlank(), "to keep it as it is, say why: add reason.")
                        .or(() -> unused(cuts, generalises));
            case PSEUDONYM -> purposeMissing(cuts, generalises);
            case GENERALISE ->
                when(!generalises, "say how to generalise: groups, before or after.")
                        .or(() -> when(cuts > 0, "to, characters and decimals belong to truncate."));
            case TRUNCATE ->
                when(cuts != 1, "say how to truncate: one of to, characters and decimals.")
                        .or(() -> when(generalises, "groups, before and after belong to generalise."));
            case DROP, REDACT -> unused(cuts, generalises);
        };
    }

    private Optional<String> purposeMissing(int cuts, boolean generalises) {
        return when(purpose.isEmpty() || basis.isEmpty(), "it still tells of people: add purpose and basis.")
                .or(() -> unused(cuts, generalises));
    }

    private Optional<String> unused(int cuts, boolean generalises) {
        return when(cuts > 0 || generalises, "it has settings of truncate or generalise, which have no effect here.");
    }

    private static Optional<String> when(boolean isWrong, String fault) {
        return isWrong ? Optional.of(fault) : Optional.empty();
    }
}

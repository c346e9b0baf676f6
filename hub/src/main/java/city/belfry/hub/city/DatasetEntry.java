package city.belfry.hub.city;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One dataset: where its bytes come from, how they become RDF, and what the catalogue says about it.
public record DatasetEntry(
        @Key(value = "Short name; part of the IRIs of its entities and of its graph.", pattern = "[a-z][a-z0-9-]{0,59}")
        String id,

        @Key("Name for people, as one text or by language.") LocalText title,
        @Key("What is in it, as one text or by language.") Optional<LocalText> description,

        @Key("File, folder, zip, pattern such as weather/*.csv, or http(s) address; files relative to this file.")
        String source,

        @Key("The mapping pack that reads this kind of source; one of pack, mapping and format is needed.")
        Optional<String> pack,

        @Key("A mapping of your own (RML, Turtle), relative to this file.")
        Optional<String> mapping,

        @Key("The source is RDF already, in this format.") Optional<RdfFormat> format,

        @Key("Parameters of the pack or mapping; each pack's README lists its own.")
        Map<String, String> parameters,

        @Key("Shapes that a record has to fulfil: names of profiles of the ontology, or SHACL files beside this file.")
        List<String> shapes,

        @Key("Address of the licence; a public dataset without one is listed to the steward.")
        Optional<URI> licence,

        @Key("Who publishes the source, as one text or by language.")
        Optional<LocalText> publisher,

        @Key("Address of the source's page at its publisher.")
        Optional<URI> landingPage,

        @Key(value = "Codes of the EU data themes, for example TRAN, ENVI, GOVE.")
        List<String> theme,

        @Key("Words to find it by.") List<String> keywords,

        @Key("Whom to ask about it; without one, the city's.")
        Optional<ContactEntry> contact,

        @Key(
                value =
                        "How often the source is renewed, as a code of the EU list, for example DAILY, MONTHLY, ANNUAL.",
                pattern = "[A-Z][A-Z0-9_]{1,20}")
        Optional<String> frequency,

        @Key("Address of the area that it is about, for example in GeoNames.")
        Optional<URI> spatial,

        @Key("Category, when it is a high-value dataset of Regulation (EU) 2023/138.")
        List<HvdCategory> hvdCategory,

        @Key("Addresses of legal acts that it is published under; the regulation goes without saying.")
        List<URI> legislation,

        @Key(value = "Who may see it.", fallback = "public") Visibility visibility,

        @Key("How often a running hub brings it up to date.")
        Optional<Duration> schedule,

        @Key("The age at which the steward is told that it is stale; twice the schedule when there is one.")
        Optional<Duration> freshness,

        @Key("What stops a publication until a steward has looked.")
        Thresholds thresholds,

        @Key(
                value = "How long its things are kept after the latest time that is said of them, as P2Y, P6M, P30D;"
                        + " older ones go at the next run. The shortest of this and of its privacy rules holds.",
                pattern = "P[1-9][0-9]{0,3}[YMWD]")
        Optional<String> retention,

        @Key("What becomes of fields with personal data before anything else sees them.")
        List<PrivacyRule> privacy) {
    /// The age at which it is stale.
    public Optional<Duration> staleAfter() {
        return freshness.or(() -> schedule.map(every -> every.multipliedBy(2)));
    }

    /// How long its things are kept, as a period of ISO 8601; empty = for ever.
    public Optional<String> keptFor() {
        return Stream.concat(retention.stream(), privacyRules().stream().flatMap(rule -> rule.retention().stream()))
                .min(Comparator.comparingLong(DatasetEntry::days));
    }

    /// About how many days; near enough to tell which of two periods is the shorter one.
    private static long days(String period) {
        return LocalDate.EPOCH.plus(Period.parse(period)).toEpochDay();
    }

    /// The rules that hold: those of the entry, and those that the pack brings along for other fields.
    public List<PrivacyRule> privacyRules() {
        List<PrivacyRule> rules = new ArrayList<>(privacy);
        for (PrivacyRule rule : pack.map(PrivacyRule::ofPack).orElse(List.of())) {
            if (privacy.stream().noneMatch(own -> own.field().equals(rule.field()))) {
                rules.add(rule);
            }
        }
        return List.copyOf(rules);
    }
}

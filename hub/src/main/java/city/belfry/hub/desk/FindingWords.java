package city.belfry.hub.desk;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.RuleTexts;
import city.belfry.ontology.BelfryException;
import city.belfry.ontology.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// A finding in the language of the one who reads it. The rules of a shape have their words in both; what a reader or a
/// function found has its words in the texts of the pages, by its code.
@Component
final class FindingWords {
    /// What [city.belfry.ontology.Shapes] puts before the value it found.
    private static final Pattern FOUND = Pattern.compile("(.*) (?:Trouvé :|Found:) (.*)", Pattern.DOTALL);
    /// A value stands in a message between apostrophes.
    private static final Pattern QUOTED = Pattern.compile("'(.*?)'(?=[ .,:)]|$)", Pattern.DOTALL);

    private final CityFile city;
    private final MessageSource texts;
    /// By language and dataset, of which there are few.
    private final Map<String, Map<String, String>> rules = new ConcurrentHashMap<>();

    FindingWords(CityFile city, MessageSource texts) {
        this.city = city;
        this.texts = texts;
    }

    /// @param language in which the message is
    record Words(String message, String suggestion, String language) {}

    Words of(String dataset, Finding finding, Locale locale) {
        Map<String, String> translations =
                rules.computeIfAbsent(locale.getLanguage() + " " + dataset, key -> translations(dataset, locale));
        Matcher found = FOUND.matcher(finding.message());
        String rule = found.matches() ? found.group(1) : finding.message();
        String translated = translations.get(rule);
        if (translated != null) {
            String value = found.matches()
                    ? (locale.getLanguage().equals("fr") ? " Trouvé : " : " Found: ") + found.group(2)
                    : "";
            return new Words(
                    translated + value,
                    Optional.ofNullable(translations.get(finding.suggestion())).orElse(finding.suggestion()),
                    locale.getLanguage());
        }
        return ofCode(finding, locale).orElseGet(() -> new Words(finding.message(), finding.suggestion(), "en"));
    }

    /// Readers and functions speak English themselves.
    private Optional<Words> ofCode(Finding finding, Locale locale) {
        if (!locale.getLanguage().equals("fr")) {
            return Optional.empty();
        }
        Matcher quoted = QUOTED.matcher(finding.message());
        Object[] parameters = {quoted.find() ? quoted.group(1) : "", finding.field()};
        String message = texts.getMessage("finding." + finding.code(), parameters, "", locale);
        return message == null || message.isEmpty()
                ? Optional.empty()
                : Optional.of(new Words(
                        message,
                        Optional.ofNullable(
                                        texts.getMessage("finding." + finding.code() + ".do", parameters, "", locale))
                                .orElse(""),
                        locale.getLanguage()));
    }

    private Map<String, String> translations(String dataset, Locale locale) {
        try {
            return RuleTexts.of(city, city.dataset(dataset), locale.getLanguage());
        } catch (BelfryException unreadable) {
            // A mapping or shapes file was broken after the run; the findings keep the words they have.
            return Map.of();
        }
    }
}

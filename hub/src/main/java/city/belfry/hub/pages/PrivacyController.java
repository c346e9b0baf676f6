package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.PrivacyRule;
import city.belfry.hub.city.Visibility;
import city.belfry.hub.store.CityStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// What becomes of personal data, from the rules of `city.yaml`: a statement for everybody, and the register of the
/// stewards.
@Controller
final class PrivacyController {
    private static final String DPV = "https://w3id.org/dpv#";
    private static final String GDPR = "https://w3id.org/dpv/legal/eu/gdpr#";

    private final CityFile city;
    private final CityStore store;
    private final MessageSource messages;
    private final Site site;

    PrivacyController(CityFile city, CityStore store, MessageSource messages, Site site) {
        this.city = city;
        this.store = store;
        this.messages = messages;
        this.site = site;
    }

    /// A dataset with its rules.
    ///
    /// @param modified when its present version was made; empty when there is none
    record Declared(String id, String title, String visibility, String modified, List<Row> rules) {}

    /// A rule in words.
    record Row(
            String field,
            String treatment,
            String purpose,
            String basis,
            String basisHref,
            String retention,
            String reason) {}

    @GetMapping("/donnees-personnelles")
    ModelAndView statement(HttpServletRequest request, HttpServletResponse response) {
        String contact = city.privacy().contact().orElse("");
        return site.page("privacy", request, response)
                .addObject("datasets", declared(dataset -> dataset.visibility() == Visibility.PUBLIC, request))
                .addObject("contact", contact)
                .addObject(
                        "contactHref",
                        contact.startsWith("https://") || contact.startsWith("http://")
                                ? contact
                                : contact.contains("@") ? "mailto:" + contact : "");
    }

    @GetMapping("/steward/privacy")
    ModelAndView register(HttpServletRequest request, HttpServletResponse response) {
        return site.page("privacy-register", request, response).addObject("datasets", declared(any -> true, request));
    }

    private List<Declared> declared(Predicate<DatasetEntry> wanted, HttpServletRequest request) {
        Locale locale = PageLanguages.of(request);
        CatalogueIris iris = CatalogueIris.of(city.city());
        ZoneId zone = city.city().timeZone();
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone);
        return city.datasets().stream()
                .filter(wanted)
                .filter(dataset -> !dataset.privacyRules().isEmpty())
                .map(dataset -> new Declared(
                        dataset.id(),
                        dataset.title().in(locale.getLanguage()),
                        dataset.visibility().name(),
                        PublishedRun.modified(store, iris, dataset.id())
                                .map(format::format)
                                .orElse(""),
                        dataset.privacyRules().stream()
                                .map(rule -> row(rule, dataset.keptFor(), locale))
                                .toList()))
                .toList();
    }

    /// @param keptFor what holds for all fields of the dataset, since a thing goes with all that is said of it
    private Row row(PrivacyRule rule, Optional<String> keptFor, Locale locale) {
        return new Row(
                rule.field(),
                treatment(rule, locale),
                rule.purpose().orElse(""),
                rule.basis().orElse(""),
                rule.basis()
                        .map(name -> name.startsWith("dpv:")
                                ? DPV + name.substring("dpv:".length())
                                : GDPR + name.substring("eu-gdpr:".length()))
                        .orElse(""),
                keptFor.map(period -> words(Period.parse(period), locale)).orElse(""),
                rule.reason().orElse(""));
    }

    private String treatment(PrivacyRule rule, Locale locale) {
        return switch (rule.treatment()) {
            case DROP -> text("privacy.drop", locale);
            case KEEP -> text("privacy.keep", locale);
            case REDACT -> text("privacy.redact", locale);
            case PSEUDONYM -> text("privacy.pseudonym", locale);
            case GENERALISE -> text("privacy.generalise", locale);
            case TRUNCATE -> {
                if (rule.characters() >= 0) {
                    yield text("privacy.truncate.characters", locale, rule.characters());
                }
                yield rule.decimals() >= 0
                        ? text("privacy.truncate.decimals", locale, rule.decimals())
                        : text("privacy.truncate." + rule.to().orElseThrow(), locale);
            }
        };
    }

    private String words(Period period, Locale locale) {
        if (period.getYears() > 0) {
            return text("privacy.years", locale, period.getYears());
        }
        return period.getMonths() > 0
                ? text("privacy.months", locale, period.getMonths())
                : text("privacy.days", locale, period.getDays());
    }

    private String text(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}

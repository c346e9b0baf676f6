package city.belfry.hub.pages;

import city.belfry.hub.catalogue.DescribedDataset;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/// The ways to narrow the list of datasets: each facet takes one value, all facets hold together.
final class CatalogueFacets {
    /// Values of one facet that are shown; who looks for a rarer one searches.
    private static final int VALUES_SHOWN = 12;

    /// What a facet looks at.
    enum Facet {
        THEME,
        HVD,
        PUBLISHER,
        TYPE,
        LICENCE,
        AGE,
        SOURCE;

        /// The name in the address.
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One value with the way to choose it, or to let go of it.
    record Value(String text, long count, String href, boolean chosen) {}

    record Group(String name, List<Value> values) {}

    private final Map<Facet, String> chosen = new LinkedHashMap<>();
    private final String words;
    private final LocalDate today;
    private final Locale locale;
    private final BiFunction<Facet, String, String> naming;

    /// @param naming what to call a value
    CatalogueFacets(
            MultiValueMap<String, String> parameters,
            LocalDate today,
            Locale locale,
            BiFunction<Facet, String, String> naming) {
        this.today = today;
        this.locale = locale;
        this.naming = naming;
        this.words = Optional.ofNullable(parameters.getFirst("q")).orElse("").strip();
        for (Facet facet : Facet.values()) {
            Optional.ofNullable(parameters.getFirst(facet.parameter()))
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> chosen.put(facet, value));
        }
    }

    String words() {
        return words;
    }

    Map<Facet, String> chosen() {
        return chosen;
    }

    /// Those that all chosen values and the words hold for.
    List<DescribedDataset> matching(List<DescribedDataset> datasets) {
        return datasets.stream()
                .filter(dataset -> matches(dataset, Optional.empty()))
                .toList();
    }

    private boolean matches(DescribedDataset dataset, Optional<Facet> but) {
        return chosen.entrySet().stream()
                        .filter(entry -> but.filter(entry.getKey()::equals).isEmpty())
                        .allMatch(entry -> values(entry.getKey(), dataset).contains(entry.getValue()))
                && (words.isEmpty() || text(dataset).contains(words.toLowerCase(locale)));
    }

    private String text(DescribedDataset dataset) {
        return Stream.of(
                        dataset.titles().values(),
                        dataset.descriptions().values(),
                        dataset.keywords(),
                        List.of(dataset.id()))
                .flatMap(java.util.Collection::stream)
                .reduce("", (a, b) -> a + " " + b)
                .toLowerCase(locale);
    }

    /// The facets with how many datasets each value would leave.
    List<Group> groups(List<DescribedDataset> datasets) {
        List<Group> groups = new ArrayList<>();
        for (Facet facet : Facet.values()) {
            Map<String, Long> counts = new LinkedHashMap<>();
            datasets.stream()
                    .filter(dataset -> matches(dataset, Optional.of(facet)))
                    .forEach(dataset -> values(facet, dataset).forEach(value -> counts.merge(value, 1L, Long::sum)));
            boolean tellsApart = counts.size() > 1 || chosen.containsKey(facet);
            if (tellsApart) {
                groups.add(new Group(facet.parameter(), values(facet, counts)));
            }
        }
        return groups;
    }

    private List<Value> values(Facet facet, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> {
                    boolean isChosen = entry.getKey().equals(chosen.get(facet));
                    return new Value(
                            naming.apply(facet, entry.getKey()),
                            entry.getValue(),
                            href(facet, isChosen ? "" : entry.getKey()),
                            isChosen);
                })
                .sorted(Comparator.comparing(Value::chosen)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(Value::count).reversed())
                        .thenComparing(Value::text))
                .limit(VALUES_SHOWN)
                .toList();
    }

    /// The list with another value of one facet; empty takes the facet away.
    private String href(Facet changed, String value) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/catalogue");
        if (!words.isEmpty()) {
            address.queryParam("q", "{q}");
        }
        Map<String, Object> texts = new LinkedHashMap<>(Map.of("q", words));
        Map<Facet, String> wanted = new LinkedHashMap<>(chosen);
        wanted.put(changed, value);
        wanted.forEach((facet, text) -> {
            if (!text.isEmpty()) {
                address.queryParam(facet.parameter(), "{" + facet.parameter() + "}");
                texts.put(facet.parameter(), text);
            }
        });
        return address.encode().buildAndExpand(texts).toUriString();
    }

    private List<String> values(Facet facet, DescribedDataset dataset) {
        return switch (facet) {
            case THEME -> dataset.themes();
            case HVD -> dataset.hvdCategories();
            case PUBLISHER ->
                HomeController.text(dataset.publisher(), locale).stream().toList();
            case TYPE -> dataset.formats();
            case LICENCE -> dataset.licences().isEmpty() ? List.of("none") : dataset.licences();
            case AGE -> List.of(age(dataset));
            case SOURCE -> List.of(dataset.source().orElse("here"));
        };
    }

    private String age(DescribedDataset dataset) {
        try {
            return dataset.modified()
                    .map(LocalDate::parse)
                    .map(day -> {
                        if (day.isAfter(today.minusWeeks(1))) {
                            return "week";
                        }
                        if (day.isAfter(today.minusMonths(1))) {
                            return "month";
                        }
                        return day.isAfter(today.minusYears(1)) ? "year" : "older";
                    })
                    .orElse("unknown");
        } catch (DateTimeParseException e) {
            return "unknown";
        }
    }
}

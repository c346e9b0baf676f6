package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import java.util.HashMap;
import java.util.Map;

/// The words of a dataset's rules in one language.
public final class RuleTexts {
    private RuleTexts() {}

    /// Every message and suggestion of the dataset's shapes, in whatever language, with its words in this one.
    public static Map<String, String> of(CityFile city, DatasetEntry dataset, String language) {
        Map<String, String> texts = new HashMap<>();
        Recipe.of(city, dataset).shapes().forEach(shapes -> texts.putAll(shapes.translations(language)));
        return texts;
    }
}

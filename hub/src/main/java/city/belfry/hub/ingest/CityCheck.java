package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.ontology.BelfryException;
import java.util.SortedMap;
import java.util.TreeMap;

/// Looks at everything that a city names but its sources: mappings compile, shapes parse.
public final class CityCheck {
    private CityCheck() {}

    /// What is wrong, by dataset; empty when nothing is.
    public static SortedMap<String, BelfryException> of(CityFile city) {
        SortedMap<String, BelfryException> faults = new TreeMap<>();
        for (DatasetEntry dataset : city.datasets()) {
            try {
                Recipe.of(city, dataset);
            } catch (BelfryException e) {
                faults.put(dataset.id(), e);
            }
        }
        return faults;
    }
}

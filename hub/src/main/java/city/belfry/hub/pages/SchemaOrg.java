package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.DescribedDataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// A dataset in the words of schema.org, for the search engines that read nothing else.
@Component
final class SchemaOrg {
    private final CatalogueIris iris;
    private final JsonMapper json;

    SchemaOrg(CatalogueIris iris, JsonMapper json) {
        this.iris = iris;
        this.json = json;
    }

    String of(DescribedDataset dataset, Locale locale) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("@context", "https://schema.org/");
        said.put("@type", "Dataset");
        said.put("@id", dataset.iri().toString());
        said.put("name", HomeController.text(dataset.titles(), locale).orElse(dataset.id()));
        HomeController.text(dataset.descriptions(), locale).ifPresent(text -> said.put("description", text));
        said.put("url", iris.base() + "/dataset/" + dataset.id());
        if (!dataset.keywords().isEmpty()) {
            said.put("keywords", dataset.keywords());
        }
        dataset.licences().stream().findFirst().ifPresent(licence -> said.put("license", licence));
        dataset.modified().ifPresent(day -> said.put("dateModified", day));
        HomeController.text(dataset.publisher(), locale)
                .ifPresent(name -> said.put("creator", Map.of("@type", "Organization", "name", name)));
        dataset.object(dataset.iri(), DCTerms.temporal)
                .ifPresent(period -> said.put(
                        "temporalCoverage",
                        dataset.value(period, DCAT.startDate).orElse("..") + "/"
                                + dataset.value(period, DCAT.endDate).orElse("..")));
        List<Map<String, Object>> downloads = new ArrayList<>();
        for (Node one : dataset.distributions()) {
            dataset.value(one, DCAT.downloadURL).ifPresent(address -> {
                Map<String, Object> download = new LinkedHashMap<>();
                download.put("@type", "DataDownload");
                dataset.value(one, DCAT.mediaType)
                        .ifPresent(type -> download.put(
                                "encodingFormat",
                                type.replaceFirst("^https?://www.iana.org/assignments/media-types/", "")));
                download.put("contentUrl", address);
                downloads.add(download);
            });
        }
        if (!downloads.isEmpty()) {
            said.put("distribution", downloads);
        }
        return json.writeValueAsString(said);
    }
}

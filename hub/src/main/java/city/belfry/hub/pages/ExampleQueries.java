package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.rest.CatalogueReader;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/// Queries to begin with: those of the library, and three about each dataset.
@Component
final class ExampleQueries {
    private static final List<String> ABOUT_A_DATASET = List.of("classes", "things", "map");
    private static final String FIRST = "first";

    private final QueryLibrary library;
    private final CatalogueReader catalogue;
    private final CityIdentity city;
    private final MessageSource messages;

    ExampleQueries(QueryLibrary library, CatalogueReader catalogue, CityIdentity city, MessageSource messages) {
        this.library = library;
        this.catalogue = catalogue;
        this.city = city;
        this.messages = messages;
    }

    /// A link that puts a query into the editor.
    record Example(String title, String href) {}

    record OfDataset(String title, List<Example> examples) {}

    List<Example> ofLibrary(Locale locale) {
        return library.all().stream()
                .filter(query -> query.parameters().stream()
                        .noneMatch(parameter ->
                                parameter.required() && !query.examples().containsKey(parameter.name())))
                .map(query -> new Example(
                        HomeController.text(query.titles(), locale).orElse(query.name()),
                        UriComponentsBuilder.fromPath("/sparql")
                                .queryParam("example", query.name())
                                .toUriString()))
                .toList();
    }

    List<OfDataset> ofDatasets(Locale locale) {
        return catalogue.datasets().stream()
                .map(dataset -> new OfDataset(
                        HomeController.text(dataset.title(), locale).orElse(dataset.id()),
                        ABOUT_A_DATASET.stream()
                                .map(example -> new Example(
                                        messages.getMessage("sparql.example." + example, new Object[0], locale),
                                        UriComponentsBuilder.fromPath("/sparql")
                                                .queryParam("dataset", dataset.id())
                                                .queryParam("example", example)
                                                .encode()
                                                .toUriString()))
                                .toList()))
                .toList();
    }

    /// What an editor shows before anything was chosen.
    String first() {
        return read(FIRST);
    }

    /// The text of an example, with the values of its parameters in it.
    String text(String name, Optional<String> dataset) {
        if (dataset.isPresent() && ABOUT_A_DATASET.contains(name)) {
            String graph = city.graph(catalogue.dataset(dataset.get()).id());
            Query query = QueryTransformOps.replaceVars(
                    QueryFactory.create(read(name)), Map.of(Var.alloc("graph"), NodeFactory.createURI(graph)));
            return query.toString();
        }
        NamedQuery query = library.query(name);
        return query.bind(query.examples()).toString();
    }

    private static String read(String name) {
        String file = "/belfry/hub/example-" + name + ".rq";
        try (InputStream text = ExampleQueries.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.rest.Format;
import city.belfry.hub.rest.RdfOutput;
import city.belfry.hub.sparql.CityPrefixes;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// `/sparql` for somebody who asks nothing: a form in a browser, the service description for a program.
@Controller
final class SparqlController {
    private static final List<Format> FORMATS =
            List.of(Format.TURTLE, Format.HTML, Format.JSONLD, Format.NTRIPLES, Format.RDFXML);

    private final CityPrefixes prefixes;
    private final QueryLibrary library;
    private final ServiceDescription description;
    private final RdfOutput rdf;
    private final Site site;

    SparqlController(
            CityPrefixes prefixes, QueryLibrary library, ServiceDescription description, RdfOutput rdf, Site site) {
        this.prefixes = prefixes;
        this.library = library;
        this.description = description;
        this.rdf = rdf;
        this.site = site;
    }

    record Example(String title, String text) {}

    @GetMapping("/sparql")
    @Nullable
    ModelAndView sparql(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Format format = Format.wanted(request, FORMATS);
        if (format != Format.HTML) {
            rdf.write(response, description.graph(), format);
            return null;
        }
        Locale locale = PageLanguages.of(request);
        List<Example> examples = library.all().stream()
                .filter(query -> query.parameters().stream().noneMatch(parameter -> parameter.required()))
                .map(query -> new Example(
                        HomeController.text(query.titles(), locale).orElse(query.name()),
                        query.bind(query.examples()).toString()))
                .toList();
        String start = prefixes.namespaces().entrySet().stream()
                .map(prefix -> "PREFIX " + prefix.getKey() + ": <" + prefix.getValue() + ">")
                .collect(Collectors.joining("\n", "", "\n"));
        return site.page("sparql", request, response).addObject("start", start).addObject("examples", examples);
    }
}

package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.rest.Format;
import city.belfry.hub.rest.RdfOutput;
import city.belfry.hub.sparql.CityPrefixes;
import city.belfry.hub.sparql.StoreQueries;
import city.belfry.ontology.documentation.Term;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// `/sparql` for somebody who asks nothing: a workbench in a browser, the service description for a program.
///
/// What stands in the editor is in the address: `?edit=` a query, `?example=` one of the library or, with `?dataset=`,
/// one about a dataset.
@Controller
final class SparqlController {
    private static final List<Format> FORMATS =
            List.of(Format.TURTLE, Format.HTML, Format.JSONLD, Format.NTRIPLES, Format.RDFXML);
    /// Longest query in an address that the editor takes; characters.
    private static final int EDITED_MAX = 64 << 10;

    private final CityPrefixes prefixes;
    private final CityIdentity city;
    private final QueryLibrary library;
    private final ExampleQueries examples;
    private final OntologyView ontology;
    private final ServiceDescription description;
    private final RdfOutput rdf;
    private final Site site;

    SparqlController(
            CityPrefixes prefixes,
            CityIdentity city,
            QueryLibrary library,
            ExampleQueries examples,
            OntologyView ontology,
            ServiceDescription description,
            RdfOutput rdf,
            Site site) {
        this.prefixes = prefixes;
        this.city = city;
        this.library = library;
        this.examples = examples;
        this.ontology = ontology;
        this.description = description;
        this.rdf = rdf;
        this.site = site;
    }

    @GetMapping("/sparql")
    @Nullable
    ModelAndView sparql(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Format format = Format.wanted(request, FORMATS);
        if (format != Format.HTML) {
            rdf.write(response, description.graph(), format);
            return null;
        }
        Locale locale = PageLanguages.of(request);
        return site.page("sparql", request, response)
                .addObject("text", text(request))
                .addObject("ofLibrary", examples.ofLibrary(locale))
                .addObject("ofDatasets", examples.ofDatasets(locale))
                .addObject("prefixes", prefixes.inTurn())
                .addObject("classes", terms(term -> term.kind() == Term.Kind.CLASS))
                .addObject("properties", terms(term -> term.kind() != Term.Kind.CLASS))
                .addObject("scenario", StoreQueries.scenario(request).orElse(null))
                .addObject("base", city.baseIri());
    }

    private String text(HttpServletRequest request) {
        String edited = request.getParameter("edit");
        if (edited != null) {
            return edited.substring(0, Math.min(edited.length(), EDITED_MAX));
        }
        return Optional.ofNullable(request.getParameter("example"))
                .map(name -> examples.text(name, Optional.ofNullable(request.getParameter("dataset"))))
                .orElseGet(() -> declarations() + "\n" + examples.first());
    }

    private String declarations() {
        return prefixes.namespaces().entrySet().stream()
                .map(prefix -> "PREFIX " + prefix.getKey() + ": <" + prefix.getValue() + ">")
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String terms(Predicate<Term> wanted) {
        return ontology.documentation().terms().values().stream()
                .filter(wanted)
                .map(term -> term.iri().getURI())
                .collect(Collectors.joining(" "));
    }

    /// Saves what stands in the editor as a named query, for a steward, and leads to its page.
    @PostMapping("/steward/queries")
    RedirectView save(@RequestParam Map<String, String> form) {
        NamedQuery saved = library.save(
                form.getOrDefault("name", "").strip(), QueryForm.of(form).file());
        return new RedirectView("/queries/" + saved.name());
    }
}

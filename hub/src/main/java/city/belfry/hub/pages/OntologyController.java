package city.belfry.hub.pages;

import city.belfry.hub.rest.Format;
import city.belfry.hub.rest.RdfOutput;
import city.belfry.hub.rest.RestException;
import city.belfry.ontology.City;
import city.belfry.ontology.JsonLdContext;
import city.belfry.ontology.Vocabulary;
import city.belfry.ontology.documentation.Changes;
import city.belfry.ontology.documentation.CodeList;
import city.belfry.ontology.documentation.Diagrams;
import city.belfry.ontology.documentation.Documentation;
import city.belfry.ontology.documentation.Module;
import city.belfry.ontology.documentation.Term;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.sparql.graph.GraphFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The documents behind the IRIs of the ontology: modules, terms, code lists, profiles, as pages or as RDF.
///
/// The terms share one namespace that ends in `#`, so a client that follows the IRI of a term asks for `/ont` (Best
/// Practice Recipes for Publishing RDF Vocabularies, recipe 3): that page has an anchor for each.
@Controller
final class OntologyController {
    private static final List<Format> FORMATS =
            List.of(Format.HTML, Format.TURTLE, Format.JSONLD, Format.NTRIPLES, Format.RDFXML);
    private static final List<Format> DATA_FORMATS =
            List.of(Format.TURTLE, Format.JSONLD, Format.NTRIPLES, Format.RDFXML);
    private static final int TEXT_LENGTH_MAX = 200;

    private final OntologyView view;
    private final TermExamples examples;
    private final TermUsers users;
    private final RdfOutput rdf;
    private final Site site;
    private final MessageSource messages;
    private final Changes changes = Changes.ofOntology();
    private final String context = JsonLdContext.document();

    OntologyController(
            OntologyView view,
            TermExamples examples,
            TermUsers users,
            RdfOutput rdf,
            Site site,
            MessageSource messages) {
        this.view = view;
        this.examples = examples;
        this.users = users;
        this.rdf = rdf;
        this.site = site;
        this.messages = messages;
    }

    @GetMapping("/vocab")
    ResponseEntity<Void> formerIndex() {
        return ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                .header("Location", "/ont")
                .build();
    }

    /// The whole ontology: map, modules, code lists, all terms; with `?q=` only what has that text.
    @GetMapping("/ont")
    @Nullable
    ModelAndView index(
            @RequestParam(defaultValue = "") String q, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return document(request, response, "ontology", () -> merged(Documentation.MODULES), (page, locale) -> {
            String text = q.strip().substring(0, Math.min(q.strip().length(), TEXT_LENGTH_MAX));
            Documentation documentation = view.documentation();
            page.addObject("q", text)
                    .addObject(
                            "foundTerms", text.isEmpty() ? List.of() : view.lines(documentation.search(text), locale))
                    .addObject("foundLists", text.isEmpty() ? List.of() : documentation.searchCodeLists(text))
                    .addObject(
                            "map",
                            new Diagrams(documentation, locale.getLanguage())
                                    .modules(Optional.of("/ont/"), message("ontology.map", locale)))
                    .addObject("modules", documentation.modules())
                    .addObject("codeLists", documentation.codeLists())
                    .addObject("profiles", documentation.profiles())
                    .addObject(
                            "terms",
                            view.lines(List.copyOf(documentation.terms().values()), locale));
        });
    }

    /// The `@context` of the hub's JSON-LD.
    @GetMapping(value = "/ont/context.jsonld", produces = "application/ld+json")
    ResponseEntity<String> context() {
        return ResponseEntity.ok(context);
    }

    @GetMapping("/ont/changes")
    ModelAndView changes(HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        return site.page("ontology-changes", request, response)
                .addObject("entries", changes.entries())
                .addObject("language", locale.getLanguage())
                .addObject(
                        "added",
                        changes.added(Changes.signatures(view.documentation())).stream()
                                .flatMap(name -> view.documentation().term(name).stream())
                                .map(term -> view.line(term, locale))
                                .toList());
    }

    @GetMapping("/ont/{module}")
    @Nullable
    ModelAndView module(@PathVariable String module, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Module found = view.documentation().module(module).orElseThrow(() -> unknown("module '" + module + "'"));
        return document(
                request,
                response,
                "ontology-module",
                () -> file(found.iri()),
                (page, locale) -> page.addObject("module", found)
                        .addObject("classes", view.lines(found.terms(Term.Kind.CLASS), locale))
                        .addObject("properties", view.lines(found.terms(Term.Kind.LINK), locale))
                        .addObject("values", view.lines(found.terms(Term.Kind.VALUE), locale))
                        .addObject("notes", view.lines(found.terms(Term.Kind.NOTE), locale))
                        .addObject(
                                "diagram",
                                found.terms(Term.Kind.CLASS).isEmpty()
                                        ? ""
                                        : new Diagrams(view.documentation(), locale.getLanguage())
                                                .classes(found, message("ontology.tree", locale)))
                        .addObject("self", "/ont/" + found.name()));
    }

    /// A version of a module. This hub holds the present one; a former one is in the release that brought it.
    @GetMapping("/ont/{module}/{version}")
    @Nullable
    ModelAndView version(
            @PathVariable String module,
            @PathVariable String version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Module found = view.documentation()
                .module(module)
                .filter(each -> each.version().equals(version))
                .orElseThrow(() -> unknown("version " + version + " of a module '" + module + "'"));
        return module(found.name(), request, response);
    }

    @GetMapping("/vocab/{name}")
    @Nullable
    ModelAndView term(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Term term = view.documentation().term(name).orElseThrow(() -> unknown("term '" + name + "'"));
        return document(
                request, response, "ontology-term", () -> view.documentation().statements(term), (page, locale) -> {
                    describe(page, term, locale);
                    page.addObject("examples", examples.of(term, locale))
                            .addObject("users", users.ofTerm(name, locale));
                });
    }

    private void describe(ModelAndView page, Term term, Locale locale) {
        Documentation documentation = view.documentation();
        String label = OntologyView.in(term.labels(), locale);
        page.addObject("term", term)
                .addObject("label", label)
                .addObject("definition", OntologyView.in(term.definitions(), locale))
                .addObject("languages", view.languages(term, locale))
                .addObject("above", view.shown(term.above(), locale))
                .addObject("below", view.shown(term.below(), locale))
                .addObject("domain", view.shown(term.domain(), locale))
                .addObject("range", view.shown(term.range(), locale))
                .addObject("inverse", view.shown(term.inverse().stream().toList(), locale))
                .addObject("codeList", term.codeList().flatMap(documentation::codeList))
                .addObject("alignments", view.alignments(term.alignments()))
                .addObject("properties", view.properties(term, locale))
                .addObject("incoming", view.propertiesTo(term, locale))
                .addObject("rules", view.rules(documentation.constraintsOn(term), locale))
                .addObject(
                        "diagram",
                        new Diagrams(documentation, locale.getLanguage())
                                .neighbours(term, message("term.diagram", locale, label)));
    }

    @GetMapping("/code/{list}")
    @Nullable
    ModelAndView codeList(@PathVariable String list, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        CodeList found = view.documentation().codeList(list).orElseThrow(() -> unknown("code list '" + list + "'"));
        return document(
                request,
                response,
                "code-list",
                () -> file(found.iri()),
                (page, locale) -> page.addObject("list", found)
                        .addObject("label", OntologyView.in(found.labels(), locale))
                        .addObject("definition", OntologyView.in(found.definitions(), locale))
                        .addObject("codes", view.codes(found, locale))
                        .addObject("properties", view.lines(view.documentation().propertiesWith(found), locale))
                        .addObject("users", users.ofCodeList(list, locale)));
    }

    /// A code is no document: it leads to the list that it stands in.
    @GetMapping("/code/{list}/{code}")
    ResponseEntity<Void> code(@PathVariable String list, @PathVariable String code, HttpServletRequest request) {
        String iri = City.CODES + list + "/" + code;
        boolean known = view.documentation()
                .codeList(list)
                .filter(found -> found.codes().stream()
                        .anyMatch(each -> each.iri().getURI().equals(iri)))
                .isPresent();
        if (!known) {
            throw unknown("code <" + iri + ">");
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(UriComponentsBuilder.fromPath("/code")
                        .pathSegment(list)
                        .query(request.getQueryString())
                        .fragment(code)
                        .encode()
                        .build()
                        .toUri())
                .build();
    }

    /// What a kind of dataset is checked with.
    @GetMapping("/profiles/{name}")
    @Nullable
    ModelAndView profile(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String iri = "https://w3id.org/belfry/profiles/" + name;
        Graph file = file(iri);
        return document(
                request,
                response,
                "profile",
                () -> file,
                (page, locale) -> page.addObject("name", name)
                        .addObject("iri", iri)
                        .addObject("rules", view.rules(view.documentation().constraintsOf(name), locale)));
    }

    /// Shapes and alignments are for programs; people read them on the pages of terms and profiles.
    @GetMapping({"/shapes/{name}", "/align/{name}"})
    void data(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String folder = request.getRequestURI().startsWith("/shapes/") ? "shapes/" : "align/";
        Graph file = file("https://w3id.org/belfry/" + folder + name);
        rdf.write(response, file, Format.wanted(request, DATA_FORMATS));
    }

    /// Adds to a page what only a reader needs.
    @FunctionalInterface
    private interface Filling {
        void fill(ModelAndView page, Locale locale);
    }

    private @Nullable ModelAndView document(
            HttpServletRequest request,
            HttpServletResponse response,
            String template,
            Supplier<Graph> statements,
            Filling filling)
            throws IOException {
        Format format = Format.wanted(request, FORMATS);
        if (format != Format.HTML) {
            rdf.write(response, statements.get(), format);
            return null;
        }
        Locale locale = PageLanguages.of(request);
        ModelAndView page = site.page(template, request, response)
                .addObject("language", locale.getLanguage())
                .addObject("self", request.getRequestURI());
        filling.fill(page, locale);
        return page;
    }

    private static Graph merged(String namespace) {
        Graph all = GraphFactory.createDefaultGraph();
        Vocabulary.files(namespace).values().forEach(file -> {
            GraphUtil.addInto(all, file);
            all.getPrefixMapping().setNsPrefixes(file.getPrefixMapping());
        });
        return all;
    }

    private static Graph file(String iri) {
        Map<String, Graph> files = Vocabulary.files(iri);
        return Optional.ofNullable(files.get(iri)).orElseThrow(() -> unknown("<" + iri + ">"));
    }

    private String message(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }

    private static RestException unknown(String what) {
        return new RestException(
                RestException.Code.TERM_UNKNOWN, "The ontology has no " + what + ". All that it has is at /ont.");
    }
}
